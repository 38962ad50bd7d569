load ../helpers

CHECKS="virtual steal load quota cpus caches smt governor turbo clock kernel mitigations calls surroundings ptrace_scope ptrace
	vm_readv seccomp listener speculation bpf_jit counters pmu programs"

# Expects a line and a state for every check, and a remedy unless it is ok; 80 columns at most; the last line counts
# them.
examines() {
	expect 0 doctor
	[ -z "$stderr" ]
	for check in $CHECKS; do
		grep -Eq "^  (ok  |note|BAD ) +$check " <<<"$output" || fail "$check is missing"
	done
	[ -z "$(awk 'length > 80' <<<"$output")" ] || fail "wider than 80 columns"
	# a remedy for each state except ok
	[ "$(grep -Ec '^  (note|BAD ) ' <<<"$output")" -eq "$(grep -c '^ *-> ' <<<"$output")" ] || fail "remedies are missing"
	local bad notes
	bad=$(grep -c '^  BAD ' <<<"$output") || true
	notes=$(grep -c '^  note ' <<<"$output") || true
	[[ "${lines[-1]}" =~ ^$bad\ problems?,\ $notes\ notes?$ ]] || fail "$bad problems, $notes notes"
	[[ "$output" != *$'\e'* && "$output" != *$'\t'* ]]
}

state_of() { sed -n "s/^  \(ok\|note\|BAD\) \+$1 .*/\1/p" <<<"$output"; }

@test "help fits a screen" { helps doctor; }

@test "each check has a state, and a remedy where it is needed" {
	examines
	[ -z "$(ls -A "$WORK" "$TMPDIR" | grep -v ':$' | xargs)" ]
	nothing_runs
}

@test "each check has a state, and a remedy where it is needed, as an ordinary user" {
	as_user
	examines
}

@test "what the kernel refuses is named" {
	denied ptrace,process_vm_readv,seccomp,prctl:22,perf_event_open
	examines
	[ "$(state_of ptrace)" = BAD ]
	[ "$(state_of vm_readv)" = BAD ]
	[ "$(state_of seccomp)" = BAD ]
	[ "$(state_of listener)" = note ]
	[ "$(state_of counters)" = note ]
	[ "$(state_of pmu)" = note ]
	grep -q 'refused: Operation not permitted' <<<"$output"
}

@test "a filter around us is seen" {
	denied getppid
	examines
	[ "$(state_of surroundings)" = note ]
	[ "$(state_of ptrace)" = ok ]
}

# listener_is STATE PATTERN: fails unless the check has this state, and its lines match.
listener_is() {
	examines
	[ "$(state_of listener)" = "$1" ] || fail "listener: $1 is due"
	[[ "$(sed -n '/ listener /,/ speculation /p' <<<"$output" | xargs -d'\n' | tr -s ' ')" == *$2* ]] || fail "\"$2\" is due"
}

taken() {
	supervised
	listener_is note 'one supervisor at most, and this one has it -> measure outside of '*LXD
	[[ "$output" != *"need Linux"* ]]
}

@test "a supervisor that answers for us already is named as such" { taken; }
@test "a supervisor that answers for an ordinary user already is named as such" {
	as_user
	taken
}

@test "a listener that is not there takes a newer kernel" {
	denied seccomp --errno ENOSYS
	listener_is note 'Function not implemented -> run Linux 5.6 or later'
}

@test "a listener that is refused takes leave" {
	denied seccomp
	listener_is note 'Operation not permitted -> permit seccomp'
}

@test "a listener that no supervisor can take over is a note" {
	denied pidfd_getfd
	listener_is note 'pidfd_getfd: Operation not permitted -> permit pidfd_getfd(2), of Linux 5.6'
}

@test "a PMU that counts nothing is seen" {
	with_pmu dead
	examines
	if [[ "$output" == *"permission denied"* ]]; then skip "perf counters are denied here"; fi
	[[ "$(grep ' pmu ' <<<"$output")" == *"counts nothing" ]]
}

@test "one CPU is seen" {
	through taskset -c "$(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')"
	examines
	[ "$(state_of cpus)" = note ]
}

@test "what a call costs is told" {
	expect 0 doctor
	grep -Eq '^  (ok    calls         [0-9]+\.[0-9]+ us each|note  calls         calls cost [0-9]+\.[0-9]+ us here: .*)$' <<<"$output" ||
		fail "$(grep calls <<<"$output")"
}

@test "missing programs are named" {
	mkdir bin
	for needed in env unshare "$PROGRAM"; do ln -s "$(command -v "$needed")" bin; done
	capture env PATH="$WORK/bin" "${TRACETAX[@]}" doctor
	[ "$status" -eq 0 ]
	[ "$(state_of programs)" = note ]
	[[ "$output" == *"missing: gnuplot"* ]]
}

@test "a neighbour that computes is seen" {
	head -c 1T /dev/zero >/dev/null 3>&- &
	PID=$!
	examines
	[ "$(state_of load)" != ok ]
}

@test "in each format: the same checks, and a remedy for each state except ok" {
	expect 0 doctor --format csv
	for check in $CHECKS; do
		[ "$(rows "$TEST_DIR/output" "\$r{check} eq '$check'" check)" = $check ] || fail "$check is missing"
	done
	[ "$(count "$TEST_DIR/output" '$r{finding} eq "" || ($r{state} eq "ok") != ($r{remedy} eq "")')" = 0 ]
	n=$(count "$TEST_DIR/output" 1)
	expect 0 doctor --format json
	perl -MJSON::PP -e 'local $/; exit(@{decode_json(<STDIN>)} != shift)' "$n" <<<"$output"
	expect 0 doctor --format markdown
	[ "$(grep -Ec '^\| (ok|note|BAD) \| ' <<<"$output")" -eq "$n" ]
	[[ "${lines[-1]}" =~ ^[0-9]+\ problems?,\ [0-9]+\ notes?$ ]]
}

@test "arguments are refused" {
	expect 2 doctor here
	[ -z "$output" ]
	[[ "$stderr" == *argument* ]]
}
