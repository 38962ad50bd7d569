#!/bin/sh
# The stressor daemon of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --daemon 1 --daemon-ops 100
