# wrap:NAME, a program in front of the workload: how it is defined, that it is measured, and what is said if it fails.
# shellcheck disable=SC2016 # the commands are for the shells that they start
load ../helpers

# wrapped NAME=COMMAND...: measures one small block of getpid in these modes and no other.
wrapped() {
	local options=() modes=() wrap
	for wrap; do
		options+=(--wrap "$wrap")
		modes+=("wrap:${wrap%%=*}")
	done
	rm -rf r
	capture tracetax run --mode "$(IFS=,; echo "${modes[*]}")" "${options[@]}" "${SMALL[@]}" -o r
}

# of NAME FIELD...: prints these fields of its rows.
of() { rows r/runs.csv "\$r{mode} eq 'wrap:$1'" "${@:2}"; }

# measures_one NAME=COMMAND: fails unless it goes well, and there is a time.
measures_one() {
	wrapped "$1"
	finished "$1" || return 1
	exact r || return 1
	[ "$(of "${1%%=*}" status)" = ok ] || fail "$1: a run is due" || return 1
	nothing_runs || fail "$1: processes are left" || return 1
	scratch_is_gone
}

# told STATUS NAME=COMMAND PATTERN: expects no time and one row with this status and reason, before the first block.
told() {
	local due=1
	if [ "$1" = skip ]; then due=0; fi
	wrapped "$2"
	[ "$status" -eq $due ] || fail "$2: status $due is due" || return 1
	[ "$(of "${2%%=*}" status pass ops)" = "$1"$'\t\t' ] || fail "$2: one $1 row is due" || return 1
	[[ "$(of "${2%%=*}" reason)" == *"$3"* ]] || fail "$2: \"$3\" is due: $(of "${2%%=*}" reason)" || return 1
	nothing_runs || fail "$2: processes are left" || return 1
	scratch_is_gone
}

need() { command -v "$1" >/dev/null || skip "$1 is not installed"; }

some_programs() {
	measures_one 'env=env'
	measures_one 'after=sh -c "\"\$@\"; exit \$?" sh'
	measures_one 'a=env env env'
}

@test "trivial programs, which become the workload or wait for it" { some_programs; }
# bats test_tags=long
@test "trivial programs, as an ordinary user" {
	as_user
	some_programs
}

with_strace() {
	need strace
	measures_one 'strace=strace -f -o /dev/null'
	# its stops are not counted; what is told of the tracer is of strace, which works at each call
	read -r ops calls stops < <(of strace ops calls stops)
	[ "$ops $calls $stops" = "20 20 " ] || [ "$ops $calls $stops" = "20 20" ] || fail "$ops $calls $stops"
	[ -z "$(rows r/summary.csv '$r{mode} eq "wrap:strace"' stops_per_call)" ]
	read -r voluntary involuntary user system < <(of strace tracer_voluntary tracer_involuntary tracer_user_ns tracer_system_ns)
	[ $((voluntary + involuntary)) -ge 20 ] && [ $((user + system)) -gt 0 ] || fail "$voluntary $involuntary $user $system"
	[[ "$output" == *wrap:strace* ]]
}

@test "strace: calls are counted, stops are not, and the tracer is strace" { with_strace; }
# bats test_tags=long
@test "strace, as an ordinary user" {
	as_user
	with_strace
}

@test "threads and files, under a program in front" {
	need strace
	for workload in threads file-io; do
		rm -rf r
		capture tracetax run --workload $workload --wrap 'strace=strace -f -o /dev/null' --mode wrap:strace "${SMALL[@]}" -o r
		exact r
		[ "$(of strace status)" = ok ]
	done
}

@test "the program is on the tracer's CPU, and the workload on the tracee's" {
	cat >pinned <<-'END'
		#!/bin/sh
		taskset -p $$ | sed 's/.*: //' >$0.program
		"$@" &
		while kill -0 $! 2>/dev/null; do
			taskset -p $! | sed 's/.*: //' >>$0.workload
			sleep 0.01
		done
		wait $!
	END
	chmod +x pinned
	capture tracetax run --wrap "pinned=$WORK/pinned" --mode wrap:pinned --placement cross --blocks 1 --window 200 -o r
	[ "$(count r/runs.csv '$r{status} eq "skip"')" -eq 0 ] || skip "there are no two CPUs"
	read -r tracee tracer < <(of pinned tracee_cpu tracer_cpu)
	[ "$tracer" -ne "$tracee" ]
	[ $((0x$(cat pinned.program))) -eq $((1 << tracer)) ] || fail "the program: $(cat pinned.program)"
	[ $((0x$(grep . pinned.workload | tail -n 1))) -eq $((1 << tracee)) ] || fail "the workload: $(cat pinned.workload)"
}

@test "it reads nothing, and nothing that it writes is seen" {
	measures_one 'loud=sh -c "cat; echo to the screen; echo to the screen >&2; exec \"\$@\"" sh' </dev/zero
	[[ "$output$stderr" != *'to the screen'* ]]
}

@test "of the environment it has what programs need, and no more" {
	export SECRET=of-mine HOME=/nonexistent LANG=C TERM=dumb
	measures_one "env=sh -c 'env >$WORK/env; exec \"\$@\"' sh"
	for name in PATH HOME TMPDIR LANG TERM; do grep -qx "$name=${!name}" env || fail "$name: $(cat env)"; done
	never grep SECRET env
	measures_one "env=env SECRET=given sh -c 'env >$WORK/env; exec \"\$@\"' sh"
	grep -qx SECRET=given env
}

missing() {
	told skip 'none=no-such-program -f' 'no-such-program is not installed: install it'
	told skip 'none=/nonexistent/strace' '/nonexistent/strace is not installed: install it'
	told skip "directory=$WORK" 'is not installed'
	told skip 'inner=sh -c "exec no-such-program -f \"\$@\"" sh' \
		'a program that sh starts is not installed, or not to be run: install it, or correct --wrap: sh -c "exec no-such-program'
	told skip 'inner=env no-such-program' 'a program that env starts is not installed'
	exact r # the baseline was measured all the same
}

@test "a program that is missing is a skip" { missing; }
# bats test_tags=long
@test "a program that is missing is a skip, for an ordinary user" {
	as_user
	missing
}

failing() {
	told fail 'three=sh -c "exit 3"' 'sh ended with status 3 and the workload never began: run it by hand: sh -c "exit 3" echo'
	told fail 'late-127=sh -c "\"\$@\"; exit 127" sh' 'sh ended with status 127 after the workload'
	told fail 'late=sh -c "\"\$@\"; exit 4" sh' 'sh ended with status 4 after the workload: run it by hand'
	told fail 'dead=sh -c "kill -SEGV \$\$"' 'sh died of SIGSEGV and the workload never began'
	told fail 'true=true' 'true ended with status 0 and the workload never began: it must start what follows it'
	told fail 'left=sh -c "(sleep 1; exec \"\$@\") & exit 0" sh' 'sh ended with status 0 and the workload never began'
	printf '%s\n' '#!/bin/bash' 'for fd in {3..255} {500..520}; do eval "exec $fd$TO"; done' 'exec "$@"' >descriptors
	chmod 755 descriptors
	told fail "lost=env TO=>&- $WORK/descriptors" 'env closed the descriptors'
	echo not the page >other
	chmod 666 other
	told fail "other=env TO=<>$WORK/other $WORK/descriptors" 'env closed the descriptors'
	[ "$(cat other)" = 'not the page' ]
	told fail 'killer=sh -c "\"\$@\" & kill -KILL \$!; wait; exit 0" sh' 'sh ended with status 0'
	printf '#!/nonexistent\n' >script
	chmod 755 script
	told fail "script=$WORK/script" 'script: No such file or directory'
}

@test "programs that fail, or swallow the workload or its descriptor: each is reported" { failing; }
# bats test_tags=long
@test "programs that fail, or swallow the workload or its descriptor: each is reported to an ordinary user" {
	as_user
	failing
}

# bats test_tags=long
@test "a program that never ends" {
	capture tracetax run --wrap 'hang=sh -c "sleep 60" sh' --mode wrap:hang "${SMALL[@]}" --timeout 3 -o r
	[ "$status" -eq 1 ]
	[[ "$(of hang status reason)" == $'fail\tno end after 3 s'* ]]
	nothing_runs
}

# Prints the sleeps that were started in this test, by their working directory.
sleeps() { find /proc -maxdepth 2 -name cwd -lname "$WORK" -printf '%h/cmdline\n' 2>/dev/null | xargs -r grep -lsz '^sleep'; }

leaves_processes() {
	measures_one 'daemon=sh -c "setsid sleep 61 & sleep 62 & \"\$@\"" sh'
	[ -z "$(sleeps)" ] || fail "left: $(sleeps)"
	measures_one 'daemon=sh -c "(setsid sh -c \"sleep 63 & sleep 64\" &) ; exec \"\$@\"" sh'
	[ -z "$(sleeps)" ] || fail "left: $(sleeps)"
	told fail 'daemon=sh -c "setsid sleep 65 & exit 3" sh' 'ended with status 3'
	[ -z "$(sleeps)" ] || fail "left: $(sleeps)"
}

@test "a program that leaves processes behind: they are ended" { leaves_processes; }
# bats test_tags=long
@test "a program that leaves processes behind: they are ended, for an ordinary user" {
	as_user
	leaves_processes
}

refuses() { complains 2 "$1" run -o refused "${@:2}"; }

@test "invalid definitions: each is reported, nothing is written" {
	refuses '--wrap: expected NAME=COMMAND, found "strace"' --wrap strace
	for name in '' Strace 'a b' a_b 'a,b' a:b $'\xc3\xa4' "$(printf 'x%.0s' {1..35})"; do
		refuses "expected a name of at most 34 characters" --wrap "$name=strace"
	done
	refuses '--wrap a: expected a command' --wrap a=
	refuses '--wrap a: expected a command' --wrap 'a=  '
	refuses "--wrap a: unclosed quote: '" --wrap "a=sh -c 'exit"
	refuses '--wrap a: unclosed quote: "' --wrap 'a=sh -c "exit'
	refuses '--wrap a: expected at most 64 words, found more' --wrap "a=$(printf 'x %.0s' {1..65})"
	refuses '--wrap a: expected a command in printable UTF-8' --wrap $'a=sh \e[2J'
	refuses '--wrap a: expected a command in printable UTF-8' --wrap $'a=sh \xff'
	refuses '--wrap a: the name already stands for another command: env' --wrap a=env --wrap a=true
	refuses '--wrap needs a value' --wrap
	refuses 'unknown mode "wrap:a": see tracetax run --wrap' --mode wrap:a
	refuses 'unknown mode "wrap:strac": did you mean "wrap:strace"?' --mode wrap:strac --wrap strace=strace
	refuses 'mode wrap:a fits none of the workloads named: it intercepts calls' --wrap a=env --workload memory-read --mode wrap:a
	complains 2 'unknown mode "wrap:a"' trace --mode wrap:a -- true
}

@test "the longest name, and the same command twice" {
	name=$(printf 'x%.0s' {1..34})
	measures_one "$name=env"
	wrapped a=env a=env
	[ "$(of a status)" = ok ]
}

@test "--mode all has those that are defined, and list modes has none" {
	capture tracetax run --wrap a=env --workload getpid,memory-read --mode all "${SMALL[@]}" -o r
	[ "$(of a workload status)" = $'getpid\tok' ]
	[ "$(count r/runs.csv '$r{mode} eq "ptrace-syscall"')" -eq 1 ]
	expect 0 list modes
	[[ "$output" != *wrap:* ]]
}

@test "from a plan: quotes keep blanks and hashes, and a line uses what an earlier one defined" {
	cat >a.plan <<-'END'
		# wraps 'of all kinds
		--blocks 1 --window 1 --ops 20 --mode wrap:a --wrap 'a=sh -c "exec \"\$@\" # and so on" sh' # it's a comment
		--blocks 1 --window 1 --ops 20 --mode wrap:b,wrap:a "--wrap=b=env A='x  y' env" --workload getppid
		--blocks 1 --window 1 --ops 20 --mode wrap:c --wrap c=env
	END
	capture tracetax run a.plan --wrap c=env -o r
	exact r
	[ "$(rows r/runs.csv '$r{mode} =~ /^wrap:/' workload mode status | sort)" = "$(printf '%s\t%s\tok\n' \
		getpid wrap:a getpid wrap:c getppid wrap:a getppid wrap:b)" ] || fail "$(rows r/runs.csv 1 mode status reason)"
	sed -n '/"wraps"/,/}/p' r/machine.json | sed 's/},*$/}/' >wraps
	diff wraps - <<-'END'
		  "wraps": {
		    "c": "env",
		    "a": "sh -c \"exec \\\"\\$@\\\" # and so on\" sh",
		    "b": "env A='x  y' env"
		  }
	END
}

@test "from a plan: what is wrong names file and line, nothing is written" {
	while IFS='|' read -r pattern line; do
		printf -- '--workload getpid\n%s\n' "$line" >b.plan
		complains 2 "b.plan:2: $pattern" run -o refused b.plan
	done <<-'END'
		unclosed quote: '|--wrap 'a=env
		unclosed quote: "|--wrap "a=env # no end'
		--wrap: expected NAME=COMMAND, found "a"|--wrap a
		--wrap: expected a name of at most 34 characters|--wrap A=env
		--wrap a: expected a command|--wrap a=
		unknown mode "wrap:a"|--mode wrap:a
		expected options only, found "env"|--wrap a=strace env
	END
	printf -- '--mode wrap:a --wrap a=env\n--mode wrap:a --wrap a=true\n' >c.plan
	complains 2 'c.plan:2: --wrap a: the name already stands for another command: env' run -o refused c.plan
}

@test "from another machine: summary, report and compare have its rows" {
	capture tracetax run --wrap 'a-tool=env' --mode wrap:a-tool,ptrace-syscall --blocks 6 --window 1 --ops 200 -o r
	cp -r r other
	capture tracetax summary other
	[[ "$output" == *'wrap:a-tool '* ]]
	expect 0 compare --all r other
	[[ "$output" == *wrap:a-tool* ]]
	expect 0 report --no-charts -o r.md r
	grep -q '| wrap:a-tool |' r.md
	need gnuplot
	few_charts slowdown
	expect 0 report -o r.md r
	grep -q wrap:a-tool r/charts/slowdown.svg || fail "the chart lacks it"
	# a name that only looks so is shown, but reaches no script
	sed -i 's/wrap:a-tool/wrap:a`touch run`/' r/runs.csv
	capture tracetax report -o r.md r
	[ ! -e run ] && [ ! -e r/run ]
	never grep -q 'wrap:a' r/charts/slowdown.svg
}

# peers: the plan as ./peers.plan, with the smallest runs and the names of its tools, one a line, in ./tools.
peers() {
	sed 's/--blocks 30 --window 20/--blocks 1 --window 1 --ops 20/; s/same,cross/same/' "$TOP/bench/peers.plan" >peers.plan
	sed -n "s/.*--wrap '\([a-z0-9-]*\)=.*/wrap:\1/p" peers.plan | sort >tools
	[ "$(wc -l <tools)" -ge 18 ] && [ -z "$(uniq -d tools)" ] || fail "tools: $(cat tools)"
	# each line measures the tool that it defines
	never grep -vE "^(#|--.* --mode untraced,|--.* --mode wrap:([a-z0-9-]+) .*--wrap '\2=)" peers.plan
}

@test "the report has each tool in front of each program, and what one might pick instead" {
	capture tracetax run --command 'one=ls /' --workload getpid,command:one --mode wrap:env,wrap:loud,ptrace-syscall --placement free \
		--wrap 'env=env' --wrap 'loud=env -- env' --blocks 6 --window 1 -o r
	expect 0 report --no-charts r
	[[ "$output" == *'## Which tool for which program?'*'| loud | env -- env |'* ]]
	[ "$(grep -cE '^\| (ls /|getpid) \| free \| .*s \(.*\) \| [0-9.]+x \(.*\) \| [0-9.]+x \(.*\) \|$' <<<"$output")" -eq 2 ]
	if [ -n "$(rows r/runs.csv '$r{mode} eq "ptrace-syscall" && $r{status} eq "ok"' mode)" ]; then
		grep -qE '^- \*\*ls /\*\*, `free`: pick `ptrace-syscall`, which makes it take [0-9.]+x .* as long\.' <<<"$output"
	fi
	capture tracetax run --workload getpid --mode wrap:env --wrap 'env=env' --blocks 1 --window 1 -o none
	expect 0 report --no-charts none
	[[ "$output" == *'- **getpid**, `same`: no mode of this campaign saw each of its calls'* ]]
	expect 0 summary none
	[ -e none/tools.csv ]
}

# bats test_tags=long
@test "bench/tools.plan: every line goes well, or is a skip of what is not installed" {
	sed 's/--blocks 12 --window 20/--blocks 1 --ops 1/; s/--workload [a-z0-9:,-]*/--workload command:git-status/' "$TOP/bench/tools.plan" >tools.plan
	capture tracetax run tools.plan -o r
	rows r/runs.csv '$r{status} eq "fail" && $r{mode} !~ /perf|bpf|bwrap/' mode reason >fails
	[ ! -s fails ] || fail "$(cat fails)"
	[ "$(rows r/runs.csv '$r{mode} =~ /^wrap:/' mode | sort -u | wc -l)" -eq "$(grep -o -- '--wrap ' tools.plan | wc -l)" ]
	[ ! -e tracetax-files ]
	nothing_runs
}

# bats test_tags=long
@test "bench/peers.plan: every line goes well, or is a skip of what is not installed" {
	peers
	capture tracetax run peers.plan -o r
	exact r
	diff tools <(rows r/runs.csv '$r{mode} =~ /^wrap:/' mode | sort -u)
	# what the machine may refuse to these is not a matter of the plan
	rows r/runs.csv '$r{status} eq "fail" && $r{mode} !~ /perf|bpf|bwrap/' mode reason >fails
	[ ! -s fails ] || fail "$(cat fails)"
	rows r/runs.csv '$r{status} eq "skip"' mode reason >skips
	never grep -v 'is not installed' skips
	nothing_runs
}

@test "bench/peers.plan: a tool that is missing is a skip that names it" {
	peers
	mkdir path
	ln -s "$(command -v sh)" "$(command -v mktemp)" "$(command -v rm)" path
	capture env PATH="$WORK/path" "$PROGRAM" run peers.plan -o r
	[ "$(rows r/runs.csv '$r{mode} =~ /^wrap:/' status | sort -u)" = skip ] || fail "$(rows r/runs.csv 1 mode status reason)"
	diff tools <(rows r/runs.csv '$r{mode} =~ /^wrap:/' mode | sort -u)
	while read -r mode; do
		tool=${mode#wrap:}
		tool=${tool%%-*}
		[[ "$(rows r/runs.csv "\$r{mode} eq '$mode'" reason)" == *"$tool "* ]] || fail "$mode does not name $tool"
	done <tools
	never grep -v 'is not installed' <(rows r/runs.csv '$r{status} eq "skip"' reason)
}
