# Loaded by charts whose curves are modes, log-log, at one placement. What they say before is told in reading.gp; and
# perhaps
#   $rings        abscissa and value of what is to have a ring around it
#   reach         how far the axis goes at least, where that is beyond the data
#   head_lines    how many lines of a chart's own words stand between subtitle and plot
# They plot @curves.
here = ARG0[1:strlen(ARG0)-strlen('curves.gp')]
if (!exists("reach")) reach = 0
if (!exists("head_lines")) head_lines = 0
if (!exists("lanes")) load here . 'reading.gp'

plot_px = 560
load here . 'names.gp'
head_px = names_px + LINE * head_lines + 12
left = MARGIN + (is_narrow ? 92 : 112)
right = WIDTH - MARGIN - 16 - beside_px
mark_at = '6:1'
mark_of = '$4'
caption = 'Placement: ' . words_of_placement(lanes) . (caption eq '' ? '' : '; ') . caption
load here . 'canvas.gp'

load here . 'looks.gp'
if (is_narrow) { load here . 'key-drawn.gp' }
MARK = 0.8 * MARK

stats $points using 6 name 'X' nooutput
step = X_max / X_min > 256 ? 8 : 2
size_tics(x, step) = x * (is_narrow ? step : sqrt(step)) > X_max * 1.01 ? sprintf('"%s" %.0f', tic_bytes(X_max), X_max) : \
	sprintf('"%s" %.0f, ', tic_bytes(x), x) . size_tics(x * step, step)
first_tic = step**ceil(log(X_min) / log(step) - 1e-9)
x_low = X_min / (reach > 0 ? 4 : 1.4) # room for the words of a level
x_high = larger(X_max, reach) * 1.4
low = low * 0.6
high = high * 1.6
eval 'set xtics (' . size_tics(first_tic, step) . ')'
eval 'set ytics ' . log_tics(low, high)

# Where there is room for them, names stand where the curves end, in one column moved apart where they would touch.
array end_x[words(rows)]
array end_y[words(rows)]
array end_px[words(rows)]
do for [i=1:words(rows)] {
	stats $points using ($4 == i ? $6 : NaN) name 'LAST' nooutput
	end_x[i] = LAST_max
	stats $points using ($4 == i && $6 == end_x[i] ? $1 : NaN) name 'END' nooutput
	end_y[i] = END_max
	end_px[i] = plot_px * log(high / END_max) / log(high / low)
}
names_at(i) = reach > end_x[i] ? x_high : end_x[i]
do for [round=1:60] {
	do for [i=1:words(rows)] {
		end_px[i] = larger(end_px[i], 0)
		do for [j=1:words(rows)] {
			gap = end_px[j] - end_px[i]
			if (i != j && names_at(i) == names_at(j) && gap >= 0 && gap < LINE && (gap > 0 || i < j)) {
				end_px[i] = end_px[i] - 0.5 * (LINE - gap)
				end_px[j] = end_px[j] + 0.5 * (LINE - gap)
			}
		}
	}
}
set logscale xy # only now: stats refuses log axes and heeds ranges
set xrange [x_low:x_high]
set yrange [low:high]
do for [i=1:is_narrow ? 0 : words(rows)] {
	if (reach > end_x[i]) {
		set arrow from first end_x[i], first end_y[i] to first x_high, screen sy(top + end_px[i]) \
			nohead back linewidth 1 dashtype 3 linecolor rgb hex(colour(i))
	}
	set label shorten(word(rows, i)) at first names_at(i), screen sy(top + end_px[i]) offset 1.2, 0 \
		font typeface(BODY - 1) textcolor rgb hex(darker(colour(i))) noenhanced
}

# A ring for each line of $rings, abscissa and value, where a chart has made that.
if (!exists("$rings")) {
	set table $rings
	unset table
}
do for [i=1:|$rings|] {
	if (word($rings[i], 1) ne 'NaN') {
		set label '' at first real(word($rings[i], 1)), first real(word($rings[i], 2)) front \
			point pointtype 6 pointsize 1.3 * MARK linewidth 1.6 linecolor rgb hex(INK)
	}
}

# To be said in the plot: a line through the points of each, their intervals, and the marks.
curves = "for [i=1:words(rows)] $points using 6:($4 == i ? $1 : NaN) smooth unique with lines " . \
	"linewidth 2.5 dashtype dash(i) linecolor rgb colour(i), '' using 6:1:2:3:(colour($4)) with yerrorbars @bar, @marks"
