# The one style of all charts: interface, type, colours, words, layout. A chart says what it draws,
#   chart, kind        its name; 'rows' (a mode a row, a placement a lane) or 'curves' (a mode a line)
#   abscissa           of curves: the column that they are drawn against ('size')
#   reach              of curves: how far the axis goes at least, where that is beyond the data
#   column, ends       the column of summary.csv; what its interval's ends add to that name, low first,
#                      or '' where there is no interval
#   unit(x, bytes)     that figure in the chart's unit;  tic(x): how the axis writes it
#   log_axis           whether the axis is logarithmic
#   question(w), detail, axis_words    title, subtitle, axis
# and perhaps LETTERS, the length from which a name is cut, and known_placements with placement_words, where
# the lanes are other than placements,
# and loads this file, which reads $points, sets the canvas, and leaves only the `plot` to do.
# No `set encoding`: gnuplot warns of it under LC_ALL=C, and both terminals take UTF-8 as it is.

# The interface. Whoever calls may set any of these; the working directory is the campaign's.
if (!exists("data")) data = 'summary.csv'
if (!exists("format")) format = 'svg'
if (!exists("output")) output = 'charts/' . chart . '.' . format
if (!exists("caption")) caption = ''
if (!exists("workload")) workload = kind eq 'curves' ? 'memory-read' : 'getpid'
if (!exists("size")) size = ''
if (!exists("abscissa")) abscissa = 'size'
if (!exists("reach")) reach = 0
if (!exists("crossovers")) crossovers = ''
if (!exists("LETTERS")) LETTERS = 24

# Colours differ in luminance as well as hue, and each has a shape or a dash of its own.
INK = 0x222222
GREY = 0x666666
NAVY = 0x12355b
ORANGE = 0xe06000
TEAL = 0x1b9e77
PURPLE = 0x5d3a9b
CRIMSON = 0xb0123f
BLUE = 0x3a8fd0
OLIVE = 0x8a7a00
BROWN = 0x7a4a28
RULE = '#d4d4d4'
FAINT = '#ececec'
BAND = '#f5f5f5'
hex(rgb) = sprintf('#%06x', rgb)

# A placement looks the same in every chart; a mode has the look of its place in this one.
if (!exists("known_placements")) {
	known_placements = 'same cross smt socket free'
	array placement_words[5] = ['same CPU', 'two CPUs', 'two threads of a core', 'two packages', 'free (scheduler decides)']
}
# An even shape is its odd neighbour with a hole, as the terminals disagree on the weight of outlines.
solid(shape) = shape % 2 ? shape : shape + 1
HOLE = 0.6
in_hole(shape, colour) = shape % 2 ? colour : 0xffffff
array placement_shape[5] = [7, 13, 9, 11, 4]
array placement_colour[5] = [NAVY, ORANGE, TEAL, PURPLE, GREY]
# The first look is a baseline's, whichever place that has; of others there are nine.
BASELINES = 'untraced memcpy'
is_baseline(i) = index_of(BASELINES, word(modes, i)) > 0
others(i) = i < 1 ? 0 : others(i - 1) + !is_baseline(i)
look(i) = is_baseline(i) ? 1 : (others(i) - 1) % 9 + 2
array method_shape[10] = [6, 7, 13, 9, 5, 11, 15, 12, 8, 4]
array method_dash[10] = [3, 1, 2, 4, 5, 1, 2, 4, 1, 5]
array method_colour[10] = [GREY, NAVY, ORANGE, PURPLE, TEAL, INK, CRIMSON, BLUE, OLIVE, BROWN]

# Type. XML reads &#44; as a comma, where gnuplot would end the family's name.
TITLE = 26
BODY = 20
SMALL = 17
is_svg = format eq 'svg'
family = is_svg ? 'DejaVu Sans&#44; Arial&#44; sans-serif' : 'DejaVu Sans'
typeface(px) = sprintf('%s,%g', family, is_svg ? px : 0.75 * px) # cairo counts points
MARK = is_svg ? 0.85 : 1.9
text_px(letters, px) = letters * px * 0.57

# Numbers as people write them.
three(x) = x < 9.995 ? sprintf('%.2f', x) : x < 99.95 ? sprintf('%.1f', x) : sprintf('%.0f', x)
thousands(s) = strlen(s) > 3 ? thousands(s[1:strlen(s)-3]) . ',' . s[strlen(s)-2:*] : s
whole(x) = thousands(sprintf('%.0f', x))
times(x) = (x < 1.995 ? sprintf('%.2f', x) : x < 9.95 ? sprintf('%.1f', x) : whole(x)) . '×'
duration(x) = x < 999.5 ? three(x) . ' ns' : x < 999.5e3 ? three(x / 1e3) . ' µs' : \
	x < 999.5e6 ? three(x / 1e6) . ' ms' : three(x / 1e9) . ' s'
tic_times(x) = x < 1e4 ? (x < 1e3 ? sprintf('%g', x) : whole(x)) . '×' : x < 1e6 ? sprintf('%gk×', x / 1e3) : sprintf('%gM×', x / 1e6)
tic_duration(x) = x < 1e3 ? sprintf('%g ns', x) : x < 1e6 ? sprintf('%g µs', x / 1e3) : \
	x < 1e9 ? sprintf('%g ms', x / 1e6) : sprintf('%g s', x / 1e9)
tic_rate(x) = x < 1e-3 ? sprintf('%g kB/s', x * 1e6) : x < 1 ? sprintf('%g MB/s', x * 1e3) : \
	x < 1e3 ? sprintf('%g GB/s', x) : sprintf('%g TB/s', x / 1e3)
tic_bytes(x) = x < 1024 ? sprintf('%g', x) : x < 1048576 ? sprintf('%gK', x / 1024) : sprintf('%gM', x / 1048576)
bytes(x) = x < 1024 ? sprintf('%g B', x) : x < 1048576 ? sprintf('%.3g KiB', x / 1024) : sprintf('%.3g MiB', x / 1048576)

# The tics of a log axis: every decade, and 2 and 5 as well where there are few; a list for `set xtics`.
decade(x) = floor(log10(x) + 1e-9)
minor_tic(k, d, few) = d > 9 ? '' : \
	(few && (d == 2 || d == 5) ? sprintf('"%s" %g 0, ', tic(d * 10.0**k), d * 10.0**k) : sprintf('"" %g 1, ', d * 10.0**k)) . \
	minor_tic(k, d + 1, few)
decade_tics(k, last, few) = k > last ? '' : \
	sprintf('"%s" %g 0, ', tic(10.0**k), 10.0**k) . minor_tic(k, 2, few) . decade_tics(k + 1, last, few)
log_tics(lo, hi) = '(' . decade_tics(decade(lo), decade(hi), hi / lo < 100) . '"" 1e-9 1)'

# Lists and lines.
or_else(x, y) = x > 0 ? x : y
larger(x, y) = x > y ? x : y
smaller(x, y) = x < y ? x : y
index_of(list, name) = sum [i=1:words(list)] (word(list, i) eq name ? i : 0)
add(list, name) = index_of(list, name) ? list : list eq '' ? name : list . ' ' . name
shorten(s) = strlen(s) > LETTERS ? s[1:LETTERS-1] . '…' : s
longest(list, i) = i < 1 ? 0 : larger(strlen(shorten(word(list, i))), longest(list, i - 1))
space_before(s, i) = i < 2 ? 0 : s[i:i] eq ' ' ? i : space_before(s, i - 1)
cut(s, n) = or_else(space_before(s, n + 1), n)
wrap(s, n) = strlen(s) <= n ? s : s[1:cut(s, n)] . "\n" . wrap(s[cut(s, n)+1:*], n)
line_count(s) = 1 + sum [i=1:strlen(s)] (s[i:i] eq "\n" ? 1 : 0)
head(s) = strstrt(s, ':') ? s[1:strstrt(s, ':')-1] : s
field(s, i) = i == 1 ? head(s) : strstrt(s, ':') ? field(s[strstrt(s, ':')+1:*], i - 1) : ''
known(where) = or_else(index_of(known_placements, where), 5)

# Reading. Empty is "not measured", never 0: no value, no point; no interval, no bar.
set datafile separator ','
set datafile columnheaders
num(name) = strcol(name) eq '' ? NaN : column(name)
is_ours(name) = strcol('workload') eq workload && (kind eq 'curves' || strcol('size') eq size) && drawable(num(name))
drawable(x) = x == x && (!log_axis || x > 0)
in_both(list, other, i) = i < 1 ? '' : index_of(other, word(list, i)) ? in_both(list, other, i - 1) . ' ' . word(list, i) : in_both(list, other, i - 1)
found_modes = ''
found_placements = ''
set table $none
plot data using (is_ours(column) ? (found_modes = add(found_modes, strcol('mode')), \
	found_placements = add(found_placements, strcol('placement'))) : 0) with table if (0)
unset table
modes = exists("modes") ? in_both(modes, found_modes, words(modes)) : found_modes
placements = exists("placements") ? in_both(placements, found_placements, words(placements)) : found_placements
if (kind eq 'curves') placements = word(placements, 1)
place_in(list, name) = index_of(list, strcol(name))
bound(i) = words(ends) == 2 && drawable(num(column . word(ends, i))) ? num(column . word(ends, i)) : num(column)
# $points: value, low end, high end, mode, placement, abscissa
set table $points
plot data using (unit(num(column), num('size'))):(unit(bound(1), num('size'))):(unit(bound(2), num('size'))): \
	(place_in(modes, 'mode')):(place_in(placements, 'placement')):(num(abscissa)) \
	with table if (is_ours(column) && place_in(modes, 'mode') && place_in(placements, 'placement'))
unset table
set datafile nocolumnheaders
set datafile separator whitespace
set datafile missing NaN
if (|$points| == 0) {
	print chart . '.gp: there is no ' . column . ' of ' . workload
	exit status 3 # known by it
}
stats $points using 2 name 'LOW' nooutput
stats $points using 3 name 'HIGH' nooutput

# Layout, in pixels from the top left.
WIDTH = 900
MARGIN = 24
LINE = 26
title_text = wrap(question(workload), 52)
detail_text = wrap(detail, 94)
key_words(i) = placement_words[known(word(placements, i))]
if (kind eq 'curves' && words(placements)) caption = 'Placement: ' . key_words(1) . (caption eq '' ? '' : '; ') . caption
caption_text = wrap(caption, 90)
key_px(i) = 56 + text_px(strlen(key_words(i)), BODY - 1)
top = 40 + 34 * (line_count(title_text) - 1) + 34 + LINE * line_count(detail_text)
bottom = 90 + (caption eq '' ? 0 : LINE * line_count(caption_text))
if (kind eq 'rows') {
	key_top = top + 4
	key_left = MARGIN
	key_rows = 1
	do for [i=1:words(placements)] {
		if (key_left > MARGIN && key_left + key_px(i) > WIDTH - MARGIN) {
			key_left = MARGIN
			key_rows = key_rows + 1
		}
		key_left = key_left + key_px(i)
	}
	top = top + 30 * key_rows + 26
	LANE = 24
	row_px = larger(LANE * words(placements) + 14, 40)
	left = MARGIN + 16 + text_px(longest(modes, words(modes)), BODY - 1)
	right = WIDTH - MARGIN
	plot_px = row_px * words(modes)
} else {
	mark_top = top
	top = top + LINE * (words(crossovers) + (reach > 0)) + 12
	left = MARGIN + 112
	right = WIDTH - MARGIN - 16 - text_px(longest(modes, words(modes)), BODY - 1)
	plot_px = 560
}
HEIGHT = top + plot_px + bottom
sx(px) = px / real(WIDTH)
sy(px) = 1 - px / real(HEIGHT)

if (format eq 'svg') {
	set terminal svg size WIDTH, HEIGHT dynamic font typeface(BODY) background rgb 'white' enhanced
} else {
	set terminal pngcairo size WIDTH, HEIGHT font typeface(BODY) background rgb 'white' enhanced
}
set output output
unset key
set border 0
set tics scale 0
set errorbars 0
set lmargin at screen sx(left)
set rmargin at screen sx(right)
set tmargin at screen sy(top)
set bmargin at screen sy(top + plot_px)
set grid xtics ytics back linetype 1 linewidth 1.2 linecolor rgb RULE, linetype 1 linewidth 0.7 linecolor rgb FAINT
bold(s) = strstrt(s, "\n") ? bold(head_line(s)) . "\n" . bold(s[strlen(head_line(s))+2:*]) : '{/:Bold ' . s . '}'
head_line(s) = s[1:strstrt(s, "\n")-1]
set label bold(title_text) at screen sx(MARGIN), sy(36) font typeface(TITLE) textcolor rgb hex(INK)
set label detail_text at screen sx(MARGIN), sy(36 + 34 * line_count(title_text)) font typeface(SMALL) textcolor rgb hex(GREY) noenhanced
set label axis_words at screen sx(0.5 * (left + right)), sy(top + plot_px + 60) center \
	font typeface(SMALL + 1) textcolor rgb hex(INK) noenhanced
set label caption_text at screen sx(MARGIN), sy(top + plot_px + 100) font typeface(SMALL) textcolor rgb hex(GREY) noenhanced
tic_font = typeface(BODY - 2)
set tics font tic_font textcolor rgb hex(INK)
set format '%g'
low = LOW_min
high = HIGH_max

# To be said as @bar, @marks, @figures in the plot: a mark is a white halo, a solid shape, and perhaps a hole.
bar = "pointtype -1 linewidth 3 linecolor rgb variable"
layer(scale, colour) = "'' using " . mark_at . ":(solid(shape(" . mark_of . "))):(" . colour . ") with points pointsize " . \
	scale . " * MARK pointtype variable linecolor rgb variable"
mark_at = kind eq 'rows' ? '1:(lane($4, $5))' : '6:1'
mark_of = kind eq 'rows' ? '$5' : '$4'
marks = layer('1.3', '0xffffff') . ', ' . layer('1', 'colour(' . mark_of . ')') . ', ' . \
	layer('HOLE', 'in_hole(shape(' . mark_of . '), colour(' . mark_of . '))')
figures = "with labels left offset 1.1, 0 font typeface(SMALL) textcolor rgb hex(INK) noenhanced"

if (kind eq 'rows') {
	room_px = 100 # right of the last mark, for its figure
	with_room(low, high) = log_axis ? high * (high / real(low))**(room_px / (right - left - room_px)) : \
		high + (high - low) * room_px / (right - left - room_px)
	lane(mode, place) = (mode - 0.5) * row_px + (place - 0.5 * (words(placements) + 1)) * LANE
	colour(place) = placement_colour[known(word(placements, int(place)))]
	shape(place) = placement_shape[known(word(placements, int(place)))]
	set grid mxtics
	if (log_axis) {
		set logscale x
	}
	set yrange [plot_px:0]
	unset ytics
	do for [i=1:words(modes)] {
		set label shorten(word(modes, i)) at screen sx(left - 14), first (i - 0.5) * row_px right \
			font typeface(BODY - 1) textcolor rgb hex(INK) noenhanced
		if (i % 2) {
			set object rectangle from screen sx(MARGIN - 12), first (i - 1) * row_px to screen sx(right + 12), first i * row_px \
				behind noclip fillcolor rgb BAND fillstyle solid 1 noborder
		}
	}
	key_left = MARGIN + 8
	key_top = key_top + 12
	do for [i=1:words(placements)] {
		if (key_left > MARGIN + 8 && key_left + key_px(i) > WIDTH - MARGIN) {
			key_left = MARGIN + 8
			key_top = key_top + 30
		}
		set label '' at screen sx(key_left), sy(key_top) point pointtype solid(shape(i)) pointsize MARK linecolor rgb hex(colour(i))
		set label '' at screen sx(key_left), sy(key_top) front point pointtype solid(shape(i)) pointsize HOLE * MARK \
			linecolor rgb hex(in_hole(shape(i), colour(i)))
		set label key_words(i) at screen sx(key_left + 16), sy(key_top) font typeface(BODY - 1) textcolor rgb hex(INK) noenhanced
		key_left = key_left + key_px(i)
	}
} else {
	MARK = 0.8 * MARK
	colour(method) = method_colour[look(int(method))]
	shape(method) = method_shape[look(int(method))]
	dash(method) = method_dash[look(int(method))]
	stats $points using 6 name 'X' nooutput
	step = X_max / X_min > 256 ? 8 : 2
	size_tics(x, step) = x * sqrt(step) > X_max * 1.01 ? sprintf('"%s" %.0f', tic_bytes(X_max), X_max) : sprintf('"%s" %.0f, ', tic_bytes(x), x) . size_tics(x * step, step)
	first_tic = step**ceil(log(X_min) / log(step) - 1e-9)
	x_low = X_min / (reach > 0 ? 4 : 1.4) # room for the words of a level
	x_high = larger(X_max, reach) * 1.4
	low = low * 0.6
	high = high * 1.6
	eval 'set xtics (' . size_tics(first_tic, step) . ')'
	eval 'set ytics ' . log_tics(low, high)

	# Names stand where the lines end, in one column moved apart where they would touch.
	array end_x[words(modes)]
	array end_y[words(modes)]
	array end_px[words(modes)]
	do for [i=1:words(modes)] {
		stats $points using ($4 == i ? $6 : NaN) name 'LAST' nooutput
		end_x[i] = LAST_max
		stats $points using ($4 == i && $6 == end_x[i] ? $1 : NaN) name 'END' nooutput
		end_y[i] = END_max
		end_px[i] = plot_px * log(high / END_max) / log(high / low)
	}
	names_at(i) = reach > end_x[i] ? x_high : end_x[i]
	set logscale xy # only now: stats refuses log axes and heeds ranges
	set xrange [x_low:x_high]
	set yrange [low:high]
	do for [round=1:60] {
		do for [i=1:words(modes)] {
			end_px[i] = larger(end_px[i], 0)
			do for [j=1:words(modes)] {
				gap = end_px[j] - end_px[i]
				if (i != j && names_at(i) == names_at(j) && gap >= 0 && gap < LINE && (gap > 0 || i < j)) {
					end_px[i] = end_px[i] - 0.5 * (LINE - gap)
					end_px[j] = end_px[j] + 0.5 * (LINE - gap)
				}
			}
		}
	}
	do for [i=1:words(modes)] {
		if (reach > end_x[i]) {
			set arrow from first end_x[i], first end_y[i] to first x_high, screen sy(top + end_px[i]) \
				nohead back linewidth 1 dashtype 3 linecolor rgb hex(colour(i))
		}
		set label shorten(word(modes, i)) at first names_at(i), screen sy(top + end_px[i]) offset 1.2, 0 \
			font typeface(BODY - 1) textcolor rgb hex(colour(i)) noenhanced
	}

	# A crossover: a line at its size, its interval shaded, its words above the plot.
	do for [i=1:words(crossovers)] {
		one = word(crossovers, i)
		at = field(one, 3) eq '' ? 0 : real(field(one, 3))
		if (at >= X_min && at <= X_max) {
			line_px = mark_top + LINE * (i - 0.5)
			at_px = left + (right - left) * log(at / x_low) / log(x_high / x_low)
			has_interval = field(one, 4) ne '' && field(one, 5) ne ''
			words_of_it = field(one, 2) . ' instead of ' . field(one, 1) . ' from ' . bytes(at) . \
				(has_interval ? ' (' . bytes(real(field(one, 4))) . ' to ' . bytes(real(field(one, 5))) . ')' : '')
			long_px = text_px(strlen(words_of_it), SMALL)
			beside = at_px + 8 + long_px <= WIDTH - MARGIN
			words_px = beside ? at_px + 8 : smaller(at_px - 0.5 * long_px, WIDTH - MARGIN - long_px)
			set arrow from first at, graph 0 to first at, screen sy(line_px + (beside ? 0 : 0.5 * LINE)) \
				nohead back linewidth 1.6 dashtype 2 linecolor rgb hex(INK)
			if (has_interval) {
				set object rectangle from first real(field(one, 4)), graph 0 to first real(field(one, 5)), graph 1 \
					behind clip fillcolor rgb FAINT fillstyle solid 1 noborder
			}
			set object rectangle from screen sx(words_px - 3), sy(line_px - 0.5 * LINE) to screen sx(words_px + long_px), sy(line_px + 0.5 * LINE) \
				front noclip fillcolor rgb 'white' fillstyle solid 1 noborder
			set label words_of_it at screen sx(words_px), sy(line_px) front font typeface(SMALL) textcolor rgb hex(INK) noenhanced
		}
	}
}
