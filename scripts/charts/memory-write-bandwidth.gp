# The bandwidth of writing a tracee's memory.
title = 'Bandwidth of writing the memory of another process, by size'
order = 80
tables = 'summary.csv rules.csv'
workload = 'memory-write'

question = 'How fast one can write a tracee’s memory'
ends = '_hi _lo'
unit(x, bytes) = bytes / x # bytes a nanosecond are gigabytes a second
tic(x) = tic_rate(x)
load ARG0[1:strlen(ARG0)-strlen('memory-write-bandwidth.gp')] . 'memory.gp'
