#!/usr/bin/env bats
# Real programs do under trace what they do alone: those that take a moment, in a mode of each kind, every sixth of them in
# one mode and others in the next. All of them in all modes: make check-transparency.
# shellcheck disable=SC2034,SC2046,SC2154 # helpers.bash gives and reads names

load ../helpers
load ../programs

all_as_alone() {
	local due due_status program
	one_in 6 $programs
	for program in "${chosen[@]}"; do
		echo "${program##*/}:"
		due=${did[$user $program]-}
		if [ -z "$due" ]; then alone_as "$program"; fi
		did[$user $program]=$due
		is_as_alone "$program"
	done
}

@test "programs that take a moment do what they do alone" {
	local programs='' program
	local -A did=() # what each did alone
	for program in $(short_programs); do
		if [ -z "$(missing "$program")" ]; then programs+=" $program"; fi
	done
	each all_as_alone $(kinds)
}

@test "what differs is in the table of docs/transparency.md" {
	local program
	for program in $(grep -l '^# differs: ' "$PROGRAMS"/*); do
		grep -q "^| .*\`programs/${program##*/}\`" "$TOP/docs/transparency.md" || fail "no row names programs/${program##*/}"
	done
}

# judged COMMENT COMMAND: sets $status to what is_as_alone says of such a program, and $output to what it prints.
judged() {
	local due due_status
	printf '#!/bin/sh\n%s\n%s\n' "$1" "$2" >"$TEST_DIR/judged"
	alone_as "$TEST_DIR/judged"
	capture is_as_alone "$TEST_DIR/judged"
}

# A tracer is in the status of its program.
@test "a difference is found, and so is one that is no more" {
	local mode=ptrace-syscall tracer='grep -c "^TracerPid:	0" /proc/self/status'
	user=$(users | head -n 1)
	judged '' "$tracer"
	same "status of a difference" 1 "$status"
	[[ $output == *-1*+0* ]] || fail "the lines that differ are due"
	judged '' 'echo x >left; grep -q "^TracerPid:	0" /proc/self/status || echo y >left'
	same "status of another file" 1 "$status"
	judged '# differs: ptrace-* of its tracer' "$tracer"
	same "status of what is to differ" 0 "$status"
	judged '# differs: seccomp-* of its tracer' "$tracer"
	same "status of what differs in another mode" 1 "$status"
	judged '# differs: ptrace-* of nothing' 'echo the same'
	same "status of what no longer differs" 1 "$status"
	same "what is said" 'no longer differs: take out "of nothing"' "$output"
}
