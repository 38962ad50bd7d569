# Measures workloads of several tasks, and judges how they were served.
# shellcheck shell=bash disable=SC2016,SC2154 # conditions of rows; bats sets some names

# counted MODES BLOCKS OPS ARG...: measures a campaign, in which every run must be ok.
counted() {
	rm -rf r
	finishes run --mode "$1" --blocks "$2" --ops "$3" -o r "${@:4}"
	exact r
	[ "$(count r/runs.csv '$r{status} ne "ok"')" -eq 0 ] || fail "$(rows r/runs.csv '$r{status} ne "ok"' mode reason)"
}

# busy: succeeds if others wanted the CPUs in most runs of ./r. The scheduler then decides which task is served worst.
busy() { [ "$(count r/runs.csv '$r{runnable} > 0')" -gt "$(count r/runs.csv '$r{runnable} eq "0"')" ]; }

# shares WORKLOAD SIZE OPTION...: several blocks of so many tasks, 250 operations for each; each is counted exactly, and
# no ptrace tracer or supervisor of them all lets one wait: the task that came off worst has made four fifths of a fair
# share, in the better of the blocks (where others want the CPUs, half: a loop that starves had less there, too): who
# began first stays up to 50 operations ahead. Tasks that have a tracer each are served by the scheduler, and so slowly that
# 20 operations of each are counted, once.
shares() {
	local of=(--workload "$1" --size "$2" "${@:3}") one='$r{mode} ne "untraced"'
	counted ptrace-each 1 $((20 * $2)) "${of[@]}"
	counted ptrace-syscall,seccomp-trace,user-notif-continue 2 $((250 * $2)) "${of[@]}"
	[ "$(count r/runs.csv "$one && \$r{least_ops} ne '' && \$r{least_ops} <= \$r{ops} / \$r{size}")" -eq 6 ]
	local fair=0.8
	if busy; then fair=0.5; fi
	[ "$(rows r/runs.csv "$one && \$r{least_ops} >= $fair * \$r{ops} / \$r{size}" mode | sort -u | wc -l)" -eq 3 ] ||
		fail "$(rows r/runs.csv "$one" mode ops size least_ops)"
}
