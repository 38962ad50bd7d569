# What one interception adds to a call, by mechanism and placement: log axis, intervals drawn.
title = 'What one interception costs, every mechanism'
order = 10
tables = 'summary.csv'
workload = 'getpid'
placements = 'same cross'

question = 'What intercepting one getpid costs, by mechanism'
detail = 'Time added to the call: the median, and its 95 % interval where wider than the mark'
axis_words = 'added time per call (log scale)'
column = 'added_ns'
ends = '_lo _hi'
log_axis = 1
watched_only = 1
cost(i) = num('added_ns')
unit(x, bytes) = x
tic(x) = tic_duration(x)
load ARG0[1:strlen(ARG0)-strlen('interception.gp')] . 'rows.gp'

low = 0.6 * low
high = with_room(low, larger(high, 4 * low))
set xrange [low:high]
eval 'set xtics ' . log_tics(low, high)
plot $points using 1:(lane($4, $5)):2:3:(colour($5)) with xerrorbars @bar, \
	@marks, \
	'' using 3:(lane($4, $5)):(duration($1)) @figures
