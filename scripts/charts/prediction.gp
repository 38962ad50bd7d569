# Predicted slowdown against the measured one, log-log: a point is a command under a mode, the line is where both agree.
title = 'Slowdown of commands: predicted against measured'
order = 45
tables = 'predictions.csv'

question = 'What was predicted, and what was measured'
detail = 'A point is a command under a mode; on the line both are equal; bars are 95 % intervals of the prediction'
axis_words = 'measured slowdown (log scale; upwards: predicted)'
column = 'predicted'
ends = '_lo _hi'
abscissa = 'slowdown'
log_axis = 1
belongs(i) = num('slowdown') > 0
cost(i) = num(column)
counts(new, old) = new > old
unit(x, slowdown) = x
tic(x) = tic_times(x)
here = ARG0[1:strlen(ARG0)-strlen('prediction.gp')]
load here . 'reading.gp'

plot_px = 620
load here . 'names.gp'
head_px = names_px + 12
left = MARGIN + 90
right = WIDTH - MARGIN - (is_narrow ? 16 : 40 + beside_px)
mark_at = '6:1'
mark_of = '$4'
caption = 'Placement: ' . words_of_placement(lanes) . (caption eq '' ? '' : '; ') . caption
load here . 'canvas.gp'
load here . 'looks.gp'
if (is_narrow) { load here . 'key-drawn.gp' }
MARK = 0.8 * MARK

stats $points using ($5 == 1 ? $6 : NaN) name 'X' nooutput
low = smaller(low, X_min) / 1.15
high = larger(high, X_max) * 1.15
eval 'set xtics ' . log_tics(low, high)
eval 'set ytics ' . log_tics(low, high)
set logscale xy
set xrange [low:high]
set yrange [low:high]
set arrow from first low, first low to first high, first high nohead back linewidth 2 linecolor rgb hex(GREY)
do for [i=1:is_narrow ? 0 : words(rows)] {
	key_y = sy(top + 16 + 30 * (words(rows) - i))
	set label '' at screen sx(right + 20), key_y point pointtype solid(shape(i)) pointsize MARK linecolor rgb hex(colour(i))
	set label '' at screen sx(right + 20), key_y front point pointtype solid(shape(i)) pointsize HOLE * MARK \
		linecolor rgb hex(in_hole(shape(i), colour(i)))
	set label shorten(word(rows, i)) at screen sx(right + 36), key_y font typeface(BODY - 1) textcolor rgb hex(INK) noenhanced
}
plot $points using 6:1:2:3:(colour($4)) with yerrorbars @bar, \
	@marks
