#!/bin/sh
# zstd with threads, there and back.
# needs: zstd
# short
seq 100000 >numbers
zstd -q -k -T4 -B128K numbers
zstd -q -t -T4 numbers.zst
zstd -q -dc numbers.zst | cmp - numbers
