# Loaded by charts whose rows are modes and whose lanes, beside each other in a row, are placements. What they say
# before is told in reading.gp; and perhaps, where lanes are no placements,
#   lane_words(name), colour(i), shape(i)    what the key calls a lane, and its look
#   key_more      lines of the key that the chart writes itself, from key_y(key_lines) on
# They set range and tics of the axis, and plot.
here = ARG0[1:strlen(ARG0)-strlen('rows.gp')]
if (!exists("lanes")) load here . 'reading.gp'
if (!exists("key_more")) key_more = 0
if (!exists("GPFUN_lane_words")) lane_words(name) = words_of_placement(name)
lane_look(i) = look_of_placement(word(lanes, int(i)))

entries = words(lanes)
key_words(i) = lane_words(word(lanes, i))
load here . 'key.gp'

LANE = 24
name_px = is_narrow ? LANE : 0 # above the lanes
row_px = name_px + larger(LANE * words(lanes) + 14, 40)
plot_px = row_px * words(rows)
head_px = 30 * (key_lines + key_more) + 26
left = MARGIN + (is_narrow ? 0.0 : 16 + text_px(longest(rows, words(rows)), BODY - 1))
right = WIDTH - MARGIN
mark_at = '1:(lane($4, $5))'
mark_of = '$5'
load here . 'canvas.gp'

room_px = 100 # right of the last mark, for its figure
with_room(low, high) = log_axis ? high * (high / real(low))**(room_px / (right - left - room_px)) : \
	high + (high - low) * room_px / (right - left - room_px)
lane(row, lane) = (row - 0.5) * row_px + 0.5 * name_px + (lane - 0.5 * (words(lanes) + 1)) * LANE
if (!exists("GPFUN_colour")) colour(lane) = placement_colour[lane_look(lane)]
if (!exists("GPFUN_shape")) shape(lane) = placement_shape[lane_look(lane)]
set grid mxtics
if (log_axis) { set logscale x }
set yrange [plot_px:0]
unset ytics
do for [i=1:words(rows)] {
	set label shorten(word(rows, i)) at @name_of_row \
		font typeface(BODY - 1) textcolor rgb hex(INK) noenhanced
	if (i % 2) {
		set object rectangle from screen sx(MARGIN - 12), first (i - 1) * row_px to screen sx(right + 12), first i * row_px \
			behind noclip fillcolor rgb BAND fillstyle solid 1 noborder
	}
}
load here . 'key-drawn.gp'
