load ../helpers

commands() { tracetax --help | sed -n 's/^  \([a-z]*\)   *.*/\1/p'; }

@test "help fits a screen, and names every command" {
	helps
	for command in exec run trace list summary compare report doctor; do grep -qx "$command" <(commands) || fail "$command"; done
	[ "$(commands | head -n 1)" = exec ]
	run tracetax help
	[ "$status" -eq 0 ]
	[ "$output" = "$(tracetax --help)" ]
}

@test "every command has help that fits a screen and does nothing" {
	for command in $(commands); do helps "$command"; done
}

@test "help tells the exit statuses" {
	run tracetax --help
	[[ "$output" =~ [Ee]xit ]]
	for number in 0 1 2 3; do [[ "$output" =~ (^|[^0-9.])${number}[\ :=] ]]; done
}

@test "no command: the usage on standard error, status 2" {
	expect 2
	[ -z "$output" ]
	[[ "$stderr" == *"usage: tracetax COMMAND"* ]]
}

@test "version: a first line for programs, then what was built of what" {
	expect 0 --version
	[[ "${lines[0]}" =~ ^tracetax\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	[ "$(printf '%s\n' "${lines[@]:1}" | sed 's/: .*//' | paste -s -d ' ' -)" = "commit compiler libc libraries BPF" ]
	[[ "${lines[1]}" =~ ^commit:\ ([0-9a-f]{7,}(-dirty)?|unknown)$ ]]
	[[ "${lines[2]}" =~ ^compiler:\ .*[0-9],\ .*-O ]]
	[ "${lines[3]}" = "libc: glibc $(getconf GNU_LIBC_VERSION | cut -d ' ' -f 2)" ]
	for name in libseccomp gsl jansson hwloc zlib; do [[ "${lines[4]}" =~ $name\ [0-9] ]] || fail "$name"; done
}

@test "an unknown command: the nearest is offered" {
	complains 2 'unknown command "rnu": did you mean "run"?' rnu
	complains 2 'unknown command "sumary": did you mean "summary"?' sumary
	complains 2 'did you mean "report"?' REPORT
}

@test "a command like no other: where to look" {
	complains 2 'unknown command "zzzzzzzzzz": see tracetax --help' zzzzzzzzzz
	complains 2 'unknown command "": see tracetax --help' ''
	complains 2 'see tracetax --help' "$(printf 'x%.0s' {1..5000})"
}

@test "what was typed moves no terminal" {
	complains 2 'unknown command' $'\e]0;title\a\e[31mrun\x9b'
	[[ "$stderr" != *$'\e'* && "$stderr" != *$'\a'* ]]
	complains 2 'unknown command' $'run\nrun'
}

@test "an unknown option of each command: the nearest is offered" {
	complains 2 'unknown option "worklaod": did you mean "workload"?' run --worklaod getpid
	complains 2 'unknown option "counts": did you mean "count"?' trace --counts -- true
	complains 2 'unknown option "exerpt": did you mean "excerpt"?' report --exerpt .
	for command in $(commands); do complains 2 unknown "$command" --zzzzzzzzzz; done
}

@test "an unknown short option of each command: status 2, nothing done" {
	for command in $(commands); do
		expect 2 "$command" -Z
		[ -z "$output" ]
		[[ "$stderr" == *Z* ]]
	done
	[ -z "$(ls "$WORK")" ]
}

@test "an unknown option: only what is near is offered, in a plan too" {
	echo '--bogus 3' >a.plan
	complains 2 'a.plan:1: unknown option "bogus": see --help' run a.plan
	for command in $(commands); do complains 2 'unknown option "bogus": see --help' "$command" --bogus; done
	complains 2 'unknown mode "ptrace": see tracetax list modes' trace -m ptrace -- true
	complains 2 'unknown workload "zip": see tracetax list workloads' run --workload zip
	complains 2 'unknown command "exit": see tracetax --help' exit
}

@test "options stand anywhere, whatever POSIXLY_CORRECT says, and it is passed on" {
	echo '--mode untraced' >a.plan
	for through in "" "env POSIXLY_CORRECT=1"; do
		if [ "$through" ]; then through $through; fi
		rm -rf r
		finishes run a.plan "${SMALL[@]}" -o r
		expect 0 report r --no-charts -o r.md
		expect 0 compare r --format markdown r -o c.md
		[ -s r.md ]
		[ -s c.md ]
		complains 2 'unknown option "zzzzzzzzzzzz"' list modes --zzzzzzzzzzzz
		expect 0 trace -m untraced sh -c 'echo $0 $POSIXLY_CORRECT' --mode
		[ "$output" = "--mode${through:+ 1}" ] || fail
	done
}
