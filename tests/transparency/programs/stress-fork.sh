#!/bin/sh
# The stressor fork of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --fork 1 --fork-ops 300
