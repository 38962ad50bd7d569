#!/usr/bin/env bash
# every.bash PROGRAM: runs it under every mode that trace takes, as every user, and writes what came of it as TAP. It is
# the long form of programs.bats: `make check-transparency` has it run all programs. MODES="MODE..." takes these alone.
# shellcheck disable=SC2034,SC2154 # helpers.bash gives and reads names
cd "${BASH_SOURCE[0]%/*}/../.." || exit
bats_require_minimum_version() { :; } # these files are of bats, and nothing here is
source tests/helpers.bash
source tests/programs.bash
FILE=$PROGRAMS/${1##*/}

number=0
result() { echo "$1 $((++number)) $2"; }
said_as_comment() { sed 's/^/# /'; }

# Fails unless the machine lacks something for $mode, as trace says, which then is the result.
lacks() {
	options=$(selecting "$mode") traced true
	[[ $status -ne 0 && $stderr == "tracetax: "* ]] && result ok "$mode as $user # skip $(head -n 1 <<<"$stderr")"
}

# Fails unless a signal ended calls, which then is the result.
lost() {
	[ -n "$vanished" ] && result ok "$mode as $user # skip a signal ended calls before the supervisor had them ($vanished)"
}

judge() {
	local acted vanished judged=0
	is_as_alone "$FILE" >"$TEST_DIR/difference" || judged=$?
	if [ "$acted" = "$due" ] && [ $judged -eq 0 ]; then
		result ok "$mode as $user"
	elif lacks || lost; then
		return
	elif [ $judged -eq 0 ]; then
		result ok "$mode as $user: differs, $(why_differs "$FILE")"
	else
		result "not ok" "$mode as $user"
		said_as_comment <"$TEST_DIR/difference"
	fi
}

# Runs it twice alone first: what is not the same then cannot be compared.
judge_all() {
	local due due_status once
	alone_as "$FILE"
	once=$due
	if [ "$due_status" -eq 77 ]; then result ok "as $user # skip $(sed -n 2p <<<"$due")" && return; fi
	alone_as "$FILE"
	if [ "$once" != "$due" ]; then
		result "not ok" "as $user: alone it is not twice the same"
		diff -U 2 <(echo "$once") <(echo "$due") | said_as_comment
		return
	fi
	for mode in ${MODES-$(modes '$r{traces} eq "yes" && $r{n_max} eq ""')}; do judge; done
}

copy_programs "$BUILD" || exit
trap 'teardown_file' EXIT
trap 'exit 143' TERM INT HUP
setup
trap - ERR
why=$(missing "$FILE")
if [ "$why" ]; then
	result ok "# skip $why"
else
	for user in $(users); do judge_all; done
fi
cd "$TOP" || exit
echo "1..$number"
