#!/bin/sh
# sort with threads, and with temporary files that children compress.
# needs: sort gzip
seq 30000 | sort --parallel=4 -R --random-source=/bin/sh >mixed
sort --parallel=4 -S 100K -T . --compress-program=gzip -n mixed | cksum
sort --parallel=4 mixed | cksum
