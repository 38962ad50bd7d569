# The slowdown of getpid here, and what others published of the same mode: log axis.
title = 'Slowdown of a call: published, and here'
order = 28
tables = 'summary.csv'
workload = 'getpid'
placements = 'same cross'

question = 'What others published, and what was measured here'
detail = 'Slowdown of one cheap call; a square is a figure from another machine (table in the report)'
axis_words = 'slowdown (log scale; 1× = untraced)'
column = 'slowdown'
ends = '_lo _hi'
log_axis = 1
watched_only = 1
more_lanes = 'published'
unit(x, bytes) = x
tic(x) = tic_times(x)
here = ARG0[1:strlen(ARG0)-strlen('published.gp')]
load here . 'style.gp'

# It is beside the charts where these are installed.
@csv
told = ''
is_told(i) = strcol('mode') ne '' && is_plain(strcol('mode')) && num('slowdown') > 0
do for [file in '../../results/ ../'] {
	if (told eq '') {
		published = here . file . 'published.csv'
		stats published using (is_told(0) ? (told = add(told, strcol('mode')), 0) : 0) nooutput
	}
}
belongs(i) = strcol('workload') eq workload && index_of(told, strcol('mode'))
load here . 'reading.gp'
lane_words(name) = name eq 'published' ? 'published, on other machines' : words_of_placement(name)

@csv
set table $published
plot published using (num('slowdown')):(index_of(rows, strcol('mode'))):(words(lanes)) with table \
	if (is_told(0) && index_of(rows, strcol('mode')))
unset table
@blanks
stats $published using 1 name 'TOLD' nooutput

# One label for all figures of a row, as they may lie close to each other: right of the greatest.
array told_words[words(rows)]
array told_max[words(rows)]
do for [i=1:words(rows)] {
	told_words[i] = ''
	told_max[i] = 0
	stats $published using ($2 == i ? (told_words[i] = told_words[i] . (told_words[i] eq '' ? '' : ', ') . times($1), \
		told_max[i] = larger(told_max[i], $1), 0) : 0) nooutput
}
load here . 'rows.gp'

low = 0.85 * smaller(low, 1)
room_px = 190
high = with_room(low, larger(high, TOLD_max))
set xrange [low:high]
eval 'set xtics ' . log_tics(low, high)
set arrow from first 1, graph 0 to first 1, graph 1 nohead back linewidth 2 linecolor rgb hex(GREY)
plot $points using 1:(lane($4, $5)):2:3:(colour($5)) with xerrorbars @bar, \
	@marks, \
	'' using 3:(lane($4, $5)):(times($1)) @figures, \
	$published using 1:(lane($2, $3)) with points pointtype shape(words(lanes)) pointsize 1.3 * MARK linecolor rgb 'white', \
	'' using 1:(lane($2, $3)) with points pointtype shape(words(lanes)) pointsize MARK linecolor rgb hex(colour(words(lanes))), \
	'' using (told_max[int($2)]):($1 == told_max[int($2)] ? lane($2, $3) : NaN):(told_words[int($2)]) @figures
