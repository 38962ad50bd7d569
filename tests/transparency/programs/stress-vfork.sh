#!/bin/sh
# The stressor vfork of stress-ng, which verifies what it has done.
# needs: stress-ng
stress-ng --quiet --no-rand-seed --temp-path . --verify --vfork 1 --vfork-ops 300
