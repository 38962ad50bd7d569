#!/bin/sh
# gawk with a coprocess at pipes and at a terminal, and its own sockets.
# needs: gawk
gawk 'BEGIN {
	sorter = "sort -n"
	for (i = 5; i; i--) print i |& sorter
	close(sorter, "to")
	while ((sorter |& getline line) > 0) print line
	print close(sorter)
	print system("kill -9 $$")
}'
