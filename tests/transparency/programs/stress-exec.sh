#!/bin/sh
# The stressor exec of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --exec 1 --exec-max 4 --exec-ops 200
