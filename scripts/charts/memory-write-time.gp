# The chart memory-time, of writing.
if (!exists("here")) here = ARG0[1:strstrt(ARG0, '/memory-write-time.gp')-1]
if (!exists("workload")) workload = 'memory-write'
chart = 'memory-write-time'
load here . '/memory-time.gp'
