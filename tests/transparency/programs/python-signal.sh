#!/bin/sh
# Python's own tests of signals, except those that last.
# needs: python3
python3 -c 'import test.test_signal' 2>/dev/null || { echo "Python's own tests are not installed" && exit 77; }
python3 -m unittest -v $(printf "test.test_signal.%s " PosixTests WakeupFDTests WakeupSignalTests) >log 2>&1
echo $?
grep -E '^(FAIL|ERROR):' log
rm -rf ./*
