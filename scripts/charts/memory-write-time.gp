# The time of one write into a tracee's memory.
title = 'Time to write the memory of another process, by size'
order = 70
tables = 'summary.csv rules.csv'
workload = 'memory-write'

question = 'How long it takes to write a tracee’s memory'
ends = '_lo _hi'
unit(x, bytes) = x
tic(x) = tic_duration(x)
load ARG0[1:strlen(ARG0)-strlen('memory-write-time.gp')] . 'memory.gp'
