# Programs under `tracetax trace`: each user and mode in turn, a session for every run, and the proof that nothing of it is left.
# shellcheck shell=bash disable=SC2034,SC2154 # bats and the files read some names

# The modes of `list` that trace takes and that stop each call, from outside of the process.
watches='$r{traces} eq "yes" && $r{stops_per_call} > 0 && $r{selective} eq "no" && $r{inside} eq "no" && $r{n_max} eq ""'

# ways CONDITION: of these modes, one for each way of watching: of several that differ only in what they do at a stop, the one that
# the others say to do more than.
ways() {
	listed modes "$watches && $1" stops_per_call events notifies arms tracer_each proof mode at_least >"$TEST_DIR/ways" || return 1
	perl -ne '
		chomp;
		my (@how, $proof, $mode, $at_least);
		(@how[0 .. 4], $proof, $mode, $at_least) = split /\t/, $_, -1;
		next if $proof eq "yes";
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
ptrace_modes() { ways '$r{events} eq "yes" && $r{tracer_each} eq "no"'; }
call_modes() { ways '$r{tracer_each} eq "no"'; }
each_modes() { modes "$watches"' && $r{tracer_each} eq "yes"'; }
notify_modes() { modes "$watches"' && $r{notifies} eq "yes"'; }

# The selective ones have to be told their calls.
selecting() { if [ "$(modes "\$r{mode} eq '$1' && \$r{selective} eq 'yes'")" ]; then echo "--trace getpid"; fi; }

# All that trace takes; those that this machine or $user lacks say so.
trace_modes() {
	local name mode options
	for name in $(modes '$r{traces} eq "yes" && $r{n_max} eq ""'); do
		mode=$name options=$(selecting "$name")
		traced true
		if [ "$status" -eq 0 ]; then echo "$name"; fi
	done
}

# The users to test as: root and an ordinary one, or who we are.
users() { if [ "$EUID" -eq 0 ]; then echo root nobody; else id -un; fi; }

# each FUNCTION MODE...: calls it for every user and mode, in $user and $mode.
each() {
	local check=$1
	shift
	[ $# -gt 0 ] || fail "no mode is named" || return 1
	for user in $(users); do
		for mode; do
			echo "as $user, in mode $mode:" # the last such line tells which one failed
			"$check" # not after || or in a condition, where bash ignores the errors within
		done
	done
}

# start COMMAND...: as $user, in a new session, $session, in the background. Its output goes to $TEST_DIR/output and errors.
start() {
	(become setsid env --default-signal -u _ PATH="$BIN:/usr/local/bin:/usr/bin:/bin" "$@") \
		>"$TEST_DIR/output" 2>"$TEST_DIR/errors" <"${input:-/dev/null}" 3>&- &
	session=$!
}

# finish: it ends, with its exit status in $status and its output in $output and $stderr; nothing is left of it.
finish() {
	status=0
	wait "$session" || status=$?
	nothing_left
	heard
}

# What was killed may take its time to go.
nothing_left() { await session_is_gone || { ps -o pid,stat,args -s "$session" && return 1; }; }

# alone PROGRAM...: one whole run without a tracer, under the watchdog.
alone() {
	start timeout --foreground -k 1 "$LIMIT" "$@"
	finish
}

# traced PROGRAM...: the same in $mode; $options are those of trace.
# shellcheck disable=SC2086 # options are words
traced() { alone tracetax trace --mode "$mode" ${options:-} -- "$@"; }

# state_is LETTERS PID
state_is() { [[ $(sed -n 's/^State:\t//p' "/proc/$2/status" 2>/dev/null) == [$1]* ]]; }

is_gone() { [ ! -e "/proc/$1" ]; }

# needs PROGRAM...: skips the test where this, untraced, ends with 77, having said what the machine lacks.
needs() {
	alone "$@"
	[ "$status" -ne 77 ] || skip "$stderr"
}

# as_alone PROGRAM...: traced, it ends and writes as it does when it is not.
as_alone() {
	local due_status due_output
	alone "$@"
	due_status=$status due_output=$output$stderr
	traced "$@"
	same "status of $*" "$due_status" "$status"
	same "output of $*" "$due_output" "$output$stderr"
}

# ends_with STATUS PROGRAM...: traced, and so it ends.
ends_with() {
	local due=$1
	shift
	traced "$@"
	same "status of $*" "$due" "$status"
}

# stops PROGRAM...: how many --count tells, in $count.
stops() {
	options="${options:-} --count" ends_with 0 "$@"
	count=$(sed -n 's/^tracetax: \([0-9]*\) stops$/\1/p' <<<"$stderr")
}

# stops_more DUE PROGRAM N: as many stops for N rounds as for none, and that many more.
stops_more() {
	local none
	stops "$2" 0
	none=$count
	stops "$2" "$3"
	same "stops of $2 $3" "$1" $((count - none))
}
