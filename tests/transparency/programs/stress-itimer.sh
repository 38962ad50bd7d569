#!/bin/sh
# The stressor itimer of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --itimer 1 --itimer-ops 200
