#!/usr/bin/env bats
# make dist-static: a directory that runs where nothing is installed.
load ../helpers

# carried ROOT: puts the directory there, as ROOT/tracetax.
carried() {
	local made=("$BUILD"/dist/tracetax-*/)
	[ -x "${made[0]}/bin/tracetax" ] || skip "it is not built: make dist-static"
	mkdir -p "$1"
	cp -r "${made[0]}" "$1/tracetax"
}

# within ROOT COMMAND...: runs it where this is all that there is, with /proc, /sys, /dev and an empty /tmp.
within() {
	local user
	if [ "$EUID" -ne 0 ]; then user=-r; fi
	mkdir -p "$1/proc" "$1/sys" "$1/dev" "$1/tmp"
	unshare -m $user sh -c 'root=$1 && shift || exit 99
		for at in proc sys dev; do mount --rbind /$at "$root/$at" || exit 99; done
		exec env -u TMPDIR chroot "$root" "$@"' sh "$@"
}
need_chroot() { mkdir "$TEST_DIR/try" && { within "$TEST_DIR/try" /none || [ $? -eq 127 ]; } 2>/dev/null || skip "no root of one's own here"; }

# What each run counted. What a machine lacks is a reason, which is compared as well.
counts() { rows "$1" 1 block workload size placement mode role status reason ops calls stops signal_stops new_tasks execs | sort; }

@test "dist: in an empty root each mode counts what it counts as it was built" {
	need_chroot
	carried root
	local campaign=(--workload getpid,fork,execve,memory-read --mode all "${SMALL[@]}" --seed 1 --quiet)
	status=0
	tracetax run "${campaign[@]}" -o built >/dev/null || status=$?
	capture within root /tracetax/bin/tracetax run "${campaign[@]}" -o /tmp/c
	finished
	[ "$(count built/runs.csv '$r{status} eq "ok"')" -ge 50 ] || fail "few rows were measured"
	diff <(counts built/runs.csv) <(counts root/tmp/c/runs.csv) >differences || fail "$(cat differences)"
	# all that is left out is charts, in a line
	capture within root /tracetax/bin/tracetax report /tmp/c -o /tmp/report.md
	[[ "$stderr" == *"gnuplot is not installed: no charts"* ]] || fail "charts"
	[ -s root/tmp/report.md ] || fail "no report"
	capture within root /tracetax/bin/tracetax exec -- /tracetax/libexec/tracetax/ends-at-once
	finished "exec"
}

@test "dist: what is traced has its machine's libraries, and nothing of ours in its environment" {
	carried .
	local ours=$WORK/tracetax/bin/tracetax
	for mode in untraced ptrace-syscall seccomp-allow; do
		capture "$ours" trace -m "$mode" -- cat /proc/self/maps
		[ "$status" -eq 0 ] || [ "$mode" = ptrace-syscall ] || fail
		[[ "$output" != *"$WORK"* ]] || fail "$mode: it is in what it maps"
		capture env -i PATH="$PATH" A=1 "$ours" trace -m "$mode" -- env
		same "the environment in $mode" "PATH=$PATH"$'\n'A=1 "$output"
	done
	# our own programs have none of the machine's
	"$ours" run --workload getpid --mode untraced --blocks 1 --window 1000 --quiet -o c >/dev/null &
	await grep -qs "$WORK" /proc/$!/maps
	awk '$6 ~ /^\// && index($6, "'"$WORK"'/") != 1 { print $6 }' /proc/$!/maps | sort -u >foreign
	kill -INT $! && wait $! || true
	[ ! -s foreign ] || fail "$(cat foreign)"
}

@test "dist: a program of another C library is traced in every way" {
	need_chroot
	command -v musl-gcc >/dev/null || skip "musl-gcc is not installed: apt-get install musl-tools"
	carried root
	cat >program.c <<'END'
#include <unistd.h>
int main(void) { for (int i = 0; i < 1000; i++) getppid(); return write(1, "done\n", 5) == 5 ? 7 : 1; }
END
	mkdir root/lib
	musl-gcc -o root/program program.c
	cp -L /lib/ld-musl-*.so.1 root/lib
	for mode in untraced preload rewrite sud-trap sigsys-trap seccomp-trace ptrace-syscall user-notif-continue; do
		capture within root /tracetax/bin/tracetax trace -m "$mode" -- /program
		if [[ "$stderr" == *"not permitted"* || "$stderr" == *" needs "* || "$stderr" == *"protection keys"* ]]; then continue; fi
		[ "$status" -eq 7 ] && [ "$output" = done ] || fail "$mode"
		[ -z "$stderr" ] || fail "$mode: not watched as a whole"
	done
}

@test "dist: a place that the loader cannot name, and a directory that is not whole" {
	carried a:b
	capture a:b/tracetax/bin/tracetax --version
	[ "$status" -eq 1 ] && [[ "$stderr" == "tracetax: "*"a:b"*": move it where no name has a colon"* ]] || fail
	[ "${#stderr_lines[@]}" -eq 1 ] || fail
	mv a:b/tracetax 'with blank'
	capture 'with blank/bin/tracetax' --version
	[ "$status" -eq 0 ] && [[ "$output" == "tracetax "* ]] || fail
	mv 'with blank' whole
	rm -r whole/libexec/tracetax/carried
	capture whole/bin/tracetax --version
	[ "$status" -eq 1 ] && [[ "$stderr" == "tracetax: "*"unpack the directory as a whole" ]] || fail
}
