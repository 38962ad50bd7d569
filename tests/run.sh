#!/bin/sh
# Runs the unit test programs and the bats files, adds up their TAP, and closes with "N passed, N failed, N skipped".
set -u

bats_folders="tests/cli tests/faults tests/transparency tests/statistics"
# A hung test must end as a failure with a name, not as a job that somebody cancels.
limit_seconds=${TEST_TIMEOUT:-900}

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
passed=0 failed=0 skipped=0

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

# tally NAME STATUS: adds one file's results, from $work/tap and, for what TAP cannot tell, $work/output.
tally() {
	# shellcheck disable=SC2046 # four words
	set -- "$1" "$2" $(count "$work/tap")
	broken=
	if [ "$2" -eq 124 ] || [ "$2" -eq 137 ]; then
		broken="stopped after $limit_seconds s, or killed"
	elif [ "$6" = none ]; then
		broken="ended without a plan, status $2"
	elif [ "$6" -ne $(($3 + $4 + $5)) ]; then
		broken="gave $(($3 + $4 + $5)) of $6 results, status $2"
	elif [ "$2" -ne 0 ] && [ "$4" -eq 0 ]; then
		broken="no test failed, but the status is $2"
	fi
	passed=$((passed + $3)) failed=$((failed + $4)) skipped=$((skipped + $5))
	printf '%-40s %3d passed, %d failed, %d skipped\n' "$1" "$3" "$4" "$5"
	details "$work/tap"
	if [ "$broken" ]; then
		failed=$((failed + 1))
		echo "  broken: $1 $broken"
		tail -n 40 "$work/output" | sed 's/^/  | /'
	fi
}

run() { timeout --foreground -k 10 "$limit_seconds" "$@" </dev/null; }

for program in build/tests/unit/*; do
	if [ ! -f "$program" ] || [ ! -x "$program" ]; then continue; fi
	: >"$work/tap"
	CK_TAP_LOG_FILE_NAME=$work/tap run "$program" >"$work/output" 2>&1
	tally "unit/${program##*/}" $?
done

for folder in $bats_folders; do
	for file in "$folder"/*.bats; do
		[ -f "$file" ] || continue
		run bats --tap "$file" >"$work/tap" 2>"$work/output"
		tally "${file#tests/}" $?
	done
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ $((passed + skipped)) -gt 0 ]
