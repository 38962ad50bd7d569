#!/bin/sh
# Every mode on other kernels and machines, in emulation, and the tests of what a kernel may have or lack: counts are
# exact, and a mode is skipped only where the kernel lacks it. Prints TAP, and closes with "N passed, N failed, N
# skipped": the machines, and the tests that ran on them. A kernel that is not to be had is a skip.
#
#   run.sh           all of this CPU
#   run.sh NAME...   those machines of the table below; of another CPU, with what sysroot.sh fetched in $SYSROOT
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
built=$(cd "$top" && realpath "${B:-build}")
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# name | kernel | options of kernels.sh | words for the kernel | modes that root finds missing | those that a user finds
# missing | what tests/run.sh runs there, below tests/
machines() {
	cat <<'END'
6.1 | 6.1 | --smp 1 | | user-notif-sync | | cli/observers.bats transparency/calls.bats:0x80
6.12 | 6.12 | --smp 4 | | | | faults/refused.bats:bpf.is
nosmp | 6.12 | --smp 4 | nosmp | | | cli/seccomp.bats
cloud | 6.12-cloud | --smp 2 | | | |
small | 6.12 | --smp 1 --memory 128 | | | |
yama-1 | 6.12 | --smp 1 | sysctl.kernel.yama.ptrace_scope=1 | | | transparency/refusals.bats faults/refused.bats:observe cli/modes.bats:fault
yama-2 | 6.1 | --smp 1 | sysctl.kernel.yama.ptrace_scope=2 | user-notif-sync | ptrace-syscall seccomp-trace user-notif | cli/doctor.bats:each.check
no-tracefs | 6.12 | --smp 1 | guest.no_tracefs | tracepoint | |
arm64 | other | --smp 2 | | preload ptrace-each rewrite rewrite-armed sigsys-trap sud-armed sud-trap user-notif-sync | preload sud-trap |
riscv64 | other | --smp 2 | | preload ptrace-each ptrace-sysemu rewrite rewrite-armed sigsys-trap sud-armed sud-trap | preload sud-trap |
END
}

# Prints the options of kernels.sh for what the bats files take. What they look for and is not here, they skip.
with() {
	cd "$top" || return
	for thing in bash bats "$(dirname "$(command -v bats)")"/../lib*/bats-core /usr/lib/locale/C.utf8 \
		sh awk env find grep perl sed setpriv setsid strace strings timeout unshare xargs \
		"$top/tests" "$top/bench" "$top/scripts/charts" "$top/results/published.csv" "$top/harness/page/counter.h" \
		"$built/tracetax" "$built/tracetax-driver" "$built"/*.so "$built/post" "$built/ends-at-once" "$built/tests/reference"; do
		case $thing in */*) [ ! -e "$thing" ] ;; *) ! command -v "$thing" >/dev/null ;; esac || echo "--with $thing"
	done
}

# modes FILE STATUS: the modes with this status, sorted, in a line.
modes() {
	awk -F , -v status="$2" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["status"] == status && $at["placement"] == "same" { print $at["mode"] }' "$1" | sort -u | paste -s -d ' ' -
}

# judge WHO MISSING: says what is not as it must be.
judge() {
	runs=$found/$1/runs.csv
	if [ ! -s "$runs" ]; then
		echo "$1: no runs, exit status $(cat "$found/$1.status" 2>/dev/null)"
		return
	fi
	failed=$(modes "$runs" fail) skipped=$(modes "$runs" skip)
	[ ! "$failed" ] || echo "$1: failed: $failed"
	[ "$skipped" = "$2" ] || echo "$1: skipped: '$skipped', due: '$2'"
	[ "$(modes "$runs" ok | wc -w)" -ge 3 ] || echo "$1: hardly any mode was measured"
}

# counted FILE: prints the numbers of the last line of tests/run.sh.
counted() { sed -n '$s/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$1"; }

# add PASSED FAILED SKIPPED
add() { passed=$((passed + $1)) failures=$((failures + $2)) skips=$((skips + $3)); }

trim() { echo "$1" | sed 's/^ *//; s/ *$//'; }
comment() { sed 's/^/# /'; }

# shellcheck disable=SC2046 # names
[ $# -gt 0 ] || set -- $(machines | awk -F '[ |]+' '$2 != "other" { print $1 }')
due=$#
echo "1..$due"
n=0 passed=0 failures=0 skips=0
while IFS='|' read -r name kernel options words root_lacks user_lacks tests; do
	name=$(trim "$name")
	case " $* " in *" $name "*) ;; *) continue ;; esac
	case $kernel in *other*) kernel="--sysroot $SYSROOT" ;; esac
	n=$((n + 1))
	words=$(trim "$words") tests=$(trim "$tests")
	begun=$(date +%s)
	{ echo "top='$top' BUILD='$built' tests='$tests'" && cat "$top/tests/kernels/guest.sh"; } >"$out/guest.sh"
	# shellcheck disable=SC2046,SC2086 # lists of words
	sh "$top/scripts/kernels.sh" $options --words "$words" --script "$out/guest.sh" ${tests:+$(with)} -o "$out/$name" $kernel \
		>"$out/log" 2>&1 </dev/null
	status=$?
	took="$name in $(($(date +%s) - begun)) s"
	if [ "$status" -eq 77 ]; then
		add 0 0 1
		echo "ok $n $took # skip $(tail -n 1 "$out/log")"
		continue
	fi
	found=$(find "$out/$name" -name root.status 2>/dev/null | head -n 1)
	if [ "$found" ]; then
		found=${found%/*}
		said=$(judge root "$(trim "$root_lacks")"; judge nobody "$(trim "$user_lacks")")
		counts=$(counted "$found/tests")
		case $tests:$counts in
		: | *' 0 '*) ;;
		*:) said=${said:+$said; }"the tests there did not end" ;;
		*) said=${said:+$said; }"tests failed there" ;;
		esac
	else
		said=$(cat "$out/log") counts=
	fi
	if [ "$said" ]; then add 0 1 0; else add 1 0 0; fi
	echo "${said:+not }ok $n $took"
	[ ! "$said" ] || echo "$said" | comment
	[ ! "$found" ] || comment <"$found/tests"
	# shellcheck disable=SC2086 # three numbers
	[ ! "$counts" ] || add $counts
done <<END
$(machines)
END
[ "$n" -eq "$due" ] || { echo "# $n of $due machines are known" && add 0 1 0; }
echo "$passed passed, $failures failed, $skips skipped"
[ "$failures" -eq 0 ] && [ $((passed + skips)) -gt 0 ]
