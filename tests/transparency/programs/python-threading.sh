#!/bin/sh
# Python's own tests of threads: those that fork, start many, or end with the process.
# needs: python3
python3 -c 'import test.test_threading' 2>/dev/null || { echo "Python's own tests are not installed" && exit 77; }
python3 -m unittest -v test.test_threading.ThreadTests test.test_threading.ThreadJoinOnShutdown >log 2>&1
echo $?
grep -E '^(FAIL|ERROR):' log
rm -rf ./*
