#!/usr/bin/env bats
# The modes within the process: a program does not learn of its watcher, and no call escapes it.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

# Prints the modes in which code within the program sees every call, libc's or not.
trap_modes() { once trap-modes modes '$r{inside} eq "yes" && $r{stops_per_call} > 0 && $r{loses} !~ /calls outside libc/'; }

# here FUNCTION [MODE]: calls it as each does, in each of the modes that this machine and this user have.
here() {
	check_here=$1
	each within_here ${2:-$(trap_modes)}
}

within_here() {
	if ! is_here; then
		[[ $stderr == *": boot a kernel"* || $stderr == *vm.mmap_min_addr=0* || $stderr == *"let them be drawn"* || $stderr == *"protection keys"* ]] ||
			fail "the mode must be here"
		[ "$mode:$user" != sud-trap:root ] || skip "$stderr"
		return
	fi
	$check_here
}

inside() { ends_with 0 hazard_inside; }

@test "registers, masks, stacks, handlers, numbers: all as without a watcher" {
	here inside
}

shells() {
	as_alone sh -c 'for i in 1 2 3; do echo $i; done | cat | sort -r; x=$(echo `echo in`); echo $x; exit 3'
	as_alone bash -c 'trap "echo got" USR1; kill -USR1 $$; (exit 4); echo $?; cat <(echo a) <(echo b); wait; exec sh -c "exit 5"'
	as_alone sh -c 'kill -SYS $$'
	as_alone sh -c 'kill -SEGV $$'
	as_alone sh -c 'ulimit -t 5; sh -c "kill -KILL \$\$"; echo $?'
	as_alone sh -c 'exec 3>&1; sh -c "echo three >&3"; exec 3>&-'
}

# bats test_tags=long
@test "shells: pipelines, subshells, traps, execs, deaths" {
	here shells
}

languages() {
	as_alone perl -MTime::HiRes=ualarm,sleep -e '$SIG{ALRM} = sub { die "rang\n" }; eval { ualarm 50_000; sleep 60 }; print $@;
		$SIG{CHLD} = sub { $n++ }; system "true"; print `echo out`; fork ? wait : exit 7; print $? >> 8, "\n"'
	if command -v python3 >/dev/null; then
		as_alone python3 -c 'import subprocess, threading
threads = [threading.Thread(target=lambda: None) for _ in range(20)]
for t in threads: t.start()
for t in threads: t.join()
print(subprocess.run(["echo", "out"], capture_output=True).stdout, subprocess.run("exit 3", shell=True).returncode)'
	fi
}

# bats test_tags=long
@test "perl and python: alarms, threads, children" {
	here languages
}

children() {
	ends_with 0 hazard_fork 200
	ends_with 0 hazard_clone 200
	ends_with 0 hazard_vfork 30 "$BIN/post" 0
	ends_with 0 hazard_exec_thread 10 "$BIN/post" 0
	ends_with 3 hazard_end_all 16
	ends_with 7 hazard_leader
	as_alone hazard_orphan
	as_alone hazard_cleared
	as_alone hazard_doomed
}

@test "forks, threads, posix_spawn, execs by threads" {
	here children
}

# Chance does so to one program of some 100,000; what a filter still traps then is a program's end.
text() {
	ends_with 0 hazard_text
}

@test "a program whose text lies where that of the one before it did" {
	here text
}

# Each exec may leave a filter, and the kernel takes so many: what has none left runs unwatched, and is told.
chain() {
	local programs
	printf -v programs '%*s' "$1" ''
	ends_with 0 ${programs// /env } "$BIN/post" 0
	[[ $stderr == ${2:-} ]] || fail "after $1 execs"
}

# bats test_tags=long
@test "sigsys-trap: twenty execs in a row are watched, sixty are not stopped" {
	here 'chain 20' sigsys-trap
	here 'chain 60 *ran*unwatched*' sigsys-trap
}

signals() {
	ends_with 0 hazard_queue 200
	ends_with 0 hazard_timer 100
	ends_with 0 hazard_drift 50
}

@test "signals in the midst of calls" {
	here signals
}

counts() {
	stops_more 1000 post 1000
	stops_more 900 hazard_drift 300
}

@test "a stop for each call, and no other stop" {
	here counts
}

# The signals come at any moment, in the midst of our handler too.
storm() {
	local without due
	stops hazard_storm 0
	without=$((count - output))
	stops hazard_storm 5000
	due=$((without + 5000 + output))
	[ "$output" -gt 0 ]
	same "stops, with $output signals" "$due" "$count"
}

@test "a stop for each call under a storm of signals" {
	here storm
}

other_numbers() {
	needs hazard_int80
	if [ "$mode" = sigsys-trap ]; then n=1000; else n=2000; fi # the filter lets i386's calls through
	stops_more "$n" hazard_int80 1000
}

@test "a stop for each call by int 0x80 as well" {
	here other_numbers
}

first_count() {
	stops "${program[@]}"
	[ "$count" -gt 5 ]
	same "stops of ${program[*]}" "${wanted:=$count}" "$count"
}

@test "every mode counts the same, in the programs that it execs too" {
	for program in 'sh -c true;/bin/echo;exec,/bin/echo' "hazard_vfork 20 $BIN/post 0" 'hazard_fork 30' 'ls /'; do
		read -ra program <<<"$program"
		program=("${program[@]//,/ }")
		unset wanted
		here first_count
	done
}

stacks() { ends_with 0 hazard_stack; }

@test "small stacks, and stacks of the program's own for its signals" {
	here stacks
}

written() { ends_with 0 hazard_jit 200; }

@test "code written at run time, in pages of every kind, keeps its pages as they are" {
	here written
}

# A program more means its calls more; the page has no descriptor that scripts use.
execs() {
	local none taken='exec 3>&2 4>&2 5>&2 6>&2 7>&2 8>&2 9>&2'
	stops sh -c "$taken; exec true"
	none=$count
	stops sh -c "$taken; exec sh -c 'exec true'"
	[ "$count" -ge $((none + 10)) ]
}

@test "what is exec'ed is watched again" {
	here execs
}

# unwatched NAME PROGRAM...: as_alone, except that this one of its programs runs unwatched, and trace says so.
unwatched() { note="tracetax: $1 ran unwatched (programs: 1)" as_alone "${@:2}"; }

escapes() {
	unwatched "$BIN/post" env -i "$BIN/post" 3
	unwatched /bin/echo sh -c 'unset LD_PRELOAD; /bin/echo bare'
	unwatched "$BUILD/coverage/static" "$BUILD/coverage/static" 3
	unwatched "$BUILD/coverage/static" sh -c '"$1" 3' - "$BUILD/coverage/static"
	as_alone sh -c '/nowhere/is/it; exec /nowhere/is/it'
	as_alone perl -e 'use POSIX; POSIX::close($_) for 3 .. 600; exec "sh", "-c", "echo in"'
}

@test "what runs unwatched is told, and no other" {
	here escapes
}

# What the filter cannot name is not seen, nor is an exec by it: Go's, for one.
unseen() { as_alone "$WORK/fixed" "$BUILD/coverage/static" 3; }

@test "sigsys-trap: what a program at a fixed address starts by a call of its own is not told" {
	command -v cc >/dev/null || skip "there is no compiler here"
	[ -z "${SANITIZE-}" ] || skip "AddressSanitizer wants to be the first object"
	cc -no-pie -I "$TOP/workloads/coverage" -x c -o "$WORK/fixed" - <<-'END'
		#include <sys/syscall.h>
		#include "bare_call.h"
		int main(int argc, char **argv, char **environment)
		{
			return argc < 2 || bare_call(SYS_execve, (long)argv[1], (long)(argv + 1), (long)environment);
		}
	END
	here unseen sigsys-trap
}

# Python closes all descriptors in the children that it starts.
closing() {
	cat >"$WORK/closing" <<-'END'
		#!/usr/bin/perl
		use POSIX;
		POSIX::close($_) for 3 .. 600;
		exec "post", @ARGV;
	END
	chmod 755 "$WORK/closing"
	stops_more 10000 "$WORK/closing" 10000 10
}

@test "a program that closes all descriptors is watched, after an exec too" {
	here closing
}

debuggers() {
	unwatched "$BIN/post" hazard_debugger "$BIN/post" 3
	unwatched /bin/sh hazard_debugger /bin/sh -c 'kill -USR1 $$'
	as_alone hazard_debugger /nowhere/is/it
}

@test "a debugger as the program: it is told of what it debugs as without a watcher" {
	here debuggers
}

# bats test_tags=long
@test "gdb as the program" {
	command -v gdb >/dev/null || skip "gdb is not installed"
	user=$(users | awk '{ print $NF }') mode=sigsys-trap
	unwatched /bin/sh env SHELL=/bin/sh sh -c 'gdb -batch -ex run --args "$0" 2>&1 | sed "s/process [0-9]*/process/"' "$BIN/post"
}

nothing() {
	stops sh -c '(exit 0) & wait; echo x | cat; exec true'
	same stops 0 "$count"
	ends_with 0 hazard_clone 200
	ends_with 0 hazard_fork 200
}

# bats test_tags=long
@test "user dispatch that lets all through stops nowhere" {
	here nothing sud-armed
}

# Puts a file under the number of the page's descriptor, which could be mapped and counted into.
taken() {
	head -c 65536 /dev/zero >"$WORK/file"
	chmod 666 "$WORK/file"
	traced bash -c 'exec 500<>"$1"; sh -c "exec true"' bash "$WORK/file"
	same status 0 "$status"
	cmp -n 65536 "$WORK/file" /dev/zero
	rm -f "$WORK/file"
}

@test "a program that takes the page's descriptor goes on unwatched, and its file is not touched" {
	here taken
}

@test "fixed addresses: the filter would outlive its handler, and a line says so" {
	user=$(users | awk '{ print $1 }') mode=sigsys-trap
	setarch -R true || skip "addresses cannot be fixed here"
	traced setarch -R true
	same status 1 "$status"
	grep -q 'let them be drawn' "$TEST_DIR/errors"
}

# Takes all keys, so that the page can be read as on a CPU without them.
@test "rewrite: a program is refused where it could read through a null pointer" {
	user=$(users | awk '{ print $1 }') mode=rewrite
	command -v cc >/dev/null || skip "there is no compiler here"
	[ -z "${SANITIZE-}" ] || skip "AddressSanitizer wants to be the first object"
	traced true
	[[ $status -eq 0 || $stderr == *"protection keys"* ]] || skip "$stderr"
	cc -shared -fPIC -D_GNU_SOURCE -x c -o "$WORK/keys.so" - <<-'END'
		#include <sys/mman.h>
		__attribute__((constructor)) static void begin(void) { while (pkey_alloc(0, 0) >= 0) continue; }
	END
	LD_PRELOAD=$WORK/keys.so traced true
	same status 1 "$status"
	local finding="a page at address 0 that can be read as well: take a CPU with protection keys"
	[[ $stderr == *"$finding"* ]]
	cd "$WORK"
	run env LD_PRELOAD="$WORK/keys.so" COLUMNS=500 "$BIN/tracetax" exec --mode rewrite --runs 1 -- true
	[[ $output == *"skip: rewrite (command:true free): $finding"* ]] || fail "$output"
	# what it breaks may be what is asked for
	run env LD_PRELOAD="$WORK/keys.so" "$BIN/tracetax" run --command a=true --workload command:a --mode rewrite --may-break \
		--blocks 1 --ops 1 --quiet -o r
	[ "$(grep -c ',rewrite,count-treatment,ok,' r/runs.csv)" -eq 1 ] || fail "$output"
}

@test "rewrite: a program that has given up root goes on unwatched, and is told" {
	[ "$EUID" -eq 0 ] || skip "only root can give it up"
	[ "$(cat /proc/sys/vm/mmap_min_addr)" -ne 0 ] || skip "page zero is anyone's"
	user=root
	for mode in rewrite rewrite-armed; do
		traced true
		[ "$status" -eq 0 ] || skip "$stderr"
		unwatched "$BIN/post" setpriv --reuid=65534 --regid=65534 --clear-groups "$BIN/post" 3
	done
}

# sites OBJECT LATE: expects that calls of a site that is first met late in a loop count as LATE. Each thread and child
# finds out for itself what it may switch off; what needs a trap gets it, and what comes after the loop is found as
# before.
sites() {
	[ "$(uname -m)" = x86_64 ] || skip "it is written for x86-64"
	[ "$(id -u)" -eq 0 ] || [ "$(cat /proc/sys/vm/mmap_min_addr)" -eq 0 ] || skip "page zero is root's"
	run timeout "$LIMIT" "$BUILD/tests/reference/loop_sites" "$BIN/$1"
	same status 0 "$status"
	same counts "$(for who in thread main child; do
		echo "$who: before 3, in the loop 1000, late in it $2, again after it 3, after it 3"
	done; printf '%s: 3\n' 'child of a fork' 'parent of a fork' 'a program started in the loop')" "$output"
}

@test "rewrite: dispatch is off in a loop whose sites are known, and on again after it" { sites rewrite.so 0; }

@test "rewrite-armed: a site is found whenever it is met" { sites rewrite_armed.so 3; }
