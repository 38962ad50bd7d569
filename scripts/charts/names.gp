# Loaded by charts in which each mode has a look, before canvas.gp: their names stand right of the plot, or, where it is
# narrow, in a key above it. Says what they take of either.
beside_px = is_narrow ? 0 : text_px(longest(rows, words(rows)), BODY - 1)
names_px = 0
if (is_narrow) {
	entries = words(rows)
	key_words(i) = shorten(word(rows, i))
	key_gap = 48
	load here . 'key.gp'
	names_px = 30 * key_lines + 8
}
