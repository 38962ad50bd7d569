# Calls per second of all threads together, by their number and mode.
title = 'Calls per second of many threads under one tracer'
order = 90
tables = 'summary.csv saturation.csv'
workload = 'threads'
preferred = 'free'

load ARG0[1:strlen(ARG0)-strlen('scaling.gp')] . 'tasks.gp'
