# How far single runs of the same program lie apart, by mode and placement: log axis, deciles. Modes that cost little
# are left out: the others would share a corner.
title = 'Single runs of a getpid loop, by where they ran'
order = 22
tables = 'spread.csv'
workload = 'getpid'

question = 'The same loop, run by run, by where it runs'
detail = 'Slowdown of single runs, of modes that were also measured where the scheduler decides'
axis_words = 'slowdown of a run (log scale; 1× = untraced)'
column = 'slowdown_50'
ends = ''
log_axis = 1
watched_only = 1
cost(i) = num('slowdown_50')
unit(x, bytes) = x
tic(x) = tic_times(x)
here = ARG0[1:strlen(ARG0)-strlen('spread.gp')]
load here . 'style.gp'
@csv
loose = ''
note_loose(mode) = is_plain(mode) ? (loose = add(loose, mode), 0) : 0
stats 'spread.csv' using (strcol('workload') eq workload && strcol('placement') eq 'free' && num('slowdown_50') > 2 ? note_loose(strcol('mode')) : 0) nooutput
belongs(i) = strcol('workload') eq workload && index_of(loose, strcol('mode'))
load here . 'reading.gp'

@csv
set table $deciles
plot for [q=0:100:10] 'spread.csv' using (num('slowdown_' . q)):(index_of(rows, row_name(0))):(index_of(lanes, lane_name(0))) \
	with table if (is_shown(0))
unset table
set table $ends
plot 'spread.csv' using (num('slowdown_50')):(num('slowdown_0')):(num('slowdown_100')):(index_of(rows, row_name(0))): \
	(index_of(lanes, lane_name(0))) with table if (is_shown(0))
unset table
@blanks
stats $deciles using 1 name 'ALL' nooutput

more_words = wrap('least, deciles and greatest of the runs; the large mark: their median, and its figure', fit(90) - 6 * is_narrow)
key_more = line_count(more_words)
load here . 'rows.gp'

low = 0.85 * ALL_min
high = with_room(low, ALL_max)
set xrange [low:high]
eval 'set xtics ' . log_tics(low, high)
SMALL_MARK = 0.5 * MARK
do for [i=0:2] {
	set label '' at screen sx(MARGIN + 8 + 14 * i), key_y(key_lines) point pointtype 7 pointsize SMALL_MARK linecolor rgb hex(INK)
}
set label more_words at screen sx(MARGIN + 52), key_y(key_lines) font typeface(BODY - 1) textcolor rgb hex(INK) noenhanced
plot $ends using 1:(lane($4, $5)):2:3:(colour($5)) with xerrorbars pointtype -1 linewidth 1.5 linecolor rgb variable, \
	$deciles using 1:(lane($2, $3)):(colour($3)) with points pointtype 7 pointsize SMALL_MARK linecolor rgb variable, \
	$points using 1:(lane($4, $5)):1:1:(colour($5)) with xerrorbars @bar, @marks, \
	$ends using 3:(lane($4, $5)):(times($1)) @figures
