# Calls per second of all tasks together, by their number and mode: log-log, intervals drawn. The time of a call is the
# inverse of that, so that each tic tells both.
if (!exists("here")) here = ARG0[1:strstrt(ARG0, '/scaling.gp')-1]
if (!exists("chart")) chart = 'scaling'
if (!exists("workload")) workload = 'threads'
if (!exists("saturated")) saturated = ''
kind = 'curves'
column = 'ns_per_call'
ends = '_hi _lo'
log_axis = 1
unit(x, tasks) = 1e9 / x
tic_calls(x) = x < 1e3 ? sprintf('%g', x) : x < 1e6 ? sprintf('%gk', x / 1e3) : sprintf('%gM', x / 1e6)
tic(x) = tic_calls(x) . '/s\n' . tic_duration(1e9 / x)
question(w) = 'How many calls ' . w . ' make under one tracer'
detail = 'Calls per second, below that the time of one; a ring: saturated; bars: 95 % intervals'
axis_words = workload . ' that make calls at once'
load here . '/style.gp'

do for [i=1:words(saturated)] {
	set label '' at first real(field(word(saturated, i), 1)), first unit(real(field(word(saturated, i), 2)), 0) front \
		point pointtype 6 pointsize 1.3 * MARK linewidth 1.6 linecolor rgb hex(INK)
}
plot for [i=1:words(modes)] $points using 6:($4 == i ? $1 : NaN) smooth unique with lines \
		linewidth 2.5 dashtype dash(i) linecolor rgb colour(i), \
	'' using 6:1:2:3:(colour($4)) with yerrorbars @bar, \
	@marks
