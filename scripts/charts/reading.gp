# Reads what a chart draws. Empty is "not measured", never 0: no value, no point; no interval, no bar. Nothing that a
# file says is run, and a name that is no plain word is not drawn.
#
# The head of a chart, up to its first empty line, is what `report` reads as well:
#   title, order    what it shows, and its place among the others; without a title it is no chart of a campaign
#   tables          the files that it draws, in the directory of a campaign; the first one here
#   workload        whose rows of it
#   placements      perhaps: those that it shows; else all, of curves the first
#   preferred       perhaps: the first placement, where there is that
# Then it says
#   question, detail, axis_words    title, subtitle, axis
#   column, ends       the column that is drawn; what the ends of its interval add to that name, low first, or '' for no interval
#   unit(x, size)      that figure in the chart's unit; tic(x): how the axis writes it
#   log_axis           whether the axis is logarithmic
#   abscissa           of curves: the column that they are drawn against
#   belongs(i)         perhaps, where not a workload decides: whether a line of the table is drawn
#   more_lanes         perhaps: lanes that follow, and that the chart fills itself
#   cost(i), counts(new, old), watched_only, size, row_name(i), lane_name(i)    perhaps: see below
# and loads rows.gp or curves.gp, which leaves only the `plot` to do. The picture goes to standard output. The path of what
# it loads is made from its own: ARG0[1:strlen(ARG0)-strlen('X.gp')] . 'rows.gp' in X.gp.
#
# Sets `rows` and `lanes`, their names in the order in which they are drawn, `low` and `high`, and $points:
# value, low end, high end, row, lane, abscissa.
here = ARG0[1:strlen(ARG0)-strlen('reading.gp')]
load here . 'style.gp'
ROWS_MAX = 128
if (!exists("size")) size = ''
if (!exists("watched_only")) watched_only = 0
if (!exists("preferred")) preferred = ''
if (!exists("GPFUN_row_name")) row_name(i) = strcol('mode')
if (!exists("GPFUN_lane_name")) lane_name(i) = strcol('placement')
if (!exists("GPFUN_belongs")) belongs(i) = strcol('workload') eq workload
if (!exists("GPFUN_cost")) cost(i) = num('ns_per_call')
if (!exists("GPFUN_counts")) counts(new, old) = new < old

if (!exists("caption")) {
	caption = ''
	set datafile columnheaders
	set datafile separator "\t" # between commas gnuplot would read less
	stats 'caption.csv' using (caption = strcol(1), 0) nooutput
}
@csv
table = word(tables, 1)

# The modes that others are compared with.
baselines = ''
if (watched_only || exists("abscissa")) {
	stats 'summary.csv' using (strcol('baseline') eq 'yes' && is_plain(strcol('mode')) ? (baselines = add(baselines, strcol('mode')), 0) : 0) nooutput
}
drawable(x) = x == x && (!log_axis || x > 0)
is_ours(x) = belongs(0) && (size eq '' || strcol('size') eq size) && drawable(x) && \
	!(watched_only && index_of(baselines, strcol('mode')))

# The placements in their order, and what they are called: only where lanes are placements.
PLACEMENTS_MAX = 32
PLACEMENTS = ''
array placement_label[PLACEMENTS_MAX]
note_placement(name, label) = !is_plain(name) || index_of(PLACEMENTS, name) || words(PLACEMENTS) == PLACEMENTS_MAX ? 0 : \
	(PLACEMENTS = add(PLACEMENTS, name), placement_label[words(PLACEMENTS)] = label, 0)
if (!exists("GPFUN_lane_words")) {
	stats 'placements.csv' using (note_placement(strcol('placement'), strcol('label'))) nooutput
}
words_of_placement(name) = index_of(PLACEMENTS, name) ? placement_label[index_of(PLACEMENTS, name)] : name
look_of_placement(name) = smaller(or_else(index_of(PLACEMENTS, name), LOOKS), LOOKS)

# The lanes that there are: known placements, then others. Curves take the first.
found = ''
note_lane(name) = is_plain(name) ? (found = add(found, name), 0) : 0
stats table using (is_ours(num(column)) ? note_lane(lane_name(0)) : 0) nooutput
if (!exists("placements")) {
	placements = ''
	do for [name in preferred . ' ' . PLACEMENTS . ' ' . found] { placements = add(placements, name) }
}
lanes = in_both(placements, found, words(placements))
if (exists("abscissa")) lanes = word(lanes, 1)
if (exists("more_lanes")) lanes = lanes . ' ' . more_lanes

# The rows, sorted by cost: of all the points of a row at the first lane that has it, that of the one which `counts`.
found = ''
array row_lane[ROWS_MAX]
array row_cost[ROWS_MAX]
new_row(name) = !is_plain(name) || index_of(found, name) || words(found) == ROWS_MAX ? 0 : \
	(found = add(found, name), row_lane[words(found)] = words(lanes) + 1)
note(r, l, x) = r == 0 || l > row_lane[r] ? 0 : \
	(row_cost[r] = l < row_lane[r] || counts(x, row_cost[r]) ? x : row_cost[r], row_lane[r] = l)
take(l) = l == 0 ? 0 : (new_row(row_name(0)), note(index_of(found, row_name(0)), l, cost(0)))
stats table using (is_ours(num(column)) ? take(index_of(lanes, lane_name(0))) : 0) nooutput
rows = ''
do for [n=1:words(found)] {
	next = 0
	do for [i=1:words(found)] {
		if (row_lane[i] && (!next || row_cost[i] < row_cost[next])) { next = i }
	}
	rows = add(rows, word(found, next))
	row_lane[next] = 0
}
if (rows eq '') {
	print question . ': there is no ' . column . (exists("workload") ? ' of ' . workload : '')
	exit status 3 # known by `report`
}

bound(i) = words(ends) == 2 && drawable(num(column . word(ends, i))) ? num(column . word(ends, i)) : num(column)
is_shown(i) = is_ours(num(column)) && index_of(lanes, lane_name(0)) && index_of(rows, row_name(0))
set table $points
plot table using (unit(num(column), num('size'))):(unit(bound(1), num('size'))):(unit(bound(2), num('size'))): \
	(index_of(rows, row_name(0))):(index_of(lanes, lane_name(0))):(num(exists("abscissa") ? abscissa : 'size')) with table if (is_shown(0))
unset table
@blanks
stats $points using 2 name 'LOW' nooutput
stats $points using 3 name 'HIGH' nooutput
low = LOW_min
high = HIGH_max
