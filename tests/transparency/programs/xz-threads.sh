#!/bin/sh
# xz with threads, there and back.
# needs: xz
seq 200000 >numbers
xz -k -0 -T 4 --block-size=200KiB numbers
xz -t -T 4 numbers.xz
xz -dc -T 4 numbers.xz | cmp - numbers
