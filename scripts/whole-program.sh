#!/bin/sh
# Times the post's program as a whole by hyperfine: DIRECTORY/whole-program.csv, whose columns docs/csv.md explains. The
# program is untraced, traced by tracetax, and by strace; where the scheduler puts them, as in the post, and on one CPU.
# In a block each runs once with its calls and once with none, in random order.
#
#   whole-program.sh DIRECTORY [SECONDS]   in about SECONDS (85): as many calls as let 15 blocks fit, and as many blocks as do
#   FULL=1                                 ten million calls, as in the post, in six blocks: an hour, or several
set -eu
export LC_ALL=C

B=${B:-build}
directory=${1:?is to name the directory of a campaign}
seconds=${2:-85}
least=6 # blocks: of fewer there is no interval
programs='untraced,free ptrace-syscall,free untraced,same ptrace-syscall,same wrap:strace,same'
cpu=$(taskset -cp $$ | sed 's/.*[ ,-]//') # the last usable one: the first takes the interrupts

# Prints what stands in front of the program.
before() {
	case $1 in *,same) printf 'taskset -c %s ' "$cpu" ;; esac
	case $1 in
	ptrace-syscall,*) printf '%s trace -- ' "$B/tracetax" ;;
	wrap:strace,*) printf 'strace -f -o /dev/null ' ;;
	esac
}

# once PROGRAM CALLS: prints the wall, user and system time of one run, in ns.
once() {
	hyperfine --shell=none --runs 1 --style none --export-csv "$scratch/run" --command-name run \
		"$(before "$1")$B/post $2" >/dev/null 2>"$scratch/errors" || return
	awk -F, '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ printf "%.0f,%.0f,%.0f\n", $at["mean"] * 1e9, $at["user"] * 1e9, $at["system"] * 1e9 }
		END { exit NR != 2 }' "$scratch/run"
}

# Prints the length of a program's run, in fifteenths of a block. User time at `free` decides the post's claim, and the
# kernel samples it by ticks: the run that spends the least of its time in user mode is the longest.
share_of() {
	case $1 in
	ptrace-syscall,free) echo 9 ;;
	untraced,free) echo 3 ;;
	*) echo 1 ;;
	esac
}

# Prints how many calls of a program take its share of a block: doubled until a run takes half of it. Nothing if it
# cannot run.
calls_of() {
	[ -z "${FULL:-}" ] || { once "$1" 1000 >/dev/null && echo 10000000; return; }
	calls=1000 run_ns=$((block_ns / 15 * $(share_of "$1")))
	while times=$(once "$1" "$calls"); do
		wall=${times%%,*}
		if [ "$wall" -ge $((run_ns / 2)) ] || [ "$calls" -gt 1000000000 ]; then
			calls=$((calls * run_ns / wall))
			echo $((calls > 10000 ? calls / 1000 * 1000 : calls))
			return
		fi
		calls=$((calls * 2))
	done
	return 1
}

# Prints what hyperfine said of a run that failed.
why() { sed -n 's/^Error: \([^.]*\).*/\1/p' "$scratch/errors"; }

# Prints the programs that can run here, each with its calls: "untraced,free,5000000".
pilot() {
	for program in $programs; do
		if calls=$(calls_of "$program"); then
			echo "$program,$calls"
		else
			echo "whole-program: $program is left out: $(why)" >&2
		fi
	done
}

# block NUMBER PROGRAM,CALLS...: prints the rows of one block.
block() {
	number=$1
	shift
	for program in $(shuf -e "$@"); do
		for calls in 0 "${program##*,}"; do
			times=$(once "${program%,*}" "$calls") || return
			echo "$number,${program%,*},$calls,$times"
		done
	done
}

now() { date +%s; }

# Measures blocks until the time is over, and no fewer than an interval needs. Tells of them every 30 s.
blocks() {
	n=0 took=0 told=$(now)
	while [ "$n" -lt "$least" ] || [ $(($(now) + took)) -le "$deadline" ]; do
		begun=$(now)
		if [ $((begun - told)) -ge 30 ]; then
			told=$begun
			echo "whole-program: $n blocks; $((deadline > begun ? deadline - begun : 0)) s to go" >&2
		fi
		n=$((n + 1))
		block "$n" "$@" || return
		took=$(($(now) - begun))
	done
}

for tool in hyperfine taskset shuf; do
	command -v "$tool" >/dev/null || {
		echo "whole-program: $tool is not installed (sh scripts/setup.sh)" >&2
		exit 1
	}
done
if ! command -v strace >/dev/null; then
	echo "whole-program: strace is not installed: it is left out (sh scripts/setup.sh)" >&2
	programs=${programs% *}
fi
scratch=$(mktemp -d)
partial=
trap 'rm -rf "$scratch" "$partial"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

about="about $seconds s"
deadline=$(($(now) + seconds))
if [ "${FULL:-}" ]; then
	about="an hour, or several"
	deadline=0
fi
# room for fifteen blocks, and a tenth for what is not the runs themselves
block_ns=$((seconds * 900000000 / 15))
block_ns=$((block_ns < 5000000000 ? block_ns : 5000000000))
found=$(pilot)
case $found in
untraced,*) ;;
*)
	echo "whole-program: the program itself cannot be timed" >&2
	exit 1
	;;
esac
echo "The post's program as a whole takes $about. Mode, placement, calls of a run:"
echo "$found"
partial=$(mktemp "$directory/whole-program.XXXXXX.partial") # a name that cannot be guessed, so that no link waits there
chmod 644 "$partial"
echo block,mode,placement,calls,wall_ns,user_ns,system_ns >"$partial"
# shellcheck disable=SC2086 # a program is a word
blocks $found >>"$partial" || {
	echo "whole-program: a run failed: $(why)" >&2
	exit 1
}
mv "$partial" "$directory/whole-program.csv"
