# Instructions per call by mode, of a machine whose clock counts them: log axis, intervals drawn.
title = 'Instructions per getpid by mode'
order = 25
tables = 'path-lengths.csv'
workload = 'getpid'

question = 'How many instructions a watched getpid takes'
detail = 'Of the program, its watcher and the kernel: the median, and its 95 % interval where wider than the mark'
axis_words = 'instructions per call (log scale)'
column = 'instructions'
ends = '_lo _hi'
log_axis = 1
cost(i) = num('instructions')
unit(x, bytes) = x
tic(x) = tic_count(x)
load ARG0[1:strlen(ARG0)-strlen('path-length.gp')] . 'rows.gp'

low = 0.6 * low
high = with_room(low, larger(high, 4 * low))
set xrange [low:high]
eval 'set xtics ' . log_tics(low, high)
plot $points using 1:(lane($4, $5)):2:3:(colour($5)) with xerrorbars @bar, \
	@marks, \
	'' using 3:(lane($4, $5)):(sprintf('%.0f', $1)) @figures
