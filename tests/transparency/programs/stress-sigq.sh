#!/bin/sh
# The stressor sigq of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --sigq 1 --sigq-ops 500
