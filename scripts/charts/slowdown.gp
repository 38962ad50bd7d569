# Slowdown by mode and placement: log axis, intervals drawn.
title = 'Slowdown of a getpid loop by mode and placement'
order = 20
tables = 'summary.csv'
workload = 'getpid'

question = 'What each way of watching getpid costs'
detail = 'Against the untraced call: the median, and its 95 % interval where wider than the mark'
axis_words = 'slowdown (log scale; 1× = untraced)'
column = 'slowdown'
ends = '_lo _hi'
log_axis = 1
unit(x, bytes) = x
tic(x) = tic_times(x)
load ARG0[1:strlen(ARG0)-strlen('slowdown.gp')] . 'rows.gp'

low = 0.85 * smaller(low, 1)
high = with_room(low, larger(high, 3))
set xrange [low:high]
eval 'set xtics ' . log_tics(low, high)
set arrow from first 1, graph 0 to first 1, graph 1 nohead back linewidth 2 linecolor rgb hex(GREY)
plot $points using 1:(lane($4, $5)):2:3:(colour($5)) with xerrorbars @bar, \
	@marks, \
	'' using 3:(lane($4, $5)):(times($1)) @figures
