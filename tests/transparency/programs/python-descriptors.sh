#!/bin/sh
# Python's own test of a child that is given three descriptors, and closes all others.
# needs: python3
# differs: @(rewrite*|sigsys-trap|sud-trap) the page's descriptor is opened again after an exec
python3 -c 'import test.test_subprocess' 2>/dev/null || { echo "Python's own tests are not installed" && exit 77; }
python3 -m unittest test.test_subprocess.POSIXProcessTestCase.test_pass_fds_redirected >log 2>&1
echo $?
grep -E '^(FAIL|ERROR):' log
rm -rf ./*
