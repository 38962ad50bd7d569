#!/bin/sh
# The stressor clone of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --clone 1 --clone-ops 50
