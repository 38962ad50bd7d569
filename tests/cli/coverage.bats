#!/usr/bin/env bats
# What each mechanism sees of calls that are made in unusual ways: the programs, their plan, what is derived and told.
# shellcheck disable=SC2016,SC2154 # conditions of rows; bats sets some names
load ../helpers

setup_file() {
	copy_programs "$BUILD"
	cp -r "$BUILD/coverage" "$FILE_DIR/bin/coverage"
	rm -f "$FILE_DIR/bin/coverage"/*.log
	chmod -R a+rX "$FILE_DIR/bin/coverage"
}

# Puts the programs where the plan has them, below the working directory.
here() {
	mkdir build
	ln -s "$BIN/coverage" build/coverage
}

sources() { find "$TOP/workloads/coverage" -name '*.c' -printf '%f\n' | sed 's/\..*//' | sort; }

# Prints the programs that have something of their own to show in a test: of those that are like any other the short form
# has one.
peculiar() { if is_long; then sources | paste -sd'|'; else echo "raw|$1"; fi; }

# lines_for PROGRAM|... MODES: writes ./plan, the lines of these programs, under these modes.
lines_for() {
	grep -E "command:($1)-0," "$TOP/bench/coverage.plan" | sed "s/--mode all/--mode $2/" >plan
}

# seen CONDITION: prints the rows of coverage.csv for which it holds.
seen() { rows r/coverage.csv "$1" program mode made seen behaved; }

@test "the plan has each program, once without its calls and once with them" {
	for program in $(sources); do
		line=$(grep -E -- "--workload command:$program-0,command:$program-[1-9][0-9]* " "$TOP/bench/coverage.plan") || fail "$program is not in the plan"
		n=$(sed -E "s/.*command:$program-([1-9][0-9]*) .*/\1/" <<<"$line")
		[[ $line == *" --command '$program-0=build/coverage/$program 0' --command '$program-$n=build/coverage/$program $n'" ]] || fail "$line"
		[[ $line == '--may-break '* && $line == *' --mode all '* ]] || fail "$line"
	done
	[ "$(grep -c '^--' "$TOP/bench/coverage.plan")" -eq "$(sources | wc -l)" ]
}

@test "each program is built here, and does what it says when nothing watches it" {
	here
	[ "$(uname -m)" = x86_64 ] || skip "most of them are for x86-64"
	for program in $(sources); do
		for n in 0 12; do
			capture "build/coverage/$program" "$n"
			[ "$status" -ne 77 ] || continue # it cannot be had here, and says so
			if [ "$status" -ne 0 ] && cannot "$program"; then continue; fi
			[ "$status" -eq 0 ] || fail "$program $n"
			[ "$output" = "$n of $n calls were answered as they should be" ] || fail "$program $n"
		done
	done
}

@test "what is seen is counted, what a mode breaks is a row, and the campaign goes well" {
	here
	lines_for 'raw|jit|vdso' preload,ptrace-syscall,seccomp-allow,user-notif,seccomp-trace
	finishes run plan --quiet -o r
	[ "$(seen '$r{mode} eq "user-notif"' | sort -u)" = $'jit\tuser-notif\t100\t\trefused\nraw\tuser-notif\t100\t\trefused\nvdso\tuser-notif\t100\t\trefused' ]
	[ "$(seen '$r{mode} eq "seccomp-allow" && $r{program} eq "raw"')" = $'raw\tseccomp-allow\t100\t\tyes' ]
	for mode in $(rows r/coverage.csv '$r{behaved} eq "yes" && $r{seen} ne ""' mode | sort -u); do
		due=100
		[ "$mode" != preload ] || due=0 # libc is not asked
		[ "$(seen "\$r{mode} eq '$mode'" | sort)" = "jit	$mode	100	$due	yes
raw	$mode	100	$due	yes
vdso	$mode	100	0	yes" ] || fail "$mode"
	done
	expect 0 report --no-charts r
	[[ $output == *$'\n## What does each mechanism see?\n'*$'\n| program | calls made | calls seen | behaved | modes |\n'* ]]
	[[ $output == *$'\n| `raw` | 100 |  | yes | `seccomp-allow` |\n'* ]]
	[[ $output == *$'\n| it answers in place of the kernel, and the program needs the answers | all | `user-notif` |\n'* ]]
}

# What the kernel shows to those who watch from outside is the same everywhere.
due_of() {
	case $1 in
	vdso | uring | uring-poll) echo 0 ;; # there is no call
	own-dispatch) echo "$(($3 / 2))" ;; # what is dispatched goes no further
	vsyscall | clone-untraced) [ "$2" = ptrace-syscall ] && echo 0 || echo "$3" ;;
	own-filter) [ "$2" = ptrace-syscall ] && echo "$3" || echo 0 ;; # the answer that refuses more counts
	own-sigsys) [ "$2" = ptrace-syscall ] && echo "$3" || echo "$(($3 / 2))" ;;
	*) echo "$3" ;;
	esac
}

# still_breaks MODE:PROGRAM...: fails where one is right that docs/transparency.md says is not.
still_breaks() {
	local pair
	for pair; do
		[ "$(count r/coverage.csv "\$r{mode} eq '${pair%:*}' && \$r{program} eq '${pair#*:}' && \$r{behaved} eq 'yes'")" -eq 0 ] ||
			fail "$pair: it works, and docs/transparency.md says that it does not"
	done
}

@test "every program under two mechanisms: what they see, and what they break" {
	here
	lines_for "$(peculiar 'vdso|uring|uring-poll|own-.*|vsyscall|clone-untraced|ptrace|early-signal|setuid|strict|thread-exec|pid-namespace')" \
		ptrace-syscall,user-notif-continue
	finishes run plan --quiet -o r
	nothing_runs || fail "processes are left"
	while read -r program mode made seen; do
		same "$program under $mode" "$(due_of "$program" "$mode" "$made")" "$seen"
	done < <(rows r/coverage.csv '$r{behaved} eq "yes"' program mode made seen)
	broken=$(rows r/coverage.csv '$r{behaved} eq "no"' mode program)
	never grep -vE $'^(ptrace-syscall\tptrace|user-notif-continue\t(early-signal|own-listener|setuid|strict))$' <<<"$broken"
	still_breaks ptrace-syscall:ptrace user-notif-continue:own-listener user-notif-continue:strict
}

# bats test_tags=long
@test "every program within the process: what that breaks, and that the kernel makes calls again behind its back" {
	here
	lines_for "$(peculiar 'ptrace|strict|own-dispatch|own-filter|own-sigsys|setuid|restart|early-signal')" sigsys-trap,sud-trap,rewrite
	finishes run plan --quiet -o r
	broken=$(rows r/coverage.csv '$r{behaved} eq "no"' mode program)
	still_breaks sigsys-trap:ptrace sud-trap:ptrace sigsys-trap:strict sud-trap:own-dispatch rewrite:own-dispatch rewrite:strict
	never grep -vE $'\tptrace$|^sigsys-trap\t(setuid|strict)$|^(sud-trap|rewrite)\town-dispatch$|^rewrite\tstrict$' <<<"$broken"
	for seen in $(rows r/coverage.csv '$r{program} eq "restart" && $r{behaved} eq "yes"' seen); do
		same "restart" 15 "$seen"
	done
}

# cannot PROGRAM: succeeds where it makes calls of i386, which this machine lacks.
cannot() { [[ $1 =~ ^(int80|elf32)$ ]] && ! "build/coverage/$1" 1 >output 2>&1; }

# entries PROGRAM N: how many calls the kernel's own tracepoint counts of it; "" where perf is refused.
entries() {
	perf stat -x , -o counted -e raw_syscalls:sys_enter "build/coverage/$1" "$2" >output 2>&1 || return 0
	sed -n 's/^\([0-9]*\),.*raw_syscalls:sys_enter.*/\1/p' counted
}

# What a filter or a dispatch takes never comes to the tracepoint, and perf does not go on over a setuid program.
witnessed_of() {
	case $1 in
	vdso | uring | uring-poll | vsyscall | own-filter | setuid) echo 0 ;;
	own-dispatch | own-sigsys) echo 6 ;;
	own-listener) echo 8 ;;
	*) echo 12 ;;
	esac
}

# bats test_tags=long
@test "a witness that is no mode of ours counts as many calls: the kernel's tracepoint" {
	here
	command -v perf >/dev/null || skip "perf is not installed"
	[ "$(entries raw 0)" ] || skip "perf is refused here, or does not work"
	for program in $(peculiar 'vdso|uring|vsyscall|own-filter|setuid|own-dispatch|own-sigsys|own-listener' | tr '|' ' '); do
		if cannot "$program"; then continue; fi
		before=$(entries "$program" 0)
		after=$(entries "$program" 12)
		if [ "$before" ] && [ "$after" ]; then
			same "$program" "$(witnessed_of "$program")" "$((after - before))"
		fi
	done
}

@test "--may-break: a command that a mode breaks" {
	printf '%s\n' '--blocks 1 --ops 1 --workload command:x-0,command:x-5 --mode ptrace-syscall --command "x-0=true" --command "x-5=./traced"' >plan
	cat >traced <<-'END'
		#!/bin/sh
		grep -q '^TracerPid:	0$' /proc/self/status
	END
	chmod +x traced
	[ "$("${TRACETAX[@]}" trace -m ptrace-syscall -- true && echo can)" ] || skip "ptrace is refused here"
	finishes run plan --may-break --quiet -o r
	[ "$(rows r/coverage.csv 1 program mode made seen behaved reason)" = $'x\tptrace-syscall\t5\t\tno\tthe command ended with status 1; untraced with status 0' ]
	[ "$(rows r/runs.csv 1 role | cut -d - -f 1 | sort -u)" = count ]
	[ ! -e r/summary.csv ] && [ ! -e r/gaps.csv ] && [ ! -e r/relations.csv ]
	expect 1 run plan --quiet -o s
	[[ $stderr == *'column reason of s/runs.csv says why'* ]]
	printf '%s\n' '#!/bin/sh' 'exit 9' >traced
	finishes run plan --may-break --quiet -o t
	[[ $(rows t/coverage.csv 1 behaved reason) == $'refused\tthe command ended with status 9, unwatched: '* ]]
}

@test "a program that is not built is a row that says so" {
	lines_for raw ptrace-syscall
	finishes run plan --quiet -o r
	[[ $(rows r/coverage.csv 1 program mode behaved reason) == $'raw\tptrace-syscall\trefused\tbuild/coverage/raw: '* ]]
}
