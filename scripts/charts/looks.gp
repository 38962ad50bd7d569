# Loaded where each mode has a look of its own, after reading.gp.
# A baseline always has the first look; the other rows share nine.
array row_shape[10] = [6, 7, 13, 9, 5, 11, 15, 12, 8, 4]
array row_dash[10] = [3, 1, 2, 4, 5, 1, 2, 4, 1, 5]
array row_colour[10] = [GREY, NAVY, ORANGE, PURPLE, TEAL, INK, CRIMSON, BLUE, OLIVE, BROWN]
is_baseline(i) = index_of(baselines, word(rows, i)) > 0
others(i) = i < 1 ? 0 : others(i - 1) + !is_baseline(i)
look(i) = is_baseline(i) ? 1 : (others(i) - 1) % 9 + 2
colour(row) = row_colour[look(int(row))]
shape(row) = row_shape[look(int(row))]
dash(row) = row_dash[look(int(row))]
