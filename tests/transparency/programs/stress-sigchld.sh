#!/bin/sh
# The stressor sigchld of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --sigchld 1 --sigchld-ops 200
