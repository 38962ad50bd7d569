# Loaded by the charts of access to a tracee's memory: by size and method, log-log, intervals drawn, and marked where
# the rule of thumb goes on to another method.
here = ARG0[1:strlen(ARG0)-strlen('memory.gp')]
abscissa = 'size'
column = 'ns_per_call'
log_axis = 1
detail = 'Median, and 95 % interval where wider than the mark; memcpy is a local copy of the same bytes'
axis_words = 'bytes in one transfer'
load here . 'reading.gp'

# Method before, method, and the size from which on it is faster, with its low and high end.
is_ours(i) = strcol('workload') eq workload && strcol('placement') eq lanes
set table $crossovers
@csv
plot word(tables, 2) using (index_of(rows, strcol('instead_of'))):(index_of(rows, strcol('method'))): \
	(num('crossover')):(num('crossover_lo')):(num('crossover_hi')) with table if (is_ours(0) && num('crossover') > 0), @nothing
@blanks
unset table
words_lines = is_narrow ? 2 : 1 # of each
head_lines = words_lines * |$crossovers|
load here . 'curves.gp'

# A line at its size, its interval shaded, its words above the plot. A size is a whole number of bytes.
size_words(x) = bytes(floor(x + 0.5))
do for [i=1:|$crossovers|] {
	one = $crossovers[i]
	at = real(word(one, 3))
	if (at >= X_min && at <= X_max && word(one, 1) > 0 && word(one, 2) > 0) {
		line_px = head_top + names_px + LINE * words_lines * (i - 0.5)
		at_px = left + (right - left) * log(at / x_low) / log(x_high / x_low)
		has_interval = word(one, 4) ne 'NaN' && word(one, 5) ne 'NaN'
		words_of_it = wrap(word(rows, int(word(one, 2))) . ' instead of ' . word(rows, int(word(one, 1))) . ' from ' . size_words(at) . \
			(has_interval ? ' (' . size_words(real(word(one, 4))) . ' to ' . size_words(real(word(one, 5))) . ')' : ''), is_narrow ? 46 : 128)
		long_px = text_px(longest_line(words_of_it), SMALL)
		high_px = LINE * line_count(words_of_it)
		beside = at_px + 8 + long_px <= WIDTH - MARGIN
		words_px = beside ? at_px + 8 : larger(MARGIN, smaller(at_px - 0.5 * long_px, WIDTH - MARGIN - long_px))
		set arrow from first at, graph 0 to first at, screen sy(line_px + (beside ? 0 : 0.5 * high_px)) \
			nohead back linewidth 1.6 dashtype 2 linecolor rgb hex(INK)
		if (has_interval) {
			set object rectangle from first real(word(one, 4)), graph 0 to first real(word(one, 5)), graph 1 \
				behind clip fillcolor rgb FAINT fillstyle solid 1 noborder
		}
		set object rectangle from screen sx(words_px - 3), sy(line_px - 0.5 * high_px) to screen sx(words_px + long_px), sy(line_px + 0.5 * high_px) \
			front noclip fillcolor rgb 'white' fillstyle solid 1 noborder
		set label words_of_it at screen sx(words_px), sy(line_px - 0.5 * (high_px - LINE)) front font typeface(SMALL) textcolor rgb hex(INK) noenhanced
	}
}
plot @curves
