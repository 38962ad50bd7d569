#!/bin/sh
# The stressor switch of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --switch 1 --switch-ops 2000
