load ../helpers

refuses() { complains 2 "$1" run -o refused "${@:2}"; }

@test "help names every option" {
	expect 0 run --help
	for option in workload mode wrap filter placement size ops precision time blocks window timeout event seed output quiet; do
		[[ "$output" == *--$option* ]] || fail "--$option is missing"
	done
}

@test "unknown names: the nearest is offered, nothing is written" {
	refuses 'unknown workload "getpit": did you mean "getpid"?' --workload getpit
	refuses 'unknown workload "getpit": did you mean "getpid"?' --workload compute,getpit
	refuses 'unknown mode "ptrace-sycall": did you mean "ptrace-syscall"?' --mode ptrace-sycall
	refuses 'unknown placement "crss": did you mean "cross"?' --placement same,crss
	refuses 'unknown event "cycle": did you mean "CYCLES"?' --event cycle
	refuses 'unknown event "context-switch": did you mean "CONTEXT-SWITCHES"?' --event cycles,context-switch
	refuses 'unknown option "worklaod": did you mean "workload"?' --worklaod getpid
	refuses 'unknown option "block": did you mean "blocks"?' --block=3 --blok=3 || [[ "$stderr" == *blok*blocks* ]]
}

@test "names like no other: where to look, nothing is written" {
	refuses 'unknown workload "zzzzzzzzzzzzzz": see tracetax list workloads' --workload zzzzzzzzzzzzzz
	refuses 'unknown mode "zzzzzzzzzzzzzz": see tracetax list modes' --mode zzzzzzzzzzzzzz
	refuses 'unknown placement "zzzzzzzzzzzzzz": see tracetax list placements' --placement zzzzzzzzzzzzzz
	refuses 'unknown event "zzzzzzzzzzzzzzzzzzzz": see tracetax list events' --event zzzzzzzzzzzzzzzzzzzz
	refuses mode --mode ''
	refuses mode --mode ,
	refuses workload --workload ''
	refuses 'unknown workload' --workload "$(printf 'x%.0s' {1..5000})"
	refuses 'unknown mode' --mode $'\e[31mred\n\a'
	[[ "$stderr" != *$'\e'* && "$stderr" != *$'\a'* ]]
}

@test "modes with a number in their name: the range is printed, nothing is written" {
	refuses 'mode untraced+500%: N is from 0 to 100' --mode untraced+500%
	refuses 'mode untraced+N%: N is from 0 to 100' --mode untraced,untraced+N%
	for n in 0 33 -1 1.5 N ''; do refuses 'seccomp-stack-' --mode "seccomp-stack-$n"; done
	refuses 'mode seccomp-stack-33: N is from 1 to 32, a whole number' --mode untraced,seccomp-stack-33
	refuses 'unknown mode "untracde": did you mean "untraced"?' --mode untracde
}

@test "numbers out of range: the range is printed, nothing is written" {
	while read -r option value pattern; do
		refuses "--$option: expected a $pattern" --"$option" "$value"
	done <<-END
		ops 0 whole number from 1 to
		ops 5k whole number from 1 to
		ops -1 whole number from 1 to
		ops +1 whole number from 1 to
		ops 0x10 whole number from 1 to
		ops 1.5 whole number from 1 to
		ops 1000000000001 whole number from 1 to
		ops 99999999999999999999999 whole number from 1 to
		blocks 0 whole number from 1 to
		blocks 1000001 whole number from 1 to
		blocks many whole number from 1 to
		precision 0 number from 0.1 to 100
		precision 0.05 number from 0.1 to 100
		precision 101 number from 0.1 to 100
		precision 5% number from 0.1 to 100
		precision nan number from 0.1 to 100
		window 0 number from
		window -1 number from
		window nan number from
		window inf number from
		window 1e9 number from
		window 1s number from
		time 0 number from
		time 2000000 number from
		timeout 0 number from
		timeout 1e9 number from
		seed -1 whole number from 0
		seed 4294967296 whole number from 0
	END
	refuses 'whole number' --ops ''
	refuses 'whole number' --ops ' 5'
	refuses 'file-io: expected 1 to 1048576 bytes, found' --size 0 --workload file-io
	refuses 'threads: expected 1 to 256 tasks, found' --size 0 --workload mixed,threads
	refuses 'mixed: expected 0 to 100000000 ns, found' --size 0,1G --workload mixed
	refuses 'whole number' --size 4kk --workload file-io
	refuses 'whole number' --size 4T --workload file-io
	refuses 'whole number' --size 17179869185G --workload file-io
	refuses 'file-io: expected 1 to 1048576 bytes, found' --size 2M --workload file-io
	refuses 'file-io: expected 1 to 1048576 bytes, found' --size 4k,1048577 --workload file-io
	refuses '--size: no workload named here has a size' --size 4k
}

@test "a number of blocks and a width that decides: not both in one place" {
	refuses '--blocks fixes the number of blocks, --precision lets the width decide' --blocks 6 --precision 5
	printf -- '--workload getpid\n--workload compute --blocks 6 --precision 5\n' >a.plan
	complains 2 'a.plan:2: --blocks fixes the number of blocks' run -o refused a.plan
	complains 2 'a.plan:2: --blocks fixes the number of blocks' run -o refused --blocks 6 a.plan
}

@test "options without their value, and more plans than there is room for" {
	refuses '--ops needs a value' --ops
	expect 2 run -o
	[[ "$stderr" =~ (-o|output|"'o'") ]] || fail "the option is not named"
	touch {1..40}.plan
	expect 2 run -o refused {1..40}.plan
	[[ "$stderr" == *"oo many"* ]]
	[ ! -e refused ]
}

@test "modes and workloads that do not fit each other: nothing is written" {
	refuses 'mode peekdata fits none of the workloads named: it reads memory' --workload getpid --mode peekdata
	refuses 'mode ptrace-syscall fits none of the workloads named: it intercepts calls' --workload memory-read --mode ptrace-syscall
	refuses 'workload compute: none of the modes named fits it' --workload compute,memory-read --mode peekdata
}

@test "a directory that exists, a name that is invalid: nothing is written" {
	mkdir there
	touch file
	ln -s nowhere link
	complains 2 'there exists' run -o there
	complains 2 'file exists' run -o file
	complains 2 'link exists' run -o link
	complains 2 "there/ exists" run -o "$WORK/there/"
	for name in '' . .. .hidden 'a b' 'a;b' $'a\nb' 'a`b' "$(printf 'x%.0s' {1..64})" "$(printf 'x%.0s' {1..5000})"; do
		complains 2 '-o' run -o "$name"
	done
}

@test "a directory below one that does not exist: one line, nothing is written" {
	complains 1 'no/such/place: No such file or directory' run "${SMALL[@]}" -o no/such/place
	[[ "$stderr" != *"rows are kept"* ]] || fail "no row is kept in a directory that does not exist"
}

@test "a directory where an ordinary user may not write: one line, nothing is written" {
	as_user
	mkdir -m 755 root
	complains 1 'root/result: Permission denied' run "${SMALL[@]}" -o root/result
	[[ "$stderr" != *"rows are kept"* ]] || fail "no row is kept in a directory that does not exist"
}

@test "plans: file and line of the error are named, nothing is written" {
	printf '# comment\n\n--workload getpid\n--workload getpit # here\n' >a.plan
	complains 2 'a.plan:4: unknown workload "getpit": did you mean "getpid"?' run -o refused a.plan
	printf -- '--workload getpid\n' >good.plan
	complains 2 'a.plan:4:' run -o refused good.plan a.plan
	while read -r pattern line; do
		printf -- '--workload getpid\n%s\n' "$line" >b.plan
		complains 2 "b.plan:2: $pattern" run -o refused b.plan
	done <<-'END'
		unknown --mod untraced --wrkload getpid
		--ops --ops 0
		--ops --ops
		expected getpid
		--help --help
		--size --size 4k
		mode --mode peekdata
	END
	printf -- '--workload getpid\n--workload %05000d\n' 7 >long.plan
	complains 2 'long.plan:2: ' run -o refused long.plan
	printf -- '--workload getpid\n--workload com\0pute\n' >nul.plan
	complains 2 'nul.plan:2: ' run -o refused nul.plan
	printf '# nothing\n\n' >empty.plan
	complains 2 'empty.plan: no cells in this plan' run -o refused empty.plan
	complains 2 'missing.plan: No such file or directory' run -o refused missing.plan
	complains 2 "$WORK: Is a directory" run -o refused "$WORK"
}

@test "plans: an unknown event names file and line as well" {
	printf -- '--workload getpid\n--event cycle\n' >a.plan
	complains 2 'a.plan:2: unknown event "cycle": did you mean "CYCLES"?' run -o refused a.plan
}

@test "plans: what is given on the command line overrides their lines" {
	printf -- '--workload getpid --mode untraced --blocks 3 # x\n\t--workload compute   --mode untraced --blocks 2\r\n' >a.plan
	expect 0 run --window 1 --ops 20 --blocks 1 -o r a.plan
	[ "$(rows r/runs.csv 1 workload mode block | sort -u | xargs)" = "compute untraced 1 getpid untraced 1" ]
	exact r
}

@test "records: the headers, in the order that docs/csv.md explains" {
	expect 0 run --mode untraced "${SMALL[@]}" -o r
	[ "$(head -n1 r/counters.csv)" = campaign,seq,side,event,value,time_enabled,time_running,status ]
	columns=workload,size,placement,mode,baseline,blocks,ns_per_call,ns_per_call_lo,ns_per_call_hi,slowdown,slowdown_lo,slowdown_hi
	columns+=,joint_lo,joint_hi,added_ns,added_ns_lo,added_ns_hi,stops_per_call,switches_per_call,cpu_ns_per_call
	columns+=,tracer_share,least_share,smallest_detectable,verdict,joined,runs,flagged
	columns+=,slowdown_unflagged,slowdown_unflagged_lo,slowdown_unflagged_hi,flags_matter
	[ "$(head -n1 r/summary.csv)" = "$columns" ] || fail "summary.csv: $(head -n1 r/summary.csv)"
	if [ ! -f "$TOP/docs/csv.md" ]; then skip "there is no docs/csv.md"; fi
	finishes run --mode seccomp-trace-miss --time 2 -o p
	mv p/windows.csv r
	for table in runs counters summary windows; do
		explained=$(sed -n "/^## $table.csv/,/^## [^$table]/p" "$TOP/docs/csv.md" |
			sed -n 's/^| \(`.*`\) |.*/\1/p' | sed 's/ |.*//' | grep -o '`[a-z0-9_]*`' | tr -d '`' | paste -sd,)
		[[ "$explained" == "$(head -n1 "r/$table.csv")"* ]] || fail "docs/csv.md explains of $table.csv: $explained"
	done
}

# smoke PLACEMENT: measures everything once at this placement.
smoke() {
	everything --placement "$1" --blocks 1 --window 1 --ops 31
	expect 0 run everything.plan -o r
	[ -z "$stderr" ] || fail "nothing is due on standard error"
	exact r
	# every mode ran on every workload that it fits, the baseline twice
	local others workloads
	others=$(modes '$r{memory} eq "" && $r{reference} eq "no" && $r{n_max} eq ""' | wc -l)
	workloads=$(listed workloads '$r{memory} eq ""' workload | wc -l)
	# or was skipped, which is one row: where it does not fit, or this user may not
	local skips='$r{status} eq "skip" && $r{reason} =~ /in place of the kernel|carry over|as root|one operation would take/'
	[ "$(count r/runs.csv "\$r{status} eq 'ok' || $skips")" -ge $(((others + 1) * workloads + 5)) ] || fail "runs are missing"
	[ "$(count r/runs.csv "\$r{status} ne 'ok' && !($skips)")" -eq 0 ] || fail "$(rows r/runs.csv "\$r{status} ne 'ok' && !($skips)" mode reason)"
	[ "$(count r/runs.csv '$r{workload} eq "compute" && ($r{calls} || $r{stops})')" -eq 0 ]
	scratch_is_gone
	nothing_runs
}

# bats test_tags=long
@test "every workload in every mode: all counts are exact" { smoke same; }

# crossing PLACEMENT WORKLOADS MODES: each of these workloads in these modes, and some in each that fits; in the short form
# some in every second one, at cross and as another user in turn.
crossing() {
	turns=$([ "$1" = cross ] && echo 0 || echo 1)
	in_turn $(modes '$r{memory} ne "write" && $r{piecewise} ne "yes" && $r{baseline} eq "no" && $r{n_max} eq ""')
	crossed getpid,memory-read "$2" "$3" "$(IFS=,; echo "${chosen[*]}")"
	expect 0 run --placement "$1" crossed.plan -o r
	exact r
	nothing_failed
	scratch_is_gone
	nothing_runs
}

# There are two CPUs for those that have several tasks.
@test "modes, and every workload of several tasks, on two CPUs: all counts are exact" {
	local several=all
	is_long || several=$(listed workloads '($r{many_tasks} eq "yes" || $r{workload} eq "memory-read") && $r{workload} !~ /^(tree|fan)$/' \
		workload | paste -sd,)
	crossing cross "$several" ptrace-syscall,sud-trap
}
# Every workload is exact in workloads.bats, too, as who runs the tests, under ptrace-syscall.
@test "modes, and some workloads, as an ordinary user: all counts are exact" {
	as_user
	crossing same "$(if is_long; then echo all; else echo file-io,exec,thread,pipe,socket,mixed,memory-read-file; fi)" seccomp-trace
}

# What ./r has: all that is measured, its summary, and of other files only those that docs/csv.md explains.
documented_files() {
	local file
	for file in blocks.csv counters.csv derived.csv machine.json modes.csv runs.csv summary.csv workloads.csv; do
		[ -s "r/$file" ] || fail "no $file"
	done
	diff <(grep -oE '`[a-z-]+\.(csv|json)`' "$TOP/docs/csv.md" | tr -d '`' | sort -u | comm -13 - <(ls r)) /dev/null
}

@test "files: these and no others, and only the owner may write them" {
	expect 0 run --mode untraced "${SMALL[@]}" -o r
	documented_files
	[ -z "$(find r -perm /022)" ]
	perl -MJSON::PP -e 'local $/; decode_json(<STDIN>)->{schema} == 1 or die' <r/machine.json
}

@test "sizes: a cell of each, with the units of powers of two" {
	expect 0 run --workload file-io --size 1,4k,1M --mode untraced --blocks 1 --window 1 --ops 2 -o r
	[ "$(rows r/runs.csv 1 size | sort -nu | xargs)" = "1 4096 1048576" ]
	exact r
}

@test "sizes: a computing of no time is one, and no empty field" {
	expect 0 run --workload mixed,getpid --size 0,1k --mode untraced --blocks 1 --window 1 --ops 2 -o r
	[ "$(rows r/runs.csv '$r{workload} eq "mixed"' size | sort -n | xargs)" = "0 0 1024 1024" ]
	[ "$(rows r/summary.csv '$r{workload} eq "mixed"' size | sort -n | xargs)" = "0 1024" ]
	[ "$(count r/runs.csv '$r{workload} eq "getpid" && $r{size} eq ""')" -eq 2 ]
	[[ "$output" == *"mixed 0 ns "*"mixed 1024 ns "* ]]
	exact r
}

# A test cannot say how long it takes, but a CPU cannot take less than half of the calibrated time.
@test "mixed computes for as long as it is asked to, in every mode" {
	expect 0 run --workload mixed --size 20000000 --mode ptrace-syscall,seccomp-allow --blocks 1 --ops 1 -o r
	[ "$(count r/runs.csv '$r{tracee_user_ns} + $r{tracee_system_ns} >= $r{ops} * $r{size} / 2')" -eq 4 ]
}

@test "a window of one operation, and the shortest of all, count exactly" {
	expect 0 run --workload getpid --mode all --blocks 1 --ops 1 -o one
	exact one
	expect 0 run --workload file-io --mode "$(if is_long; then echo all; else echo ptrace-syscall,user-notif-continue,sud-trap; fi)" \
		--blocks 1 --window 0.1 -o short
	exact short
}

@test "without --ops the window is filled with as many as fit" {
	expect 0 run --mode untraced --blocks 1 --window 5 -o r
	exact r
	[ "$(count r/runs.csv '$r{ops} > 100')" -eq 2 ]
}

# bats test_tags=long
@test "a delay of a known size: measured under its own name, found in the summary" {
	finishes run --mode untraced+0%,untraced+100% --blocks 24 --window 1 -o r
	exact r
	[ "$(rows r/runs.csv 1 mode | sort | uniq -c | xargs)" = "48 untraced 24 untraced+0% 24 untraced+100%" ]
	# the least CPU time of each, in short windows: most of them end before the scheduler has others run
	rows r/runs.csv 1 mode tracee_user_ns tracee_system_ns ops | perl -ane '
		$ns = ($F[1] + $F[2]) / $F[3];
		$least{$F[0]} = $ns unless defined $least{$F[0]} && $least{$F[0]} < $ns;
		END { ($none, $all) = map { $least{"untraced+$_%"} / $least{untraced} } 0, 100; print "$none $all\n"; $? = !($none < 1.4 && $all > 1.6) }' ||
		fail "0 % and 100 % more are due"
	[ "$(count r/summary.csv '$r{mode} =~ /^untraced[+](0|100)%$/')" -eq 2 ] || fail "$(cat r/summary.csv)"
	expect 0 report --no-charts r
	[[ "$output" == *untraced+100%* ]]
}

# two_per_stop MODE SWITCHES FIELD...: in no run of the mode are the fields, added up and divided by the first, less
# than that many; and in some run they are that many. Load adds switches, and removes none.
two_per_stop() {
	rows r/runs.csv "\$r{mode} eq '$1' && \$r{status} eq 'ok'" "${@:3}" >switches
	perl -ane '
		BEGIN { $due = shift; $least = 1e9 }
		my ($ops, @switches) = @F;
		my $found = eval(join "+", @switches) / $ops;
		print "$found per call\n";
		$least = $found if $found < $least;
		END { $? = abs($least - $due) > 0.05 * ($due || 1) }' "$2" switches || fail "$1, ${*:3}: $2 are due"
}

by_rusage() { two_per_stop "$@" ops tracee_voluntary tracee_involuntary tracer_voluntary tracer_involuntary; }
by_perf() { two_per_stop "$@" counted_ops tracee_switches tracer_switches; }

@test "context switches: two per stop, by both sources" {
	expect 0 run --workload getpid --mode ptrace-syscall,seccomp-trace --blocks 5 --window 1 --ops 400 -o r
	exact r
	for due in "ptrace-syscall 4" "seccomp-trace 2" "untraced 0"; do
		by_rusage $due
		if [ "$(count r/runs.csv '$r{tracee_switches} eq ""')" -eq 0 ]; then by_perf $due; fi # an ordinary user may not
	done
}

@test "context switches: two per stop, by rusage, as an ordinary user" {
	as_user
	expect 0 run --workload getpid --mode ptrace-syscall --blocks 5 --window 1 --ops 400 -o r
	exact r
	by_rusage ptrace-syscall 4
	by_rusage untraced 0
}

@test "events: an unsupported one has its status and no value" {
	expect 0 run --mode ptrace-syscall "${SMALL[@]}" --event context-switches,cycles -o r
	exact r
	n=$(count r/runs.csv '$r{status} eq "ok"')
	for side in tracee tracer; do
		for event in context-switches cycles; do
			rows r/counters.csv "\$r{side} eq '$side' && \$r{event} eq '$event'" seq >seqs
			[ "$(sort -u seqs | wc -l)" -eq "$n" ] || fail "$side $event: $n rows are due"
		done
	done
	[ "$(count r/counters.csv '$r{status} !~ /^(ok|multiplexed|unsupported|denied)$/')" -eq 0 ]
	[ "$(count r/counters.csv '($r{status} =~ /^(ok|multiplexed)$/) != ($r{value} =~ /^[0-9]+$/)')" -eq 0 ]
	[ "$(count r/counters.csv '$r{campaign} ne "r" || $r{seq} !~ /^[0-9]+$/')" -eq 0 ]
	if grep -q '"cycles": "usable"' r/machine.json; then return; fi
	[ "$(count r/counters.csv '$r{event} eq "cycles" && $r{status} eq "ok"')" -eq 0 ]
}

@test "events: a workload of several tasks has no columns of perf, and is not refused" {
	expect 0 run --workload exec,threads --size 4 --mode ptrace-syscall,ptrace-each "${SMALL[@]}" -o r
	exact r
	[ "$(count r/runs.csv '$r{status} eq "ok" && $r{tracee_switches} ne ""')" -eq 0 ]
	[ "$(count r/runs.csv '$r{mode} eq "ptrace-each" && $r{workload} eq "threads" && $r{tracer_switches} ne ""')" -eq 0 ]
	[ "$(count r/counters.csv '$r{side} eq "tracee"')" -eq 0 ] || fail "$(cat r/counters.csv)"
	if [ "$(count r/runs.csv '$r{mode} eq "ptrace-syscall" && $r{tracer_switches} ne ""')" -gt 0 ]; then
		[ "$(count r/counters.csv 1)" -eq 0 ] || fail "$(cat r/counters.csv)"
	fi
}

@test "events: context switches counted by name agree with the column" {
	expect 0 run --mode ptrace-syscall --blocks 1 --window 1 --ops 400 --event context-switches -o r
	if ! [ "$(count r/runs.csv '$r{tracee_switches} ne ""')" -gt 0 ]; then skip "perf is refused here"; fi
	seq=$(rows r/runs.csv '$r{mode} eq "ptrace-syscall"' seq)
	column=$(rows r/runs.csv "\$r{seq} eq '$seq'" tracee_switches)
	event=$(rows r/counters.csv "\$r{seq} eq '$seq' && \$r{side} eq 'tracee'" value)
	[ "$event" -ge $((column - 5)) ] && [ "$event" -le $((column + 5)) ] || fail "$event by name, $column in the column"
}

@test "a placement that this machine does not have: skip rows with the reason, and the rest runs" {
	through taskset -c "$(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')"
	expect 0 run --mode ptrace-syscall,seccomp-trace --placement cross,same "${SMALL[@]}" -o r
	exact r
	[ "$(count r/runs.csv '$r{placement} eq "same" && $r{status} eq "ok"')" -eq 4 ]
	[ "$(rows r/runs.csv '$r{placement} eq "cross"' mode status | sort | xargs)" = \
		"ptrace-syscall skip seccomp-trace skip untraced skip" ]
	[ "$(count r/runs.csv '$r{placement} eq "cross" && $r{reason} !~ /cores|CPU/')" -eq 0 ]
	[[ "$output" == *skip*cross* ]]
}

@test "what is skipped: a line for each reason" {
	finishes run --workload stat,file-io --mode ptrace-sysemu,user-notif,untraced --placement same,free "${SMALL[@]}" -o r
	[ "$(grep '^skip: ' <<<"$output")" = "skip: ptrace-sysemu, user-notif (stat same; stat free; file-io 4 KiB same; \
file-io 4 KiB free): it answers in place of the kernel, and the program needs the answers" ] || fail
	grep -qx 'each of these 8 is in runs.csv, with its reason' <<<"$output" || fail
	[ "$(count r/runs.csv '$r{status} eq "skip" && $r{reason}')" -eq 8 ]
}

@test "smt and socket: measured, or skipped with the reason" {
	expect 0 run --mode untraced --placement smt,socket "${SMALL[@]}" -o r || fail
	rows r/runs.csv '$r{status} ne "ok" && $r{status} ne "skip"' reason >bad
	[ ! -s bad ]
	[ "$(count r/runs.csv '$r{status} eq "skip" && length $r{reason} < 10')" -eq 0 ]
}

order() { rows "$1/runs.csv" 1 pass block position workload placement mode role; }

@test "the same seed gives the same order, another one another" {
	for campaign in "a 7" "b 7" "c 8"; do
		set -- $campaign
		expect 0 run --workload getpid,compute --mode seccomp-allow,seccomp-errno,seccomp-trace-miss \
			--blocks 2 --window 1 --ops 5 --seed "$2" -o "$1"
	done
	[ "$(order a)" = "$(order b)" ]
	[ "$(order a)" != "$(order c)" ]
	[ "$(order a | sort)" = "$(order a | sort -u)" ]
	grep -q '"seed": 7' a/machine.json
}

@test "a seed that was drawn is printed, and gives the same order again" {
	local eight=seccomp-allow,seccomp-errno,seccomp-trace-miss,seccomp-stack-1,seccomp-stack-2,seccomp-stack-3,seccomp-stack-4,seccomp-stack-5
	expect 0 run --mode "$eight" --blocks 1 --window 1 --ops 5 -o a
	[[ "$output" =~ \(seed\ ([0-9]+)\) ]]
	expect 0 run --mode "$eight" --blocks 1 --window 1 --ops 5 --seed "${BASH_REMATCH[1]}" -o b
	[ "$(order a)" = "$(order b)" ]
}

@test "blocks: each has each mode once and its baseline twice" {
	expect 0 run --mode ptrace-syscall,seccomp-trace --blocks 4 --window 1 --ops 5 -o r
	exact r
	for block in 1 2 3 4; do
		[ "$(rows r/runs.csv "\$r{block} == $block" role mode | sort | xargs)" = \
			"baseline-a untraced baseline-b untraced treatment ptrace-syscall treatment seccomp-trace" ]
		[ "$(rows r/runs.csv "\$r{block} == $block" position | xargs)" = "1 2 3 4" ]
	done
}

# whole_squares FILE N CONDITION: fails unless there are whole squares of N blocks, without a missing row.
whole_squares() {
	local blocks
	blocks=$(rows "$1" "$3" block | sort -n | uniq -c | tee "$TEST_DIR/blocks" | tail -n 1 | awk '{ print $2 }')
	[ "$blocks" -ge 24 ] && [ $((blocks % $2)) -eq 0 ] || fail "$3: $blocks blocks, not whole squares of $2"
	[ "$(wc -l <"$TEST_DIR/blocks")" -eq "$blocks" ] || fail "$3: blocks are missing"
	[ "$(awk '{ print $1 }' "$TEST_DIR/blocks" | sort -u | wc -l)" -eq 1 ] || fail "$3: a block is not whole"
}

# widest DIR: prints half of its widest interval of a mode, in per cent.
widest() {
	rows "$1/summary.csv" '$r{mode} ne "untraced"' slowdown slowdown_lo slowdown_hi |
		perl -lane '$w = ($F[2] - $F[1]) / 2 / $F[0] * 100; $max = $w if $w > $max; END { print int $max }'
}

@test "precision: it stops by itself at a whole square, and the pilot's windows are recorded" {
	finishes run --mode seccomp-trace-miss --precision 30 --time 40 -o r
	exact r
	[[ "$output" != *"wider than the +-30 % wanted"* ]] || skip "the machine is too busy for so narrow an interval"
	whole_squares r/runs.csv 6 1
	[ "$(widest r)" -le 30 ] || fail "+-$(widest r) % is not within 30 %"
	[ "$(count r/windows.csv 1)" -gt 0 ] || skip "the machine is too slow for a pilot"
	[ "$(rows r/windows.csv 1 window_ns | xargs)" = "2500000 5000000 10000000 20000000 40000000" ]
	[ "$(count r/windows.csv '$r{chosen} eq "yes"')" -eq 1 ]
	[ "$(count r/windows.csv '$r{chosen} eq "no"')" -eq 4 ]
	[ "$(count r/windows.csv '$r{workload} ne "getpid" || $r{mode} ne "seccomp-trace-miss"')" -eq 0 ]
	# a length that does not pass is taken if none does
	if [ "$(count r/windows.csv '$r{passes} eq "yes"')" -gt 0 ]; then
		[ "$(count r/windows.csv '$r{chosen} eq "yes" && $r{passes} ne "yes"')" -eq 0 ]
	fi
}

# bats test_tags=long
@test "precision: each cell by squares of its own, and no more than are needed" {
	printf -- '--workload getpid --mode seccomp-trace-miss\n' >a.plan
	printf -- '--workload getppid --mode seccomp-allow,seccomp-trace-miss\n' >>a.plan
	printf -- '--workload compute --mode untraced --blocks 2\n' >>a.plan
	finishes run --precision 100 --window 1 --time 90 -o r a.plan
	exact r
	# --precision is stronger than the --blocks of a line: 6, 8 and 2 are the squares
	whole_squares r/runs.csv 6 '$r{workload} eq "getpid"'
	whole_squares r/runs.csv 8 '$r{workload} eq "getppid"'
	whole_squares r/runs.csv 2 '$r{workload} eq "compute"'
	[ "$(count r/runs.csv '$r{workload} eq "compute"')" -eq 48 ] || fail "24 blocks are enough for 100 %"
	[ ! -e r/windows.csv ]
}

@test "precision and blocks in one plan: each cell by its own rule" {
	printf -- '--workload getpid --mode seccomp-trace-miss --precision 100\n--workload compute --mode untraced --blocks 3\n' >a.plan
	finishes run --window 1 --time 90 -o r a.plan
	exact r
	whole_squares r/runs.csv 6 '$r{workload} eq "getpid"'
	[ "$(count r/runs.csv '$r{workload} eq "compute"')" -eq 6 ]
}

@test "time: it ends a campaign that cannot be so precise, and what was measured is there" {
	finishes run --mode seccomp-trace-miss --precision 0.1 --window 1 --time 2 -o r
	exact r
	documented_files
	[ "$(count r/runs.csv '$r{start_ns} > 10e9')" -eq 0 ] || fail "it went on" # 15 s are the default
	[ "$(rows r/summary.csv 1 mode | sort | xargs)" = "seccomp-trace-miss untraced" ]
	blocks=$(rows r/runs.csv 1 block | sort -nu | wc -l)
	[ "$(rows r/summary.csv '$r{mode} ne "untraced"' blocks)" -eq "$blocks" ]
	[ "$(count r/runs.csv 1)" -eq $((3 * blocks)) ]
}

@test "time: too little for anything, and an end for a number of blocks" {
	capture tracetax run --mode seccomp-trace-miss --time 0.1 -o r
	if [ "$status" -ne 1 ]; then
		exact r
	else # the machine is slow
		[ "$stderr" = "tracetax: nothing was measured: --time was over before the first run" ] || fail
	fi
	[ -e r/windows.csv ]
	[ "$(count r/windows.csv 1)" -eq 0 ]
	finishes run --mode seccomp-trace-miss --blocks 1000000 --window 1 --time 1 -o s
	exact s
	[ "$(count s/runs.csv '$r{start_ns} > 10e9')" -eq 0 ] || fail "it went on"
	finishes run --mode seccomp-trace-miss --blocks 100 --window 500 --time 2 -o t # a block is three windows: a second one has no time
	[ "$(rows t/runs.csv 1 block | sort -u)" = 1 ] || fail "a block was begun that could not end in time"
}

@test "windows.csv: only where a pilot chose" {
	for options in "--blocks 1" "--ops 20 --precision 100"; do
		rm -rf r
		finishes run --mode seccomp-trace-miss --time 10 $options -o r
		[ ! -e r/windows.csv ] || fail "$options: no pilot is due"
	done
}

@test "quiet: nothing is printed, the files are the same" {
	expect 0 run --mode untraced "${SMALL[@]}" --quiet -o r
	[ -z "$output$stderr" ]
	exact r
	[ -s r/summary.csv ]
}

# hasty SECONDS: makes every look at the clock take tracetax so long, by that clock; its runs have clocks of their own.
hasty() {
	cat >"$TEST_DIR/hasty.c" <<-END
		#include <sys/syscall.h>
		#include <time.h>
		#include <unistd.h>
		int clock_gettime(clockid_t id, struct timespec *t)
		{
			static long looks;
			t->tv_sec = 0;
			long error = syscall(SYS_clock_gettime, id, t);
			t->tv_sec += id == CLOCK_MONOTONIC ? $1 * looks++ - 1000000 : 0; /* so that no run begins before its campaign */
			return (int)error;
		}
	END
	cc -w -D_GNU_SOURCE -fPIC -shared -o "$TEST_DIR/hasty.so" "$TEST_DIR/hasty.c" || skip "no compiler"
	through env LD_PRELOAD="$TEST_DIR/hasty.so"
}

@test "where standard error is no terminal: plain lines, after 30 s each" {
	hasty 31
	tracetax run --mode ptrace-syscall "${SMALL[@]}" -o s >out 2>err || [ $? -eq 3 ]
	grep -qxE 'tracetax: 0 of 3 runs, 3 left, [0-9]+ s to go: getpid same (untraced|ptrace-syscall)' err
	grep -qxE 'tracetax: 2 of 3 runs, 1 left, [0-9]+ s to go: getpid same (untraced|ptrace-syscall)' err
	never grep -qE $'\r|\e' err out
	tracetax run --quiet --mode ptrace-syscall "${SMALL[@]}" -o q 2>err || [ $? -eq 3 ]
	never grep ' to go: ' err
}

# drawn: prints the lines that ./terminal was given, one by one.
drawn() { tr '\r' '\n' <terminal | sed 's/\x1b\[K//'; }

# bats test_tags=long
@test "on a terminal that has no escape sequences: likewise" {
	hasty 31
	for term in TERM=dumb TERM= "-u TERM"; do
		rm -rf r
		script -qec "stty cols 40; env $term ${TRACETAX[*]} run --mode untraced ${SMALL[*]} -o r >out" /dev/null </dev/null >terminal ||
			[ $? -eq 3 ]
		[[ "$(cat terminal)" == *"tracetax: 0 of 2 runs, 2 left, "* ]] || fail "$term: $(cat terminal)"
		never grep -q $'\e' terminal
		drawn | awk '/ runs, / && length >= 40 { exit 1 }' || fail "$term: $(cat terminal)"
	done
}

@test "a progress line is cut to the width of the terminal" {
	for width in "stty cols 60" "stty cols 0; export COLUMNS=60" "stty cols 0; export COLUMNS=nothing"; do
		rm -rf r
		script -qec "$width; TERM=xterm ${TRACETAX[*]} run --workload memory-read-straddling --mode process-vm-readv \
			--placement free --blocks 3 --window 1 -o r >out" /dev/null </dev/null >terminal || [ $? -eq 3 ]
		most=60
		if [[ "$width" == *nothing ]]; then most=80; fi
		drawn | awk -v most=$most 'length >= most { print; bad = 1 } / of .* runs, / { n++ } END { exit bad || n < 4 }' ||
			fail "$width: $(drawn)"
		drawn | grep -q "memory-read-str" || fail "$width"
	done
}

@test "a progress line where it is one, erased at the end" {
	export TERM=xterm
	script -qec "stty cols 120; ${TRACETAX[*]} run --mode untraced ${SMALL[*]} -o r >out" /dev/null </dev/null >terminal
	[[ "$(cat terminal)" == *" of 2 runs"*getpid*same*untraced* ]]
	[[ "$(cat terminal)" == *$'\r\e[K' ]]
	[[ "$(cat out)" != *$'\e'* && "$(cat out)" == *"in r (seed "* ]]
	script -qec "${TRACETAX[*]} run --quiet --mode untraced ${SMALL[*]} -o q" /dev/null </dev/null >terminal
	[ ! -s terminal ]
}

@test "a progress line that shows the widest interval, where the width decides" {
	local run="export TERM=xterm; stty cols 120; ${TRACETAX[*]} run --mode seccomp-trace-miss --window 1 --precision 99 --time 90"
	script -qec "$run -o r >out" /dev/null </dev/null >terminal || [ $? -eq 3 ]
	printed=$(cat terminal)
	[[ "$printed" == *"0 runs, at most "*" s to go: getpid same "* ]]
	[[ "$printed" == *"widest interval +-"*" %, wanted +-99 %, at most "*" s to go: getpid same "* ]]
	[[ "${printed##*$'\r\e[K'}" != *"to go"* ]] || fail "it is not erased"
	exact r
	script -qec "$run --quiet -o q" /dev/null </dev/null >terminal || [ $? -eq 3 ]
	never grep -q "to go" terminal
}

@test "without -o the directory bears the time" {
	expect 0 run --mode untraced "${SMALL[@]}"
	[[ "$(ls)" =~ ^tracetax-[0-9]{8}T[0-9]{6}Z$ ]]
	exact "$(ls)"
}

@test "without -o: where the name of this second is taken, the next free one" {
	perl -MPOSIX=strftime -e 'for my $t (time .. time + 600) {
		mkdir strftime("tracetax-%Y%m%dT%H%M%SZ", gmtime $t) . $_ for "", "-2"
	}'
	finishes run --mode untraced "${SMALL[@]}"
	[[ "$(tail -n 1 <<<"$output")" =~ in\ (tracetax-[0-9]{8}T[0-9]{6}Z-3)\ \(seed ]] || fail
	exact "${BASH_REMATCH[1]}"
	complains 2 'exists: name another directory with -o' run -o "${BASH_REMATCH[1]}"
}

@test "the summary that run prints is that of summary" {
	expect 0 run --mode ptrace-syscall --blocks 6 --window 1 --ops 20 -o r
	printed=$(sed '$d' <<<"$output")
	expect 0 summary r
	[ "$output" = "$printed" ]
}
