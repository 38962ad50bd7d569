# Title, subtitle, axis and caption of a picture, in pixels from the top left. Between subtitle and plot are
# `head_px`; the plot is `plot_px` high, and as wide as `left` and `right` leave it.
title_text = wrap(question, fit(52))
detail_text = wrap(detail, fit(94))
axis_text = wrap(axis_words, fit(84))
caption_text = wrap(caption, fit(90))
axis_px = LINE * (line_count(axis_text) - 1)
head_top = 40 + 34 * line_count(title_text) + LINE * line_count(detail_text)
top = head_top + head_px
HEIGHT = top + plot_px + 90 + axis_px + (caption eq '' ? 0 : LINE * line_count(caption_text))
sx(px) = px / real(WIDTH)
sy(px) = 1 - px / real(HEIGHT)

if (is_svg) {
	set terminal svg size WIDTH, HEIGHT dynamic font typeface(BODY) background rgb 'white' enhanced
}
if (format eq 'png') {
	set terminal pngcairo size WIDTH, HEIGHT font typeface(BODY) background rgb 'white' enhanced
}
if (format eq 'pdf') { # its size is in inches, of which CSS has 96 px, and it halves its type unless told
	set terminal pdfcairo size WIDTH / 96.0, HEIGHT / 96.0 font typeface(BODY) fontscale 0.75 linewidth 1.4 background rgb 'white' enhanced
}
unset key
set border 0
set tics scale 0
set errorbars 0
set lmargin at screen sx(left)
set rmargin at screen sx(right)
set tmargin at screen sy(top)
set bmargin at screen sy(top + plot_px)
set grid xtics ytics back linetype 1 linewidth 1.2 linecolor rgb RULE, linetype 1 linewidth 0.7 linecolor rgb FAINT
set label bold(title_text) at screen sx(MARGIN), sy(36) font typeface(TITLE) textcolor rgb hex(INK)
set label detail_text at screen sx(MARGIN), sy(36 + 34 * line_count(title_text)) font typeface(SMALL) textcolor rgb hex(GREY) noenhanced
set label axis_text at screen sx(0.5 * (is_narrow ? WIDTH : left + right)), sy(top + plot_px + 60) center \
	font typeface(SMALL + 1) textcolor rgb hex(INK) noenhanced
set label caption_text at screen sx(MARGIN), sy(top + plot_px + axis_px + 100) font typeface(SMALL) textcolor rgb hex(GREY) noenhanced
tic_font = typeface(BODY - 2)
set tics font tic_font textcolor rgb hex(INK)
set format '%g'

# To be said as @name_of_row where row i has its name: in its middle, up to names_right, or narrow above its lanes.
if (!exists("names_right")) names_right = left - 14
name_of_row = is_narrow ? 'screen sx(MARGIN), first (i - 1) * row_px + 18 left' : \
	'screen sx(names_right), first (i - 0.5) * row_px right'

# To be said as @bar, @marks, @figures in the plot: a mark is a white halo, a solid shape, and perhaps a hole.
bar = "pointtype -1 linewidth 3 linecolor rgb variable"
layer(scale, colour) = "'' using " . mark_at . ":(solid(shape(" . mark_of . "))):(" . colour . ") with points pointsize " . \
	scale . " * MARK pointtype variable linecolor rgb variable"
marks = layer('1.3', '0xffffff') . ', ' . layer('1', 'colour(' . mark_of . ')') . ', ' . \
	layer('HOLE', 'in_hole(shape(' . mark_of . '), colour(' . mark_of . '))')
figures = "with labels left offset 1.1, 0 font typeface(SMALL) textcolor rgb hex(INK) noenhanced"
