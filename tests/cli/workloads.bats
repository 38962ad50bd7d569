# The workloads against a program that is not ours: the calls that they make, as strace sees them; and those without
# calls.
# shellcheck disable=SC2013,SC2016 # conditions of rows; names are words
load ../helpers

OPS=80 # ten in each of eight rounds, or all in one where tasks share them

# in_window FILE: prints the calls between the edges of the timed window, each with its number, less those of an empty
# window, which has one round. At each edge the process asks once for its own rusage; three empty windows come first.
# How often a park is looked at varies.
in_window() {
	perl -ne '
		next if !/^(?:\d+ +)?(\w+)\(/ || /nanosleep|FUTEX_CMP_REQUEUE/;
		my $call = $1 =~ /^syscall_(0x\w+)/ ? hex $1 : $1; # one that has no name
		if (/RUSAGE_SELF/) { $edges++ } else { $made{$call}[$edges]++ }
		END {
			die "$edges edges\n" if $edges != 16; # three empty windows and one, twice
			for (sort keys %made) { my $n = $made{$_}[7] - $made{$_}[5]; print "$_ $n\n" if $n }
		}' "$1"
}

# what_differs CALLS ROUNDS: prints where ./made differs from each of these calls in every operation, and so many in
# rounds, which have no names.
what_differs() {
	awk -v ops=$OPS -v calls="$1" -v rounds="$2" '
		BEGIN { n = split(calls, names); for (i = 1; i <= n; i++) due[names[i]] += ops }
		{ made[$1] = $2; total += $2 }
		END {
			for (name in due) if (made[name] < due[name]) print name ": " made[name] + 0 ", not " due[name]
			if (total != n * ops + rounds) print "all: " total + 0 ", not " n * ops + rounds
		}' made
}

# watched: has strace watch these, whose fields are in ./told: ./strace.WORKLOAD is what it sees of each. A mode of ours
# counts as many, and stops as well.
watched() {
	local workload unit
	while IFS=$'\t' read -r workload _ _ _ unit _; do
		echo "--workload $workload --mode wrap:$workload,ptrace-syscall --wrap '$workload=strace -f -o strace.$workload'" \
			"--blocks 1 --window 1 --ops $OPS $([ "$unit" != tasks ] || echo --size 1)"
	done <told >strace.plan
	chmod 644 strace.plan
	capture tracetax run strace.plan -o r
	exact r
	rows r/runs.csv '$r{mode} =~ /^wrap:/' workload status calls | sort >watched
	[ "$(awk '$2 == "ok"' watched | wc -l)" -eq "$(wc -l <told)" ] || fail "a run of each is due: $(cat watched)"
}

# make_due CONDITION: fails unless strace sees the calls that the workloads declare, and no others. A workload cannot
# declare those of libc: they are as many as tracetax counts.
make_due() {
	local differs workload per_op per_round pool calls counted
	listed workloads "\$r{memory} eq '' && $1" workload calls_per_op calls_per_round one_pool size_unit calls | sort >told
	watched
	while IFS='|' read -r workload per_op per_round pool _ calls _ counted; do
		in_window "strace.$workload" >made || return 1
		if [ -z "$per_op" ]; then
			differs=$(what_differs '' "$counted")
		elif [ "$pool" = yes ]; then # the window is one round
			differs=$(what_differs "$calls" 0)
		else
			differs=$(what_differs "$calls" $((7 * per_round)))
		fi
		[ -z "$differs" ] || fail "$workload: $differs; made: $(xargs <made)"
	done < <(join -t $'\t' told watched | tr '\t' '|') # read takes two tabs for one
}

need_strace() { command -v strace >/dev/null || skip "strace is not installed"; }

@test "the calls of each workload that runs a loop, as strace sees them" {
	need_strace
	make_due 1
	[ "$(wc -l <told)" -ge 20 ]
}

# bats test_tags=long
@test "the same calls, as an ordinary user" {
	as_user
	need_strace
	make_due '$r{workload} =~ /^(fork|getdents|invalid|threads)$/'
	[ "$(wc -l <told)" -eq 4 ]
}

@test "a call more, or one for another, is seen" {
	printf 'openat %s\nclose %s\n' $OPS $OPS >made
	[ -z "$(what_differs 'openat close' 0)" ]
	[ "$(what_differs openat 0)" = "all: 160, not 80" ]
	[ "$(what_differs 'openat read' 0)" = "read: 0, not 80" ]
	[ "$(what_differs 'openat close close' 0)" = $'close: 80, not 160\nall: 160, not 240' ]
	[ "$(what_differs 'openat close' 7)" = "all: 160, not 167" ]
}

# refused WORKLOAD REASON ARG...: fails unless one row is a skip, for a reason that matches.
refused() {
	expect 0 run --workload "$1" --blocks 1 --window 1 "${@:3}" -o r
	# shellcheck disable=SC2053 # a pattern
	[[ "$(rows r/runs.csv '$r{status} eq "skip"' reason)" == $2 ]] || fail "$1: \"$2\" is due"
}

without_a_vdso() {
	local novdso=$BUILD/tests/reference/novdso
	[ -x "$novdso" ] || skip "$novdso is not built: make tests"
	refused clock-vdso 'clock_gettime by the vDSO: '*': boot with the vDSO'* --wrap "novdso=$novdso" --mode wrap:novdso --ops 20
}

@test "clock-vdso where there is no vDSO: a skip, and why" { without_a_vdso; }
# bats test_tags=long
@test "clock-vdso where there is no vDSO, as an ordinary user" {
	as_user
	without_a_vdso
}

@test "fault, more often than it has pages: a skip before any is read, and why" {
	refused fault '64 Mi pages are not enough: '*'fewer --ops' --mode untraced --ops 16777217
}

@test "each workload without calls is a control of the report, and no other is" {
	listed workloads '$r{memory} eq "" && $r{calls_per_op} eq "0"' workload >without_calls
	[ "$(wc -l <without_calls)" -ge 3 ]
	capture tracetax run --workload "$(paste -sd, without_calls),getpid" --mode ptrace-syscall --blocks 1 --window 1 --ops 20 -o r
	expect 0 report --no-charts r
	sed -n '/^## The control/,/^Verdict/p' <<<"$output" | grep -o '^| [a-z-]* | ptrace-syscall ' | sort >controls
	sed 's/.*/| & | ptrace-syscall /' without_calls | diff - controls
}
