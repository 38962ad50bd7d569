# What one interception adds to a call, by mechanism and placement: log axis, intervals drawn.
if (!exists("here")) here = ARG0[1:strstrt(ARG0, '/interception.gp')-1]
chart = 'interception'
kind = 'rows'
column = 'added_ns'
ends = '_lo _hi'
log_axis = 1
unit(x, bytes) = x
tic(x) = tic_duration(x)
question(w) = 'What intercepting one ' . w . ' costs, by mechanism'
detail = 'Time added to the call: the median, and its 95 % interval where wider than the mark'
axis_words = 'added time per call (log scale)'
load here . '/style.gp'

low = 0.6 * low
high = with_room(low, larger(high, 4 * low))
set xrange [low:high]
eval 'set xtics ' . log_tics(low, high)
plot $points using 1:(lane($4, $5)):2:3:(colour($5)) with xerrorbars @bar, \
	@marks, \
	'' using 3:(lane($4, $5)):(duration($1)) @figures
