# Runs the programs of transparency/programs under `tracetax trace`, and compares what they do with what they do alone.
# Each is a file, which is run in an empty directory and prints what is to be compared. Its comments tell:
#
#   # needs: COMMAND...                  what it takes; ending with status 77, it says itself what is missing
#   # short                              it takes a moment: `make check` runs it too, in a mode of each kind
#   # differs: MODE[:USER] REASON        it is not as alone there; a pattern, as in @(ptrace-*|seccomp-trace*):nobody
# shellcheck shell=bash disable=SC2034,SC2053,SC2154 # helpers.bash gives and reads names; what differs is a pattern

PROGRAMS=$PWD/tests/transparency/programs
shopt -s extglob

# What trace says of itself, which is not compared.
OURS='^tracetax: (.* (ran unwatched|gave up its setuid or setgid bit) \(programs: [0-9]+\)|[0-9]+ (stops|calls were ended by a signal instead))$'

# told FILE WORD: prints what its comments of this kind tell.
told() { sed -n "s/^# $2:\{0,1\} *//p" "$1"; }

short_programs() { grep -lx '# short' "$PROGRAMS"/*; }

# missing FILE: prints the commands that it needs and that are not here.
missing() {
	local name
	for name in $(told "$1" needs); do
		if ! PATH=/usr/local/bin:/usr/bin:/bin command -v "$name" >/dev/null; then echo "$name is not installed"; fi
	done | head -n 1
}

# Prints the files that are left here: kind, rights and name of each, and the sums of what they hold.
left_here() {
	find . -mindepth 1 -printf '%y %m %p %l\n' | sort
	find . -type f -exec cksum {} + | sort
}

# acts RUNNER FILE: runs it by this function in an empty directory, always the same. Sets $acted to what it did,
# and $vanished to the number of calls that a signal ended before a supervisor had received them, as no supervisor can help.
acts() {
	local here=$WORK/here
	rm -rf "${WORK:?}/here" "${WORK:?}/home"
	mkdir -m 777 "$here" "$WORK/home"
	install -m 755 "$2" "$WORK/program"
	cd "$here" || return 1
	HOME=$WORK/home "$1" "$WORK/program"
	vanished=$(sed -n 's/^tracetax: \([0-9]*\) calls were ended by a signal instead$/\1/p' <<<"$stderr")
	acted=$(echo "status $status, output:"; echo "$output"; echo "errors:"
		grep -Ev "$OURS|^$" <<<"$stderr"; echo "files:"; left_here)
	cd "$WORK" || return 1
}

# alone_as FILE: has $due say what it does without a tracer.
alone_as() {
	acts alone "$1"
	due=$acted due_status=$status
}

# why_differs FILE: prints the reason for which it is not as alone in $mode as $user, if there is one.
why_differs() {
	local pattern reason
	told "$1" differs | while read -r pattern reason; do
		[[ $pattern == *:* ]] || pattern+=":*"
		if [[ $mode:$user == $pattern ]]; then echo "$reason"; fi
	done | head -n 1
}

# is_as_alone FILE: fails, and prints the difference, unless it does in $mode what it does alone; or if it does, and a
# difference is to be expected. A program that has lost calls may do anything: $vanished tells.
is_as_alone() {
	local options reason
	options="$(selecting "$mode") --count" reason=$(why_differs "$1")
	acts traced "$1"
	if [ "$due" = "$acted" ]; then
		[ -z "$reason" ] || { echo "no longer differs: take out \"$reason\"" && return 1; }
	elif [ -z "$reason$vanished" ]; then
		diff -U 2 --label alone --label "$mode" <(echo "$due") <(echo "$acted") | head -n 40
		return 1
	fi
}
