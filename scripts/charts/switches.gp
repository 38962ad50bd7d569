# Context switches per call by mode and placement: linear axis from 0, a line at every stop's pair.
title = 'Context switches per getpid, both sides together'
order = 30
tables = 'summary.csv'
workload = 'getpid'

question = 'Context switches in one watched getpid call'
detail = 'A stop takes two: to the tracer and back'
axis_words = 'context switches per call'
column = 'switches_per_call'
ends = ''
log_axis = 0
unit(x, bytes) = x
tic(x) = sprintf('%g', x)
load ARG0[1:strlen(ARG0)-strlen('switches.gp')] . 'rows.gp'

few(x) = x == 0 ? '0' : x < 0.005 ? '< 0.01' : x < 99.95 ? sprintf('%.2f', x) : whole(x)
high = larger(high, 4)
set xrange [-0.03 * high:with_room(0, high)]
if (high < 17) { set xtics 2 } else { set xtics autofreq }
plot $points using (0):(lane($4, $5)):1:(0):(colour($5)) with vectors nohead linewidth 1.8 linecolor rgb variable, \
	@marks, \
	'' using 1:(lane($4, $5)):(few($1)) @figures
