# The bandwidth of reading a tracee's memory.
title = 'Bandwidth of reading the memory of another process, by size'
order = 60
tables = 'summary.csv rules.csv'
workload = 'memory-read'

question = 'How fast one can read a tracee’s memory'
ends = '_hi _lo'
unit(x, bytes) = bytes / x # bytes a nanosecond are gigabytes a second
tic(x) = tic_rate(x)
load ARG0[1:strlen(ARG0)-strlen('memory-bandwidth.gp')] . 'memory.gp'
