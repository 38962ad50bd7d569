load ../helpers

# One campaign for all tests to look at: both kinds of workload, two placements, two sizes, and enough blocks for
# intervals in one cell.
setup_file() {
	copy_programs "$BUILD"
	cat >"$FILE_DIR/plan" <<-END
		--workload getpid --mode all --placement same,free,smt
		--workload compute --mode ptrace-syscall
		--workload memory-read,memory-write --mode all --size 8,4k
		--workload mixed --mode ptrace-syscall,seccomp-allow --size 0,2000,50000
	END
	cd "$FILE_DIR" || return
	bin/tracetax run --ops 10 --window 1 --blocks 1 --quiet --event cycles -o campaign plan || [ $? -eq 3 ]
	repeated 6 campaign
	bin/tracetax summary campaign >/dev/null || [ $? -eq 3 ]
}

# Perl that splits a line into @F, its fields as they are.
FIELDS='my $line = "$_,"; @F = (); push @F, $1 while $line =~ /\G("(?:[^"]|"")*"|[^,]*),/g;'

# The charts that hostile names are drawn in: one of each kind in the long form.
some_charts() { if is_long; then few_charts slowdown density time-parts; else few_charts slowdown; fi; }

# Copies it to ./r.
campaign() { cp -r "$FILE_DIR/campaign" r; }

no_nan() { ! grep -Einw -- '-?(nan|inf|infx|nanx)' "$1" || fail "$1 has nan or inf"; }

# Fails unless the text does nothing in HTML or Markdown: no tag, no script, no control character.
harmless() {
	! LC_ALL=C grep -anP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' "$1" || fail "$1: a control character" || return 1
	! grep -niP '<(script|img|iframe|b>)|(?<!\\)\]\((javascript:|http://evil)' "$1" || fail "$1: foreign markup"
}

@test "no campaign, or a directory that is not one" {
	complains 2 'name a campaign: tracetax report DIR' report
	complains 1 'missing: No such file or directory' report missing
	mkdir empty
	complains 1 'empty: no runs.csv in it' report empty
}

@test "which to use: each mode that watches calls, its cost, what it can do" {
	campaign
	expect 0 report --no-charts r
	sed -n '/^## Which should I use/,/^## [^W]/p' <<<"$output" >choice
	grep -qE '^\| `ptrace-syscall` \| [0-9.]+ .s \([^|]*\) \| (not measured|[0-9][^|]*) \| yes \| yes \| all \| nothing \| 3.4 \|$' choice
	[ "$(grep -c '^| `' choice)" -eq "$(grep '^| `' choice | sort -u | wc -l)" ]
	for mode in $(rows r/runs.csv '$r{workload} eq "getpid" && $r{status} eq "ok" && $r{mode} ne "untraced"' mode | sort -u); do
		grep -qF "| \`$mode\` |" choice || fail "$mode is missing"
	done
	never grep -E '`(untraced|memcpy|peekdata)`' choice
}

@test "the first page: what was found, a chart, the claims, which to use; what it takes to read it comes after" {
	cp -r "$TOP/results/2026-11-29-linux-6.18.44" r
	expect 0 report --no-charts r
	echo "$output" >report.md
	[ "$(grep '^## ' report.md | head -n 5)" = "## What was found
## The claims of the post
## Which should I use?
## How to read this report
## The claims, one by one" ]
	[ "$(grep -n -m 1 '^!\[' report.md | cut -d: -f1)" -lt 20 ]
	[ "$(sed -n '/^## What was found/,/^!\[/p' report.md | grep -c '^- ')" -eq 5 ]
	# the cheapest that is named is the first of its kind in the table
	named=$(sed -n 's/^- \*\*To read and refuse.*process is `\([a-z-]*\)`, since.*process is `\([a-z-]*\)`, since.*/\1 \2/p' report.md)
	[ "$(wc -w <<<"$named")" -eq 2 ] || fail "two mechanisms are due: $named"
	for mechanism in $named; do
		grep -q "^| \`$mechanism\` |" report.md || fail "$mechanism is not in the table"
	done
	# what is open has less than 400 lines, and what is folded is whole
	[ "$(awk '/^<details>/ { folded = 1 } !folded { n++ } /^<\/details>/ { folded = 0 } END { print n }' report.md)" -lt 400 ]
	[ "$(grep -c '^<details><summary>[^<]*</summary>$' report.md)" -eq "$(grep -c '^</details>$' report.md)" ]
}

@test "beside: other campaigns are compared in a section, each by its name; one alone is no comparison" {
	local kernels=$TOP/results/kernels
	campaign
	expect 0 report --no-charts --beside "$kernels/6.1" --beside "$kernels/6.12" r
	echo "$output" | sed -n '/^## Kernels and machines/,/^## [^#K]/p' >section
	grep -q '^What differs most: getpid same .* that of 6\.1;' section || fail "$(head -n 20 section)"
	grep -q '^## Kernels and machines$' section
	grep -q '^### 6\.12 against 6\.1$\|^### 6\.12$' section || fail "$(grep '^#' section)"
	[ "$(grep -c '^6\.1.* is emulated: no time there is that of hardware' section)" -eq 2 ]
	never grep -qF "$kernels" section
	# what is emulated is compared with its like alone
	cp -r r other
	expect 0 report --no-charts --beside "$kernels/6.1" --beside r --beside "$kernels/6.12" --beside other r
	[ "$(grep -o '^### [^ ]* against [^ ]*$' <<<"$output" | paste -s -d ,)" = '### other against r,### 6.12 against 6.1' ] ||
		fail "$(grep '^###' <<<"$output")"
	complains 2 '--beside: name two campaigns or more, the one to compare with first' report --beside "$kernels/6.1" r
	complains 1 'missing: No such file or directory' report --beside "$kernels/6.1" --beside missing r
	expect 0 report --no-charts r
	[[ "$output" != *"Kernels and machines"* ]] || fail "nothing was named"
}

@test "a campaign without getpid has no first lines" {
	(cd "$WORK" && tracetax run --workload compute --mode ptrace-syscall "${SMALL[@]}" --quiet -o c) || [ $? -eq 3 ]
	expect 0 report --no-charts c
	never grep -q '^## What was found\|To read and refuse' <<<"$output"
}

@test "a report is Markdown on standard output, its charts SVG and PNG" {
	if ! command -v gnuplot; then skip "gnuplot is not installed"; fi
	campaign
	expect 0 report r
	[ -z "$stderr" ] || fail "nothing is due on standard error"
	for chart in interception slowdown spread time-parts published switches density memory-time memory-bandwidth memory-write-time memory-write-bandwidth; do
		[ -s "r/charts/$chart.svg" ] && [ -s "r/charts/$chart.png" ] || fail "$chart is missing"
		[[ "$(tail -c 8 "r/charts/$chart.svg")" == *"</svg>"* ]]
		[ "$(head -c 8 "r/charts/$chart.png" | od -An -tx1 | tr -d ' ')" = 89504e470d0a1a0a ]
		[[ "$output" == *"(r/charts/$chart.svg)"* ]] || fail "$chart is not in the report"
	done
	[ -z "$(find r -name '*.partial')" ]
	perl -0ne '/^\s*<\?xml/ or die; my $n = () = /<text/g; exit($n < 5)' r/charts/slowdown.svg
	cmp r/summary.csv "$FILE_DIR/campaign/summary.csv"
	echo "$output" >report.md
	no_nan report.md
	harmless report.md
	# each link leads somewhere
	grep -o '](r/[^)]*)' report.md | sed 's/](\(.*\))/\1/' | sort -u >links
	[ "$(wc -l <links)" -ge 5 ]
	while read -r link; do [ -e "$link" ] || fail "$link leads nowhere"; done <links
	# each table has as many fields in each line as in its head
	awk -F'|' '/^\|/ { if (!fields) fields = NF; gsub(/\\\|/, ""); if (NF != fields) { print NR ": " $0; bad = 1 } next } { fields = 0 }
		END { exit bad }' report.md
}

@test "does it matter for me: the points of the chart, and the rates of each mode" {
	campaign
	tracetax report --no-charts r >report.md
	rows r/density.csv 1 placement mode size slowdown slowdown_lo slowdown_hi | sort >points
	rows r/summary.csv '$r{workload} eq "mixed"' placement mode size slowdown slowdown_lo slowdown_hi | sort | diff - points
	[ "$(wc -l <points)" -eq 9 ]
	# the rate is that of the baseline, and rises along a curve
	rows r/summary.csv '$r{workload} eq "mixed" && $r{mode} eq "untraced"' size ns_per_call >baselines
	rows r/density.csv 1 size calls_per_second calls_per_second_lo calls_per_second_hi mode | awk '
		NR == FNR { ns[$1] = $2; next }
		{ off = $2 * ns[$1] / 1e9 - 1; if (off > 1e-4 || off < -1e-4 || $3 > $2 || $4 < $2) exit 1 }
		mode == $5 && $2 < last { exit 1 }
		{ mode = $5; last = $2 }' baselines -
	sed -n '/^## Does it matter/,/^## [^D]/p' report.md >matter
	rate='(beyond |below )?[0-9.]+( [kM])?'
	for mode in ptrace-syscall seccomp-allow; do
		[ "$(grep -cE "^\| \`$mode\` \| same( \| $rate( \($rate to $rate\))?){3} \|\$" matter)" -eq 1 ] || fail "$(cat matter)"
	done
	never grep untraced matter
	grep -q "15x is that of a loop which makes 12.2 M calls per second" matter
	never grep -q 'Not measured' matter
}

@test "does it matter for me: at two placements, those of one stand together, and the post's rate is that of the chart's" {
	campaign
	sed -n 's/\(,mixed,[^,]*\),same,/\1,free,/p' "$FILE_DIR/campaign/runs.csv" >>r/runs.csv
	renumbered r/runs.csv
	expect 0 report --no-charts r
	sed -n '/^## Does it matter/,/^## [^D]/p' <<<"$output" >matter
	[ "$(sed -nE 's/^\| `.*` \| (same|free) .*/\1/p' matter | uniq | xargs)" = 'same free' ] || fail "$(cat matter)"
	[ "$(grep -c '^| `.* | free |' matter)" -eq "$(grep -c '^| `.* | same |' matter)" ]
	[[ "$output" == *"costs 15x from this rate on, placement same: "* ]]
	[[ "$output" == *"to a \`getpid\`, \`ptrace-syscall\` adds "*" where tracer and program share a CPU, "*" where "*". The more a call costs"* ]] ||
		[ "$(rows r/summary.csv '$r{workload} eq "getpid" && $r{mode} eq "ptrace-syscall"' placement | wc -l)" -lt 2 ]
	sed -i '/,getpid,[^,]*,\(cross\|free\),/d' r/runs.csv
	expect 0 report --no-charts r
	[[ "$output" != *"to a \`getpid\`, \`ptrace-syscall\` adds "* ]]
}

# bats test_tags=long
@test "does it matter for me: one rate, no baseline, nothing at all: no chart, and a line" {
	few_charts density
	for keep in '/,mixed,0,/' '/,mixed,.*treatment/' 0; do
		rm -rf r
		campaign
		awk "NR == 1 || ($keep)" "$FILE_DIR/campaign/runs.csv" >r/runs.csv
		expect 0 report r
		[[ "$output" == *"## Does it matter for me?"*"Not measured in this campaign: "*"density.plan"* ]] || fail "$keep"
		[ -z "$stderr" ] || fail "$keep"
		[ -z "$(find r -name 'density.[sp]*')" ] || fail "$keep: there is a chart"
	done
}

@test "does it matter for me: an operation that took almost no time, or no end of it" {
	for wall in 1 9223372036854775807; do
		rm -rf r
		campaign
		WALL=$wall perl -i -lne "$FIELDS"' if ($. == 1) { %at = map { $F[$_] => $_ } 0 .. $#F }
			$F[$at{wall_ns}] = $ENV{WALL} if $F[$at{workload}] eq "mixed" && $F[$at{size}] eq "2000";
			print join ",", @F' r/runs.csv
		tracetax report --no-charts r >report.md
		no_nan report.md || fail "$wall"
		grep -q '^| `ptrace-syscall` | same | ' report.md
	done
}

@test "a section that has nothing to say is left out, with its heading" {
	campaign
	awk -F, 'NR == 1 || /,getpid,/' r/runs.csv >kept
	mv kept r/runs.csv
	renumbered r/runs.csv
	for table in r/*.csv; do [ "$table" = r/runs.csv ] || rm "$table"; done
	expect 0 report --no-charts r
	for heading in 'The control' 'How it grows' 'Process trees' 'Reading and writing' 'A model of the cost'; do
		never grep "^##.* $heading" <<<"$output"
	done
	grep -q '^## Which should I use' <<<"$output"
	# below each heading stands something, or a heading of less weight
	awk '/^#+ / { level = index($0, " "); if (above && level <= above) { print; bad = 1 } above = level; next } NF { above = 0 }
		END { exit bad }' <<<"$output"
}

@test "a report is the same when it is made again" {
	campaign
	tracetax report --no-charts r >before
	tracetax report --no-charts r >after
	cmp before after
}

@test "output: the file, whole, and nothing on standard output" {
	campaign
	expect 0 report --no-charts -o out.md r
	[ -z "$output$stderr" ]
	[ "$(cat out.md)" = "$(tracetax report --no-charts r)" ]
	[ ! -e r/charts ]
	[ -z "$(find . -name '*.partial')" ]
	mkdir sub
	expect 0 report --no-charts -o sub/out.md r
	[ -s sub/out.md ]
	complains 1 'missing/out.md: No such file or directory' report --no-charts -o missing/out.md r
	mkdir directory
	complains 1 'directory: Is a directory' report --no-charts -o directory r
}

@test "output: a long name is kept whole, or refused" {
	campaign
	name=$(printf 'x%.0s' {1..100}).md
	capture tracetax report --no-charts -o "$name" r
	if [ "$status" -eq 0 ]; then [ -s "$name" ] || fail "it was written as $(ls)"; fi
}

@test "output: a pipe or a device is written to, or refused, never replaced" {
	campaign
	mkfifo pipe
	cat pipe >read 3>&- &
	PID=$!
	disown
	capture timeout "$LIMIT" "${TRACETAX[@]}" report --no-charts -o pipe r
	[ -p pipe ] || fail "the pipe was replaced by a file"
	ln -s /dev/null null
	capture tracetax report --no-charts -o null r
	[ -L null ] || fail "the link to /dev/null was replaced by a file"
}

@test "several campaigns: one report" {
	campaign
	cp -r r s
	expect 0 report --no-charts r s
	[[ "$output" == *"(r/machine.json)"*"(s/machine.json)"* ]]
	expect 1 report --no-charts r missing
	[ -z "$output" ]
	[[ "$stderr" == *"missing: No such file"* ]]
}

@test "excerpt: a table" {
	campaign
	expect 0 report --excerpt r
	[ "${#lines[@]}" -eq 12 ]
	[ -z "$stderr" ]
	[ ! -e r/charts ]
	echo "$output" >excerpt.md
	no_nan excerpt.md
}

@test "a campaign of few cells: never nan" {
	for cells in '--mode untraced' '--mode ptrace-syscall --workload compute' '--mode peekdata --workload memory-read' \
		'--mode seccomp-trace --placement free' '--mode seccomp-trace-miss'; do
		rm -rf r
		expect 0 run $cells "${SMALL[@]}" -o r
		tracetax report --no-charts r >report.md
		no_nan report.md || fail "$cells"
	done
}

@test "an excerpt of a campaign that lacks some of its modes: never nan" {
	expect 0 run --mode ptrace-syscall "${SMALL[@]}" -o r
	tracetax report --excerpt r >excerpt.md
	[ "$(grep -c "^|" excerpt.md)" -eq 12 ]
	no_nan excerpt.md
}

@test "records in which rows are missing: never nan" {
	# one row alone; one role alone; treatments without their baseline; skips alone; nothing at all
	for keep in 'NR == 2' '/baseline-a/' '/getpid.*ptrace-syscall/' '/,peekdata,/' '/skip/' 0; do
		rm -rf r
		campaign
		awk "NR == 1 || ($keep)" "$FILE_DIR/campaign/runs.csv" >r/runs.csv
		tracetax report --no-charts r >report.md || fail "$keep: status $?"
		no_nan report.md || fail "$keep"
	done
}

@test "the control without its baseline: never nan" {
	campaign
	awk 'NR == 1 || /compute.*treatment/' "$FILE_DIR/campaign/runs.csv" >r/runs.csv
	tracetax report --no-charts r >report.md
	no_nan report.md
}

# zeroed COLUMNS: sets these columns, counted from 0, to 0 in every row.
zeroed() {
	rm -rf r
	campaign
	perl -i -lne "$FIELDS"' if ($. > 1) { $F[$_] = 0 for '"$1"' } print join ",", @F' r/runs.csv
	capture tracetax report --no-charts r
	# one that is ok and took no time, or made no operation, is refused
	[ "$status" -eq 0 ] || [[ "$status" -eq 1 && "$stderr" =~ runs.csv:\ line\ [0-9]+:\ (wall_ns|ops):\  ]] || fail "columns $1"
	echo "$output" >report.md
	no_nan report.md || fail "columns $1"
}

@test "records of zeros: never nan" { for columns in 13 14 15 16 13..17 18..37; do zeroed $columns; done; }
@test "counted operations of zero: never inf" { zeroed 17; }

# whole USER [ROW...]: r/whole-program.csv of eight blocks, in which a traced call takes USER times the user time of an
# untraced one, give or take 5 %, and 30 times the time on the wall; at placement free and, as if by chance, 15 times at
# same. Further rows as given.
whole() {
	awk -v user="$1" 'BEGIN {
		print "block,mode,placement,calls,wall_ns,user_ns,system_ns"
		for (block = 1; block <= 8; block++)
			for (p = 1; p <= 2; p++) {
				place = p == 1 ? "free" : "same"
				ratio = (p == 1 ? user : 15.2) * (1 + (block % 3 - 1) / 20)
				print block ",untraced," place ",5000000,1000000000,250000000,750000000"
				printf "%d,ptrace-syscall,%s,100000,600000000,%.0f,450000000\n", block, place, 5000000 * ratio
				print block ",ptrace-syscall," place ",0,0,0,0"
			}
	}' >r/whole-program.csv
	shift
	if [ $# -gt 0 ]; then printf '%s\n' "$@" >>r/whole-program.csv; fi
}

# times FACTOR WORKLOAD MODE: makes these runs of the campaign take so many times as long; 0: they never took place.
times() {
	FACTOR=$1 WORKLOAD=$2 MODE=$3 perl -i -lne "$FIELDS"' if ($. == 1) { %at = map { $F[$_] => $_ } 0 .. $#F; print; next }
		my $its = $F[$at{workload}] eq $ENV{WORKLOAD} && $F[$at{mode}] eq $ENV{MODE};
		next if $its && !$ENV{FACTOR};
		$F[$at{wall_ns}] = int($F[$at{wall_ns}] * $ENV{FACTOR}) if $its && $F[$at{wall_ns}];
		print join ",", @F' r/runs.csv
}

# verdicts DUE...: expects these of the claims (a) to (f), in claims.csv and in the report.
verdicts() {
	expect 0 report --no-charts r
	same "verdicts" "$*" "$(rows r/claims.csv 1 verdict | paste -sd ' ')"
	sed -n '/^## The claims of the post/,/^###/p' <<<"$output" | sed -n 's/^| [a-f] |.*| \([a-z -]*\) |$/\1/p' >said
	sed 's/ here$//; s/holds in part/in-part/; s/ /-/g' said | paste -sd ' ' >short
	same "verdicts of the report" "$*" "$(cat short)"
}

@test "claims: each is decided by one figure, in a table and in its section" {
	cp -r "$TOP/results/2026-11-29-linux-6.18.44" r
	sed -i -nE '1p; /,(getpid|getppid|file-io|compute|memory-read),/p' r/runs.csv
	local own
	own=$(rows r/claims.csv '$r{claim} eq "a"' verdict)
	verdicts "$own" holds in-part holds holds in-part
	# getppid, which costs as little as getpid, is in the table of (b), and in no verdict
	grep -qF '| slowdown of getpid, against the largest of file-io and compute |' <<<"$output"
	never grep -F 'interval is missing or' <<<"$output"
	times 100 file-io ptrace-syscall
	verdicts "$own" does-not-hold in-part holds holds in-part
	grep -qF '**does not hold here: file-io or compute is slowed down more**' <<<"$output"
	times 0.6 getpid seccomp-trace-exit
	times 1000 file-io seccomp-trace-select
	times 0.0001 memory-read peekdata
	verdicts "$own" does-not-hold in-part does-not-hold does-not-hold does-not-hold
	times 0 getpid seccomp-trace-exit
	times 0 file-io seccomp-trace-select
	times 0 memory-read process-vm-readv
	times 0 getpid ptrace-syscall
	verdicts "$own" not-measured not-measured not-measured not-measured not-measured
	rm r/whole-program.*
	verdicts not-measured not-measured not-measured not-measured not-measured not-measured
}

# claim VERDICT: fails unless the report, $output, gives this verdict on 15x, by the post's own accounting.
claim() {
	expect 0 report --no-charts r
	echo "$output" >report.md
	no_nan report.md
	harmless report.md
	sed -n '/^### (a)/,/^### (b)/p' report.md >claim
	grep -qF -- "$1" claim || fail "$1: $(grep '^\*\*' claim)"
	[ "$(grep -c '^| the whole program |.* | yes | free |' claim)" -eq 1 ]
	[ "$(grep -cE '^\*\*.*here\*\*[:,]' claim)" -eq 1 ] || fail "one verdict is due"
}

@test "15x: the post's own accounting decides, whatever the others say" {
	campaign
	whole 41
	claim '**15x is not reproduced here**: by the post'"'"'s own accounting the slowdown is **41.0x (39.0 to 43.0)**, which is more.'
	# one that comes near is told, and not picked
	grep -qE '^The other accountings decide nothing.* Also within: the whole program by user time, as time\(1\) prints it, placement `same`: 15\.2x' claim
	never grep -q 'reproduced$\|the one named next\|nearest' claim
	grep -qE '^\| the whole program \| user time, as time\(1\) prints it \| yes \| free \| 15x \| 41\.0x \(39\.0 to 43\.0\) \| more than 15x here \|$' claim
	whole 5
	claim '**15x is not reproduced here**: by the post'"'"'s own accounting the slowdown is **5.00x (4.75 to 5.25)**, which is less.'
	whole 15.5
	claim '**15x is reproduced here**: by the post'"'"'s own accounting the slowdown is **15.5x (14.7 to 16.3)**'
	# the program under its modes, each with its calls and blocks; nothing of a display name
	grep -qE '^\| ptrace-syscall \| free \| 8 \| 100000 \| 6\.00 µs \([^|]*\) \| 775 ns \([^|]*\) \|' claim
	grep -qE '^\| ptrace-syscall \| free \| 15\.5x \([^|]*\) \| 30\.0x \(30\.0 to 30\.0\) \| 26\.[34]x \(' claim
	grep -qE '^\| untraced \| free \| 200 ns \([^|]*\) \| [^|]* \| [-+][0-9.]+ % \([-+][0-9.]+ to [-+][0-9.]+\) \|$' claim
}

@test "15x: not measured is not measured, and undecided undecided" {
	campaign
	claim '**Not measured here**: this campaign has no user time of the whole program'
	grep -qF 'Not timed in this campaign' claim
	echo '{"results": [{"command": "tracetax trace, free, 1000000 calls", "mean": 1, "user": 1}]}' >r/whole-program.json
	claim '**Not measured here**'
	whole 15
	sed -i '/^[678],/d' r/whole-program.csv
	claim '**Undecided here**: by the post'"'"'s own accounting the slowdown is **15.0x**. There are too few blocks or ticks for an interval.'
	# a block without a tick lies beyond all others, and the report says so
	whole 15
	sed -i 's/^3,untraced,free,5000000,1000000000,.*/3,untraced,free,5000000,1000000000,0,1000000000/' r/whole-program.csv
	claim '**Undecided here**'
	grep -qF 'In 1 of the 8 blocks of ptrace-syscall at placement free the kernel'"'"'s tick never found' claim
	whole 15
	awk -F, -v OFS=, '/^[1234],ptrace-syscall,free,1/ { $6 *= 3 } 1' r/whole-program.csv >wide
	mv wide r/whole-program.csv
	claim '**Undecided here**'
	grep -qF '. The interval reaches 15x, but is too wide to decide.' claim
}

@test "whole programs that took no time at all, or an unknown one: never inf" {
	campaign
	whole 15 '9,untraced,free,0,,,' '9,untraced,free,1,0,0,0' '9,ptrace-syscall,free,1,0,0,0' '10,ptrace-syscall,free,,,,' \
		'11,<script>,](http://evil),5,5,5,5' ',untraced,same,5,5,5,5' '12,ptrace-syscall,same,9223372036854775807,1,0,1'
	claim '**15x is reproduced here**' # a block without any user time says nothing
}

@test "whole-program.csv that is broken is refused by name" {
	campaign
	whole 15 '9,untraced,free,x,1,1,1'
	complains 1 'r/whole-program.csv: line 50: calls: expected a whole number' report --no-charts r
	whole 15 '9,untraced,free,1,1,1'
	complains 1 'r/whole-program.csv: line 50: too few fields' report --no-charts r
	sed -i '1s/mode/command/' r/whole-program.csv
	complains 1 'r/whole-program.csv: line 1: ' report --no-charts r
	printf '' >r/whole-program.csv
	complains 1 'r/whole-program.csv: ' report --no-charts r
	whole 15
	awk '1; END { for (i = 0; i < 5000; i++) print "9,untraced,free,1,1,1,1" }' r/whole-program.csv >many
	mv many r/whole-program.csv
	complains 1 'r/whole-program.csv: File too large' report --no-charts r
	ln -sf /dev/zero r/whole-program.csv
	complains 1 'r/whole-program.csv: ' report --no-charts r
	rm r/whole-program.csv
	expect 0 summary r
}

@test "a campaign that was cut short: the report says so" {
	campaign
	mv r/runs.csv r/runs.csv.partial
	printf '1,x' >>r/runs.csv.partial
	expect 0 report --no-charts r
	[[ "$output" == *"cut short"* ]]
}

hostile='a`touch canary`$(touch canary)"|| touch canary; <script>alert(1)</script> <img src=x onerror=y> ](http://evil) **b** | c'

# by_hand X: the picture that gnuplot draws of the campaign r, as SVG.
by_hand() { (cd r && gnuplot -d "$BIN/charts/$1.gp" 2>/dev/null); }

@test "a chart drawn by hand in the campaign's directory is the report's, byte by byte" {
	if ! command -v gnuplot; then skip "gnuplot is not installed"; fi
	campaign
	is_long || few_charts slowdown density memory-time
	expect 0 report r
	rm r/charts/*.png
	[ "$(ls r/charts | wc -l)" -ge 3 ]
	for chart in r/charts/*.svg; do
		by_hand "$(basename "$chart" .svg)" >drawn.svg
		cmp drawn.svg "$chart" || fail "$chart is another picture"
	done
	# so is the one for a phone
	narrow=$(cd r && gnuplot -d -e 'WIDTH=500' "$BIN/charts/slowdown.gp" 2>/dev/null)
	[ "$narrow" = "$(cat r/charts/narrow/slowdown.svg)" ] || fail "another picture for a phone"
	[[ "$narrow" == *'viewBox="0 0 500 '* ]]
	# and says of which machine
	grep -q "Linux $(uname -r | grep -o '^[0-9.]*')<" r/charts/slowdown.svg
}

# The tables of the unit test of the words, by gnuplot.
@test "a number has the same words in a chart as in a table" {
	if ! command -v gnuplot; then skip "gnuplot is not installed"; fi
	local pair row='\t{ \(.*\), "\(.*\)" },'
	for pair in times:duration ratios:times sizes:bytes; do
		sed -n "/^} ${pair%:*}\[\] = {/,/^};/s/^$row$/\1\t\2/p" "$TOP/tests/unit/text.c" | sed 's/x$/×/' >told
		[ "$(wc -l <told)" -ge 5 ]
		{
			printf '%s\n' "load '$BIN/charts/style.gp'" "set print '-'"
			sed "s/\t.*//; s/.*/print ${pair#*:}(real(&))/" told
		} >words.gp
		diff <(cut -f2 told) <(gnuplot -d words.gp)
	done
}

@test "a new chart is a new file" {
	if ! command -v gnuplot; then skip "gnuplot is not installed"; fi
	campaign
	few_charts interception
	sed "s/^title = .*/title = 'A chart of mine'/; s/^order = .*/order = 1/; s/slowdown.gp/mine.gp/" "$BIN/charts/slowdown.gp" >few/charts/mine.gp
	expect 0 report r
	[ -s r/charts/mine.svg ]
	[ -s r/charts/mine.png ]
	[ "$(grep -o '^!\[[^]]*\]' <<<"$output" | head -1)" = '![A chart of mine]' ]
}

@test "plot.sh draws what there is to draw, in each format" {
	if ! command -v gnuplot; then skip "gnuplot is not installed"; fi
	campaign
	few_charts slowdown scaling
	cp "$TOP/scripts/plot.sh" few
	capture sh few/plot.sh r
	[ "$status" -eq 0 ]
	same drawn 'r/charts/slowdown.svg r/charts/slowdown.png r/charts/slowdown.pdf' "$(xargs <<<"$output")"
	same files 'slowdown.pdf slowdown.png slowdown.svg' "$(ls r/charts | xargs)"
	[ "$(head -c 5 r/charts/slowdown.pdf)" = %PDF- ]
	by_hand slowdown | cmp - r/charts/slowdown.svg
	capture sh few/plot.sh r gif
	[ "$status" -eq 2 ] && [ "$stderr" = 'plot: gif: expected svg, png or pdf' ]
	capture sh few/plot.sh few
	[ "$status" -eq 2 ] && [[ "$stderr" == 'plot: few/summary.csv is not there: '* ]]
	echo 'exit status 1' >>few/charts/style.gp
	capture sh few/plot.sh r svg
	[ "$status" -eq 1 ] && [[ "$stderr" == 'plot: '*': gnuplot failed; '* ]]
	same files 'slowdown.pdf slowdown.png slowdown.svg' "$(ls r/charts | xargs)"
}

# bats test_tags=long
@test "charts by hand of a hostile campaign: nothing runs, nothing of it is drawn" {
	if ! command -v gnuplot; then skip "gnuplot is not installed"; fi
	campaign
	for table in r/*.csv; do
		HOSTILE=$hostile perl -i -lpe '
			BEGIN { ($text = $ENV{HOSTILE}) =~ s/"/""/g }
			s/\bptrace-syscall\b/"$text"/ if $. > 1' "$table"
	done
	grep -q 'touch canary' r/summary.csv r/levels.csv
	is_long || few_charts slowdown density
	for chart in "$(is_long && echo "$BIN" || echo few)"/charts/*.gp; do
		by_hand "$(basename "$chart" .gp)" >drawn.svg || [ $? -le 3 ]
		never grep -q 'canary' drawn.svg
	done
	by_hand slowdown | grep -q seccomp-trace
	[ -z "$(find "$WORK" "$TMPDIR" -name canary)" ] || fail "it ran"
}

@test "no chart runs a command, and what one evaluates is made of numbers" {
	sed -E 's/(^|[[:space:]])#.*//' "$TOP"/scripts/charts/*.gp >code
	[ "$(wc -l <code)" -gt 400 ]
	never grep -nE "system|\`|(plot|stats|load|output|print) *[\"'] *[<|]" code
	[ "$(grep -o '@[a-z_]*' code | sort -u | xargs)" = '@bar @blanks @csv @curves @figures @marks @name_of_row @nothing' ]
	grep -o '\beval .*' code >evals
	[ "$(wc -l <evals)" -ge 4 ]
	never grep -vxE "eval 'set [xy]tics (' \. log_tics\([a-z_, ]+\)|\(' \. size_tics\([a-z_, ]+\) \. '\)')" evals
}

@test "without gnuplot: one line, and the report all the same" {
	campaign
	mkdir bin
	for needed in unshare setpriv; do ln -s "$(command -v $needed)" bin; done
	capture env PATH="$WORK/bin" "${TRACETAX[@]}" report r
	[ "$status" -eq 0 ]
	[[ "$stderr" == "tracetax: gnuplot is not installed"* ]]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ "$output" == "# "*"## "* ]]
	[ -z "$(find r -path '*charts/*' ! -type d)" ]
	! grep -q '](r/charts/[a-z-]*\.svg)' <<<"$output" || fail "it shows charts that are not there"
}

@test "hostile names in runs.csv: nothing runs, nothing is markup" {
	some_charts
	in_turn 7 2 10 9 13 # workload, campaign, mode, placement, reason
	for column in "${chosen[@]}"; do
		rm -rf r
		campaign
		HOSTILE=$hostile perl -i -lne "$FIELDS"'
			if ($. > 1) {
				my $max = {2 => 63, 7 => 31, 9 => 15, 10 => 39, 13 => 287}->{'$column'};
				my $text = substr $ENV{HOSTILE}, 0, $max;
				$text =~ s/"/""/g;
				$F['$column' - 1] = "\"$text\"";
				$F[11] = "fail" if '$column' == 13;
			}
			print join ",", @F' r/runs.csv
		expect 0 report r
		echo "$output" >report.md
		harmless report.md || fail "column $column"
		[ -z "$(find "$WORK" "$TMPDIR" -name canary)" ] || fail "column $column: it ran"
		[[ "$stderr" != *canary* ]] || fail "column $column: it reached gnuplot"
		never grep -ilr 'canary\|<script' r/charts
		tracetax summary r >terminal || [ $? -eq 3 ] # by noise
		never grep -nP '[\x00-\x08\x0b-\x1f\x7f]' terminal
	done
}

@test "hostile machine.json: nothing runs, nothing is markup, no terminal moves" {
	some_charts
	campaign
	perl -i -0pe '
		my $bad = q(\u001b]0;x\u0007\u001b[31m\u0000\r`touch canary`$(touch canary)\u0027; system(\u0027touch canary\u0027); #)
			. q(<script>alert(1)</script><img src=x> ](http://evil) | b\\\\);
		s/("[a-z_0-9]+": )"[^"]*"/$1"$bad"/g' r/machine.json
	perl -MJSON::PP -e 'local $/; decode_json(<STDIN>)' <r/machine.json
	expect 0 report r
	echo "$output" >report.md
	harmless report.md
	[ -z "$(find "$WORK" "$TMPDIR" -name canary)" ] || fail "it ran"
	[[ "$stderr" == "tracetax: r/machine.json: line "*": nothing is known of its machine" ]]
	[ "${#stderr_lines[@]}" -eq 1 ]
	never env LC_ALL=C grep -nP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' "$TEST_DIR/errors"
	never grep -il 'touch canary\|<script' r/charts/*.svg
	# NUL is refused by the reader as a whole: the same without it
	sed -i 's/\\u0000//g' r/machine.json
	expect 0 report r
	echo "$output" >report.md
	harmless report.md
	[[ "$output" == *script* ]] || fail "the test is broken: machine.json was not read"
	[ -z "$(find "$WORK" "$TMPDIR" -name canary)" ] || fail "it ran"
	[ -z "$stderr" ]
	never grep -il '<script' r/charts/*.svg
	never env LC_ALL=C grep -anP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' r/charts/*.svg
}

@test "eight-bit control sequences in machine.json move no terminal" {
	campaign
	sed -i 's/"model": "/&\\u009b31m\\u0085/' r/machine.json
	expect 0 report --no-charts r
	echo "$output" >report.md
	grep -q 31m report.md
	harmless report.md
}

@test "machine.json that is missing, torn, huge, a link or a pipe: the report all the same" {
	in_turn 'rm r/machine.json' 'echo "{" >r/machine.json' 'echo "[1]" >r/machine.json' 'mkfifo r/m; mv r/m r/machine.json' \
		'mv r/machine.json e; ln -s ../e r/machine.json' 'perl -e "print q([) x 1e6" >r/machine.json' \
		'perl -e "print qq({\"cpu\": 5, \"kernel\": [], \"seed\": 1e300, \"counters\": null})" >r/machine.json' \
		'truncate -s 2M r/machine.json'
	for make in "${chosen[@]}"; do
		rm -rf r e
		campaign
		eval "$make"
		expect 0 report --no-charts r
		echo "$output" >report.md
		no_nan report.md
		[[ "$output" == *unknown* ]] || fail "$make"
	done
}

@test "charts that is a link: not followed" {
	few_charts slowdown
	campaign
	mkdir elsewhere
	ln -s ../elsewhere r/charts
	expect 0 report r
	[[ "$stderr" == "tracetax: "*r/charts* ]]
	[ -z "$(ls elsewhere)" ]
	rm r/charts
	mkdir r/charts
	ln -s ../../elsewhere r/charts/narrow
	expect 0 report r
	[[ "$stderr" == "tracetax: "*r/charts* ]]
	[ -z "$(ls elsewhere)" ]
	rm r/charts/narrow
	echo precious >file
	ln -s ../../file r/charts/slowdown.svg.partial
	ln -s ../../file r/charts/slowdown.svg
	expect 0 report r
	[ "$(cat file)" = precious ]
}

@test "a directory that may not be written: the report all the same, as an ordinary user" {
	as_user
	campaign
	chmod -R a+rX,go-w r
	capture tracetax report r
	[ "$status" -eq 0 ] || fail "the records can be read"
	[[ "$output" == "# "* ]]
	[[ "$stderr" == *"Permission denied"* ]]
}

@test "standard output that is full: status 1, one line" {
	campaign
	run bash -c '"$@" 2>&1 >/dev/full' - "${TRACETAX[@]}" report --no-charts r
	[ "$status" -eq 1 ]
	[[ "$output" == "tracetax: "*"No space left on device"* ]]
}

# bats test_tags=long
@test "how it grows: cheapest first, and saturated is only a tracer of them all" {
	capture tracetax run --workload threads --size 1,2,4 --mode ptrace-syscall,ptrace-each --blocks 1 --ops 400 --quiet -o r
	repeated 6 r
	expect 0 report --no-charts r
	sed -n '/^## How it grows/,/^## [^H]/p' <<<"$output" >grows
	[ "$(sed -nE 's/^\| threads \| same \| (\S+) \| (\S+) .*/\1 \2/p' grows | head -3 | xargs)" = 'untraced 1 untraced 2 untraced 4' ]
	[ "$(grep -cE '^\| threads \| same \| ptrace-(syscall|each) \| [124] \| [0-9.]+ k \| .* \| [0-9.]+x \(.*\) \| [01]\.[0-9]{2} \|$' grows)" -eq 6 ]
	[ "$(grep -cE '^\| threads \| same \| untraced \| .* \|  \| [01]\.[0-9]{2} \|$' grows)" -eq 3 ] # no slowdown
	[ "$(grep -c '^- `' grows)" -eq 1 ] # each task has its own tracer, or none
	if command -v gnuplot; then
		few_charts scaling scaling-processes
		expect 0 report r
		[ -s r/charts/scaling.svg ] && [ -s r/charts/scaling.png ] && [ ! -e r/charts/scaling-processes.svg ]
	fi
	grep -qE '^- `ptrace-syscall`, threads, placement same: (it grows up to the 4 that were measured( \([a-z0-9, ]*\))?$|it grows by no more than 10 % beyond \*\*[12])' grows
	never grep -q 'ptrace-first' grows
}

# bats test_tags=long
@test "how it grows: a mode that was not measured where the chart is drawn is not in it" {
	command -v gnuplot || skip "no gnuplot"
	capture tracetax run --workload threads --size 1,2 --placement same,free --mode ptrace-syscall --blocks 2 --ops 200 --quiet -o r
	capture tracetax run --workload threads --size 1,2 --placement same --mode seccomp-trace --blocks 2 --ops 200 --quiet -o more
	sed 1d more/runs.csv | grep ',seccomp-trace,' >>r/runs.csv
	renumbered r/runs.csv
	few_charts scaling
	expect 0 report r
	[ -z "$stderr" ] || fail "nothing is due on standard error"
	grep -q 'ptrace-syscall' r/charts/scaling.svg
	never grep -q 'seccomp-trace' r/charts/scaling.svg
}

# rounded DUE SHOWN: allows half a unit of two decimal places, and a little: a tie is rounded either way.
rounded() {
	awk -v due="$1" -v shown="$2" 'BEGIN { off = shown - due; exit !(shown != "" && off * off < 0.0051 ^ 2) }' ||
		fail "'$2' is shown for $1"
}

# bats test_tags=long
@test "how it grows: the worst served on one CPU, and our loop against the smallest ones, which have no part in that" {
	capture tracetax run --workload threads --size 1,16 --mode ptrace-syscall,ptrace-first,ptrace-batch --blocks 3 --ops 500 --quiet -o r
	expect 0 report --no-charts r
	local least
	least=$(rows r/summary.csv '$r{mode} eq "ptrace-syscall"' least_share | sort -g | head -1)
	[ "$(count r/summary.csv "\$r{mode} eq 'ptrace-first' && \$r{least_share} < $least")" -ge 1 ]
	rounded "$least" "$(sed -nE 's/.*the smallest share under any single tracer that tries to be fair is \*\*([01]\.[0-9]{2})\*\*: `ptrace-syscall`, (1|16) threads\..*/\1/p' <<<"$output")"
	# within blocks, not of medians
	for size in 1 16; do
		for mode in ptrace-batch ptrace-first; do
			shown=$(sed -nE "s/^\| \`$mode\` \| threads \| same \| $size \| ([0-9.]+)x \|\$/\1/p" <<<"$output")
			median=$(rows r/runs.csv "\$r{size} == $size && \$r{mode} eq '$mode'" block wall_ns | sort >theirs
				rows r/runs.csv "\$r{size} == $size && \$r{mode} eq 'ptrace-syscall'" block wall_ns | sort | join - theirs |
					awk '{ print $2 / $3 }' | sort -g | sed -n 2p)
			rounded "$median" "$shown"
		done
	done
	capture tracetax run --workload threads --size 1,2 --mode ptrace-syscall --placement free --blocks 3 --ops 400 --quiet -o free
	expect 0 report --no-charts free
	[[ "$output" != *"On one CPU"* ]]
	[[ "$output" != *"the simplest possible loops"* ]]
}

# timed NS...: makes runs of 1, 2, 4... threads take so long for each operation, 2 % more in one block of three, 2 %
# less in one.
timed() {
	perl -i -e '
		my @ns = splice @ARGV, 1;
		my (@names, %at);
		while (<>) {
			chomp;
			my @values = split /,/, $_, -1;
			if ($. == 1) { @names = @values; @at{@names} = 0 .. $#names; print "$_\n"; next }
			my $i = 0;
			$i++ while 2 ** $i < $values[$at{size}];
			$values[$at{wall_ns}] = int($values[$at{ops}] * $ns[$i] * (1 + 0.02 * ($values[$at{block}] % 3 - 1)));
			print join(",", @values), "\n";
		}' r/runs.csv "$@"
}

# saturated LINE: fails unless the report says this of ptrace-syscall.
saturated() {
	expect 0 report --no-charts r
	[ "$(sed -n 's/^- `ptrace-syscall`, threads, placement same: //p' <<<"$output")" = "$1" ] || fail "'$1' is due"
}

# bats test_tags=long
@test "how it grows: where a tracer is saturated, and what the intervals are sure of; only where there is a tracer" {
	capture tracetax run --workload threads --size 1,2,4,8 --mode ptrace-syscall,seccomp-allow --blocks 1 --ops 2000 --quiet -o r
	repeated 6 r
	timed 1000 500 250 250
	saturated 'it grows by no more than 10 % beyond **4** (not saturated at 2, saturated at 4); at 8 it makes 1.00 of the calls per second at 4'
	never grep -q '^- `seccomp-allow`' <<<"$output"
	timed 1000 500 250 230
	saturated 'it grows by no more than 10 % beyond **4** (not saturated at 2); at 8 it makes 1.09 of the calls per second at 4'
	timed 1000 500 250 125
	saturated 'it grows up to the 8 that were measured (not saturated at 4)'
	timed 1000 1000 1000 1000
	saturated 'it grows by no more than 10 % beyond **1** (saturated at 1); at 8 it makes 1.00 of the calls per second at 1'
}

# stands_for NS TEXT: fails unless the text is the number, within the three digits that a report gives.
stands_for() {
	perl -e '
		my ($due, $shown) = @ARGV;
		my ($n, $unit) = $shown =~ /^ *(-?[0-9.]+) (\S+)/ or die "\"$shown\"\n";
		$n *= {"ns" => 1, "µs" => 1e3, "ms" => 1e6, "s" => 1e9}->{$unit};
		abs($n - $due) <= 0.01 * abs($due) or die "$n, where $due is due\n";' -- "$1" "$2"
}

@test "process trees: what each operation costs under each mode, from the summary's figures" {
	capture tracetax run --workload fork,fan --size 10 --mode ptrace-syscall,seccomp-trace,preload --blocks 1 --ops 8 --quiet -o r
	repeated 6 r
	expect 0 report --no-charts r
	sed -n '/^## Process trees/,/^## [^P]/p' <<<"$output" >trees
	head=$(grep -E '^\| mode \| to attach, once \| a fork \(fork\): 3 calls, [^|]* \| a fan \(fan 10 tasks\): 40 calls, [^|]* \|$' trees)
	for mode in ptrace-syscall seccomp-trace preload; do
		[ "$(grep -c "^| \`$mode\` |" trees)" -eq 1 ] || fail "$mode: $(cat trees)"
	done
	never grep -q '`untraced`' trees
	grep -qE '^\| `ptrace-syscall` \| [0-9.]+ .?s \(' trees # it attaches; the exec with an object takes longer
	grep -qE '^\| `preload` \| -?[0-9.]+ .?s \(' trees
	# of an operation: 3 calls of fork, 4 for each child of a fan
	for cell in '4 fork 3' '5 fan 40'; do
		read -r column workload calls <<<"$cell"
		row=$(awk -F'|' -v column="$column" '/^\| `ptrace-syscall`/ { print $column }' trees)
		added=$(rows r/summary.csv "\$r{workload} eq '$workload' && \$r{mode} eq 'ptrace-syscall'" added_ns)
		untraced=$(rows r/summary.csv "\$r{workload} eq '$workload' && \$r{mode} eq 'untraced'" ns_per_call)
		stands_for "$(perl -e 'print $ARGV[0] * $ARGV[1]' -- "$added" "$calls")" "$row" || fail "$workload"
		stands_for "$(perl -e 'print $ARGV[0] * $ARGV[1]' -- "$untraced" "$calls")" \
			"$(cut -d'|' -f"$column" <<<"$head" | sed 's/.*calls, //')" || fail "$workload untraced"
	done
}

@test "process trees: no table where none was measured" {
	campaign
	expect 0 report --no-charts r
	never grep -q 'Process trees' <<<"$output"
}

@test "when it pays: against ptrace-syscall, and what an older campaign does not know" {
	capture tracetax run --mode ptrace-syscall,seccomp-allow,preload --blocks 1 --ops 200 --quiet -o r
	repeated 6 r
	expect 0 report --no-charts r
	sed -n '/^## When does it pay/,/^## [^W]/p' <<<"$output" >pays
	[ "$(grep -c '^| `' pays)" -eq 2 ] || fail "$(cat pays)"
	grep -qE '^\| `preload` \| -?[0-9.]+ .?s \(.*\) \| [0-9.]+ .?s \(.*\) \| (at once|later|inconclusive) \| ' pays || fail "$(cat pays)"
	never grep -qE 'Not compared|`untraced`' pays
	cp -r r old
	awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "exec_ns") at = i } { $at = NR == 1 ? "other" : ""; print }' r/runs.csv >old/runs.csv
	expect 0 report --no-charts old
	sed -n '/^## When does it pay/,/^## [^W]/p' <<<"$output" >pays
	[ "$(grep -c '^| `' pays)" -eq 1 ] || fail "$(cat pays)"
	grep -qF 'what it takes to attach them: `preload`.' pays || fail "$(cat pays)"
}

@test "when it pays: no table without what it compares with" {
	capture tracetax run --mode seccomp-trace,preload --blocks 1 --ops 20 --quiet -o r
	expect 0 report --no-charts r
	never grep -q 'When does it pay' <<<"$output"
}

# A campaign of memory as ./r, whose times are known except for 2 % of noise: reading and writing, in one piece and in
# many.
memory_campaign() {
	campaign
	perl -i -F, -lane '
		if ($. == 1) { print; @names = @F; @at{@names} = 0 .. $#names; next }
		next if $done or $F[$at{workload}] ne "memory-read" or $F[$at{status}] ne "ok";
		$done = 1;
		sub cost {
			my ($mode, $bytes, $pages, $pieces) = @_;
			return 0.5 + 0.02 * $bytes if $mode eq "memcpy";
			return 30 * $pieces + 25 * $bytes if $mode =~ /peek|poke/;
			return 900 * $pieces + 0.05 * $bytes + 120 * $pages if $mode =~ /-each$/;
			return 900 + 0.05 * $bytes + 120 * $pages + 35 * $pieces;
		}
		sub runs {
			my ($workload, $size, $mode, $ns) = @_;
			for my $block (1 .. 8) {
				my $position = 0;
				for my $role ($mode eq "memcpy" ? ("baseline-a", "baseline-b") : "treatment") {
					$seq++;
					my $noise = 1 + (($seq * 7) % 5 - 2) / 100;
					my %row = (seq => $seq, block => $block, position => ++$position + 2 * length $mode, role => $role,
						workload => $workload, size => $size, mode => $mode, placement => "same", ops => 1000,
						calls => 1000, wall_ns => int($ns * 1000 * $noise), flags => "");
					print join ",", map { $row{$_} // $F[$at{$_}] } @names;
				}
			}
		}
		my %modes = (read => ["memcpy", "peekdata", "process-vm-readv", "process-vm-readv-each"],
			write => ["memcpy", "pokedata", "process-vm-writev", "process-vm-writev-each"]);
		for my $way ("read", "write") {
			for my $mode (@{$modes{$way}}) {
				for my $size (8, 64, 512, 4096, 65536, 1048576) {
					my $pages = int(($size + 4095) / 4096);
					runs("memory-$way", $size, $mode, cost($mode, $size, $pages, 1));
					runs("memory-$way-huge", $size, $mode, 2 * cost($mode, $size, $pages, 1)) if $size > 4096;
				}
				for my $n (1, 8, 64, 1024) {
					runs("memory-$way-words", $n, $mode, cost($mode, 8 * $n, $n, $n));
					runs("memory-$way-pages", $n, $mode, cost($mode, 4096 * $n, $n, $n));
				}
				runs("string", 64, $mode, 3 * cost($mode, 64, 1, 1)) if $way eq "read";
			}
		}' r/runs.csv
}

@test "reading and writing memory: which to use, the tables, the model" {
	memory_campaign
	capture tracetax report --no-charts r
	[ "$status" -eq 0 ]
	echo "$output" >report.md
	no_nan report.md
	harmless report.md
	sed -n '/^## Reading and writing/,/^## [^R]/p' report.md >section
	sed -n '/^### Reading/,/^### W/p' section >reading
	sed -n '/^### Writing/,/^### A/p' section >writing
	grep -qE '^\*\*To read, placement `same`:\*\* up to about 4[01]( B|\.[0-9] B) \(measured: slower at 8 B, faster at 64 B\) use `peekdata`, beyond use `process-vm-readv` \(measured from 8 B to 1 MiB\)\.$' reading || fail "$(head -20 section)"
	# 64 KiB: 900 + 3277 + 1920 + 35 ns, against 1311
	grep -qE '^\| 64 KiB \| same \| `process-vm-readv` \| 6\.[01][0-9] µs \([^|]*\) \| 10\.[678] GB/s \([^|]*\) \| 21\.[0-9] % \([^|]*\) \|$' reading || fail "$(cat reading)"
	grep -qE '^\| 8 B \| same \| `memcpy` \| [^|]* \| [^|]* \|  \|$' reading
	# twice as long in huge pages, at the sizes that both have
	[ "$(grep -cE '^\| memory-read-huge \| (64 K|1 M)iB \| same \| `[a-z-]*` \| [^|]* \| (1\.9[0-9]|2\.0[0-9])x' reading)" -eq 8 ] || fail "$(cat reading)"
	# a thousand pages: 1024 calls against one
	grep -qE '^\| 1024 \| memory-read-pages \| same \| `process-vm-readv` \| [^|]* \| [^|]* \| 3\.[0-9]*x' reading || fail "$(cat reading)"
	[ "$(grep -cE '^\| string \| 64 B \| same \| `' reading)" -eq 4 ]
	grep -qE '^- same: `process-vm-readv` beats `peekdata` from about 4[01].* \(measured: slower at 8 B, faster at 64 B\) on$' reading
	never grep -q -- '-each`\? beats' section
	never grep -q '(no size decides\|measured: slower at [^,)]*) on$' section # or it is no crossing
	[ "$(grep -cE '^\| `[a-z-]*` \| same \| (read|write) \|' section)" -eq 8 ]
	grep -qE '^\| [^|]* \| memory-write-words \| same \| `process-vm-writev` \|' writing
	never grep -q 'memory-read' writing
	awk -F'|' '/^\|/ { if (!fields) fields = NF; if (NF != fields) { print NR ": " $0; bad = 1 } next } { fields = 0 } END { exit bad }' section
	near() { awk -v x="$1" -v due="$2" -v by="$3" 'BEGIN { exit !(x > due - by && x < due + by) }' || fail "$1, where $2 is due"; }
	for way in read write; do
		read -r fixed byte page piece median largest < <(
			rows r/memory-model.csv "\$r{mode} eq 'process-vm-${way}v' && \$r{direction} eq '$way'" \
				fixed_ns byte_ns page_ns piece_ns median_error largest_error)
		near "$fixed" 900 40
		near "$byte" 0.05 0.01
		near "$page" 120 30
		near "$piece" 35 30
		near "$median" 0.01 0.01
		near "$largest" 0.015 0.015
	done
}

# bats test_tags=long
@test "reading and writing memory: one size, no baseline, few blocks, nothing at all" {
	for keep in '/,memory-read,8,/' '/treatment/' '/,memory-(read|write)/ && $5 < 4' '/,string,/' '/memory-write/'; do
		rm -rf r
		memory_campaign
		awk -F, "NR == 1 || ($keep)" r/runs.csv >kept
		mv kept r/runs.csv
		expect 0 report --no-charts r
		echo "$output" >report.md
		no_nan report.md || fail "$keep"
		grep -q '^## Reading and writing' report.md || fail "$keep"
	done
	never grep -q '^### Reading' report.md
	never grep -q 'A string whose length' report.md
	rm -rf r
	campaign
	awk 'NR == 1 || !/memory/' "$FILE_DIR/campaign/runs.csv" >r/runs.csv
	expect 0 report --no-charts r
	never grep -q 'Reading and writing' <<<"$output"
	[ ! -e r/memory-model.csv ]
}
