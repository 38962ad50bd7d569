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

# lacking: says what the machine lacks for $mode, if it does.
lacking() {
	options=$(selecting "$mode") traced true
	if [ "$status" -ne 0 ]; then echo "${stderr:-status $status}" | head -n 1; fi
}

judge() {
	local acted vanished why
	if is_as_alone "$FILE" >"$TEST_DIR/difference"; then
		[ "$acted" = "$due" ] || [ -z "$vanished" ] || { result ok "$mode as $user # skip a signal ended $vanished calls before the supervisor had them" && return; }
		why=$(why_differs "$FILE")
		result ok "$mode as $user${why:+: differs, $why}"
		return
	fi
	why=$(lacking)
	if [ "$why" ]; then result ok "$mode as $user # skip $why" && return; fi
	result "not ok" "$mode as $user"
	said_as_comment <"$TEST_DIR/difference"
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

copy_programs "$BUILD"
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
