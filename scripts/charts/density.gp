# Slowdown against the program's own rate of calls: log-log, intervals drawn, the levels that are asked for marked.
title = 'Slowdown of a program by its own rate of calls'
order = 40
tables = 'density.csv levels.csv post.csv'

question = 'At which rate of calls it matters to be watched'
detail = 'A ring marks where a mode costs so much; bars are 95 % intervals where wider than the mark'
axis_words = 'calls per second that the program makes when nobody watches (log scale)'
abscissa = 'calls_per_second'
column = 'slowdown'
ends = '_lo _hi'
log_axis = 1
belongs(i) = 1 # the table has no others
cost(i) = num('slowdown')
counts(new, old) = new > old
unit(x, rate) = x
tic(x) = tic_times(x)
here = ARG0[1:strlen(ARG0)-strlen('density.gp')]
load here . 'style.gp'
post_lines = is_narrow ? 2 : 1
head_lines = post_lines
@csv
stats word(tables, 3) using (post_rate = num('calls_per_second'), post_slowdown = num('slowdown'), 0) nooutput
reach = post_rate
load here . 'reading.gp'
if (|$points| == words(rows)) {
	print question . ': there are no two rates'
	exit status 3 # known by `report`
}

# Where a curve reaches a level: rate, level.
set table $rings
@csv
plot word(tables, 2) using (num('rate')):(num('level')) \
	with table if (strcol('placement') eq lanes && index_of(rows, strcol('mode'))), @nothing
@blanks
unset table
load here . 'curves.gp'

tic(x) = tic_count(x)
eval 'set xtics ' . log_tics(x_low, x_high)
level_words(x) = x < 2 ? sprintf('+%.0f %%', 100 * (x - 1)) : sprintf('%g×', x)
levels = ''
do for [i=1:|$rings|] { levels = add(levels, word($rings[i], 2)) }
do for [i=1:words(levels)] {
	level = real(word(levels, i))
	if (level > low && level < high) {
		set arrow from graph 0, first level to graph 1, first level nohead back linewidth 1.6 dashtype 2 linecolor rgb hex(GREY)
		set label level_words(level) at graph 0, first level offset 0.6, 0.6 front \
			font typeface(SMALL) textcolor rgb hex(GREY) noenhanced
	}
}
set arrow from first post_rate, graph 0 to first post_rate, graph 1 nohead back linewidth 1.6 dashtype 2 linecolor rgb hex(INK)
set label '' at first post_rate, first post_slowdown front point pointtype 3 pointsize 2 * MARK linewidth 3 linecolor rgb hex(INK)
post_words = sprintf('the post’s getpid loop:%s%.1fM calls per second, %g×', is_narrow ? "\n" : ' ', post_rate / 1e6, post_slowdown)
set label post_words at first post_rate, graph 1 right offset is_narrow ? 2 : 4, post_lines - 0.2 front \
	font typeface(SMALL) textcolor rgb hex(INK) noenhanced
plot @curves
