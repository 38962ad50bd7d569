#!/bin/sh
# The stressor pthread of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --pthread 1 --pthread-ops 200
