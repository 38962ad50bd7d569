#!/bin/sh
# The stressor zombie of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --zombie 1 --zombie-ops 200
