# The chart scaling, of processes.
if (!exists("here")) here = ARG0[1:strstrt(ARG0, '/scaling-processes.gp')-1]
if (!exists("workload")) workload = 'processes'
chart = 'scaling-processes'
load here . '/scaling.gp'
