# Slowdowns of campaigns as ratios to a baseline's, which is the line at 1: a row is a mode at a placement, a lane a
# campaign. Draws the workload and size that has the most to show.
tables = 'comparison.csv'
here = ARG0[1:strlen(ARG0)-strlen('compare.gp')]
load here . 'style.gp'
column = 'slowdown_ratio'
ends = '_lo _hi'
row_name(i) = strcol('mode') . '/' . strcol('placement')
cost(i) = 0 # in the order of the file
unit(x, bytes) = x
tic(x) = tic_times(x)

# A campaign's name is the last part of its directory's, if that is a plain word, and of one campaign only; else its
# number.
CAMPAIGNS_MAX = 12
array campaign_shape[CAMPAIGNS_MAX] = [7, 13, 9, 11, 4, 5, 6, 12, 8, 10, 15, 14]
array campaign_colour[CAMPAIGNS_MAX] = [NAVY, ORANGE, TEAL, PURPLE, GREY, BROWN, CRIMSON, BLUE, OLIVE, INK, ORANGE, NAVY]
NAME_MAX = 28
last_part(s) = strstrt(s, '/') ? last_part(s[strstrt(s, '/')+1:*]) : s
is_name(s) = is_plain(s) && strlen(s) <= NAME_MAX && strstrt(s, ':') == 0
name_of(label, n) = is_name(last_part(label)) && !index_of(names, last_part(label)) ? last_part(label) : sprintf('campaign-%d', n)
array labels[CAMPAIGNS_MAX]
n = 0
names = ''
baseline = ''
lane_of(label) = sum [i=1:n] (labels[i] eq label ? i : 0)
lane_name(i) = word(names, lane_of(strcol('campaign')))
meet(label) = lane_of(label) || n == CAMPAIGNS_MAX ? 0 : (n = n + 1, labels[n] = label, names = add(names, name_of(label, n)))

# How many rows there are of each workload and size.
KEYS_MAX = 256
keys = ''
array key_rows[KEYS_MAX]
key(i) = strcol('workload') . '/' . strcol('size')
new_key(k) = index_of(keys, k) || words(keys) == KEYS_MAX ? 0 : (keys = add(keys, k), key_rows[words(keys)] = 0)
add_row(at) = at ? (key_rows[at] = key_rows[at] + 1) : 0
is_known(i) = num(column) > 0 && is_plain(key(0)) && is_plain(row_name(0))
@csv
stats tables using (baseline = name_of(strcol('baseline'), 0), meet(strcol('campaign')), \
	is_known(0) ? (new_key(key(0)), add_row(index_of(keys, key(0)))) : 0) nooutput
most = 0
do for [k=1:words(keys)] {
	if (!most || key_rows[k] > key_rows[most]) { most = k }
}
workload = most ? word(keys, most)[1:strstrt(word(keys, most), '/')-1] : ''
size = most ? word(keys, most)[strlen(workload)+2:*] : ''

# Ratios that lie far apart want a logarithmic axis.
lowest = 1
highest = 1
reach_to(x) = x > 0 ? (lowest = smaller(lowest, x), highest = larger(highest, x)) : 0
stats tables using (is_known(0) && key(0) eq workload . '/' . size ? \
	(reach_to(num(column)), reach_to(num(column . '_lo')), reach_to(num(column . '_hi'))) : 0) nooutput
log_axis = highest / lowest > 4

placements = names
lane_words(name) = name
colour(lane) = campaign_colour[int(lane)]
shape(lane) = campaign_shape[int(lane)]
LETTERS = 34
question = 'Slowdown of ' . workload . ' against ' . baseline
detail = 'Each slowdown over that of ' . baseline . '; each interval holds with 95 %'
axis_words = 'ratio of slowdowns (1× = as ' . baseline . ')'
caption = 'A row is a mode/placement. Right of the line, watching costs more than in ' . baseline . '.'
load here . 'rows.gp'

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
