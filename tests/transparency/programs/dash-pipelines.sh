#!/bin/sh
# A hundred pipelines of four programs each.
i=0
while [ $i -lt 100 ]; do
	i=$((i + 1))
	echo $i | cat | sed 's/1/one/' | sort
done
