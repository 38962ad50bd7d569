#!/bin/sh
# Runs the unit test programs and the bats files, adds up their TAP, and closes with "N passed, N failed, N skipped".
#
#   run.sh           all: as many files at once as there are CPUs, then those that need the machine for themselves, which
#                    say so: "# bats file_tags=alone"
#   run.sh FILE...   these, one after the other; of FILE:NAMES only the tests whose names match that expression
#
# ROUNDS=10 is the long form (limits.bash): then those run too that say "# bats test_tags=long".
set -u

# A hung test must end as a failure with a name, not as a job that is cancelled. The limit is of a file, since one of each
# test would start two processes for each.
limit_seconds=${TEST_TIMEOUT:-1800}

# A result counts only if it bears the next number, since a message may hold lines that look like results.
count() {
	awk '
	/^1\.\.[0-9]+/ { plan = substr($1, 4) }
	{ number = $1 == "not" ? $3 : $2 }
	/^(not )?ok / && number == results + 1 {
		results++
		if ($1 == "not") failed++
		else if (tolower($0) ~ /# *skip/) skipped++
		else passed++
	}
	END { printf "%d %d %d %s\n", passed, failed, skipped, plan == "" ? "none" : plan }' "$1"
}

details() { awk '/^(not )?ok / { show = /^not/ || tolower($0) ~ /# *skip/ } /^1\.\./ { show = 0 } show { print "  " $0 }' "$1"; }

# tally NAME STATUS SECONDS: prints the results of one file, from $one/tap and, for what TAP cannot tell, $one/output.
# Writes its counts to $one/count.
tally() {
	# shellcheck disable=SC2046 # four words
	set -- "$1" "$2" $(count "$one/tap") "$3"
	broken='' more=0
	if [ "$2" -eq 124 ] || [ "$2" -eq 137 ]; then
		broken="stopped after $limit_seconds s, or killed, in the test after number $(($3 + $4 + $5))"
	elif [ "$6" = none ]; then
		broken="ended without a plan, status $2"
	elif [ "$6" -ne $(($3 + $4 + $5)) ]; then
		broken="gave $(($3 + $4 + $5)) of $6 results, status $2"
	elif [ "$2" -ne 0 ] && [ "$4" -eq 0 ]; then
		broken="no test failed, but the status is $2"
	fi
	printf '%-40s %3d passed, %d failed, %d skipped, %3d s\n' "$1" "$3" "$4" "$5" "$7"
	details "$one/tap"
	if [ "$broken" ]; then
		more=1
		echo "  broken: $1 $broken"
		tail -n 40 "$one/output" | sed 's/^/  | /'
	fi
	echo "$3 $(($4 + more)) $5" >"$one/count"
}

if [ "${ROUNDS:-1}" -gt 1 ]; then form=; else form='--filter-tags !long'; fi

# The limit of check(3) for each unit test, 4 s, is for hangs as well.
export CK_TIMEOUT_MULTIPLIER=30
run() { timeout --foreground -k 10 "$limit_seconds" "$@" </dev/null; }

# Kills what a file has left, as one does that hangs. It is known by its environment; workloads, which have none of it, end
# with their harness. Does it several times, since a process may have forked meanwhile.
kill_left() (
	one=$TESTS_ONE
	unset TESTS_ONE
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		left=$(grep -lsxzF "TESTS_ONE=$one" /proc/[0-9]*/environ | tr -dc '0-9\n')
		[ "$left" ] || break
		# shellcheck disable=SC2086 # several
		kill -KILL $left 2>/dev/null
	done
)

# Notes after each result how long it took since the one before: bats --timing starts four processes for each test. Is no
# process that kill_left knows.
timed() (
	unset TESTS_ONE
	# shellcheck disable=SC2016 # for bash
	exec bash -c '
		last=$EPOCHREALTIME
		while IFS= read -r line; do
			case $line in "ok "* | "not ok "*)
				now=$EPOCHREALTIME
				ms=$(((${now/[.,]} - ${last/[.,]}) / 1000)) last=$now
				skip=${line#"${line%% # skip*}"}
				line="${line%"$skip"} in ${ms}ms$skip" ;;
			esac
			printf "%s\n" "$line"
		done'
)

run_one() {
	one=$(mktemp -d "$TESTS_RUN/XXXXXX") || exit 1
	export TESTS_ONE="$one"
	: >"$one/tap"
	echo "${1#*tests/}" >"$one/name"
	case $1 in *:*) names=${1#*:} ;; *) names= ;; esac
	begun=$(date +%s)
	case $1 in
	*.bats | *.bats:*)
		# shellcheck disable=SC2086 # words
		{
			run $isolated bats --tap $form ${names:+--filter "$names"} "${1%%:*}" 2>"$one/output"
			echo $? >"$one/status"
			kill_left # else the pipe might stay open
		} | timed >"$one/tap"
		read -r status <"$one/status" ;;
	*/transparency/programs/*)
		run $isolated bash tests/transparency/every.bash "$1" >"$one/tap" 2>"$one/output"
		status=$?
		kill_left ;;
	*)
		CK_TAP_LOG_FILE_NAME=$one/tap run "$1" >"$one/output" 2>&1
		status=$? ;;
	esac
	tally "${1#*tests/}" "$status" $(($(date +%s) - begun)) >"$one/report"
	cat "$one/report"
}

# Prints all files, the longest first as far as names and sizes tell, so that none of those is still running when all
# others are done. A unit test is named by its source: an old build may have others.
list() {
	ls -S tests/transparency/*.bats tests/faults/*.bats
	ls -S tests/cli/*.bats tests/statistics/*.bats
	for file in tests/unit/*.c; do
		echo "${BUILD:-build}/${file%.c}"
	done
}
is_alone() { head -n 3 "$1" | grep -q '^# bats file_tags=alone$'; }
listed() {
	list | while read -r file; do
		if is_alone "$file"; then kind=alone; else kind=together; fi
		if [ "$kind" = "$1" ]; then echo "$file"; fi
	done
}

# Campaigns lock the machine against each other, unless each file is in a time namespace of its own, which is what they
# lock.
# shellcheck disable=SC2209 # words
isolated='unshare --time --fork --kill-child'
$isolated true 2>/dev/null || isolated=

# This is one of many, started below.
if [ "${TESTS_RUN-}" ]; then
	run_one "$1"
	exit
fi

TESTS_RUN=$(mktemp -d) || exit 1
export TESTS_RUN
trap 'rm -rf "$TESTS_RUN"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

at_once() { xargs -n 1 -P "$1" sh "$0"; }
if [ $# -gt 0 ]; then
	due=$#
	printf '%s\n' "$@" | at_once 1
else
	due=$(list | wc -l)
	# More at once than there are CPUs take longer: where a fork is expensive, two at a time disturb each other already.
	listed together | at_once "$([ "$isolated" ] && nproc || echo 1)"
	listed alone | at_once 1
fi

# Prints what failed once more, at the end, where a reader of a long log looks first.
failures() {
	grep -L '^[0-9]* 0 ' "$TESTS_RUN"/*/count | while read -r counts; do
		awk 'NR == 1 { print "failed in " $1 ":" } /^  (not )?ok |^  broken: / { left = /^  ok / ? 0 : 12 } NR > 1 && left-- > 0' \
			"${counts%count}report"
	done
}
# Prints where the time goes, from lines of timed: "ok 3 a name in 1234ms".
slowest() {
	echo "slowest:"
	for tap in "$TESTS_RUN"/*/tap; do
		sed -nE "s,^(not )?ok [0-9]+ (.*) in ([0-9]+)ms( # .*)?$,\3 $(cat "${tap%tap}name"): \2,p" "$tap"
	done | sort -rn | head -n 10 | awk '{ ms = $1; $1 = ""; printf "%7.1f s %s\n", ms / 1000, $0 }'
}
slowest
failures
cat "$TESTS_RUN"/*/count | awk -v due="$due" '
	{ passed += $1; failed += $2; skipped += $3 }
	END {
		if (NR != due) { printf "broken: %d of %d files gave a result\n", NR, due; failed++ }
		printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
		exit failed > 0 || passed + skipped == 0
	}'
