#!/bin/sh
# Python's own tests of subprocess, except for the one of python-descriptors.sh.
# needs: python3
python3 -c 'import test.test_subprocess' 2>/dev/null || { echo "Python's own tests are not installed" && exit 77; }
cat >main.py <<'END'
import unittest
from test.test_subprocess import POSIXProcessTestCase, ProcessTestCase

del POSIXProcessTestCase.test_pass_fds_redirected
unittest.main()
END
python3 main.py -v ProcessTestCase POSIXProcessTestCase >log 2>&1
echo $?
grep -E '^(FAIL|ERROR):' log
rm -rf ./*
