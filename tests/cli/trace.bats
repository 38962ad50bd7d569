load ../helpers

# Prints the baseline, a mode for each way of tracing, and those that select calls.
watchers() {
	echo untraced
	ptrace_modes
	modes '$r{traces} eq "yes" && $r{selective} eq "yes"'
}

# watching MODE: prints its options.
watching() { echo "--mode $1 $(selecting "$1")"; }

stops() {
	expect 0 trace --count "$@"
	[[ "$stderr" =~ ^tracetax:\ ([0-9]+)\ stops$ ]] || fail "no stops are told"
	stops=${BASH_REMATCH[1]}
}

@test "the calls that are selected, and no others" {
	stops --mode seccomp-trace-select --trace getpid -- "$BIN/post" 100
	[ "$stops" -eq 100 ]
	stops --mode seccomp-trace-select --trace getppid,mount -- "$BIN/post" 100
	[ "$stops" -eq 0 ]
	stops -m seccomp-trace-select -t getppid,getpid -- "$BIN/post" 100
	[ "$stops" -eq 100 ]
}

# Each user has every second mode.
ends() {
	in_turn $(watchers)
	for mode in "${chosen[@]}"; do
		expect 0 trace $(watching "$mode") -- true
		expect 7 trace $(watching "$mode") -- sh -c 'echo out; echo err >&2; exit 7'
		[ "$output" = out ]
		[ "$stderr" = err ]
		expect 137 trace $(watching "$mode") -- sh -c 'kill -KILL $$'
		expect 143 trace $(watching "$mode") -- sh -c 'kill -TERM $$'
	done
	nothing_runs
}

@test "it ends as the program ends, and prints what it prints" { ends; }
# bats test_tags=long
@test "it ends as the program ends, and prints what it prints, as an ordinary user" {
	as_user
	turns=1 # the other half
	ends
}

@test "standard input and arguments are the program's" {
	printf 'a\nb\n' >input
	run bash -c '"$@" <input' - "${TRACETAX[@]}" trace -m ptrace-syscall -- sh -c 'cat; printf "%s|" "$@"' - '' 'a b' --mode -c
	[ "$output" = $'a\nb\n|a b|--mode|-c|' ]
	expect 0 trace sh -c 'echo $0' --help
	[ "$output" = --help ]
}

@test "options may be shortened, and written in one word, up to the program's own" {
	for through in "" "env POSIXLY_CORRECT=1"; do
		if [ "$through" ]; then through $through; fi
		for words in "--mod seccomp-trace-select --trac getpid --coun" "--mode=seccomp-trace-select --tr=getpid -c" \
			"-mseccomp-trace-select -tgetpid -c" "-cm seccomp-trace-select -tgetpid" "-ctgetpid -mseccomp-trace-select"; do
			for end in "" --; do
				expect 0 trace $words $end sh -c 'echo "$@"' - --mod -c --bogus --
				[ "$output" = "--mod -c --bogus --" ] || fail "$words $end"
				[[ "$stderr" =~ ^tracetax:\ [0-9]+\ stops$ ]] || fail "$words $end"
			done
		done
	done
	complains 2 'unknown option "bogus": see --help' trace -c --bogus -- true
	complains 2 '--mode needs a value' trace -cm
	expect 0 trace --he
}

@test "signals are the program's as they were given: ignored ones too, even SIGCHLD" {
	for signals in CHLD HUP,INT,QUIT,PIPE,XFSZ ''; do
		TRACETAX=("$PROGRAM")
		given=(env --default-signal=CHLD,HUP,INT,QUIT,PIPE,XFSZ ${signals:+"--ignore-signal=$signals"})
		due=$("${given[@]}" grep -E 'Sig(Ign|Blk|Cgt)' /proc/self/status)
		through "${given[@]}"
		in_turn $(watchers)
		for mode in "${chosen[@]}"; do
			expect 0 trace $(watching "$mode") -- grep -E 'Sig(Ign|Blk|Cgt)' /proc/self/status
			[ "$output" = "$due" ] || fail "$mode, $signals ignored: $due is due"
		done
	done
}

@test "an inherited SIGCHLD that is ignored: the program is still waited for" {
	through env --ignore-signal=CHLD
	for mode in $(watchers); do expect 5 trace $(watching "$mode") -- sh -c 'exit 5'; done
}

@test "refusals: one line, nothing is run" {
	complains 2 'unknown mode "ptrace-sycall": did you mean "ptrace-syscall"?' trace --mode ptrace-sycall -- touch x
	complains 2 'unknown mode' trace --mode '' -- touch x
	complains 2 'mode peekdata: it reads memory, and intercepts no calls' trace --mode peekdata -- touch x
	complains 2 'mode untraced+5%: it works in tracetax-driver' trace --mode untraced+5% -- touch x
	complains 2 'mode untraced+101%: N is from 0 to 100' trace --mode untraced+101% -- touch x
	complains 2 'unknown system call "getpidd"' trace --mode seccomp-trace-select --trace getpid,getpidd -- touch x
	complains 2 'mode seccomp-trace-select: name its calls with --trace' trace --mode seccomp-trace-select -- touch x
	complains 2 'mode ptrace-regs watches every call or none' trace --mode ptrace-regs --trace getpid -- touch x
	complains 2 'unknown option "mde"' trace --mde untraced -- touch x
	complains 2 '--mode needs a value' trace --mode
	complains 2 'name a program' trace
	complains 2 'name a program' trace --mode untraced --
}

@test "a program that is not there: one line" {
	for mode in $(watchers); do
		expect 1 trace $(watching "$mode") -- /nowhere/at/all || expect 127 trace $(watching "$mode") -- /nowhere/at/all
		[ -z "$output" ]
		[[ "$stderr" == "tracetax: "*"/nowhere/at/all: No such file or directory"* ]]
		[ "${#stderr_lines[@]}" -eq 1 ]
	done
	touch file
	expect 1 trace -- ./file || expect 126 trace -- ./file
	[[ "$stderr" == *"./file: Permission denied"* ]]
}
