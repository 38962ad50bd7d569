# Loaded by the charts of many tasks under one tracer: log-log, intervals drawn, a ring where it is saturated. The
# time of a call is the inverse of the calls per second, so that each tic tells both.
question = 'How many calls ' . workload . ' make under one tracer'
detail = 'Calls per second, below that the time of one; a ring: saturated; bars: 95 % intervals'
axis_words = workload . ' that make calls at once'
abscissa = 'size'
column = 'ns_per_call'
ends = '_hi _lo'
log_axis = 1
unit(x, tasks) = 1e9 / x
tic(x) = tic_count(x) . '/s\n' . tic_duration(1e9 / x)
here = ARG0[1:strlen(ARG0)-strlen('tasks.gp')]
load here . 'reading.gp'

# Where a mode is saturated: tasks, calls per second.
set table $rings
@csv
plot word(tables, 2) using (num('tasks')):(unit(num('ns_per_call'), 0)) \
	with table if (strcol('workload') eq workload && strcol('placement') eq lanes && index_of(rows, strcol('mode'))), @nothing
@blanks
unset table
load here . 'curves.gp'
plot @curves
