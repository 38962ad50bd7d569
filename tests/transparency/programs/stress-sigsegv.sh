#!/bin/sh
# The stressor sigsegv of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --sigsegv 1 --sigsegv-ops 500
