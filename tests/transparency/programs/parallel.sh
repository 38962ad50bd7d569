#!/bin/sh
# GNU parallel: jobs in their order, one that fails, and one that is killed for its time.
# needs: parallel
export PARALLEL_HOME="$PWD/home" HOME="$PWD/home"
mkdir -p home
touch home/will-cite
seq 10 | parallel -k -j 4 'echo {} | sed s/1/one/'
parallel -j 2 'exit {}' ::: 0 3 0 1
echo $?
parallel --timeout 0.3 sleep ::: 60
echo $?
seq 2000 | parallel --pipe -k -N 500 wc -l
rm -rf home
