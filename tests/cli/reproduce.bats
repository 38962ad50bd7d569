#!/usr/bin/env bats
load ../helpers

# Times the whole program in a tree of the test's own: scripts, and the programs under build/.
whole_program() { (cd "$WORK/tree" && unset FULL && B=build sh scripts/whole-program.sh "$@"); }

tree() {
	mkdir -p tree/build tree/results r
	cp -r "$TOP/scripts" "$TOP/bench" tree
	cp "$BIN"/* tree/build 2>/dev/null || true # charts, a folder, is not needed
}

need_hyperfine() {
	command -v hyperfine >/dev/null || skip "hyperfine is not installed"
	tracetax trace -- true || skip "ptrace is refused here"
}

@test "reproduce: the whole program, in blocks, its calls by a pilot" {
	need_hyperfine
	tree
	capture whole_program "$WORK/r" 1
	[ "$status" -eq 0 ] || fail "0 is due"
	[ "$(ls r)" = whole-program.csv ] || fail "files: $(ls r)"
	[ "$(head -n 1 r/whole-program.csv)" = block,mode,placement,calls,wall_ns,user_ns,system_ns ]
	# enough blocks for an interval, each with every program, with its calls and without
	[ "$(rows r/whole-program.csv 1 block | sort -u | wc -l)" -ge 6 ]
	rows r/whole-program.csv 1 block mode placement calls | sort | uniq -d >twice
	[ ! -s twice ] || fail "twice: $(cat twice)"
	[ "$(rows r/whole-program.csv 1 mode placement calls | sort | uniq -c | awk '{ print $1 }' | sort -u | wc -l)" -eq 1 ]
	for program in untraced,free untraced,same ptrace-syscall,free ptrace-syscall,same; do
		[ "$(count r/whole-program.csv "qq(\$r{mode},\$r{placement}) eq '$program' && \$r{block} == 1 && \$r{calls} > 0")" -eq 1 ] || fail "$program"
		[ "$(count r/whole-program.csv "qq(\$r{mode},\$r{placement}) eq '$program' && \$r{block} == 1 && \$r{calls} == 0")" -eq 1 ] || fail "$program"
	done
	if command -v strace; then grep -q ',wrap:strace,same,' r/whole-program.csv; fi
	# the untraced program makes many more calls; times are in ns, never less than the CPU time of one process
	[ "$(count r/whole-program.csv '$r{wall_ns} !~ /^[1-9][0-9]{4,}$/ || $r{user_ns} !~ /^[0-9]+$/ || $r{system_ns} !~ /^[0-9]+$/')" -eq 0 ]
	[ "$(count r/whole-program.csv '$r{mode} eq "untraced" && $r{user_ns} + $r{system_ns} > 1.1 * $r{wall_ns} + 20e6')" -eq 0 ]
	# and the report reads it
	capture tracetax run --mode ptrace-syscall "${SMALL[@]}" -o c
	cp r/whole-program.csv c
	expect 0 report --no-charts c
	[[ "$output" == *"by the post's own accounting the slowdown is"* ]]
}

@test "reproduce: without a tool, or where a program fails, one line and no file" {
	tree
	mkdir bin
	for needed in sh mktemp sed awk date rm mv taskset; do ln -s "$(command -v $needed)" bin; done
	capture env PATH="$WORK/bin" sh -c 'cd tree && sh scripts/whole-program.sh "$1"' sh "$WORK/r"
	[ "$status" -eq 1 ]
	[ "$stderr" = "whole-program: hyperfine is not installed (sh scripts/setup.sh)" ] || fail
	[ -z "$(ls r)" ]
	need_hyperfine
	printf '#!/bin/sh\nexit 3\n' >tree/build/tracetax
	capture whole_program "$WORK/r" 1
	[ "$status" -eq 0 ] || fail "the rest can be timed"
	[ "$(grep -c 'is left out: ' <<<"$stderr")" -eq 2 ] || fail "two are left out"
	never grep -q ptrace r/whole-program.csv
	rm r/whole-program.csv
	printf '#!/bin/sh\nexit 3\n' >tree/build/post
	capture whole_program "$WORK/r" 1
	[ "$status" -eq 1 ]
	[ -z "$(ls -A r)" ] || fail "left: $(ls -A r)"
}

has_begun() { grep -qs , r/whole-program.*.partial; }

@test "reproduce: interrupted, the whole program leaves nothing half written" {
	need_hyperfine
	tree
	(cd tree && exec env --default-signal=INT,TERM setsid sh scripts/whole-program.sh "$WORK/r" 60 >/dev/null 2>&1 3>&-) &
	PID=$!
	await has_begun
	kill -INT -- "-$PID"
	ended 130
	[ -z "$(ls -A r)" ] || fail "left: $(ls -A r)"
	scratch_is_gone
}

# Puts a stub in place of tracetax that keeps to POSIX: what follows an operand is not an option.
@test "scripts put options before operands" {
	tree
	cat >tree/build/tracetax <<-'END'
		#!/bin/sh
		echo "$@" >>"$CALLS"
		[ "$1 $2" != "run -o" ] || { mkdir "$3" && touch "$3/runs.csv"; }
	END
	chmod +x tree/build/tracetax
	printf 'exit 1\n' >tree/scripts/whole-program.sh
	capture env CALLS="$WORK/calls" NAME=x sh -c 'cd tree && sh scripts/reproduce.sh'
	[ "$status" -eq 0 ] || fail "0 is due"
	awk '{ operand = 0
		for (i = 2; i <= NF; i++) {
			if ($i ~ /^-/ && operand) { print; bad = 1 }
			if ($i !~ /^-/ && $(i - 1) != "-o") operand = 1
		} }
		END { exit bad }' calls || fail "an option follows an operand"
	[ "$(cut -d' ' -f1 calls | xargs)" = "doctor run report report" ] || fail "$(cat calls)"
}

@test "reproduce: the campaign's time is bounded, and what does not fit is blocks, not cells" {
	grep -qE '^--workload .*--time [0-9]+ ' "$TOP/bench/blog.plan" || fail "no --time"
	capture tracetax run --workload getpid,getppid,compute --mode untraced,seccomp-allow --placement same,free --time 3 \
		--blocks 100000 --window 1 --quiet -o r
	[[ "$stderr" != *"--time was over before the first run"* ]] || skip "the machine is slow"
	finished
	[ "$(rows r/summary.csv 1 workload placement mode | wc -l)" -eq 12 ] || fail "$(cat r/summary.csv)"
	[ "$(rows r/summary.csv 1 blocks | sort -u | wc -l)" -eq 1 ] || fail "some cells have fewer blocks than others"
}
