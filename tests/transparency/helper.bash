# What every file here needs: the programs where any user may run them, each user and mode in turn,
# a session for every run, and the proof that nothing of it is left.
# shellcheck shell=bash disable=SC2034 # the bats files read some names

source "${BASH_SOURCE[0]%/*}/../limits.bash"

ptrace_modes="ptrace-syscall seccomp-trace seccomp-trace-exit"
call_modes="$ptrace_modes user-notif-continue"

setup_file() {
	programs=$(mktemp -d "${TMPDIR:-/tmp}/tracetax-tests-XXXXXX")
	chmod 755 "$programs"
	install -m 755 "${BUILD:-build}"/{tracetax,tracetax-driver,post} "${BUILD:-build}"/*.so "${BUILD:-build}"/tests/reference/hazard_* "$programs"
	rm -f "$programs"/*.[do]
	export programs
}

teardown_file() { rm -rf "$programs"; }

setup() {
	files=$BATS_TEST_TMPDIR
	room=$(mktemp -d "${TMPDIR:-/tmp}/tracetax-tests-XXXXXX") # that the traced program may write to
	chmod 777 "$room"
	session=
}

teardown() {
	local pid
	for pid in $(session_pids); do kill -KILL "$pid" 2>/dev/null || true; done
	rm -rf "$room"
}

# The users to test as: root and an ordinary one, or who we are.
users() { if [ "$(id -u)" -eq 0 ]; then echo root nobody; else id -un; fi; }

become() {
	if [ "$user" = nobody ] && [ "$(id -u)" -eq 0 ]; then
		exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	fi
	exec "$@"
}

# each FUNCTION MODE...: calls it for every user and mode, in $user and $mode.
each() {
	local check=$1
	shift
	for user in $(users); do
		for mode; do
			echo "as $user, in mode $mode:" # the last such line tells which one failed
			"$check" # not after || or in a condition, where bash ignores the errors within
		done
	done
}

# start COMMAND...: as $user, in a new session, $session, in the background.
start() {
	(become setsid env --default-signal -u _ PATH="$programs:/usr/local/bin:/usr/bin:/bin" "$@") >"$files/out" 2>"$files/err" <"${input:-/dev/null}" 3>&- &
	session=$!
}

# finish: its exit status, in $status; nothing may be left of it.
finish() {
	status=0
	wait "$session" || status=$?
	nothing_left
}

# traced PROGRAM...: one whole run, under the watchdog, in $mode; $options are those of trace.
# shellcheck disable=SC2086 # options are words
traced() {
	start timeout --foreground -k 1 "$LIMIT" tracetax trace --mode "$mode" ${options:-} -- "$@"
	finish
}

# A zombie whose parent is not of the session is no longer ours: it waits for init.
session_pids() {
	[ -z "$session" ] || ps -o pid=,ppid=,stat= -s "$session" | awk '
		{ parent[$1] = $2; state[$1] = $3 }
		END { for (pid in state) if (state[pid] !~ /^Z/ || parent[pid] in state) print pid }'
}

# What was killed may take its time to go.
nothing_left() { await session_is_gone || { ps -o pid,stat,args -s "$session" && return 1; }; }
session_is_gone() { [ -z "$(session_pids)" ]; }

# state_is LETTERS PID
state_is() { [[ $(sed -n 's/^State:\t//p' "/proc/$2/status" 2>/dev/null) == [$1]* ]]; }

is_gone() { [ ! -e "/proc/$1" ]; }

# same WHAT WANTED GOT
same() { [ "$2" = "$3" ] || { echo "$1: $3, not $2"; cat "$files/err"; return 1; }; }

# needs PROGRAM...: skips the test where this, untraced, ends with 77, having said what the machine lacks.
needs() {
	start "$@"
	finish
	[ "$status" -ne 77 ] || skip "$(cat "$files/err")"
}

# ends_with STATUS PROGRAM...: traced, and so it ends.
ends_with() {
	local wanted=$1
	shift
	traced "$@"
	same "status of $*" "$wanted" "$status"
}

# stops PROGRAM...: how many --count tells, in $count.
stops() {
	options="${options:-} --count" ends_with 0 "$@"
	count=$(sed -n 's/^tracetax: \([0-9]*\) stops$/\1/p' "$files/err")
}

# stops_more WANTED PROGRAM N: as many stops for N rounds as for none, and that many more.
stops_more() {
	local none
	stops "$2" 0
	none=$count
	stops "$2" "$3"
	same "stops of $2 $3" "$1" $((count - none))
}
