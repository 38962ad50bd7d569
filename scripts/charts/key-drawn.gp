# Loaded after canvas.gp to draw the key that key.gp has placed: shape(i) and colour(i) are the look of an entry.
do for [i=1:entries] {
	key_x = sx(MARGIN + 8 + key_left[i])
	set label '' at screen key_x, key_y(key_line[i]) point pointtype solid(shape(i)) pointsize MARK linecolor rgb hex(colour(i))
	set label '' at screen key_x, key_y(key_line[i]) front point pointtype solid(shape(i)) pointsize HOLE * MARK \
		linecolor rgb hex(in_hole(shape(i), colour(i)))
	set label key_words(i) at screen sx(MARGIN + 24 + key_left[i]), key_y(key_line[i]) font typeface(BODY - 1) textcolor rgb hex(INK) noenhanced
}
