#!/bin/sh
# The stressor futex of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --futex 1 --futex-ops 2000
