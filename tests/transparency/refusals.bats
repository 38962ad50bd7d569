#!/usr/bin/env bats
# What cannot be traced is refused in one clear line, and the mistakes of a command line.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

# refused STATUS PATTERN ARG...: fails unless trace ends so, at once, having said one line and nothing more.
refused() {
	local wanted=$1 pattern=$2
	shift 2
	alone tracetax trace "$@"
	same "status of $*" "$wanted" "$status"
	same output "" "$output"
	same "lines of errors" 1 "$(wc -l <"$TEST_DIR/errors")"
	grep -qE "^tracetax: .*$pattern" "$TEST_DIR/errors" || { cat "$TEST_DIR/errors"; return 1; }
}

no_program() {
	refused 1 'nonesuch.*No such file or directory' --mode "$mode" -- nonesuch
	refused 1 '/etc/passwd.*Permission denied' --mode "$mode" -- /etc/passwd
	refused 1 'No such file or directory' --mode "$mode" -- ''
}

@test "a program that cannot be run" {
	each no_program $(call_modes) untraced
}

mistakes() {
	refused 2 'unknown mode "ptrce-syscall": did you mean "ptrace-syscall"' --mode ptrce-syscall -- true
	refused 2 'memcpy: it reads memory, and intercepts no calls' --mode memcpy -- true
	refused 2 'unknown system call "getpidd"' --mode seccomp-trace-select --trace getpid,getpidd -- true
	refused 2 'name a program'
	refused 2 'name a program' --mode seccomp-trace --
}

@test "mistakes in the command line" {
	mode=none each mistakes none
}

second_tracer() {
	alone env ASAN_OPTIONS=detect_leaks=0 strace -f -o /dev/null tracetax trace --mode "$mode" -- true
	same status 1 "$status"
	same "lines of errors" 1 "$(wc -l <"$TEST_DIR/errors")"
	grep -q '^tracetax: .*no other tracer' "$TEST_DIR/errors"
}

@test "under strace -f" {
	command -v strace >/dev/null || skip "no strace"
	each second_tracer $(ptrace_modes)
}
