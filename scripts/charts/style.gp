# The one style of all charts: colours, type, and numbers as people write them.
# No `set encoding`: gnuplot warns of it under LC_ALL=C, and both terminals take UTF-8 as it is.
if (!exists("format")) format = 'svg'
# How wide it is, in pixels. Where it is narrow, names stand above what they name, and a phone shows it whole: then 17 px
# are 11 on a screen of 360.
if (!exists("WIDTH")) WIDTH = 900
is_narrow = WIDTH < 700

# Colours differ in luminance as well as hue, and each has a shape or a dash of its own.
INK = 0x222222
GREY = 0x666666
NAVY = 0x12355b
ORANGE = 0xe06000
TEAL = 0x1b9e77
PURPLE = 0x5d3a9b
CRIMSON = 0xb0123f
BLUE = 0x3a8fd0
OLIVE = 0x8a7a00
BROWN = 0x7a4a28
RULE = '#d4d4d4'
FAINT = '#ececec'
BAND = '#f5f5f5'
hex(rgb) = sprintf('#%06x', rgb)
# A colour for text, a fifth darker: on white it then has the contrast that WCAG asks for.
darker(rgb) = (rgb / 65536 * 4 / 5) * 65536 + (rgb / 256 % 256 * 4 / 5) * 256 + rgb % 256 * 4 / 5
# An even shape is its odd neighbour with a hole, as the terminals disagree on the weight of outlines.
solid(shape) = shape % 2 ? shape : shape + 1
HOLE = 0.6
in_hole(shape, colour) = shape % 2 ? colour : 0xffffff

# A placement looks the same in every chart: each has the look of its place among all; the last look is that of others.
LOOKS = 6
array placement_shape[LOOKS] = [7, 13, 9, 11, 4, 5]
array placement_colour[LOOKS] = [NAVY, ORANGE, TEAL, PURPLE, GREY, BROWN]

# Type. XML reads &#44; as a comma, where gnuplot would end the family's name.
TITLE = 26
BODY = 20
SMALL = 17
is_svg = format eq 'svg'
family = is_svg ? 'DejaVu Sans&#44; Arial&#44; sans-serif' : 'DejaVu Sans'
typeface(px) = sprintf('%s,%g', family, is_svg ? px : 0.75 * px) # cairo counts points
MARK = is_svg ? 0.85 : format eq 'pdf' ? 1.4 : 1.9
text_px(letters, px) = letters * px * 0.57
MARGIN = is_narrow ? 12 : 24
fit(letters) = letters * (WIDTH - 2 * MARGIN) / 852 # of so many in a line of a wide chart
LINE = 26

# Numbers as people write them, by the rule of the tables (harness/report/text.c).
three(x) = abs(x) >= 99.95 || x == 0 ? sprintf('%.0f', x) : abs(x) >= 9.995 ? sprintf('%.1f', x) : sprintf('%.2f', x)
thousands(s) = strlen(s) > 3 ? thousands(s[1:strlen(s)-3]) . ',' . s[strlen(s)-2:*] : s
whole(x) = thousands(sprintf('%.0f', x))
times(x) = three(x) . '×'
duration(x) = abs(x) < 1e3 ? three(x) . ' ns' : abs(x) < 1e6 ? three(x / 1e3) . ' µs' : \
	abs(x) < 1e9 ? three(x / 1e6) . ' ms' : three(x / 1e9) . ' s'
tenths(x) = x == floor(x) ? sprintf('%.0f', x) : sprintf('%.1f', x)
bytes(x) = x < 1024 ? tenths(x) . ' B' : x < 1048576 ? tenths(x / 1024.0) . ' KiB' : tenths(x / 1048576.0) . ' MiB'
tic_times(x) = x < 1e4 ? (x < 1e3 ? sprintf('%g', x) : whole(x)) . '×' : x < 1e6 ? sprintf('%gk×', x / 1e3) : sprintf('%gM×', x / 1e6)
tic_duration(x) = x < 1e3 ? sprintf('%g ns', x) : x < 1e6 ? sprintf('%g µs', x / 1e3) : \
	x < 1e9 ? sprintf('%g ms', x / 1e6) : sprintf('%g s', x / 1e9)
tic_count(x) = x < 1e3 ? sprintf('%g', x) : x < 1e6 ? sprintf('%gk', x / 1e3) : sprintf('%gM', x / 1e6)
tic_rate(x) = x < 1e-3 ? sprintf('%g kB/s', x * 1e6) : x < 1 ? sprintf('%g MB/s', x * 1e3) : \
	x < 1e3 ? sprintf('%g GB/s', x) : sprintf('%g TB/s', x / 1e3)
tic_bytes(x) = x < 1024 ? sprintf('%g', x) : x < 1048576 ? sprintf('%gK', x / 1024) : sprintf('%gM', x / 1048576)

# The tics of a log axis: every decade, and 2 and 5 as well where there are few; a list for `set xtics`.
decade(x) = floor(log10(x) + 1e-9)
minor_tic(k, d, few) = d > 9 ? '' : \
	(few && (d == 2 || d == 5) ? sprintf('"%s" %g 0, ', tic(d * 10.0**k), d * 10.0**k) : sprintf('"" %g 1, ', d * 10.0**k)) . \
	minor_tic(k, d + 1, few)
decade_tics(k, last, few) = k > last ? '' : \
	sprintf('"%s" %g 0, ', tic(10.0**k), 10.0**k) . minor_tic(k, 2, few) . decade_tics(k + 1, last, few)
log_tics(lo, hi) = '(' . decade_tics(decade(lo), decade(hi), hi / lo < 100) . '"" 1e-9 1)'

# Lists and lines. A name that is drawn is a plain word, whatever stands in the file.
if (!exists("LETTERS")) LETTERS = 24
or_else(x, y) = x > 0 ? x : y
larger(x, y) = x > y ? x : y
smaller(x, y) = x < y ? x : y
index_of(list, name) = sum [i=1:words(list)] (word(list, i) eq name ? i : 0)
add(list, name) = index_of(list, name) ? list : list eq '' ? name : list . ' ' . name
in_both(list, other, i) = i < 1 ? '' : index_of(other, word(list, i)) ? in_both(list, other, i - 1) . ' ' . word(list, i) : in_both(list, other, i - 1)
shorten(s) = strlen(s) > LETTERS ? s[1:LETTERS-1] . '…' : s
longest(list, i) = i < 1 ? 0 : larger(strlen(shorten(word(list, i))), longest(list, i - 1))
space_before(s, i) = i < 2 ? 0 : s[i:i] eq ' ' ? i : space_before(s, i - 1)
cut(s, n) = or_else(space_before(s, n + 1), n)
wrap(s, n) = strlen(s) <= n ? s : s[1:cut(s, n)] . "\n" . wrap(s[cut(s, n)+1:*], n)
line_count(s) = 1 + sum [i=1:strlen(s)] (s[i:i] eq "\n" ? 1 : 0)
head_line(s) = s[1:strstrt(s, "\n")-1]
longest_line(s) = strstrt(s, "\n") ? larger(strlen(head_line(s)), longest_line(s[strstrt(s, "\n")+1:*])) : strlen(s)
bold(s) = strstrt(s, "\n") ? bold(head_line(s)) . "\n" . bold(s[strlen(head_line(s))+2:*]) : '{/:Bold ' . s . '}'
PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.:%_/'
is_plain(s) = strlen(s) && !(sum [i=1:strlen(s)] (strstrt(PLAIN, s[i:i]) == 0))

# Say @csv or @blanks for the format of what is read next, and @nothing at the end of a plot that may be empty.
csv = "set datafile separator ','; set datafile columnheaders; set datafile missing"
blanks = "set datafile separator whitespace; set datafile nocolumnheaders; set datafile missing NaN"
nothing = "'+' using (0) with table if (0)"
num(name) = strcol(name) eq '' ? NaN : column(name)
