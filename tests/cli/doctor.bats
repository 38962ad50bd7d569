load ../helpers

CHECKS="virtual steal load quota cpus caches smt governor turbo idle clock kernel mitigations calls surroundings call_path audit
	trace_events bpf perf preload ptrace_scope ptrace vm_readv seccomp listener speculation bpf_jit counters pmu programs"

# Expects a line and a state for every check, and a remedy unless it is ok; 80 columns at most; the last line counts
# them.
examines() {
	COLUMNS=80 expect 0 doctor
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

@test "each check has a state, and a remedy where it is needed" {
	examines
	[ -z "$(ls -A "$WORK" "$TMPDIR" | grep -v ':$' | xargs)" ]
	nothing_runs
}

# bats test_tags=long
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

# says CHECK STATE PATTERN: fails unless the check has this state, and its finding matches; a finding may be broken.
says() {
	local finding
	finding=$(perl -0ne 'print "$1 $2" =~ s/\s+/ /gr if /^  (\S+) +'"$1"' +(.*?)(?=^  \S|^ *->|^\d)/ms' <<<"$output")
	[[ "$finding" == "$2 "*$3* ]] || fail "$1: $2 and \"$3\" are due, not \"$finding\""
}

# watched_by perf|bpf: has an observer of calls run beside tracetax for the rest of the test.
watched_by() {
	"$BUILD/tests/reference/watching" "$1" true || skip "calls cannot be observed by $1 here"
	through "$BUILD/tests/reference/watching" "$1"
}

# Fails unless the tracepoint is seen on our calls, wherever a BPF program may read that.
on_the_path() {
	if [ "$(uname -m)" != x86_64 ] || [ "$(printf '%s\n' 5.11 "$(uname -r)" | sort -V | head -n 1)" != 5.11 ] ||
		grep -q '\[confidentiality\]' /sys/kernel/security/lockdown 2>/dev/null; then
		return 0
	fi
	says call_path note "someone's tracepoints"
}

@test "an observer of one program's calls is on our calls, too: by perf" {
	watched_by perf
	examines
	if [ "$EUID" -eq 0 ]; then on_the_path; fi
	says perf note 'watching ('
}

# bats test_tags=long
@test "an observer of one program's calls is on our calls, too: by BPF" {
	watched_by bpf
	examines
	on_the_path
	if grep -q 'bpf *not known' <<<"$output"; then skip "programs may not be listed here"; fi
	says bpf note raw_tracepoint
}

@test "a trace event that is on is seen, in any instance of the kernel's trace" {
	instance=/sys/kernel/tracing/instances/${FILE_DIR##*/}
	mkdir "$instance" 2>/dev/null || skip "no instance of the kernel's trace can be made here"
	echo 1 >"$instance/events/oom/mark_victim/enable" || { rmdir "$instance"; skip "there is no such event here"; }
	expect 0 doctor || { rmdir "$instance"; false; }
	rmdir "$instance"
	says trace_events note '1 oom'
}

@test "libraries for every program are seen" {
	library=$(ldd "$PROGRAM" | awk '/libm\./ { print $3 }')
	hidden "mount -t tmpfs none /mnt && mkdir /mnt/u /mnt/w && echo '$library' >/mnt/u/ld.so.preload &&
		mount -t overlay none -o lowerdir=/etc,upperdir=/mnt/u,workdir=/mnt/w /etc && umount -l /mnt"
	examines
	says preload note /etc/ld.so.preload
}

# idle_states NAME LATENCY...: gives the machine these idle states for the rest of the test.
idle_states() {
	local n=0 script='mount -t tmpfs none /sys/devices/system/cpu && cd /sys/devices/system/cpu'
	while [ $# -gt 0 ]; do
		script+=" && mkdir -p cpu0/cpuidle/state$n && cd cpu0/cpuidle/state$n && echo $1 >name && echo $2 >latency && echo 0 >disable && cd -"
		shift 2
		n=$((n + 1))
	done
	hidden "($script) >/dev/null"
}

@test "a deep idle state is seen" {
	idle_states POLL 0 C1 2 C6 133
	examines
	says idle note 'C6: 133 us'
}

# bats test_tags=long
@test "idle states that are left soon are well" {
	idle_states POLL 0 C1 2
	examines
	says idle ok 'C1 at most: 2 us'
}

@test "what may not be looked at is not known" {
	denied bpf,socket
	examines
	says call_path ok 'not known'
	says bpf ok 'not known'
	says audit ok 'not known: Operation not permitted'
}

# listener_is STATE PATTERN: fails unless the check has this state, and its lines match.
listener_is() {
	examines
	[ "$(state_of listener)" = "$1" ] || fail "listener: $1 is due"
	[[ "$(sed -n '/ listener /,/ speculation /p' <<<"$output" | xargs -d'\n' | tr -s ' ')" == *$2* ]] || fail "\"$2\" is due"
}

taken() {
	supervised
	listener_is note 'one supervisor at most, and this one has it, perhaps tracetax ('*') -> measure outside of '*LXD
	says surroundings note 'a supervisor answers some'
	[[ "$output" != *"need Linux"* ]]
}

@test "a supervisor that answers for us already is named as such" { taken; }
# bats test_tags=long
@test "a supervisor that answers for an ordinary user already is named as such" {
	as_user
	taken
}

@test "a listener that is not there takes a newer kernel" {
	denied seccomp --errno ENOSYS
	listener_is note 'Function not implemented -> run Linux 5.6 or later'
}

# bats test_tags=long
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
	diff <(rows "$TEST_DIR/output" 1 check | sort -u) <(printf '%s\n' $CHECKS | sort) || fail "the checks differ"
	[ "$(count "$TEST_DIR/output" '$r{finding} eq "" || ($r{state} eq "ok") != ($r{remedy} eq "")')" = 0 ]
	n=$(count "$TEST_DIR/output" 1)
	expect 0 doctor --format json
	perl -MJSON::PP -e 'local $/; exit(@{decode_json(<STDIN>)} != shift)' "$n" <<<"$output"
	expect 0 doctor --format ktap
	[[ "${lines[0]}" == 'KTAP version 1' && "${lines[1]}" == "1..$(wc -w <<<"$CHECKS")" ]]
	[ "$(sed -nE 's/^(not )?ok ([0-9]+) .*/\2/p' <<<"$output" | xargs)" = "$(seq "$(wc -w <<<"$CHECKS")" | xargs)" ]
	expect 0 doctor --format markdown
	[ "$(grep -Ec '^\| (ok|note|BAD) \| ' <<<"$output")" -eq "$n" ]
	[[ "${lines[-1]}" =~ ^[0-9]+\ problems?,\ [0-9]+\ notes?$ ]]
}

@test "arguments are refused" {
	expect 2 doctor here
	[ -z "$output" ]
	[[ "$stderr" == *argument* ]]
}
