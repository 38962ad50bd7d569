# Calls that the kernel refuses: skip rows with the reason and what to do about it. The rest runs, and the status is 0.
load ../helpers

ALL=(--workload getpid,memory-read --mode all --blocks 1 --window 1 --ops 10 -o r)

# all_modes CONDITION: prints those of `--mode all` for which it holds; if there are none, a word that is no mode, so that
# no loop over them passes.
all_modes() { modes '$r{reference} eq "no" && $r{n_max} eq "" && '"$1" | grep . || echo none; }
# stopping [CONDITION]: the modes by ptrace, except those that answer, which not every architecture has.
stopping() { all_modes '$r{events} eq "yes" && $r{answers} eq "no" && '"${1:-1}"; }
filtering() { all_modes '$r{arms} eq "yes" && $r{notifies} eq "no" && $r{needs} eq ""'; }
# inside CONDITION: the modes in the process.
inside() { all_modes '$r{inside} eq "yes" && '"$1"; }
# memory_modes read|write CONDITION: those that move whole blocks, except the baseline.
memory_modes() { all_modes '$r{piecewise} eq "no" && $r{baseline} eq "no" && $r{memory} eq "'"$1\" && $2"; }

# rows_of WORKLOAD COLUMN...: sets ${of[MODE]} to the rows of each mode, in lines of these columns.
rows_of() {
	local line
	of=()
	rows r/runs.csv "\$r{workload} eq '$1'" mode "${@:2}" >"$TEST_DIR/rows"
	while IFS= read -r line; do
		of[${line%%$'\t'*}]+=${line#*$'\t'}$'\n'
	done <"$TEST_DIR/rows"
}

# skipped WORKLOAD MODES PATTERN...: fails unless the only row of each of these modes is a skip without measurements,
# whose reason and remedy match.
skipped() {
	local -A of
	local mode pattern
	rows_of "$1" status reason pass ops wall_ns
	for mode in $2; do
		[[ ${of[$mode]-} == skip$'\t'*$'\t\t\t\n' && ${of[$mode]} != *$'\n'*$'\n' ]] ||
			fail "$1 $mode: ${of[$mode]-no row}" || return 1
		for pattern in "${@:3}"; do
			[[ ${of[$mode]} =~ $pattern ]] || fail "$1 $mode: $pattern is due: ${of[$mode]}" || return 1
		done
	done
}

# measured WORKLOAD MODES RUNS: fails unless each of these modes has so many runs; the baselines between, in a long block,
# are not counted.
measured() {
	local -A of
	local mode row runs
	rows_of "$1" status role
	for mode in $2; do
		runs=0
		while read -r row; do
			[[ $row != ok* || $row == *baseline-between ]] || ((++runs))
		done <<<"${of[$mode]-}"
		[ "$runs" -eq "$3" ] || fail "$1 $mode: $3 runs are due" || return 1
	done
}

ptrace_refused() {
	denied ptrace "$@"
	expect 0 run "${ALL[@]}" --workload getpid,compute,memory-read
	exact r
	local reason='Operation not permitted'
	if [ $# -gt 0 ]; then reason='Function not implemented'; fi
	skipped getpid "$(stopping)" "PTRACE_SEIZE: $reason" 'permit ptrace'
	skipped compute "$(stopping)" "PTRACE_SEIZE: $reason" 'permit ptrace'
	skipped memory-read "memcpy $(memory_modes read 1)" 'PTRACE_SEIZE' permit
	measured getpid untraced 2
	measured compute untraced 2
	[[ "$output" =~ skip:\ [^:]*\([^:]*getpid\ same[^:]*\):\ PTRACE_SEIZE:\ $reason ]] || fail "no line of its skip"
	[ -z "$stderr" ]
	nothing_runs
	scratch_is_gone
}

@test "ptrace is refused" { ptrace_refused; }
# bats test_tags=long
@test "ptrace is not implemented" { ptrace_refused --errno ENOSYS; }
# bats test_tags=long
@test "ptrace is refused to an ordinary user" {
	as_user
	ptrace_refused
}

@test "ptrace is refused: calls that are libc's cannot be counted" {
	denied ptrace
	expect 0 run --workload exec --mode seccomp-allow,user-notif-continue --blocks 2 --window 1 --ops 10 -o r
	skipped exec "untraced seccomp-allow user-notif-continue" 'its calls must be counted by ptrace-syscall: PTRACE_SEIZE: Operation not permitted' 'permit ptrace'
	nothing_runs
}

@test "process_vm_readv is refused: only the mode that needs it is skipped" {
	denied process_vm_readv
	expect 0 run "${ALL[@]}"
	exact r
	skipped memory-read process-vm-readv 'process_vm_readv: Operation not permitted' 'permit it'
	measured memory-read "$(memory_modes read '$r{mode} ne "process-vm-readv"')" 1
	measured memory-read memcpy 2
	measured getpid "$(stopping)" 1
}

@test "process_vm_writev is refused: only the mode that needs it is skipped" {
	denied process_vm_writev
	expect 0 run --workload memory-write --mode all --blocks 1 --window 1 --ops 10 -o r
	exact r
	skipped memory-write process-vm-writev 'process_vm_writev: Operation not permitted' 'permit it'
	measured memory-write "$(memory_modes write '$r{mode} ne "process-vm-writev"')" 1
	measured memory-write memcpy 2
}

# As Yama does, to whom the descriptor would belong.
files_refused() {
	denied 'openat:/proc/[0-9]*/mem' --errno EACCES
	expect 0 run --workload memory-read,memory-write --mode all --blocks 1 --window 1 --ops 10 -o r
	exact r
	local access
	for access in read write; do
		skipped memory-$access "$(memory_modes $access '$r{mode} =~ /^proc-mem/')" '/proc/PID/mem: Permission denied' 'permit it'
		measured memory-$access "$(memory_modes $access '$r{mode} !~ /^proc-mem/')" 1
	done
}

@test "opening /proc/PID/mem is refused: only the modes that need it are skipped" { files_refused; }
# bats test_tags=long
@test "opening /proc/PID/mem is refused to an ordinary user" {
	as_user
	files_refused
}

seccomp_refused() {
	denied "$@"
	expect 0 run "${ALL[@]}"
	exact r
	skipped getpid "$(filtering) sigsys-trap" 'seccomp filter' "$reason" 'permit seccomp'
	measured getpid "$(stopping '$r{arms} eq "no"')" 1
	measured memory-read "$(memory_modes read 1)" 1
	measured getpid untraced 2
}

# 22 is PR_SET_SECCOMP, 38 PR_SET_NO_NEW_PRIVS
@test "seccomp is refused" {
	reason='Operation not permitted'
	seccomp_refused seccomp,prctl:22
}
# bats test_tags=long
@test "seccomp is not implemented" {
	reason=':'
	seccomp_refused seccomp,prctl:22 --errno ENOSYS
}
# bats test_tags=long
@test "seccomp is invalid" {
	reason='Invalid argument'
	seccomp_refused seccomp,prctl:22 --errno EINVAL
}
# bats test_tags=long
@test "no_new_privs is refused to an ordinary user" {
	as_user
	reason=':'
	seccomp_refused prctl:38
}

# 59 is PR_SET_SYSCALL_USER_DISPATCH: what a kernel before 5.11 says, and one that has it switched off
@test "user dispatch is not there" {
	denied prctl:59 --errno EINVAL
	expect 0 run "${ALL[@]}"
	exact r
	skipped getpid "$(inside '$r{since} eq "5.11" && $r{needs} eq ""')" 'PR_SET_SYSCALL_USER_DISPATCH: Invalid argument' 'boot a kernel that has it'
	skipped getpid "$(inside '$r{since} eq "5.11" && $r{needs} ne ""')"
	measured getpid "$(inside '$r{since} ne "5.11"')" 1
	nothing_runs
}

@test "page zero is refused to an ordinary user: rewrite is skipped, its neighbours run" {
	as_user
	[ "$(cat /proc/sys/vm/mmap_min_addr)" -gt 0 ] || skip "vm.mmap_min_addr=0: anybody may map it"
	expect 0 run "${ALL[@]}"
	exact r
	skipped getpid "$(inside '$r{needs} ne ""')" 'address 0: Operation not permitted' 'CAP_SYS_RAWIO' 'vm.mmap_min_addr=0'
	measured getpid "$(inside '$r{needs} eq ""')" 1
	nothing_runs
}

@test "prctl is refused altogether: one line says what, or the rest runs" {
	denied prctl,seccomp
	capture tracetax run "${ALL[@]}"
	if [ "$status" -eq 0 ]; then
		exact r
	else
		[ "$status" -eq 1 ]
		[ "${#stderr_lines[@]}" -eq 1 ]
		[[ "$stderr" == "tracetax: PR_SET_CHILD_SUBREAPER: Operation not permitted"* ]]
		[ ! -e r ]
	fi
	nothing_runs
	scratch_is_gone
}

# perf_refused MODES STATUS ARG...: expects empty fields instead of counts; counters.csv says why, once for each side.
perf_refused() {
	local due=$2
	denied perf_event_open "${@:3}"
	expect 0 run --mode "$1" --blocks 2 --window 1 --ops 10 --event cycles,context-switches -o r
	exact r
	[ -z "$stderr" ]
	[ "$(count r/runs.csv '$r{status} ne "ok" && $r{mode} !~ /tracepoint/')" -eq 0 ]
	skipped getpid tracepoint 'raw_syscalls:sys_enter: '
	[ "$(count r/runs.csv '$r{tracee_switches} . $r{tracer_switches} . $r{tracee_migrations} . $r{tracee_faults} ne ""')" -eq 0 ]
	[ "$(count r/runs.csv '$r{status} eq "ok" && ($r{tracee_voluntary} eq "" || $r{tracer_voluntary} eq "")')" -eq 0 ]
	[ "$(count r/counters.csv "\$r{status} ne '$due' || \$r{value} ne ''")" -eq 0 ] || fail "$due is due"
	for side in tracee tracer; do [ "$(count r/counters.csv "\$r{side} eq '$side'")" -gt 0 ]; done
	# the kernel's own count takes their place in the summary
	[ "$(rows r/summary.csv '$r{mode} eq "ptrace-syscall" && $r{switches_per_call} >= 3.5' mode)" = ptrace-syscall ]
}

@test "perf is denied: EACCES" { perf_refused all denied --errno EACCES; }
# bats test_tags=long
@test "perf is denied: EPERM" { perf_refused ptrace-syscall,seccomp-trace,tracepoint denied; }
@test "perf is not there: ENOSYS" { perf_refused ptrace-syscall,seccomp-trace,tracepoint unsupported --errno ENOSYS; }

@test "an event that is denied: one line if none was asked for" {
	denied perf_event_open --errno EACCES
	expect 0 run --mode untraced --blocks 3 --window 1 --ops 10 -o r
	[ "$(rows r/counters.csv 1 side event value status | sort | xargs -d'\n')" = \
		$'tracee\tcontext-switches\t\tdenied tracer\tcontext-switches\t\tdenied' ]
}

# small ARG...: expects that it is measured.
small() { readable run --mode ptrace-syscall "${SMALL[@]}" "$@"; }

# The names of events come from libpfm4. Without them the rest is measured, and the kernel's own events keep their
# names.
nameless() {
	expect 0 list events
	diff <(sed -nE 's/^\tEVENT\(.*"(.*)".*/\1/p' "$TOP/harness/page/counter.h") - <<<"$output"
	[[ "$stderr" == "tracetax: libpfm4 knows no event names here"* ]]
	[ "${#stderr_lines[@]}" -eq 1 ]
	small -o r
	exact r
	[ "$(count r/runs.csv '$r{status} ne "ok"')" -eq 0 ]
	never grep -q libpfm4 <<<"$stderr"
	small --event cycles,context-switches,zzz -o s
	exact s
	[[ "$(grep libpfm4 <<<"$stderr")" == "tracetax: libpfm4 knows no event names here"*": of --event, 2 are recorded as unsupported" ]] ||
		fail "one line is due"
	[ "$(rows s/counters.csv '$r{event} =~ /cycles|zzz/' value status | sort -u)" = $'\tunsupported' ]
	# what is refused to this user is refused under any name
	[ "$(rows s/counters.csv '$r{event} eq "context-switches"' status | sort -u)" = "$(
		if [ "$(rows s/runs.csv 1 tracee_switches | head -n1)" ]; then echo ok; else echo denied; fi)" ]
}

# bats test_tags=long
@test "libpfm4 knows no names: everything else is measured" {
	through env LIBPFM_DISABLED_PMUS=perf
	nameless
}

# bats test_tags=long
@test "libpfm4 knows no names: everything else is measured, by an ordinary user" {
	as_user
	through env LIBPFM_DISABLED_PMUS=perf
	nameless
}

@test "/sys and /proc/sys are missing: libpfm4 knows no names, and the rest is measured" {
	hidden 'mount -t tmpfs none /sys && mount -t tmpfs none /proc/sys'
	nameless
	expect 0 doctor
}

# of_pmu KIND: measures campaign ./KIND, where a made-up PMU is in the way, and prints its events, each with its status and
# whether it counted.
of_pmu() {
	small --event cycles,instructions,cache-misses -o "$1"
	if grep -q denied "$1/counters.csv"; then skip "perf counters are denied here"; fi
	rows "$1/counters.csv" 1 side event status value | sed -E 's/\t[1-9][0-9]*$/\tcounted/' | sort -u
}

@test "a PMU that counts nothing: 0 cycles where there must be some is recorded as no count" {
	with_pmu dead
	of_pmu dead >got
	for side in tracee tracer; do
		for event in cycles instructions; do
			[ "$(grep "^$side$(printf '\t')$event$(printf '\t')" got)" = "$side"$'\t'"$event"$'\tunsupported\t' ] ||
				fail "$side $event: $(cat got)"
		done
		grep -qx "$side"$'\tcache-misses\tok\t0' got || fail "$(cat got)"
	done
	grep -q '"cycles": "counts nothing"' dead/machine.json
}

# Beside ten other processes the tracer's counter was once not scheduled in during a run of twenty operations.
counts_both() {
	rm -rf alive
	of_pmu alive >got
	grep -qx $'tracee\tcycles\tok\tcounted' got && grep -qx $'tracer\tcycles\tok\tcounted' got
}

@test "a PMU that counts: a side that sleeps has 0 cycles, one that runs has some" {
	with_pmu alive
	await counts_both || fail "$(cat got)"
	[ "$(rows alive/counters.csv '$r{status} ne "ok" && $r{status} ne "multiplexed"' status)" = "" ]
	grep -q '"cycles": "usable"' alive/machine.json
}

# observed: measures the observers in the kernel under this refusal; the baseline is always measured.
observed() {
	expect 0 run --workload getpid --mode tracepoint,bpf-tracepoint "${SMALL[@]}" -o r
	exact r
	[ -z "$stderr" ]
	measured getpid untraced 2
	nothing_runs
}

@test "perf_event_open is refused: the observer that counts by it is skipped, not the one by BPF" {
	observing
	denied perf_event_open --errno EACCES
	observed
	skipped getpid tracepoint 'counting raw_syscalls:sys_enter: Permission denied' 'kernel.perf_event_paranoid=1'
	measured getpid bpf-tracepoint 1
}

bpf_refused() {
	observing
	denied bpf "$@"
	observed
	skipped getpid bpf-tracepoint "a BPF program on sys_enter: $reason" 'CAP_BPF and CAP_PERFMON'
	measured getpid tracepoint 1
}

@test "bpf is refused" {
	reason='Operation not permitted'
	bpf_refused
}
# bats test_tags=long
@test "bpf is not implemented" {
	reason='Function not implemented'
	bpf_refused --errno ENOSYS
}

@test "tracefs is not mounted: BPF does not need it" {
	observing
	hidden 'for at in tracing debug; do mount -t tmpfs none /sys/kernel/$at; done'
	observed
	skipped getpid tracepoint 'raw_syscalls:sys_enter: No such file or directory' 'mount -t tracefs'
	measured getpid bpf-tracepoint 1
}

@test "an ordinary user may not observe: skipped, with what it takes" {
	as_user
	if (become test -r /sys/kernel/tracing/events/raw_syscalls/sys_enter/id); then skip "anybody may observe"; fi
	observed
	skipped getpid tracepoint 'raw_syscalls:sys_enter: ' 'run as root'
	if [[ "$(rows r/runs.csv '$r{mode} eq "bpf-tracepoint"' reason)" != *'built without'* ]]; then
		skipped getpid bpf-tracepoint 'a BPF program on sys_enter: Operation not permitted' 'run as root'
	fi
}

@test "pinning is refused: the row says so" {
	denied sched_setaffinity
	capture tracetax run --mode ptrace-syscall "${SMALL[@]}" -o r
	[ "$status" -le 1 ]
	rows r/runs.csv 1 status reason >all
	[ -s all ]
	never grep -q ^ok all
	grep -q 'pinning the tracer: Operation not permitted' all
}

@test "the memory file is refused: all ways of creating a run fail with one line" {
	denied memfd_create
	complains 1 'Operation not permitted' run --mode untraced "${SMALL[@]}" -o r || [[ "$stderr" == *"Operation not permitted"* ]]
	[ "${#stderr_lines[@]}" -eq 1 ]
	nothing_runs
	scratch_is_gone
}
