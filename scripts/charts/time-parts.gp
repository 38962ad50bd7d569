# Where the time of a call goes, by mode and placement: stacked, linear axis.
title = 'Where the time of a watched getpid goes'
order = 24
tables = 'time-parts.csv'
workload = 'getpid'
placements = 'same cross'

question = 'Where the time of a watched getpid goes'
detail = 'Modes whose watcher is a process; a bar is longer than its figure where both run at once'
axis_words = 'time per call'
column = 'wall_ns'
ends = ''
log_axis = 0
watched_only = 1
belongs(i) = strcol('workload') eq workload && num('tracer_ns') > 0.01 * num('wall_ns')
cost(i) = num('wall_ns')
unit(x, bytes) = x
here = ARG0[1:strlen(ARG0)-strlen('time-parts.gp')]
load here . 'reading.gp'

# The parts: end to end, in this order.
array part[3] = ['tracee_ns', 'tracer_ns', 'neither_ns']
array part_words[3] = ["CPU time of the program", "of its watcher", "neither runs: waking up"]
array part_colour[3] = [NAVY, ORANGE, 0xb8b8b8]
length(n) = larger(num(part[n]), 0)
before(n) = sum [i=1:n-1] length(i)
@csv
set table $parts
plot for [n=1:3] 'time-parts.csv' using (before(n)):(before(n) + length(n)):(index_of(rows, row_name(0))): \
	(index_of(lanes, lane_name(0))):(n):(num('wall_ns')) with table if (is_shown(0))
unset table
@blanks

LANE = 24
name_px = is_narrow ? LANE : 0
row_px = name_px + LANE * words(lanes) + 14
plot_px = row_px * words(rows)
entries = 3
key_gap = 58
key_words(n) = part_words[n]
load here . 'key.gp'
head_px = 30 * key_lines + 26
lane_letters = 0
do for [name in lanes] { lane_letters = larger(lane_letters, strlen(words_of_placement(name))) }
names_px = is_narrow ? 0 : 16 + text_px(longest(rows, words(rows)), BODY - 1)
names_right = MARGIN + names_px - 14
left = MARGIN + names_px + 16 + text_px(lane_letters, SMALL)
right = WIDTH - MARGIN
mark_at = '1:1' # none is drawn
mark_of = '$5'
load here . 'canvas.gp'

nice(x) = 10**floor(log10(x)) * (x / 10**floor(log10(x)) > 5 ? 10 : x / 10**floor(log10(x)) > 2 ? 5 : x / 10**floor(log10(x)) > 1 ? 2 : 1)
lane(row, lane) = (row - 0.5) * row_px + 0.5 * name_px + (lane - 0.5 * (words(lanes) + 1)) * LANE
top_ns = high * (right - left) / (right - left - 90.0) # room for the figures
step = nice(top_ns / (is_narrow ? 6 : 9))
set xrange [0:top_ns]
set yrange [plot_px:0]
unset ytics
set xtics ('0' 0)
do for [i=1:int(top_ns / step)] { set xtics add (tic_duration(i * step) i * step) }
do for [i=1:words(rows)] {
	set label shorten(word(rows, i)) at @name_of_row \
		font typeface(BODY - 1) textcolor rgb hex(INK) noenhanced
	do for [l=1:words(lanes)] {
		set label words_of_placement(word(lanes, l)) at screen sx(left - 10), first lane(i, l) right \
			font typeface(SMALL) textcolor rgb hex(GREY) noenhanced
	}
	if (i % 2) {
		set object rectangle from screen sx(MARGIN - 12), first (i - 1) * row_px to screen sx(right + 12), first i * row_px \
			behind noclip fillcolor rgb BAND fillstyle solid 1 noborder
	}
}
do for [n=1:3] {
	set label '' at screen sx(MARGIN + 8 + key_left[n]), key_y(key_line[n]) point pointtype 5 pointsize 1.3 * MARK linecolor rgb hex(part_colour[n])
	set label part_words[n] at screen sx(MARGIN + 26 + key_left[n]), key_y(key_line[n]) font typeface(BODY - 1) textcolor rgb hex(INK) noenhanced
}
set style fill solid 1 noborder
plot $parts using 1:(lane($3, $4)):1:2:(lane($3, $4) - 8):(lane($3, $4) + 8):(part_colour[int($5)]) with boxxyerror linecolor rgb variable, \
	$parts using ($5 == 3 ? $2 : NaN):(lane($3, $4)):(duration($6)) with labels left offset 0.6, 0 font typeface(SMALL) textcolor rgb hex(INK) noenhanced
