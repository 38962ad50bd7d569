# Loaded before canvas.gp by charts that have a key, between subtitle and plot: `entries` entries, each a mark and
# key_words(i). Says how far from the left each stands, in which line, from 0, and how many lines there are.
if (!exists("key_gap")) { key_gap = 56 } # what an entry takes beside its words
array key_left[entries]
array key_line[entries]
key_end = 0
key_lines = 0
do for [i=1:entries] {
	key_px = key_gap + text_px(strlen(key_words(i)), BODY - 1)
	key_lines = key_lines + (i == 1 || key_end + key_px > WIDTH - 2 * MARGIN)
	key_left[i] = i > 1 && key_lines == key_line[i-1] + 1 ? key_end : 0
	key_line[i] = key_lines - 1
	key_end = key_left[i] + key_px
}
key_y(line) = sy(head_top + 16 + 30 * line)
