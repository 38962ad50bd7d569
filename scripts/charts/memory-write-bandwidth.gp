# The chart memory-bandwidth, of writing.
if (!exists("here")) here = ARG0[1:strstrt(ARG0, '/memory-write-bandwidth.gp')-1]
if (!exists("workload")) workload = 'memory-write'
chart = 'memory-write-bandwidth'
load here . '/memory-bandwidth.gp'
