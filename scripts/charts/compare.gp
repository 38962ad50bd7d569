# Slowdowns of campaigns as ratios to a baseline's, which is the line at 1: a row is a mode at a placement, a lane a campaign.
if (!exists("here")) here = ARG0[1:strstrt(ARG0, '/compare.gp')-1]
if (!exists("baseline")) baseline = 'the baseline'
if (!exists("known_placements")) known_placements = 'campaign'
if (!exists("data")) data = 'comparison.csv'
if (!exists("log_axis")) log_axis = 0
if (!exists("caption")) caption = 'A row is a mode/placement. Right of the line, watching costs more than in ' . baseline . '.'
chart = 'compare'
kind = 'rows'
column = 'ratio'
ends = '_lo _hi'
LETTERS = 34
array placement_words[5] = [word(known_placements, 1), word(known_placements, 2), word(known_placements, 3), \
	word(known_placements, 4), word(known_placements, 5)]
unit(x, bytes) = x
tic(x) = tic_times(x)
question(w) = 'Slowdown of ' . w . ' against ' . baseline
detail = 'Each slowdown over that of ' . baseline . '; the intervals hold together with 95 %'
axis_words = 'ratio of slowdowns (1× = as ' . baseline . ')'
load here . '/style.gp'

low = smaller(low, 1)
high = larger(high, 1)
# a figure stands outside of its interval, on the side away from 1, where no line runs through it: room for it on both
room = room_px / (right - left - 2.0 * room_px)
if (log_axis) {
	low = low / 1.05
	high = high * 1.05
	factor = (high / low)**room
	low = low / factor
	high = high * factor
	eval 'set xtics ' . log_tics(low, high)
} else {
	low = low - 0.01
	high = high + 0.01
	margin = room * (high - low)
	low = low - margin
	high = high + margin
	set format x '%g×'
	set xtics autofreq
}
set xrange [low:high]
set arrow from first 1, graph 0 to first 1, graph 1 nohead back linewidth 2 linecolor rgb hex(GREY)
plot $points using 1:(lane($4, $5)):2:3:(colour($5)) with xerrorbars @bar, \
	@marks, \
	'' using 3:(lane($4, $5)):($1 < 1 ? '' : times($1)) @figures, \
	'' using 2:(lane($4, $5)):($1 < 1 ? times($1) : '') with labels right offset -1.1, 0 \
		font typeface(SMALL) textcolor rgb hex(INK) noenhanced
