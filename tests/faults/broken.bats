# Workloads and modes that go wrong, each one new file in a copy of the sources: the build finds them, and each gives
# fail rows with the reason, status 1, no process left, and the rest measured.
load ../helpers

setup_file() {
	local sources built
	sources=$(mktemp -d "${TMPDIR:-/tmp}/tracetax-sources-XXXXXX")
	copy_sources "$sources"
	add_files "$sources"
	built=$(build_sources "$sources") && copy_programs "$built" || { rm -rf "$sources" && return 1; }
	rm -rf "$sources"
}

# workload NAME INCLUDES BODY FIELDS: writes the file of a workload.
workload() {
	printf '%s\n' "$2" '#include "workload.h"' "$3" \
		"const struct workload workload = { .name = \"$1\", .summary = \"a test that goes wrong\", .calls_per_op = 1," \
		"	.calls = { SYS_getpid }, .selects_per_op = 1, .select = { SYS_getpid }, $4 };"
}

add_files() {
	local calls='#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>'
	local op='static void op(uint64_t ops) { while (ops--) syscall(SYS_getpid); }'
	local sleeper='static int setup(struct page *page)
{
	(void)page;
	for (int i = 0; i < 2; i++)
		if (fork() == 0) {
			setsid();
			if (fork() == 0)
				setsid();
			for (;;)
				pause();
		}
	return 0;
}'
	workload crash "$calls" 'static void run(uint64_t ops) { (void)ops; raise(SIGSEGV); }' '.run = run' >"$1/workloads/crash.c"
	workload hang "$calls" 'static void run(uint64_t ops) { for (; ops; pause()) ; }' '.run = run' >"$1/workloads/hang.c"
	workload spin "$calls" 'static void run(uint64_t ops) { volatile uint64_t n = ops; for (;;) n++; }' '.run = run' \
		>"$1/workloads/spin.c"
	workload early "$calls" 'static void run(uint64_t ops) { (void)ops; _exit(3); }' '.run = run' >"$1/workloads/early.c"
	workload polite "$calls" 'static void run(uint64_t ops) { (void)ops; exit(0); }' '.run = run' >"$1/workloads/polite.c"
	workload few "$calls" 'static void run(uint64_t ops) { for (ops /= 2; ops--;) syscall(SYS_getpid); }' '.run = run' \
		>"$1/workloads/few.c"
	workload eventless "$calls" 'static void run(uint64_t ops) { while (ops--) syscall(SYS_getpid); }' \
		'.events_per_op = { [NEW_TASKS] = 1 }, .run = run' >"$1/workloads/eventless.c"
	cat >"$1/workloads/fickle.c" <<-'END' # the first 24 operations make a call, the rest two
		#include <sys/syscall.h>
		#include <unistd.h>
		#include "workload.h"
		static uint64_t made;
		static void run(uint64_t ops)
		{
			while (ops--) {
				syscall(SYS_getpid);
				if (made++ >= 24)
					syscall(SYS_getpid);
			}
		}
		const struct workload workload = { .name = "fickle", .summary = "makes more calls as time goes by", .calls_of_libc = true,
			.selects_per_op = 1, .select = { SYS_getpid }, .run = run };
	END
	workload late "$calls" "$op"' static void leave(void) { _exit(4); }
static int setup(struct page *page) { (void)page; return atexit(leave); }' '.setup = setup, .run = op' >"$1/workloads/late.c"
	workload unready "$calls
#include <errno.h>" "$op"' static int setup(struct page *page) { (void)page; errno = ENOSPC; return -1; }' \
		'.setup = setup, .run = op' >"$1/workloads/unready.c"
	workload greedy "$calls
#include <errno.h>
#include <fcntl.h>" "$op"' static int setup(struct page *page) { (void)page; while (open("/dev/null", O_RDONLY) >= 0) ; return -1; }' \
		'.setup = setup, .run = op' >"$1/workloads/greedy.c"
	workload forker "$calls" "$op $sleeper" '.setup = setup, .run = op' >"$1/workloads/forker.c"
	# one stop too many is due; and a mode that loses a stop in one workload only
	cat >"$1/harness/modes/miscount.c" <<-'END'
		#include "loops/ptrace_loop.h"
		const struct mode mode = { .name = "miscount", .summary = "claims a stop more per call than it makes",
			.since = "3.4", .stops_per_call = 3, .supervise = trace_syscall_stops };
	END
	cat >"$1/harness/modes/miscount_later.c" <<-'END'
		#include <string.h>
		#include "loops/ptrace_loop.h"
		static int supervise(struct run *run)
		{
			if (strcmp(run->page->job.workload, "getppid") != 0)
				return trace_syscall_stops(run);
			return run_wait(run); /* attached to nothing: fast, and worthless */
		}
		const struct mode mode = { .name = "miscount-later", .summary = "is not attached where it matters",
			.since = "3.4", .stops_per_call = 2, .supervise = supervise };
	END
	cat >"$1/harness/modes/dying.c" <<-'END'
		#include <signal.h>
		#include <string.h>
		#include "loops/ptrace_loop.h"
		static int supervise(struct run *run)
		{
			if (strcmp(run->page->job.workload, "getppid") == 0)
				raise(SIGABRT);
			return trace_syscall_stops(run);
		}
		const struct mode mode = { .name = "dying", .summary = "a tracer that crashes", .since = "3.4",
			.stops_per_call = 2, .supervise = supervise };
	END
	cat >"$1/harness/modes/handless.c" <<-'END'
		#include "mode.h"
		static int arm(const struct run *run) { return page_fail(run->page, 5, "arming it", NULL); }
		const struct mode mode = { .name = "handless", .summary = "cannot be armed", .since = "3.4", .arm = arm };
	END
}

# breaks WORKLOAD REASON ARG...: fails unless every run of the workload fails for that reason, status 1, and compute is
# measured. Where a run is ended by a short --timeout, that may be too short for compute as well, on a busy machine.
breaks() {
	expect 1 run --workload "$1,compute" --mode ptrace-syscall --blocks 1 --window 1 --ops 20 -o r "${@:3}"
	local late
	late=$(count r/runs.csv '$r{workload} eq "compute" && $r{reason} =~ /--timeout/')
	[[ "$late" -eq 0 || $2 == *--timeout* ]] || fail "compute was ended"
	[[ "$stderr" == "tracetax: $((3 + late)) runs failed"*"r/runs.csv"* ]] || fail "$((3 + late)) failed runs are due"
	exact r
	rows r/runs.csv "\$r{workload} eq '$1'" status reason wall_ns >found
	[ "$(wc -l <found)" -eq 3 ]
	! grep -vP "^fail\t$2\t$" found || fail "\"$2\" is due: $(cat found)"
	[ "$(count r/runs.csv '$r{workload} eq "compute" && $r{status} eq "ok"')" -eq $((3 - late)) ] || fail "the rest is not measured"
	[[ "$(rows r/summary.csv 1 workload | sort -u)" == compute || $late -gt 0 ]] || fail "what failed is in the summary"
	[ "$(count r/summary.csv "\$r{workload} eq '$1'")" -eq 0 ] || fail "what failed is in the summary"
	[[ "$output" =~ fail:\ [^:]*ptrace-syscall[^:]*\($1\ same[^:]*\):\  ]] || fail "no line of its failure"
	nothing_runs || fail "left: $(processes)"
	scratch_is_gone
}

@test "one new file is enough: the build finds it, list and run know it" {
	expect 0 list workloads
	for name in crash hang early forker; do grep -q "^$name  *1  *- .*goes wrong" <<<"$output" || fail "$name"; done
	expect 0 list modes
	grep -q '^miscount  *3 ' <<<"$output"
	grep -q '^miscount-later  *2 ' <<<"$output"
}

@test "a workload that crashes" { breaks crash 'the workload died of SIGSEGV'; }
# bats test_tags=long
@test "a workload that crashes, as an ordinary user" {
	as_user
	breaks crash 'the workload died of SIGSEGV'
}
@test "a workload that hangs in a call" { breaks hang 'no end after 1 s \(--timeout\)' --timeout 1; }
# bats test_tags=long
@test "a workload that spins" { breaks spin 'no end after 1 s \(--timeout\)' --timeout 1; }
@test "a workload that exits early" { breaks early 'the workload exited with status 3 before the end of its window'; }
@test "a workload that exits early and says that all is well" {
	breaks polite 'the workload exited with status 0 before the end of its window'
}
@test "a workload that fails after its window" { breaks late 'the workload exited with status 4'; }
@test "a workload that cannot be set up" { breaks unready "the workload.s setup: No space left on device"; }

# Expects a cell that is left out before its first run: a row for each mode, of no pass.
greedy_refused() {
	through prlimit --nofile=64
	expect 0 run --workload greedy,compute --mode ptrace-syscall,seccomp-trace "${SMALL[@]}" -o r
	exact r
	rows r/runs.csv '$r{workload} eq "greedy"' status pass reason mode | sort >refusals
	for mode in ptrace-syscall seccomp-trace untraced; do
		printf "skip\t\tthe workload's setup: Too many open files: raise ulimit -n (RLIMIT_NOFILE), or ask for fewer\t%s\n" $mode
	done | diff - refusals || fail "a refusal of each mode is due"
	[ "$(count r/runs.csv '$r{workload} eq "compute" && $r{status} eq "ok"')" -eq 4 ] || fail "the rest is not measured"
	nothing_runs && scratch_is_gone
}

@test "a workload that wants more descriptors than it may have: refused before its first run" { greedy_refused; }
# bats test_tags=long
@test "a workload that wants more descriptors, as an ordinary user" {
	as_user
	greedy_refused
}

@test "a workload that makes fewer calls than it says: seen by every mode that stops them" {
	expect 1 run --workload few --mode ptrace-syscall,seccomp-trace,seccomp-trace-select --blocks 1 --ops 32 --window 1 -o r
	for mode in ptrace-syscall seccomp-trace seccomp-trace-select; do
		rows r/runs.csv "\$r{mode} eq '$mode'" status reason >found
		grep -qP '^fail\t(32|16) stops counted where (64|32) are due$' found || fail "$mode: $(cat found)"
	done
	[ "$(rows r/summary.csv 1 mode)" = untraced ]
}

@test "a workload that has fewer events than it declares: seen by every mode that is told of them" {
	expect 1 run --workload eventless --mode ptrace-syscall,ptrace-each,seccomp-trace,user-notif-continue --blocks 1 --ops 32 --window 1 -o r
	for mode in ptrace-syscall ptrace-each seccomp-trace; do
		[ "$(rows r/runs.csv "\$r{mode} eq '$mode'" status reason)" = $'fail\t0 new tasks counted where 32 are due' ] || fail "$mode"
	done
	[ "$(rows r/runs.csv '$r{mode} eq "user-notif-continue"' status)" = ok ]
}

@test "a workload whose calls are libc's, and not the same in each operation: no run of it, and a failure" {
	expect 1 run --workload fickle,compute --mode seccomp-allow,user-notif-continue "${SMALL[@]}" -o r
	exact r
	rows r/runs.csv '$r{workload} eq "fickle"' status pass reason mode | sort >found
	for mode in seccomp-allow untraced user-notif-continue; do
		printf 'fail\t\tits calls must be counted by ptrace-syscall: they are not the same in each operation\t%s\n' $mode
	done | diff - found || fail "a failure of each mode is due"
	[ "$(count r/runs.csv '$r{workload} eq "compute" && $r{status} eq "ok"')" -eq 4 ] || fail "the rest is not measured"
	nothing_runs && scratch_is_gone
}

# bats test_tags=long
@test "a workload whose grandchildren have left its session: all are ended" {
	expect 0 run --workload forker,compute --mode untraced --blocks 2 --window 1 --ops 20 -o r
	exact r
	nothing_runs || fail "left: $(processes)"
}

@test "a workload whose grandchildren have left its session, traced: all are ended" {
	in_turn seccomp-trace-miss ptrace-syscall
	capture tracetax run --workload forker,compute --mode "$(IFS=,; echo "${chosen[*]}")" --blocks 1 \
		--window 1 --ops 20 --timeout 3 -o r
	[ "$status" -le 1 ]
	[ "$(count r/runs.csv '$r{workload} eq "forker" && $r{role} eq "treatment"')" -eq ${#chosen[@]} ]
	[ "$(count r/runs.csv '$r{workload} eq "compute" && $r{status} eq "ok"')" -eq $((2 + ${#chosen[@]})) ]
	[ "$(count r/runs.csv '$r{status} ne "ok" && $r{reason} !~ /timeout/')" -eq 0 ]
	nothing_runs || fail "left: $(processes)"
}

forker_is_traced() {
	[ "$(processes tracetax-driver | wc -l)" -ge 4 ] && ! grep -q '^TracerPid:.0$' /proc/"$(processes tracetax-driver | tail -n1)"/status
}

@test "a workload whose grandchildren have left its session, traced: kill -9 of the harness ends them all" {
	launch run --workload forker --mode ptrace-syscall,seccomp-trace-miss --blocks 1000 --window 1 --ops 20 -o r
	await forker_is_traced || fail "no tree was caught: $(processes)"
	kill -KILL "$PID"
	ended 137
	await nothing_runs || fail "left: $(processes)"
}

@test "a mode that counts wrong: found out on its first calls, left out with the reason" {
	expect 1 run --workload getpid,compute --mode miscount,ptrace-syscall --blocks 1 --window 1 --ops 20 -o r
	rows r/runs.csv '$r{mode} eq "miscount"' status workload reason wall_ns >found
	[ "$(grep -cP '^fail\t(getpid|compute)\t200 stops counted where 300 are due\t$' found)" -eq 2 ] || fail "$(cat found)"
	[ "$(wc -l <found)" -eq 2 ]
	[ "$(count r/runs.csv '$r{mode} ne "miscount" && $r{status} eq "ok"')" -eq 6 ] || fail "the rest is not measured"
	never grep -q miscount r/summary.csv
}

@test "a mode that counts wrong later: fail rows, never a fast result" {
	expect 1 run --workload getpid,getppid --mode miscount-later --blocks 2 --window 1 --ops 20 -o r
	[ "$(rows r/runs.csv '$r{mode} eq "miscount-later" && $r{workload} eq "getppid"' status reason | sort -u)" = \
		$'fail\t0 stops counted where 40 are due' ]
	[ "$(count r/runs.csv '$r{mode} eq "miscount-later" && $r{workload} eq "getpid" && $r{status} eq "ok"')" -eq 2 ]
	[ "$(rows r/summary.csv '$r{mode} eq "miscount-later"' workload)" = getpid ]
	[[ "$stderr" == "tracetax: 2 runs failed"* ]]
}

@test "a mode that fails three times running is given up, and its cell goes on" {
	expect 1 run --workload getppid --mode miscount-later,ptrace-syscall --blocks 5 --window 1 --ops 20 -o r
	[ "$(count r/runs.csv '$r{mode} eq "miscount-later"')" -eq 3 ]
	[ "$(count r/runs.csv '$r{mode} eq "ptrace-syscall" && $r{status} eq "ok"')" -eq 5 ]
}

@test "a tracer that crashes: the reason, and its tracee goes with it" { tracer_crashes; }
@test "a tracer that crashes, where SIGCHLD is ignored" {
	through env --ignore-signal=CHLD
	tracer_crashes
}

tracer_crashes() {
	expect 1 run --workload getpid,getppid --mode dying --blocks 1 --window 1 --ops 20 -o r
	[ "$(rows r/runs.csv '$r{mode} eq "dying" && $r{workload} eq "getppid"' status reason)" = \
		$'fail\tthe tracer died of SIGABRT' ]
	nothing_runs || fail "left: $(processes)"
}

@test "a mode that cannot be armed: the reason, and the rest runs" {
	expect 1 run --mode handless,ptrace-syscall --blocks 1 --window 1 --ops 20 -o r
	[ "$(rows r/runs.csv '$r{mode} eq "handless"' reason)" = 'arming it: Input/output error' ]
	[ "$(count r/runs.csv '$r{status} eq "ok"')" -eq 3 ]
}
