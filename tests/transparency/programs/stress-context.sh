#!/bin/sh
# The stressor context of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --context 1 --context-ops 50
