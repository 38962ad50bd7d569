#!/bin/sh
# The stressor sigsuspend of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --sigsuspend 1 --sigsuspend-ops 300
