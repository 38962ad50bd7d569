# Time of one access to a tracee's memory by size and method: log-log, intervals drawn, crossovers marked.
if (!exists("here")) here = ARG0[1:strstrt(ARG0, '/memory-time.gp')-1]
if (!exists("chart")) chart = 'memory-time'
kind = 'curves'
column = 'ns_per_call'
ends = '_lo _hi'
log_axis = 1
unit(x, bytes) = x
tic(x) = tic_duration(x)
question(w) = 'How long it takes to ' . (w eq 'memory-write' ? 'write' : 'read') . ' a tracee’s memory'
detail = 'Median, and 95 % interval where wider than the mark; memcpy is a local copy of the same bytes'
axis_words = 'bytes in one transfer'
load here . '/style.gp'

plot for [i=1:words(modes)] $points using 6:($4 == i ? $1 : NaN) smooth unique with lines \
		linewidth 2.5 dashtype dash(i) linecolor rgb colour(i), \
	'' using 6:1:2:3:(colour($4)) with yerrorbars @bar, \
	@marks
