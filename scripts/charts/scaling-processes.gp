# Calls per second of all processes together, by their number and mode.
title = 'Calls per second of many processes under one tracer'
order = 100
tables = 'summary.csv saturation.csv'
workload = 'processes'
preferred = 'free'

load ARG0[1:strlen(ARG0)-strlen('scaling-processes.gp')] . 'tasks.gp'
