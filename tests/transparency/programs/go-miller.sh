#!/bin/sh
# A Go program: goroutines, and preemption by SIGURG.
# needs: mlr
{ echo a,b; seq 20000 | sed 's/.*/&,&/'; } >table
mlr --icsv --ojson sort -nr a then head -n 3 then put '$c = $a * 2' table
mlr --icsv --opprint stats1 -a mean,p50,count -f b table
