#!/usr/bin/env bats
load ../helpers

# One page for all tests to look at, and the Markdown of the same campaign.
setup_file() {
	copy_programs "$BUILD"
	cp -r results/2026-11-29-linux-6.18.44 "$FILE_DIR/r"
	cp tests/page/hostile.sh "$FILE_DIR"
	rm -r "$FILE_DIR/r/charts" # in the short form not all are drawn
	cd "$FILE_DIR" || return
	BIN=bin WORK=$FILE_DIR TRACETAX=(bin/tracetax)
	is_long || few_charts interception slowdown density spread
	tracetax report --output report.md --html page.html r 2>errors || true
}

need_page() {
	if grep -q 'built without md4c' "$FILE_DIR/errors"; then skip "built without md4c"; fi
	if grep -q 'gnuplot is not installed' "$FILE_DIR/errors"; then skip "gnuplot is not installed"; fi
	cp "$FILE_DIR/page.html" "$FILE_DIR/report.md" .
	cp -r "$FILE_DIR/r" .
}

# Prints the page without what it brings with it to be applied and run.
markup() { perl -0pe 's,<style>.*?</style>,,s; s,<script>.*?</script>,,s' "$@"; }

# Prints the words of a page or of Markdown, one a line, without marks. In a page, cards are its own.
words() {
	perl -CS -0777 -ne '
		s,<ul class="cards">.*?^</ul>,,smg; s,<svg.*?</svg>,,sg; s,<nav>.*?</nav>,,s; s,<head>.*?</head>,,s; s,<script>.*?</script>,,s;
		s,</?(?:strong|em|code|a)(?: [^>]*)?>,,g; s,<[^>]*>, ,g;
		s,!\[[^]]*\]\([^)]*\),,g; s,\[([^]]*)\]\([^)]*\),$1,g; s,^(#+|-) ,,mg; s,^\|[-:|]+\|$,,mg; s,\*+|`,,g; s,(?<!\\)\|, ,g;
		s,\\([-\\`*_[\]|~\$]),$1,g; s,&#(\d+);,chr $1,ge; s,\\([-\\`*_[\]|~\$]),$1,g; s,&lt;,<,g;
		print map { "$_\n" } split' "$@"
}

@test "page: it is one text, that of the Markdown" {
	need_page
	words page.html >page
	words report.md >markdown
	[ "$(wc -l <markdown)" -gt 10000 ]
	diff markdown page >difference || fail "$(head -n 20 difference)"
}

@test "page: the answer is first: a sentence with its interval, then five figures" {
	need_page
	first=$(markup page.html | grep -m 1 '^<li>A ')
	[[ "$first" == *"a slowdown of <strong>"[0-9]*"x ("[0-9.]*" to "[0-9.]*")</strong>"* ]] || fail "$first"
	[ "$(grep -c '^<li class="card">' page.html)" -eq 5 ]
	[ "$(grep -n -m 1 '<li class="card">' page.html | cut -d: -f1)" -lt "$(grep -n -m 1 'class="chart' page.html | cut -d: -f1)" ]
	# the figures are those of the text
	figures=$(sed -n 's/.*<span class="figure">\(.*\)<\/span>$/\1/p' page.html)
	[ "$(wc -l <<<"$figures")" -eq 5 ]
	while read -r figure; do grep -q "^- .*$figure (" report.md || fail "$figure is not in the text"; done <<<"$figures"
}

@test "page: each headline figure shows every run behind it, flagged ones marked" {
	need_page
	[ "$(grep -c '<details class="strip">' page.html)" -eq 5 ]
	perl -0ne 'print((split /<li class="card">/)[1])' page.html >card
	rows r/runs.csv '$r{workload} eq "getpid" && $r{placement} eq "same" && $r{status} eq "ok"' mode flags >runs
	for mode in untraced ptrace-syscall; do
		perl -0ne "print /(<svg[^>]*aria-label=.$mode:.*?<\/svg>)/s" card >strip
		[ "$(grep -c 'class="run"\|class="flagged"' strip)" -eq "$(awk -F '\t' -v mode=$mode '$1 == mode' runs | wc -l)" ] || fail "runs of $mode"
		flagged=$(grep -c 'class="flagged"' strip) || true
		[ "$flagged" -eq "$(awk -F '\t' -v mode=$mode '$1 == mode && $2' runs | wc -l)" ] || fail "flagged runs of $mode"
	done
	programs=$(count r/whole-program.csv '$r{placement} eq "free" && $r{calls} > 0 && $r{mode} =~ /^(untraced|ptrace-syscall)$/')
	[ "$(perl -0ne 'print((split /<li class="card">/)[3])' page.html | grep -c 'class="run"')" -eq "$programs" ] || fail "whole programs"
	grep -q 'class="flagged"' card || fail "the test is broken: none is flagged"
}

@test "page: nothing is loaded, and only what the page brings may run" {
	need_page
	policy=$(sed -n 's/.*http-equiv="Content-Security-Policy" content="\([^"]*\)".*/\1/p' page.html)
	for words in "default-src 'none'" "img-src data:" "base-uri 'none'" "form-action 'none'"; do
		[[ "$policy" == *"$words"* ]] || fail "$words is not in $policy"
	done
	never grep -i 'unsafe\|http:\|https:\|\*' <<<"$policy"
	# what it brings is what the policy names
	for part in style script; do
		hash=$(perl -MDigest::SHA=sha256_base64 -0ne "print sha256_base64(/<$part>(.*?)<\\/$part>/s)" page.html)
		[[ "$policy" == *"$part-src 'sha256-$hash='"* ]] || fail "$part: $hash is not in $policy"
		[ "$(grep -c "<$part" page.html)" -eq 1 ]
	done
	markup page.html >markup
	never grep -iP ' (src|srcset|style|on[a-z]+|action|poster|background)=' markup
	never grep -ioP '(href|url)[=(]["'\'']?+(?!#|data:,"|r/)[^ ]{0,40}' markup
	never grep -iP '<(iframe|object|embed|img|image|foreignObject|animate|set|form|base)\b' markup
}

@test "page: ids are given once, and what refers to one finds it" {
	need_page
	markup page.html >markup
	grep -oP ' id="\K[^"]*' markup | sort >ids
	[ "$(wc -l <ids)" -gt 50 ]
	[ -z "$(uniq -d ids)" ] || fail "twice: $(uniq -d ids | head)"
	grep -oP '(href="|url\()#\K[^")]*' markup | sort -u | comm -23 - <(sort -u ids) >lost
	[ ! -s lost ] || fail "nowhere: $(head lost)"
	grep -oP 'href="\Kr/[^"]*' markup | sort -u >links
	while read -r link; do [ -e "$link" ] || fail "$link leads nowhere"; done <links
}

@test "page: every chart of the Markdown is drawn in it, and each fold is one" {
	need_page
	[ "$(grep -c 'class="chart' page.html)" -eq "$(grep -c '^!\[' report.md)" ]
	[ "$(markup page.html | grep -o 'class="chart[^>]*><span class="wide"><svg' | wc -l)" -eq "$(grep -c '^!\[' report.md)" ]
	[ "$(markup page.html | grep -o '<span class="narrow"><svg' | wc -l)" -eq "$(grep -c '^!\[' report.md)" ]
	[ "$(grep -c '<details class="fold">' page.html)" -eq "$(grep -c '^<details>' report.md)" ]
	# a mistake that a browser would mend
	if command -v xmllint; then
		xmllint --html --noout page.html 2>&1 | grep error | grep -v 'Tag [a-z]* invalid' >errors || true
		[ ! -s errors ] || fail "$(head errors)"
	fi
}

@test "page: hostile names, facts and charts: nothing is markup, nothing runs" {
	need_page
	sh "$FILE_DIR/hostile.sh" r
	expect 0 report --no-charts --html hostile.html r
	[ "$(grep -c 'This chart is not shown' hostile.html)" -eq 1 ] || fail "the chart with a script is refused"
	[ "$(grep -o '<span class="narrow"></span>' hostile.html | wc -l)" -eq 1 ] || fail "and so is one for a phone"
	markup hostile.html >markup
	grep -qF '&#60;script' markup || fail "the test is broken: it was not read"
	never grep -iP '<(script|img|b>|iframe)' markup
	never grep -iP '<[^>]* (on[a-z]+|style|src)=' markup
	never grep -iP '="[^"]*http://evil' markup
	never env LC_ALL=C grep -anP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' hostile.html
}

@test "page: several campaigns: one page, each with ids of its own" {
	need_page
	mkdir two
	for file in r/*; do [ -d "$file" ] || cp "$file" two; done
	expect 0 report --no-charts --html both.html two r
	[ -z "$output" ] || fail "the Markdown is not asked for"
	[ "$(grep -c '^<h1' both.html)" -eq 2 ]
	[ -z "$(markup both.html | grep -oP ' id="\K[^"]*' | sort | uniq -d)" ]
	[ "$(grep -c 'href="#2-the-machine"' both.html)" -eq 1 ]
}

@test "page: without getpid there is no figure, and the page all the same" {
	need_page
	perl -i -ne 'print if $. == 1 || /,(null|compute),/' r/runs.csv
	expect 0 report --no-charts --html small.html r
	never grep -q 'class="card"' small.html
	grep -q '<h2 id="the-machine">' small.html
}

@test "page: written whole, its links from where it is; an excerpt is none" {
	need_page
	mkdir -p down
	echo old >down/p.html
	chmod 640 down/p.html
	expect 0 report --no-charts --html down/p.html r
	grep -q 'href="\.\./r/' down/p.html
	[ "$(stat -c %a down/p.html)" = 640 ]
	[ -z "$(find . -name '*.partial')" ]
	complains 1 'no/p.html: No such file or directory' report --no-charts --html no/p.html r
	complains 2 '--excerpt is no page: leave out --html' report --excerpt --html p.html r
}
