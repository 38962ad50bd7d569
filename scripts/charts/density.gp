# Slowdown against the program's own rate of calls: log-log, intervals drawn, the levels that are asked for marked.
if (!exists("here")) here = ARG0[1:strstrt(ARG0, '/density.gp')-1]
if (!exists("data")) data = 'density.csv'
if (!exists("workload")) workload = 'mixed'
if (!exists("levels")) levels = ''
if (!exists("rates")) rates = ''
if (exists("post_rate")) reach = post_rate
chart = 'density'
kind = 'curves'
abscissa = 'calls_per_second'
column = 'slowdown'
ends = '_lo _hi'
log_axis = 1
unit(x, rate) = x
tic(x) = tic_times(x)
question(w) = 'At which rate of calls it matters to be watched'
detail = 'A ring marks where a mode costs so much; bars are 95 % intervals where wider than the mark'
axis_words = 'calls per second that the program makes when nobody watches (log scale)'
load here . '/style.gp'

tic(x) = x < 1e3 ? sprintf('%g', x) : x < 1e6 ? sprintf('%gk', x / 1e3) : sprintf('%gM', x / 1e6)
eval 'set xtics ' . log_tics(x_low, x_high)
level_words(x) = x < 2 ? sprintf('+%.0f %%', 100 * (x - 1)) : sprintf('%g×', x)
do for [i=1:words(levels)] {
	level = real(word(levels, i))
	if (level > low && level < high) {
		set arrow from graph 0, first level to graph 1, first level nohead back linewidth 1.6 dashtype 2 linecolor rgb hex(GREY)
		set label level_words(level) at graph 0, first level offset 0.6, 0.6 front \
			font typeface(SMALL) textcolor rgb hex(GREY) noenhanced
	}
}
do for [i=1:words(rates)] {
	set label '' at first real(field(word(rates, i), 1)), first real(field(word(rates, i), 2)) front \
		point pointtype 6 pointsize 1.3 * MARK linewidth 1.6 linecolor rgb hex(INK)
}
if (reach > 0) {
	set arrow from first reach, graph 0 to first reach, graph 1 nohead back linewidth 1.6 dashtype 2 linecolor rgb hex(INK)
	set label '' at first reach, first 15 front point pointtype 3 pointsize 2 * MARK linewidth 3 linecolor rgb hex(INK)
	set label sprintf('the post’s getpid loop: %.1fM calls per second, 15×', reach / 1e6) at first reach, graph 1 right offset 4, 0.8 front \
		font typeface(SMALL) textcolor rgb hex(INK) noenhanced
}
plot for [i=1:words(modes)] $points using 6:($4 == i ? $1 : NaN) smooth unique with lines \
		linewidth 2.5 dashtype dash(i) linecolor rgb colour(i), \
	'' using 6:1:2:3:(colour($4)) with yerrorbars @bar, \
	@marks
