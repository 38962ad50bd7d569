#!/bin/sh
# Python's own tests of subprocess.
# needs: python3
python3 -c 'import test.test_subprocess' 2>/dev/null || { echo "Python's own tests are not installed" && exit 77; }
python3 -m unittest -v test.test_subprocess.ProcessTestCase test.test_subprocess.POSIXProcessTestCase >log 2>&1
echo $?
grep -E '^(FAIL|ERROR):' log && tail -n 60 log
rm -rf ./*
