# Runs programs under `tracetax trace`, for each user and mode, each in a session of which nothing may be left.
# shellcheck shell=bash disable=SC2034,SC2154 # bats and the files read some names

# Holds for the modes of `list` that trace takes and that stop each call from outside the process.
watches='$r{traces} eq "yes" && $r{stops_per_call} > 0 && $r{selective} eq "no" && $r{inside} eq "no" && $r{n_max} eq ""'

# once NAME COMMAND...: prints what the command prints, which is run once for all tests of a file.
once() {
	local kept=$FILE_DIR/$1 text
	if [ ! -e "$kept" ]; then
		"${@:2}" >"$kept.new" || return 1
		mv "$kept.new" "$kept"
	fi
	text=$(<"$kept")
	if [ "$text" ]; then echo "$text"; fi
}

# ways CONDITION: prints one of these modes for each way of watching. If several differ only in what they do at a stop,
# it is the one that the others declare to do more than.
ways() {
	listed modes "$watches && $1" stops_per_call events notifies arms tracer_each reference mode at_least >"$TEST_DIR/ways" || return 1
	perl -ne '
		chomp;
		my (@how, $reference, $mode, $at_least);
		(@how[0 .. 4], $reference, $mode, $at_least) = split /\t/, $_, -1;
		next if $reference eq "yes";
		push @{$modes{"@how"}}, $mode;
		$below{$mode} = $at_least;
		END {
			for my $way (sort keys %modes) {
				my ($plainest, $most) = ("", -1);
				for my $mode (@{$modes{$way}}) {
					my $n = grep { $below{$_} eq $mode } @{$modes{$way}};
					($plainest, $most) = ($mode, $n) if $n >= $most;
				}
				print "$plainest\n";
			}
		}' "$TEST_DIR/ways"
}
ptrace_modes() { once ptrace-modes ways '$r{events} eq "yes" && $r{tracer_each} eq "no"'; }
call_modes() { once call-modes ways '$r{tracer_each} eq "no"'; }
each_modes() { modes "$watches"' && $r{tracer_each} eq "yes"'; }
notify_modes() { modes "$watches"' && $r{notifies} eq "yes"'; }

# Prints a mode of each kind: one that watches nothing, one in the process, and one for each way of watching from outside,
# if this machine has them.
kinds() { once "kinds-$user" kinds_here; }
kinds_here() {
	for mode in untraced sud-trap $(call_modes) ptrace-each; do
		traced true
		if [ "$status" -eq 0 ]; then echo "$mode"; fi
	done
}

# selecting MODE: prints the option that tells a selective mode its calls.
selecting() {
	local selective
	selective=$(once selective-modes modes '$r{selective} eq "yes"')
	if [[ $'\n'$selective$'\n' == *$'\n'"$1"$'\n'* ]]; then echo "--trace getpid"; fi
}

# Prints the users to test as: root and an ordinary one, or the one that we are.
users() { if [ "$EUID" -eq 0 ]; then echo root nobody; else id -un; fi; }

# each FUNCTION MODE...: calls it for every mode and user, which are in $mode and $user: each mode as one of the users in
# turn, so that each user has every second one; in the long form, and if there is one mode, each mode as each user.
each() {
	local check=$1 all turn first=0
	shift
	[ $# -gt 0 ] || fail "no mode is named" || return 1
	read -ra all <<<"$(users | xargs)"
	for user in "${all[@]}"; do
		turn=$((first++))
		for mode; do
			if ! is_long && (($# > 1 && ${#all[@]} > 1 && turn++ % 2)); then continue; fi
			echo "as $user, in mode $mode:" # the last such line tells which one failed
			"$check" # not after || or in a condition, where bash ignores the errors within
		done
	done
}

# one_in N WORD...: sets ${chosen[@]} to every Nth of these, and to others when it is called next; in the long form to all.
# in_turn: to every second one.
turns=0
one_in() {
	local n=$1 word turn=$((turns++))
	shift
	chosen=()
	for word; do
		if is_long || ((turn++ % n == 0)); then chosen+=("$word"); fi
	done
}
in_turn() { one_in 2 "$@"; }

# is_here: succeeds if this machine and $user have $mode, which is kept for the tests that come.
is_here() {
	local known=$FILE_DIR/here-$mode-$user
	[ ! -e "$known" ] || return 0
	options=$(selecting "$mode") traced true
	[ "$status" -eq 0 ] && : >"$known"
}

# start COMMAND...: starts it as $user, in a new session, $session, in the background, where the watchdog ends it. It
# writes to $TEST_DIR/output and errors.
start() {
	(PATH=$BIN:/usr/local/bin:/usr/bin:/bin become -s -t "$LIMIT" "$@") \
		>"$TEST_DIR/output" 2>"$TEST_DIR/errors" <"${input:-/dev/null}" 3>&- &
	session=$!
}

# finish: waits for its end; its exit status is in $status, what it wrote in $output and $stderr. Fails if a process of
# it is left.
finish() {
	status=0
	wait "$session" || status=$?
	nothing_left
	heard
}

# Waits, since what was killed may take its time to go.
nothing_left() { await session_is_gone || { ps -o pid,stat,args -s "$session" && return 1; }; }

# alone PROGRAM...: runs it without a tracer.
alone() {
	start "$@"
	finish
}

# traced PROGRAM...: runs it under trace in $mode, with its $options.
# shellcheck disable=SC2086 # options are words
traced() { alone tracetax trace --mode "$mode" ${options:-} -- "$@"; }

# state_is LETTERS PID: succeeds if the process is in one of these states.
state_is() { [[ $(sed -n 's/^State:\t//p' "/proc/$2/status" 2>/dev/null) == [$1]* ]]; }

# storms PID: succeeds once it has waited for children: their page faults are in its status. Starts no process, which would
# get little time beside a storm.
storms() {
	local fields
	read -ra fields <"/proc/$1/stat" && ((fields[10] > 0))
}

is_gone() { [ ! -e "/proc/$1" ]; }

# needs PROGRAM...: skips the test where this, untraced, ends with 77, having said what the machine lacks.
needs() {
	alone "$@"
	[ "$status" -ne 77 ] || skip "$stderr"
}

# as_alone PROGRAM...: fails unless it ends and writes under trace as it does alone, and trace adds nothing but $note.
as_alone() {
	local due_status due_output
	alone "$@"
	due_status=$status due_output=$output$stderr
	traced "$@"
	same "status of $*" "$due_status" "$status"
	same "output of $*" "$due_output${note:-}" "$output$stderr"
}

# ends_with STATUS PROGRAM...: fails unless it ends so under trace.
ends_with() {
	local due=$1
	shift
	traced "$@"
	same "status of $*" "$due" "$status"
}

# stops PROGRAM...: sets $count to the stops that --count tells.
stops() {
	options="${options:-} --count" ends_with 0 "$@"
	count=
	if [[ $'\n'$stderr$'\n' =~ $'\n'"tracetax: "([0-9]+)" stops"$'\n' ]]; then count=${BASH_REMATCH[1]}; fi
}

# stops_more DUE PROGRAM N [MARGIN]: fails unless N rounds have that many stops more than none, give or take the margin.
stops_more() {
	local none more
	stops "$2" 0
	none=$count
	stops "$2" "$3"
	more=$((count - none - $1))
	[ "${more#-}" -le "${4:-0}" ] || fail "$1 stops of $2 $3 are due, not $((count - none))"
}

# orphans: fails unless a child that outlives its parent goes on, again and again.
orphans() {
	for ((round = 0; round < 3 * ROUNDS; round++)); do
		traced hazard_orphan
		same status 4 "$status"
		same output alive "$output"
	done
}

# trap_signal, trap_handled: fail unless SIGTRAP kills, and is handled, like any other signal.
trap_signal() { ends_with 133 sh -c 'kill -TRAP $$'; }
trap_handled() {
	traced bash -c 'trap "echo caught" TRAP; kill -TRAP $$; echo on'
	same output $'caught\non' "$output"
}
