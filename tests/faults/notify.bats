# Notifications of which the kernel refuses a part: a skip row with the reason and what to do about it; the rest runs.
load ../helpers

notifying() { modes '$r{notifies} eq "yes"' | xargs; }

# refused MODES OTHERS REASON CALLS [ARG...]: expects that these modes are skipped for that reason, and the others
# measured.
refused() {
	denied "${@:4}"
	local all="$1 $2" mode
	expect 0 run --workload getpid --mode "${all// /,}" --blocks 2 --window 1 --ops 10 -o r
	exact r
	for mode in $all; do
		rows r/runs.csv "\$r{mode} eq '$mode'" status reason >got
		if [[ " $1 " == *" $mode "* ]]; then
			[ "$(wc -l <got)" -eq 1 ] || fail "$mode: $(cat got)"
			grep -qE "^skip$(printf '\t')$3" got || fail "$mode: $3 is due: $(cat got)"
		else
			[ "$(grep -c ^ok got)" -eq 2 ] || fail "$mode: $(cat got)"
		fi
	done
	nothing_runs
	scratch_is_gone
}

@test "seccomp is refused" { refused "$(notifying)" ptrace-syscall 'a filter that notifies: Operation not permitted: permit seccomp' seccomp:1; }
# bats test_tags=long
@test "seccomp is not implemented" {
	refused "$(notifying)" ptrace-syscall 'SECCOMP_GET_NOTIF_SIZES: Function not implemented: run Linux 5.6 or later' seccomp --errno ENOSYS
}
@test "the sizes of notifications are refused" {
	refused "$(notifying)" ptrace-syscall 'SECCOMP_GET_NOTIF_SIZES: Operation not permitted: permit seccomp' seccomp:3
}
# bats test_tags=long
@test "pidfd_getfd is not implemented" {
	refused "$(notifying)" ptrace-syscall 'pidfd_getfd: Function not implemented: permit pidfd_getfd.*5.6' pidfd_getfd --errno ENOSYS
}
# bats test_tags=long
@test "pidfd_getfd is refused to an ordinary user" {
	as_user
	refused "$(notifying)" ptrace-syscall 'pidfd_getfd: Operation not permitted: permit pidfd_getfd' pidfd_getfd
}
@test "ioctl is refused" {
	refused "$(notifying)" ptrace-syscall 'SECCOMP_(IOCTL_NOTIF_RECV: .*permit ioctl|USER_NOTIF_FD_SYNC_WAKE_UP: .*Linux 6.6)' ioctl
}

# The remedy is not a newer kernel.
taken() {
	supervised
	local mode all
	all=$(notifying)
	finishes run --workload getpid --mode "ptrace-syscall,${all// /,}" --blocks 2 --window 1 --ops 10 -o r
	exact r
	for mode in $all; do
		[[ "$(rows r/runs.csv "\$r{mode} eq '$mode'" status reason)" == skip*"a filter that notifies: Device or resource busy: measure outside of "* ]] ||
			fail "$mode: $(cat r/runs.csv)"
	done
	[ "$(count r/runs.csv '$r{mode} eq "ptrace-syscall" && $r{status} eq "ok"')" -eq 2 ]
	nothing_runs
}

@test "another supervisor answers for us already" { taken; }
# bats test_tags=long
@test "another supervisor answers for an ordinary user already" {
	as_user
	taken
}

@test "no_new_privs is refused" { refused "$(notifying)" ptrace-syscall 'PR_SET_NO_NEW_PRIVS: Operation not permitted: permit seccomp' prctl:38; }

# 16910 is PTRACE_GET_SYSCALL_INFO, 31 PTRACE_SYSEMU
@test "a request of ptrace is refused: only the mode that needs it is skipped" {
	local all='$r{events} eq "yes" && $r{arms} eq "no" && $r{reference} eq "no" && $r{mode} ne'
	refused ptrace-info "$(modes "$all 'ptrace-info'" | xargs)" 'inspecting a stopped tracee: Operation not permitted: permit ptrace' ptrace:16910
	rm -r r
	TRACETAX=("$PROGRAM")
	refused ptrace-sysemu "$(modes "$all 'ptrace-sysemu'" | xargs)" 'the restart of a tracee: Operation not permitted: permit ptrace' ptrace:31
}
