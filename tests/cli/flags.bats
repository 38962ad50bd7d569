# Flags with real causes: a loop that is slow at first, a quota, another process.
# bats file_tags=alone
load ../helpers

teardown() {
	if [ "${OTHER-}" ]; then kill -KILL "$OTHER" 2>/dev/null || true; fi
	every_teardown
	if [ "${GROUP-}" ]; then await rmdir "$GROUP" 2>/dev/null || true; fi
}

# A workload whose first calls take long: more of them than the warm-up takes, by an eighth of the window.
write_workload() {
	sed "s/@name/$1/; s/@slow/$2/" >"$TEST_DIR/tree/workloads/$3" <<-'END'
		#include <time.h>

		#include "workload.h"

		enum { SLOW_OPS = @slow, SLOW_NS = 200000, NS = 20000 };

		static long now(void)
		{
			struct timespec t;
			clock_gettime(CLOCK_MONOTONIC, &t);
			return t.tv_sec * 1000000000 + t.tv_nsec;
		}

		static void run(uint64_t ops)
		{
			static int done;
			for (; ops--; done++)
				for (long end = now() + (done < SLOW_OPS ? SLOW_NS : NS); now() < end;)
					continue;
		}

		const struct workload workload = {
			.name = "@name",
			.summary = "spins, longer in its first operations",
			.run = run,
		};
	END
}

# Copies the same programs, with two more workloads.
with_slow_workloads() {
	local built
	copy_sources "$TEST_DIR/tree"
	write_workload slow-at-first 25 slow_at_first.c # the warm-up of 2 ms takes 15 of them
	write_workload steady 0 steady.c
	built=$(build_sources "$TEST_DIR/tree") || return 1
	TRACETAX=("$built/tracetax")
}

# flagged DIR FLAG: prints how many runs have the flag.
flagged() { count "$1/runs.csv" "\$r{status} eq 'ok' && \$r{flags} =~ /(^|;)$2(;|\$)/"; }

@test "warm-up: a loop whose first calls are slow is found, a steady one is not" {
	with_slow_workloads
	finishes run --quiet --workload slow-at-first,steady --mode untraced --blocks 10 --ops 80 -o r
	rows r/runs.csv '$r{workload} eq "slow-at-first"' first_eighth_ns other_eighths_ns flags >slow
	[ "$(count r/runs.csv '$r{workload} eq "slow-at-first" && $r{flags} =~ /warm-up/')" -ge 18 ] || fail "$(cat slow)"
	[ "$(count r/runs.csv '$r{workload} eq "slow-at-first" && $r{first_eighth_ns} > 3 * $r{other_eighths_ns}')" -ge 18 ]
	[ "$(count r/runs.csv '$r{workload} eq "steady" && $r{flags} =~ /warm-up/')" -le 5 ] ||
		fail "$(rows r/runs.csv '$r{workload} eq "steady"' first_eighth_ns other_eighths_ns flags)"
}

@test "flags follow from the columns, by the rules of docs/csv.md" {
	finishes run --quiet --workload getpid,file-io,memory-read --mode ptrace-syscall,sud-trap,tracepoint,process-vm-readv \
		--placement same,free --blocks 3 --window 2 -o r
	rows r/runs.csv '
		my %is = map { $_ => 1 } split /;/, $r{flags};
		my $change = abs $r{speed_after_ns} - $r{speed_before_ns};
		my ($least) = sort { $a <=> $b } $r{speed_after_ns}, $r{speed_before_ns};
		my $ours = $r{tracee_user_ns} + $r{tracee_system_ns} + $r{tracer_user_ns} + $r{tracer_system_ns};
		my $missing = $r{placement} eq "same" && !$is{steal} && !$is{throttled} &&
			$r{wall_ns} - $ours > 0.1 * $r{wall_ns} + 20000;
		my $uneven = abs($r{first_eighth_ns} - $r{other_eighths_ns}) > 0.1 * $r{other_eighths_ns} + 50000;
		$r{status} eq "ok" && (!!$is{steal} != ($r{steal_ns} > 0) || !!$is{busy} != ($r{runnable} > 0 || $missing)
			|| !!$is{frequency} != ($change > 0.03 * $least) || $is{"warm-up"} && !$uneven
			|| $r{throttled_ns} && !$is{throttled} || $least < 1200)' seq mode flags >wrong
	[ ! -s wrong ] || fail "$(cat wrong)"
	[ "$(count r/runs.csv '$r{status} eq "ok"')" -gt 50 ]
}

@test "window_ns: what was asked for; empty where the operations were" {
	finishes run --quiet --mode untraced --blocks 1 --window 2.5 -o r
	[ "$(rows r/runs.csv 1 window_ns | sort -u)" = 2500000 ]
	finishes run --quiet --mode untraced --blocks 1 --ops 20 -o s
	[ -z "$(rows s/runs.csv 1 window_ns | sort -u)" ]
}

# Prints the directory of a new group that may use a tenth of a CPU, with either version of control groups.
make_group() {
	if [ "$EUID" -ne 0 ]; then skip "only root can make a control group"; fi
	local top
	top=$(awk '$3 == "cgroup" && $4 ~ /(^|,)cpu(,|$)/ { print $2; exit }' /proc/mounts)
	if [ "$top" ]; then
		GROUP=$top/tracetax-test-$$
		mkdir "$GROUP" 2>/dev/null || skip "no control group can be made in $top"
		echo 20000 >"$GROUP/cpu.cfs_period_us"
		echo 2000 >"$GROUP/cpu.cfs_quota_us" || skip "this kernel has no CPU quota"
		return
	fi
	top=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
	if [ -z "$top" ]; then skip "no control groups are mounted"; fi
	GROUP=$top/tracetax-test-$$
	mkdir "$GROUP" 2>/dev/null || skip "no control group can be made in $top"
	{ echo +cpu >"$top/cgroup.subtree_control" && echo "2000 20000" >"$GROUP/cpu.max"; } 2>/dev/null ||
		skip "the groups of $top have no CPU quota"
}

@test "throttled: under a quota the runs are flagged, with the time; outside they are not" {
	make_group
	through sh -c 'echo $$ >"$0/cgroup.procs" && exec "$@"' "$GROUP"
	finishes run --quiet --mode untraced --window 5 --blocks 3 -o r
	[ "$(count r/runs.csv '$r{status} eq "ok"')" -eq 6 ]
	[ "$(flagged r throttled)" -ge 5 ] || fail "$(rows r/runs.csv 1 wall_ns throttled_ns flags)"
	[ "$(count r/runs.csv '$r{throttled_ns} > 10000000')" -ge 5 ]
	[ "$(count r/runs.csv '$r{flags} =~ /busy/ && !$r{runnable}')" -eq 0 ]
	TRACETAX=("$PROGRAM")
	finishes run --quiet --mode untraced --window 5 --blocks 3 -o s
	[ "$(count s/runs.csv '$r{throttled_ns} eq "0"')" -eq 6 ] || skip "this machine is throttled itself"
	[ "$(flagged s throttled)" -eq 0 ]
}

# Prints the CPU of placement `same`, and another one.
same_cpu() { tracetax list placements | sed -n 's/^same .*tracee on CPU \([0-9]*\),.*/\1/p'; }

spinner_on() {
	taskset -c "$1" true 2>/dev/null || return 1
	taskset -c "$1" sh -c 'while :; do :; done' 3>&- &
	OTHER=$!
	await runs "$OTHER"
}
runs() { [ "$(cut -d' ' -f3 "/proc/$1/stat")" = R ] && [ "$(readlink "/proc/$1/exe")" != "$BASH" ]; }

@test "busy: another process on the same CPU, and one on another CPU" {
	local same other
	same=$(same_cpu)
	for cpu in "$same" "$(awk -v same="$same" '$1 == "processor" && $3 != same { print $3; exit }' /proc/cpuinfo)"; do
		if [ -z "$cpu" ]; then continue; fi # a machine with one
		spinner_on "$cpu" || skip "CPU $cpu is not ours"
		finishes run --quiet --mode untraced --placement same --window 30 --blocks 8 -o "on-$cpu"
		kill -KILL "$OTHER"
		wait "$OTHER" 2>/dev/null || true
		if [ "$(flagged "on-$cpu" throttled)" -gt 4 ]; then skip "a quota stops the other process as well"; fi
		[ "$(flagged "on-$cpu" busy)" -ge 12 ] || fail "CPU $cpu: $(rows "on-$cpu/runs.csv" 1 runnable flags)"
		[ "$(count "on-$cpu/runs.csv" '$r{runnable} > 0')" -ge 12 ] || fail "CPU $cpu: nothing was runnable"
	done
	# two share one CPU: of many windows the tracee had a part only
	rows "on-$same/runs.csv" 1 wall_ns tracee_user_ns tracee_system_ns >shares
	[ "$(awk '$2 + $3 < 0.9 * $1' shares | wc -l)" -ge 5 ] || fail "$(cat shares)"
}

@test "involuntary: switches beyond what earlier runs had, once a process interrupts it all the time" {
	local got=0
	chrt -f 1 true 2>/dev/null || skip "no real-time priority is to be had here"
	launch run --mode untraced --placement same --window 30 --blocks 20 --quiet -o r
	await measures 12 || fail "no rows: $(cat "$TEST_DIR/launched.err")"
	taskset -c "$(same_cpu)" chrt -f 1 perl -e 'select undef, undef, undef, 0.0001 while 1' 3>&- &
	OTHER=$!
	wait "$PID" || got=$?
	PID=
	[ "$got" -eq 0 ] || [ "$got" -eq 3 ] || fail "status $got: $(cat "$TEST_DIR/launched.err")"
	[ "$(count r/runs.csv '$r{seq} > 12 && $r{flags} =~ /involuntary/')" -ge 3 ] ||
		fail "$(rows r/runs.csv 1 seq tracee_involuntary flags)"
	[ "$(count r/runs.csv '$r{seq} < 4 && $r{flags} =~ /involuntary/')" -eq 0 ] || fail "judged without a history"
}

@test "busy: a machine without other work is not" {
	finishes run --quiet --mode untraced --placement same --window 5 --blocks 20 -o r
	if [ "$(count r/runs.csv '$r{runnable} > 0')" -gt 8 ]; then skip "something else is running here"; fi
	[ "$(flagged r busy)" -le 12 ] || fail "$(rows r/runs.csv 1 wall_ns runnable flags)"
}
