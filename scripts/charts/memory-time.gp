# The time of one read of a tracee's memory.
title = 'Time to read the memory of another process, by size'
order = 50
tables = 'summary.csv rules.csv'
workload = 'memory-read'

question = 'How long it takes to read a tracee’s memory'
ends = '_lo _hi'
unit(x, bytes) = x
tic(x) = tic_duration(x)
load ARG0[1:strlen(ARG0)-strlen('memory-time.gp')] . 'memory.gp'
