#!/bin/sh
# Every mode on other kernels and machines, in emulation: counts are exact, and a mode is skipped only where the kernel
# lacks it. Prints TAP.
#
#   run.sh           all of this CPU
#   run.sh NAME...   those machines of the table below; of another CPU, with what sysroot.sh fetched in $SYSROOT
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# name | kernel | options of kernels.sh | words for the kernel | modes that root finds missing | those that a user finds
# missing
machines() {
	cat <<'END'
6.1 | 6.1 | --smp 1 | | user-notif-sync |
6.12 | 6.12 | --smp 4 | | |
nosmp | 6.12 | --smp 4 | nosmp | |
small | 6.12 | --smp 1 --memory 128 | | |
yama-1 | 6.12 | --smp 1 | sysctl.kernel.yama.ptrace_scope=1 | |
yama-2 | 6.12 | --smp 1 | sysctl.kernel.yama.ptrace_scope=2 | | ptrace-syscall seccomp-trace user-notif
no-tracefs | 6.12 | --smp 1 | guest.no_tracefs | tracepoint |
arm64 | other | --smp 2 | | preload ptrace-each rewrite rewrite-armed sigsys-trap sud-armed sud-trap user-notif-sync | preload sud-trap
riscv64 | other | --smp 2 | | preload ptrace-each ptrace-sysemu rewrite rewrite-armed sigsys-trap sud-armed sud-trap | preload sud-trap
END
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

trim() { echo "$1" | sed 's/^ *//; s/ *$//'; }

# shellcheck disable=SC2046 # names
[ $# -gt 0 ] || set -- $(machines | awk -F '[ |]+' '$2 != "other" { print $1 }')
due=$#
echo "1..$due"
n=0 failures=0
while IFS='|' read -r name kernel options words root_lacks user_lacks; do
	name=$(trim "$name")
	case " $* " in *" $name "*) ;; *) continue ;; esac
	case $kernel in *other*) kernel="--sysroot $SYSROOT" ;; esac
	n=$((n + 1))
	words=$(trim "$words")
	begun=$(date +%s)
	# shellcheck disable=SC2086 # lists of words
	sh "$top/scripts/kernels.sh" $options --words "$words" --script "$top/tests/kernels/guest.sh" -o "$out/$name" $kernel \
		>"$out/log" 2>&1 </dev/null
	found=$(find "$out/$name" -name root.status 2>/dev/null | head -n 1)
	if [ "$found" ]; then
		found=${found%/*}
		said=$(judge root "$(trim "$root_lacks")"; judge nobody "$(trim "$user_lacks")")
	else
		said=$(cat "$out/log")
	fi
	[ ! "$said" ] || failures=$((failures + 1))
	echo "${said:+not }ok $n $name in $(($(date +%s) - begun)) s"
	[ ! "$said" ] || echo "$said" | sed 's/^/# /'
done <<END
$(machines)
END
[ "$n" -eq "$due" ] || { echo "# $n of $due machines are known" && failures=1; }
[ "$failures" -eq 0 ]
