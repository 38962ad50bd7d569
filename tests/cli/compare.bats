load ../helpers

# One real block, many times, with random times: no verdict of these tests depends on the noise of this machine. Every other
# campaign is made from it: some modes slower, another machine, another boot.
setup_file() {
	copy_programs "$BUILD"
	(cd "$FILE_DIR" && bin/tracetax run --mode ptrace-syscall,seccomp-trace,seccomp-trace-miss \
		--placement same,free "${SMALL[@]}" --seed 1 --quiet -o campaign) || [ $? -eq 3 ] # its times are replaced
	repeated 40 "$FILE_DIR/campaign"
	perl -i -lne '
		BEGIN { srand 1; %ns = ("untraced", 2e3, "seccomp-trace-miss", 3e3, "seccomp-trace", 2e5, "ptrace-syscall", 4e5) }
		if ($. == 1) { @names = split /,/; print; next }
		@r{@names} = split /,/, $_, -1;
		my $noise = 0;
		$noise += rand() - 0.5 for 1..6;
		$r{wall_ns} = int(20 * $ns{$r{mode}} * exp(0.03 * $noise));
		$r{flags} = "";
		print join ",", @r{@names}' "$FILE_DIR/campaign/runs.csv"
	find "$FILE_DIR/campaign" -name '*.csv' ! -name runs.csv ! -name modes.csv ! -name workloads.csv ! -name counters.csv -delete
}

# made NAME PERL: copies it to ./NAME; the Perl changes the row %r, and $machine, the text of machine.json.
made() {
	cp -r "$FILE_DIR/campaign" "$1"
	perl -e '
		my ($name, $change) = @ARGV;
		my $edit = eval "sub { $change }" or die $@;
		open my $in, "<", "$name/machine.json" or die;
		our $machine = join "", <$in>;
		open $in, "<", "$name/runs.csv" or die;
		my @lines = <$in>;
		chomp @lines;
		my @names = split /,/, shift @lines;
		open my $out, ">", "$name/runs.csv" or die;
		print $out join(",", @names), "\n";
		our %r;
		for (@lines) {
			@r{@names} = split /,/, $_, -1;
			$edit->();
			print $out join(",", @r{@names}), "\n";
		}
		open $out, ">", "$name/machine.json" or die;
		print $out $machine;' "$1" "$2"
}

times() { echo '$r{wall_ns} = int($r{wall_ns} * '"$2"') if $r{mode} eq "'"$1"'";'; }
all_times() { echo '$r{wall_ns} = int($r{wall_ns} * '"$1"') if $r{wall_ns};'; }
boot() { echo '$machine =~ s/("boot": )("[^"]*"|null)/$1"boot-'"$1"'"/;'; }
another_machine='$machine =~ s/("model": )"[^"]*"/$1"Another CPU"/; $machine =~ s/("release": )"[^"]*"/$1"9.8.7-other"/;'

# ratio MODE PLACEMENT FIELD: prints this field of ./c.csv.
ratio() { rows c.csv '$r{mode} eq "'"$1"'" && $r{placement} eq "'"$2"'"' "$3"; }

# near VALUE DUE: fails unless the value is within 0.1 %.
near() { perl -e 'exit !(length $ARGV[0] && abs($ARGV[0] / $ARGV[1] - 1) < 1e-3)' "$1" "$2" || fail "$1 is not $2"; }

no_nan() { ! grep -Einw -- '-?(nan|inf|infx|nanx)' "$1" || fail "$1 has nan or inf"; }

plain() { ! LC_ALL=C grep -anP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' "$1" || fail "$1: a control character"; }

harmless() {
	plain "$1" || return 1
	! grep -niP '<(script|img|iframe|b>)|(?<!\\)\]\((javascript:|http://evil)' "$1" || fail "$1: foreign markup"
}

# Prints what differs between the machines, a line each, by the last comparison.
differences() { sed -n '/^differs /,/^\(and .*\)\?$/p' <<<"$output" | sed '1d; $d'; }

nothing_ran() { [ -z "$(find "$FILE_DIR" -name 'canary*')" ] || fail "it ran"; }

@test "what is no comparison: usage, one line that names the thing" {
	made a ''
	complains 2 'name two campaigns or more: tracetax compare DIR DIR' compare
	complains 2 'name two campaigns or more: tracetax compare DIR DIR' compare a
	complains 2 'name two campaigns or more: tracetax compare DIR DIR' compare --baseline a
	complains 2 "--format \"table\": expected $(due_formats)" compare --format table a a
	complains 2 '--chart "x.pdf": name a file that ends in .svg or .png' compare --chart x.pdf a a
	complains 2 '--fail-if-slower: expected a number from 0 to 1000, found "x"' compare --fail-if-slower x a a
	complains 2 '--fail-if-slower: expected a number from 0 to 1000, found "-1"' compare --fail-if-slower=-1 a a
	complains 2 '--fail-if-slower: expected a number from 0 to 1000, found "nan"' compare --fail-if-slower nan a a
	complains 2 'did you mean "baseline"?' compare --baselin=x --basseline a a
}

@test "what is no campaign: status 1, and nothing on standard output" {
	made a ''
	mkdir empty
	complains 1 'missing: No such file or directory' compare a missing
	complains 1 'missing: No such file or directory' compare --baseline missing a
	complains 1 'empty: no runs.csv in it' compare a empty
	sed -i '12s/,[^,]*$//' a/runs.csv
	complains 1 'a/runs.csv: line 12' compare "$FILE_DIR/campaign" a
}

@test "a campaign against itself: every ratio is 1, nothing differs, no verdict" {
	made a ''
	expect 0 compare a a
	[[ "$output" == *"single boot, no verdict (one machine, one boot)"* ]]
	[[ "$output" == *"nothing differs in machine.json"* ]]
	[[ "$output" == "What differs most: no slowdown differs, of 6. A call that nobody watches takes 1.00x the time."$'\n'* ]]
	tracetax compare --format csv a a >c.csv
	[ "$(count c.csv 1)" -eq 8 ] || fail "two placements, three modes and the baseline"
	[ "$(rows c.csv '$r{mode} ne "untraced"' slowdown_ratio ns_ratio verdict | sort -u)" = $'1\t1\tsingle boot, no verdict' ]
	# of the baseline, time alone can be compared: its slowdown is the control
	[ "$(rows c.csv '$r{mode} eq "untraced"' slowdown_ratio ns_ratio verdict p | sort -u)" = $'\t1\t\t' ]
	[ "$(rows c.csv '$r{mode} ne "untraced"' p differs over_limit baseline_boots boots | sort -u)" = $'1\tno\t\t1\t1' ]
	[ "$(rows c.csv '$r{mode} ne "untraced" && !($r{slowdown_ratio_lo} < 1 && $r{slowdown_ratio_hi} > 1)' mode)" = "" ]
}

@test "another machine, generated: the ratios are those it was made with, and the differences are printed" {
	made a ''
	# twice as fast at everything, and ptrace slower by 1.5 on top of it, seccomp-trace faster by 4
	made b "$another_machine $(boot x) $(all_times 0.5) $(times ptrace-syscall 1.5) $(times seccomp-trace 0.25)"
	tracetax compare --format csv a b >c.csv
	no_nan c.csv
	for placement in same free; do
		near "$(ratio ptrace-syscall $placement slowdown_ratio)" 1.5
		near "$(ratio ptrace-syscall $placement ns_ratio)" 0.75
		near "$(ratio seccomp-trace $placement slowdown_ratio)" 0.25
		near "$(ratio seccomp-trace $placement ns_ratio)" 0.125
		near "$(ratio seccomp-trace-miss $placement slowdown_ratio)" 1
		near "$(ratio untraced $placement ns_ratio)" 0.5
		[ "$(ratio ptrace-syscall $placement differs)" = yes ]
		[ "$(ratio seccomp-trace-miss $placement differs)" = no ]
	done
	expect 0 compare a b
	[[ "$output" == *"single boot, no verdict (another machine or kernel)"* ]]
	differences | grep -q '^cpu.model .*  Another CPU$'
	differences | grep -q '^kernel.release .*  9.8.7-other$'
	[ "$(differences | wc -l)" -eq 2 ] || fail "the boot, and what passes, is no difference"
	expect 0 compare --format markdown a b
	[[ "$output" == *"| cpu.model |"*"| Another CPU |"* ]]
	# the other way round: the reciprocals
	tracetax compare --format csv --baseline b a b >back.csv
	near "$(rows back.csv '$r{mode} eq "seccomp-trace" && $r{placement} eq "same"' slowdown_ratio)" 4
	[ "$(rows back.csv 1 baseline campaign | sort -u)" = $'b\ta' ]
}

@test "a difference of 5 % is found between two campaigns, and each interval is its own" {
	made a ''
	made b "$(times ptrace-syscall 1.05)"
	tracetax compare --format csv a b >c.csv
	[ "$(rows c.csv '$r{differs} eq "yes"' mode verdict | sort -u)" = $'ptrace-syscall\tsingle boot, no verdict' ]
	[ "$(rows c.csv '$r{differs} eq "yes"' mode | wc -l)" -eq 2 ]
	rows c.csv '$r{differs} eq "yes"' p slowdown_ratio_lo slowdown_ratio_hi | perl -lane '
		exit 1 unless $F[0] < 1e-3 && $F[1] > 1 && $F[1] < 1.05 && $F[2] > 1.05 && $F[2] < 1.1'
	# the intervals of both sides stand in their summaries, and no number of other rows widens them
	tracetax summary --format csv a >a.csv
	tracetax summary --format csv b >b.csv
	perl -e '
		my ($at, $lo) = map { log } @ARGV[0, 1];
		my ($va, $ha, $vb, $lb) = map { log } @ARGV[2 .. 5];
		exit !(abs($at - ($vb - $va)) < 1e-4 && abs(($at - $lo) - sqrt(($vb - $lb)**2 + ($ha - $va)**2)) < 1e-4)' \
		$(rows c.csv '$r{mode} eq "ptrace-syscall" && $r{placement} eq "same"' slowdown_ratio slowdown_ratio_lo) \
		$(rows a.csv '$r{mode} eq "ptrace-syscall" && $r{placement} eq "same"' slowdown slowdown_hi) \
		$(rows b.csv '$r{mode} eq "ptrace-syscall" && $r{placement} eq "same"' slowdown slowdown_lo)
}

@test "what the two CPUs of cross share is a difference; what a call cost, or the log has lost, is none" {
	share() { echo '$machine =~ s/("cross": \{[^}]*"share": )("[^"]*"|null)/$1"'"$1"'"/ or die;'; }
	made a "$(share 'L3 cache')"
	made b "$(share package)"' $machine =~ s/("call_ns": )[0-9.]+/${1}9999.0/ or die; $machine =~ s/("kernel_log": )("[^"]*"|null)/$1"Other"/ or die'
	expect 0 compare a b
	differences | grep -q '^placements.cross.share  L3 cache  package$'
	[ "$(differences | wc -l)" -eq 1 ] || fail "one fact differs"
	expect 0 compare --format markdown a b
	[[ "$output" == *'| placements.cross.share | L3 cache | package |'* ]]
}

@test "idle states that may be entered are a difference; what watched for a while is none" {
	sleeps() { echo '$machine =~ s/"idle": .*?(?="topology": )/"idle": {"governor": "menu", "states": {"C6": {"latency_us": 133, "off": '"$1"'}}, "limit_us": '"$2"'}, /s or die;'; }
	made a "$(sleeps false false)"
	made b "$(sleeps true 50)"' $machine =~ s/"watchers": .*?(?="filter_slows)/"watchers": {"call_path": ["audit"]}, /s or die;'
	expect 0 compare a b
	differences | grep -q '^idle.states.C6.off  *false  *true$'
	differences | grep -q '^idle.limit_us  *false  *50$'
	[ "$(differences | wc -l)" -eq 2 ] || fail "two facts differ"
}

@test "campaigns from before placements were recorded compare and report as ever" {
	without='
		return if $r{seq} != 1;
		require JSON::PP;
		my $json = JSON::PP->new->canonical;
		my $facts = $json->decode($machine);
		delete @$facts{qw(placements platform call_ns)};
		delete $facts->{topology}{this_system};
		$machine = $json->encode($facts);'
	made a "$without"
	made b "$without"
	expect 0 compare a b
	[[ "$output" == *'one machine, one boot'*'nothing differs in machine.json'* ]]
	made new ''
	for pair in 'a new' 'new a'; do
		expect 0 compare $pair
		[[ "$output" == *'one machine, one boot'*'nothing differs in machine.json'* ]]
	done
	expect 0 report --no-charts a
	[[ "$output" == *'| shared by the two CPUs of cross | unknown |'* && "$output" != *'(shared: '* ]]
}

# boots NAME FACTOR...: makes a campaign NAME-I with a boot of its own for each factor of ptrace-syscall, changed by
# $CHANGE.
boots() {
	local name=$1 i=0
	shift
	for factor in "$@"; do
		i=$((i + 1))
		made "$name-$i" "$CHANGE $(boot "$name-$i") $(times ptrace-syscall "$factor")"
	done
}

@test "five boots of two machines: a verdict by Welch's t, and which rows differ" {
	CHANGE='' boots old 1 1.01 0.99 1.005 0.995
	CHANGE="$another_machine" boots new 1.31 1.29 1.3 1.305 1.295
	tracetax compare --format csv old-* new-* >c.csv
	no_nan c.csv
	[ "$(count c.csv 1)" -eq 8 ]
	[ "$(rows c.csv 1 baseline campaign baseline_boots boots | sort -u)" = $'old-1\tnew-1\t5\t5' ]
	[ "$(ratio ptrace-syscall same verdict)" = slower ]
	[ "$(ratio ptrace-syscall same differs)" = yes ]
	[ "$(ratio seccomp-trace same verdict)" = equivalent ]
	[ "$(ratio seccomp-trace same differs)" = no ]
	perl -e '
		# the five factors are the only spread: Welch by hand
		my @a = map { log } 1, 1.01, 0.99, 1.005, 0.995;
		my @b = map { log } 1.31, 1.29, 1.3, 1.305, 1.295;
		sub mean { my $s = 0; $s += $_ for @_; $s / @_ }
		exit !(abs($ARGV[0] / exp(mean(@b) - mean(@a)) - 1) < 1e-3)' "$(ratio ptrace-syscall same slowdown_ratio)"
	expect 0 compare old-* new-*
	[[ "$output" == *"new-1 and 4 more (5 boots) against old-1 and 4 more (5 boots)"*"judged over 5 and 5 boots"* ]]
	[[ "$output" != *"are advised"* && "$output" != *"no verdict"* ]]
	grep -Eq 'ptrace-syscall .* slower \*$' <<<"$output"
	# the same with the sides the other way round
	expect 0 compare --format csv new-* old-*
	[[ "$output" == *faster* && "$output" != *slower* ]]
}

@test "three boots give a verdict and the advice, two give none, nor do three campaigns of one boot" {
	CHANGE='' boots old 1 1.01 0.99
	CHANGE="$another_machine" boots new 1.31 1.29 1.3
	expect 0 compare old-* new-*
	[[ "$output" == *"judged over 3 and 3 boots"*"five of each are advised"* ]]
	expect 0 compare old-* new-1 new-2
	[[ "$output" != *"judged over"* && "$output" == *"single boot, no verdict"* ]]
	expect 0 compare --format csv old-* new-1 new-2
	[ "$(rows "$TEST_DIR/output" 1 campaign | sort | uniq -c | tr -s ' ' | xargs)" = "8 new-1 8 new-2 8 old-2 8 old-3" ]
	# one boot three times is one boot; so are three that do not tell it
	for i in 1 2 3; do sed -i 's/"boot": "[^"]*"/"boot": "the same"/' new-$i/machine.json; done
	expect 0 compare old-* new-*
	[[ "$output" != *"judged over"* ]]
	for i in 1 2 3; do sed -i '/"boot": /d' new-$i/machine.json; done
	expect 0 compare old-* new-*
	[[ "$output" != *"judged over"* ]]
}

@test "several campaigns of one boot count as one in a comparison of boots" {
	CHANGE='' boots old 1 1 1
	CHANGE="$another_machine" boots new 1.2 1.2 1.2
	# two more campaigns of the first boot, far off
	made new-x "$another_machine $(boot new-1) $(times ptrace-syscall 1.2)"
	made new-y "$another_machine $(boot new-1) $(times ptrace-syscall 9)"
	tracetax compare --format csv old-* new-* >c.csv
	[ "$(rows c.csv 1 boots | sort -u)" = 3 ]
	near "$(ratio ptrace-syscall same slowdown_ratio)" 1.2
}

@test "baseline given again: boots of a machine that is otherwise the same" {
	CHANGE='' boots before 1 1.01 0.99
	CHANGE='' boots after 1.5 1.51 1.49
	expect 0 compare before-* after-*
	[[ "$output" != *"judged over"* ]] || fail "nothing tells the sides apart"
	expect 0 compare --baseline before-1 --baseline before-2 --baseline ./before-3/ after-*
	[[ "$output" == *"after-1 and 2 more (3 boots) against before-1 and 2 more (3 boots)"*"judged over 3 and 3 boots"* ]]
	# of one boot, or with none recorded, they are not several boots, whatever else differs between them
	for i in 1 2 3; do sed -i "s/\"boot\": \"[^\"]*\"/\"boot\": \"one\"/; s/\"governor\": null/\"governor\": \"$i\"/" before-$i/machine.json; done
	expect 0 compare --baseline before-1 --baseline before-2 --baseline before-3 after-*
	[[ "$output" != *"judged over"* ]]
	for i in 1 2 3; do sed -i '/"boot": /d' before-$i/machine.json; done
	expect 0 compare --baseline before-1 --baseline before-2 --baseline before-3 after-*
	[[ "$output" != *"judged over"* ]]
	# one that is named twice is not read twice
	expect 0 compare before-1 --baseline before-1 after-1
	[ "$(grep -c ' runs\? ' <<<"$output")" -eq 2 ] || fail "two campaigns are due"
}

@test "fail-if-slower: by the whole interval, also of a single boot, on standard error" {
	made a ''
	made b "$(times ptrace-syscall 3)"
	expect 1 compare --fail-if-slower 20 a b
	[[ "$stderr" == "tracetax: 2 of 6 slowdowns grew by more than 20 % with their whole interval, the most: getpid "*" ptrace-syscall of b, "* ]]
	[ "${#stderr_lines[@]}" -eq 1 ]
	grep -Eq 'ptrace-syscall .* single boot, no verdict \*, over the limit$' <<<"$output"
	tracetax compare --format csv --fail-if-slower 20 a b >c.csv 2>/dev/null || true
	[ "$(rows c.csv '$r{over_limit} eq "yes"' mode | sort -u)" = ptrace-syscall ]
	[ "$(rows c.csv '$r{mode} eq "seccomp-trace"' over_limit | sort -u)" = no ]
	expect 0 compare --fail-if-slower 1000 a b
	[ -z "$stderr" ]
	expect 0 compare --fail-if-slower 0 a a
	# what became faster is no failure, and what both sides share is none either
	expect 0 compare --fail-if-slower 0 b a
	made c "$(all_times 3)"
	expect 0 compare --fail-if-slower 0.1 a c
	# above the limit, but not by all of its interval
	made d "$(times ptrace-syscall 1.1)"
	expect 0 compare --fail-if-slower 9.9 a d
	[[ "$output" == *"--fail-if-slower: 0 of 6 ratios of slowdowns lie above 1.099 with their whole interval"* ]]
	expect 1 compare --fail-if-slower 5 a d
}

@test "fail-if-slower: what cannot be judged is a failure" {
	made a ''
	made b '$r{status} = "skip" if $r{block} > 5; $r{wall_ns} = "" if $r{status} eq "skip"'
	expect 1 compare --fail-if-slower 5 a b
	[[ "$stderr" == *"no ratio has an interval: measure more blocks"* ]]
	echo "$output" >table
	no_nan table
}

@test "nothing in common: a clear line, status 1" {
	made a ''
	made b '$r{workload} = "getppid"'
	expect 1 compare a b
	[[ "$stderr" == "tracetax: a and b have no cell and mode in common that was measured" ]]
	echo "$output" >table
	no_nan table
	made c '$r{status} = "fail"; $r{wall_ns} = ""'
	expect 1 compare a c
	[[ "$stderr" == "tracetax: a and c have no cell and mode in common that was measured" ]]
	expect 1 compare --format csv a c
	[ "${#lines[@]}" -eq 1 ]
}

@test "modes that only one of the two has are counted" {
	made a ''
	made b '$r{mode} = "ptrace-regs" if $r{mode} eq "ptrace-syscall"'
	expect 0 compare a b
	[[ "$output" == *"not compared, for want of the other: 4 of the cells and modes"* ]]
}

@test "flags of either campaign are told with their causes, and rows are marked where they differ" {
	made a '$r{flags} = ""'
	made b '$r{flags} = $r{placement} eq "free" && $r{status} eq "ok" ? "busy;involuntary" : ""; '"$(times ptrace-syscall 3)"
	expect 0 compare a b
	[[ "$output" == *"campaign "*$'\n'"a  "*"  no run is flagged"$'\n'"b  "*"  200 of 400 runs flagged: busy 200, involuntary 200"$'\n'* ]]
	grep -Eq 'free +ptrace-syscall .* flags differ$' <<<"$output"
	never grep -Eq 'same .* flags differ$' <<<"$output"
	[[ "$output" == *"of 6 slowdowns, 2 are larger and 0 smaller."*"In 1 of those that differ the shares of flagged runs differ too: look for a disturbance first."* ]]
	tracetax compare --format csv a b >c.csv
	[ "$(ratio ptrace-syscall free flags_differ)" = yes ]
	[ "$(ratio ptrace-syscall same flags_differ)" = no ]
	[ "$(ratio ptrace-syscall free flagged)" = "$(ratio ptrace-syscall free runs)" ]
	[ "$(ratio ptrace-syscall free baseline_flagged)" = 0 ]
	expect 0 compare --format markdown a b
	[[ "$output" == *"flags differ"*"200 of 400 runs flagged: busy 200, involuntary 200"* ]]
}

# Starts a process that spins on the CPU of the tracer. Its effect on the times is not asserted: the machine is shared.
@test "a campaign beside a busy second CPU compares with a quiet one" {
	if [ "$(nproc)" -lt 2 ]; then skip "there is one CPU only"; fi
	finishes run --mode ptrace-syscall --placement cross --blocks 2 --window 1 --quiet -o quiet
	taskset -c "$(taskset -cp $$ | sed 's/.*: \([0-9]*\).*/\1/')" sh -c 'while :; do :; done' 3>&- &
	PID=$!
	disown
	finishes run --mode ptrace-syscall --placement cross --blocks 2 --window 1 --quiet -o busy
	kill -KILL $PID
	expect 0 compare --all quiet busy
	[[ "$output" == *"busy against quiet"*"single boot, no verdict (one machine, one boot)"* ]]
	grep -q '^busy .* flagged' <<<"$output"
	[ "$(grep -c '^getpid ' <<<"$output")" -eq 2 ]
}

@test "in each format: whole, to standard output or a file" {
	made a ''
	made b "$(times ptrace-syscall 2)"
	for form in text markdown csv json; do
		expect 0 compare --format $form -o out a b
		[ -z "$output$stderr" ]
		diff out <(tracetax compare --format $form a b)
		no_nan out
		[ -z "$(find . -name '*.partial')" ]
	done
	# each table has as many fields in each line as in its head
	tracetax compare --format markdown a b >out
	awk -F'|' '/^\|/ { if (!fields) fields = NF; gsub(/\\\|/, ""); if (NF != fields) { print NR ": " $0; bad = 1 } next } { fields = 0 }
		END { exit bad }' out
	complains 1 'missing/out: No such file' compare -o missing/out a b
	run bash -c '"$@" 2>&1 >/dev/full' - "${TRACETAX[@]}" compare a b
	[ "$status" -eq 1 ]
	[[ "$output" == "tracetax: "*"No space left on device"* ]]
}

@test "docs/csv.md names every column of --format csv, in their order" {
	made a ''
	diff <(tracetax compare --format csv a a | head -n 1 | tr , '\n') \
		<(awk '/^## / { here = $0 == "## compare --format csv" } here && /^\| `/ { split($0, cells, "|"); print cells[2] }' \
			"$TOP/docs/csv.md" | grep -o '`[^`]*`' | tr -d '`')
}

@test "chart: SVG and PNG" {
	if ! command -v gnuplot; then skip "gnuplot is not installed"; fi
	made a ''
	made b "$(times ptrace-syscall 1.5)"
	made c "$(times ptrace-syscall 30)"
	for set in 'a b' 'a b c' 'a a a a a a a a'; do
		expect 0 compare --chart x.svg $set
		[ -z "$stderr" ] || fail "nothing is due on standard error"
		[[ "$(tail -c 8 x.svg)" == *"</svg>"* ]]
		for mode in ptrace-syscall/same seccomp-trace/free; do grep -q "$mode" x.svg || fail "$set: no $mode"; done
	done
	# by hand, from the CSV, the same
	expect 0 compare --chart x.svg a b c
	mkdir here
	tracetax compare --format csv a b c >here/comparison.csv
	(cd here && gnuplot -d "$BIN/charts/compare.gp" 2>/dev/null) >by-hand.svg
	cmp by-hand.svg x.svg
	rm -r here by-hand.svg
	expect 0 compare --chart x.png a b
	[ "$(head -c 8 x.png | od -An -tx1 | tr -d ' ')" = 89504e470d0a1a0a ]
	[ "$(ls | xargs)" = "a b c x.png x.svg" ]
}

@test "chart: without gnuplot, or without anything to draw, status 1 and a line; the table all the same" {
	made a ''
	mkdir bin
	for needed in unshare setpriv; do ln -s "$(command -v $needed)" bin; done
	capture env PATH="$WORK/bin" "${TRACETAX[@]}" compare --chart x.svg a a
	[ "$status" -eq 1 ]
	[[ "$stderr" == "tracetax: gnuplot is not installed"* ]]
	[[ "$output" == *"each interval holds with 95 %"* ]]
	[ ! -e x.svg ]
	made b '$r{workload} = "no word"'
	expect 1 compare --chart x.svg b b
	[[ "$stderr" == "tracetax: no chart: "* ]]
}

hostile='a`touch canary`$(touch canary)"|| touch canary; <script>alert(1)</script> ](http://evil) **b** | c'

@test "hostile names in runs.csv: nothing runs, nothing is markup" {
	for column in campaign workload placement mode flags; do
		rm -rf r
		made r ''
		HOSTILE=$hostile perl -i -lne '
			BEGIN { %width = qw(campaign 63 workload 31 placement 15 mode 39 flags 23) }
			@F = split /,/, $_, -1;
			if ($. == 1) { for my $i (0..$#F) { $at = $i if $F[$i] eq "'$column'" } }
			else {
				my $text = substr $ENV{HOSTILE}, 0, $width{"'$column'"};
				$text =~ s/"/""/g;
				$F[$at] = "\"$text\"";
			}
			print join ",", @F' r/runs.csv
		expect 0 compare --format markdown r r
		echo "$output" >out.md
		harmless out.md || fail "$column"
		tracetax compare r r >table
		plain table
		tracetax compare --format csv r r >c.csv
		rows c.csv 1 mode >/dev/null || fail "$column: the CSV is torn"
		capture tracetax compare --chart x.svg r r
		[[ "$stderr" != *canary* ]] || fail "$column: it reached gnuplot"
		[ ! -e x.svg ] || never grep -q 'canary\|<script' x.svg
		nothing_ran || fail "$column"
	done
}

@test "hostile names of directories: nothing runs, nothing is markup, gnuplot does not see them" {
	names=("$hostile" $'esc\e]0;x\a\e[31m' $'c1\xc2\x9b31m' 'dollar$(touch canary)' "quote'; system('touch canary'); '" '"`x`"' '@x {/:Bold y}'
		"$(printf 'x%.0s' {1..200})")
	for name in "${names[@]}"; do
		rm -rf a "$WORK"/*
		mkdir "$WORK/d"
		name=${name//\//_}
		made a ''
		cp -r a "d/$name"
		in_turn text csv json
		for form in "${chosen[@]}"; do
			expect 0 compare --format $form a "d/$name"
			echo "$output" >out
			plain out || fail "$name"
			[ "$form" != csv ] || rows out 1 campaign >/dev/null
		done
		expect 0 compare --format markdown "d/$name" a
		echo "$output" >out.md
		plain out.md || fail "$name"
		harmless out.md || fail "$name"
		expect 0 compare --chart x.svg a "d/$name"
		if is_long; then expect 0 compare --chart y.svg "d/$name" a; fi
		[[ "$name" == *[!A-Za-z0-9._-]* ]] || [ "${#name}" -gt 28 ]
		grep -q 'campaign-1' x.svg || fail "$name: another name is due"
		! grep -q 'canary' ./?.svg || fail "$name"
		nothing_ran || fail "$name"
	done
}

@test "hostile machine.json: nothing runs, nothing is markup, no terminal moves" {
	made a ''
	made r ''
	perl -i -0pe '
		my $bad = q(\u001b]0;x\u0007\u001b[31m\r`touch canary`$(touch canary)\u0027; system(\u0027touch canary\u0027); #\u009b31m)
			. q(<script>alert(1)</script><img src=x> ](http://evil) | b\\\\);
		s/("[a-z_0-9]+": )"[^"]*"/$1"$bad"/g; s/"model": /"key$bad": 1, $&/' r/machine.json
	perl -MJSON::PP -e 'local $/; decode_json(<STDIN>)' <r/machine.json
	for form in text markdown csv json; do
		expect 0 compare --format $form --chart x.svg a r
		[ -z "$stderr" ]
		echo "$output" >out
		plain out
		[ "$form" != markdown ] || harmless out
		[ "$form" = csv ] || [ "$form" = json ] || grep -q script out || fail "the test is broken: machine.json was not read"
		! grep -q 'canary\|<script' x.svg || fail "it reached the chart"
		nothing_ran
	done
}

@test "machine.json that is missing, torn, huge, deep, a link, a pipe or of other types: another machine, nothing worse" {
	made a ''
	CHANGE='' boots x 1 1 1
	while IFS='|' read -r make; do
		rm -rf r r-* e
		cp -r a r
		eval "$make"
		in_turn text markdown
		for form in "${chosen[@]}"; do
			expect 0 compare --format $form a r
			echo "$output" >out
			no_nan out
			plain out
			[[ "$output" == *"another machine or kernel"* ]] || fail "$make"
		done
		# of what cannot be read no two are of one machine
		mv r r-1 && cp -r r-1 r-2 && cp -r r-1 r-3
		expect 0 compare x-1 x-2 x-3 r-1 r-2 r-3
		[[ "$output" != *"judged over"* ]] || fail "$make: it was counted as boots"
	done <<-'END'
		rm r/machine.json
		: >r/machine.json
		echo '{' >r/machine.json
		echo '[1]' >r/machine.json
		echo '7' >r/machine.json
		mkfifo r/m; mv r/m r/machine.json
		mv r/machine.json e; ln -s ../e r/machine.json
		perl -e 'print q([) x 1e6' >r/machine.json
		perl -e 'print q({"a":) x 2e5, 1, q(}) x 2e5' >r/machine.json
		perl -e 'print q({"a":) x 2000, 1, q(}) x 2000' >r/machine.json
		perl -e 'print q({), join(q(,), map { qq("k$_": $_) } 1..60000), q(})' >r/machine.json
		perl -e 'print q({"cpu": 5, "kernel": [], "seed": "1e300", "counters": null, "virtual": "no"})' >r/machine.json
		perl -e 'print q({"kernel": {"boot": 7, "release": 5}, "cpu": {"model": {"x": {"y": 1}}}})' >r/machine.json
		truncate -s 2M r/machine.json
	END
}

@test "many differences are cut, and the rest counted" {
	made a ''
	made b ''
	perl -e 'print q({), join(q(,), map { qq("k$_": $_) } 1..60000), q(})' >b/machine.json
	expect 0 compare a b
	[ "$(differences | wc -l)" -le 30 ]
	grep -Eq '^and [0-9]+ more differ$' <<<"$output"
}

@test "numbers of another world: never nan, never inf" {
	local forms=(text markdown csv json) # two of them in turn in the short form
	made a ''
	for change in '$r{wall_ns} = 1' '$r{wall_ns} = 9000000000000000000' '$r{wall_ns} = 0' '$r{ops} = 0' '$r{calls} = 0' '$r{ops} = 1' \
		'$r{block} = 1' '$r{role} = "treatment"' '$r{role} = "baseline-a"' '$r{block} = 99999999999' '$r{mode} = "untraced"'; do
		rm -rf b
		made b "$change"
		is_long || forms=("${forms[@]:1}" "${forms[0]}")
		for form in "${forms[@]:0:$(is_long && echo 4 || echo 2)}"; do
			capture tracetax compare --format $form a b
			[ "$status" -le 1 ] || fail "$change: status $status"
			echo "$output" >out
			no_nan out || fail "$change $form"
		done
	done
}

@test "a campaign that was cut short: its whole rows are compared, with a warning" {
	made a ''
	made b ''
	mv b/runs.csv b/runs.csv.partial
	printf '1,x' >>b/runs.csv.partial
	expect 0 compare a b
	[[ "$stderr" == "tracetax: b: the campaign was cut short; its whole rows are read" ]]
}

# Prints the rows of the table of differences in ./output, without its head.
shown() { sed -n '/^workload /,/^$/p' <<<"$output" | sed '1d; /^$/d'; }

@test "the answer first: three sentences, then what differs, the most first; --all shows the rest" {
	made a ''
	made b "$(times ptrace-syscall 1.2) $(times seccomp-trace 0.5)"
	expect 0 compare a b
	[[ "${lines[0]}" == "What differs most: getpid "*" seccomp-trace, whose slowdown is 0.50x ("*") that of a; of 6 slowdowns, 2 are larger and 2 smaller."* ]]
	[[ "${lines[1]}" == "What does not differ: "?" of 6 are the same within +-"?" %, with their whole interval." ]]
	[[ "${lines[2]}" == "What cannot be told: "*"what another boot would change (measure three boots of each, better five)." ]]
	[ "$(shown | awk '{ print $3 }' | xargs)" = 'seccomp-trace seccomp-trace ptrace-syscall ptrace-syscall' ]
	expect 0 compare --all a b
	[ "$(shown | wc -l)" -eq 8 ]
	[ "$(shown | head -n 4 | awk '{ print $3 }' | xargs)" = 'seccomp-trace seccomp-trace ptrace-syscall ptrace-syscall' ]
	# programs get every row either way
	tracetax compare --format csv a b >c.csv
	tracetax compare --format csv --all a b >all.csv
	cmp c.csv all.csv
	[ "$(count c.csv 1)" -eq 8 ]
}

@test "few blocks: what cannot be told, and how many more would tell" {
	few='$r{status} = "skip" if $r{block} > 8; $r{wall_ns} = "" if $r{status} eq "skip"; $r{flags} = ""'
	made a "$few"
	made b "$few"
	expect 0 compare a b
	[[ "$output" =~ "What cannot be told: the other "[1-6]" (about "[0-9.]+" times the blocks, --blocks, would settle half of them), and what" ]]
}

@test "several campaigns stand side by side, with one baseline" {
	made a ''
	made b "$(times ptrace-syscall 1.2)"
	made c "$(times ptrace-syscall 0.8)"
	made d ''
	expect 0 compare a b c d
	[[ "$output" == "What differs most: getpid "*" ptrace-syscall of c, whose slowdown is 0.80x ("*") that of a; of 18 slowdowns, 2 are larger and 2 smaller."* ]]
	grep -Eq '^workload +placement +mode +a +b +c +d$' <<<"$output"
	shown | grep -Eq 'getpid +same +ptrace-syscall +[0-9.]+x +1\.20x \* +0\.80x \* +1\.00x'
	[ "$(shown | wc -l)" -eq 2 ]
	grep -Eq '^b +6 +2 +0 +4 +1\.20x +1\.00x$' <<<"$output"
	grep -Eq '^d +6 +0 +0 +6 +- +1\.00x$' <<<"$output"
	expect 0 compare --all a b c d
	[ "$(shown | wc -l)" -eq 8 ]
	expect 0 compare --format markdown a b c d
	[[ "$output" == *"| workload | placement | mode | a | b | c | d |"* ]]
}

@test "label names a campaign, also where its directory has '='" {
	made a ''
	made x=1 "$(times ptrace-syscall 1.5)"
	tracetax compare --format csv --label x=1='new one' --label ./a/=old a x=1 >c.csv
	[ "$(rows c.csv 1 baseline campaign | sort -u)" = $'old\tnew one' ]
	expect 0 compare --label x=1='new one' a x=1
	[[ "$output" == *"new one against a"* ]]
	for wrong in x=1 other=name =x x=1=; do
		complains 2 "--label \"$wrong\": expected DIR=NAME, with the directory of one of the campaigns" compare --label "$wrong" a x=1
	done
	expect 0 compare --label a="$hostile" --format markdown a x=1
	echo "$output" >out.md
	harmless out.md
	nothing_ran
}

@test "by: any key of machine.json groups and names" {
	kernel() { echo '$machine =~ s/("release": )"[^"]*"/$1"'"$1"'"/;'; }
	made a "$(kernel 1.0)"
	made b "$(kernel 2.0) $(times ptrace-syscall 1.5)"
	tracetax compare --format csv --by kernel.release a b >c.csv
	[ "$(rows c.csv 1 baseline campaign | sort -u)" = $'1.0\t2.0' ]
	expect 0 compare --by kernel.release a b b
	[[ "$output" == *"2.0 b against 1.0"* ]]
	# whatever else differs, those of one value belong together
	for i in 1 2 3; do
		made old-$i "$(kernel 1.0) $(boot old-$i) "'$machine =~ s/("model": )"[^"]*"/$1"CPU '$i'"/;'
		made new-$i "$(kernel 2.0) $(boot new-$i) $(times ptrace-syscall 1.5$i)"
	done
	expect 0 compare old-* new-*
	[[ "$output" != *"judged over"* ]]
	expect 0 compare --by kernel.release old-* new-*
	[[ "$output" == *"2.0 and 2 more (3 boots) against 1.0 and 2 more (3 boots)"*"judged over 3 and 3 boots"* ]]
	complains 2 '--by "kernel.relase": no machine.json of these campaigns has this key' compare --by kernel.relase a b
	# one that does not have the key is not recorded there
	made c ''
	echo '{}' >c/machine.json
	tracetax compare --format csv --by kernel.release a c >c.csv
	[ "$(rows c.csv 1 campaign | sort -u)" = '(not recorded)' ]
}

@test "a hundred campaigns: all in the CSV, for people a few and a count" {
	made a ''
	many=()
	for i in {1..99}; do many+=(a); done
	tracetax compare --format csv a "${many[@]}" >c.csv
	[ "$(count c.csv 1)" -eq $((99 * 8)) ]
	expect 0 compare a "${many[@]}"
	[ "${#lines[@]}" -lt 100 ]
	[[ "$output" == *"and 87 more campaigns: --all shows each"*"and 88 more campaigns: --all shows each"* ]]
}

@test "one of many that cannot be read is named and left out, except the baseline" {
	made a ''
	made b "$(times ptrace-syscall 1.5)"
	made c ''
	sed -i '12s/,[^,]*$//' c/runs.csv
	expect 0 compare a b
	local due=$output
	expect 1 compare a c b missing --label c=lost
	[ "$output" = "$due" ] || fail "another comparison"
	[ "${#stderr_lines[@]}" -eq 2 ] || fail
	[[ "${stderr_lines[0]}" == "tracetax: c/runs.csv: line 12"*": it is left out" ]] || fail
	[[ "${stderr_lines[1]}" == "tracetax: missing: No such file or directory: it is left out" ]] || fail
	expect 1 compare --baseline a missing b
	[[ "$stderr" == *"it is left out" && "$output" == *"1.50x"* ]] || fail
	complains 1 'c/runs.csv: line 12' compare c a b
	complains 1 'missing: No such file or directory' compare --baseline missing a b
	expect 1 compare a c missing
	[ -z "$output" ] && [[ "${stderr_lines[2]}" == "tracetax: fewer than two campaigns can be read: nothing is compared" ]] || fail
}

@test "bad input is named, with its line; a machine that is torn costs the verdict only" {
	made a ''
	made b ''
	sed -i '2,$s/^4,/5,/' b/runs.csv
	complains 1 'b/runs.csv: line 2: not of schema 4: read it with the version that wrote it' compare a b
	for wrong in nan 1e999 -1; do
		rm -rf b
		made b '$r{wall_ns} = "'"$wrong"'" if $r{seq} == 9'
		complains 1 'wall_ns: expected a whole number, found "'"$wrong"'"' compare a b
	done
	perl -e 'print join(",", map { "c$_" } 1 .. 1e6), "\n"' >b/runs.csv
	complains 1 'b/runs.csv: line 1: ' compare a b
	rm -rf b
	made b "$(times ptrace-syscall 1.5)"
	head -c 200 a/machine.json >b/machine.json
	expect 0 compare a b
	[[ "$stderr" == "tracetax: b/machine.json: "*": nothing is known of its machine" ]]
	[[ "$output" == *"whose slowdown is 1.50x"*"single boot, no verdict"* ]]
	# torn ones are never boots of one machine, by no key either
	CHANGE='' boots x 1 1 1
	for i in 1 2 3; do cp -r b torn-$i; done
	expect 0 compare x-* torn-*
	[[ "$output" != *"judged over"* ]]
	expect 0 compare --by kernel.release x-* torn-*
	[[ "$output" != *"judged over"* ]]
	[ "${#stderr_lines[@]}" -eq 3 ]
}
