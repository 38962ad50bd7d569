#!/bin/sh
# awk with pipes to and from children, and their statuses.
# needs: awk
# short
seq 1000 | awk '{ n += $1; print $1 % 7 | "sort | uniq -c | tr -s \" \"" } END { close("sort | uniq -c | tr -s \" \""); print n
	"echo below" | getline line; print line; print system("exit 3") }'
