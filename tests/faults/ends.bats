# How a campaign ends before its end, and what surrounds it: signals, a harness that is killed, closed descriptors,
# other people's children, a second harness.
load ../helpers

# Lasts so long that no test sees it end by itself.
LONG=(--workload getpid,file-io --mode ptrace-syscall,seccomp-trace,untraced --blocks 10000 --window 5 --ops 100 -o r)

# Prints a mode for each mechanism, or in the long form all.
sample() {
	if is_long; then echo all; else echo untraced,preload,ptrace-syscall,ptrace-each,seccomp-trace,user-notif-continue,sud-trap; fi
}

# Waits for a row more than these: it measures now.
start() {
	launch run "${LONG[@]}"
	await measures "${1:-3}" || fail "it does not begin: $(cat "$TEST_DIR/launched.err")"
}

# Expects that it died of signal number $1, and kept what it had.
ended_by() {
	ended $((128 + $1))
	await nothing_runs || fail "left: $(processes)"
	scratch_is_gone
	[ -s r/counters.csv ] && [ -s r/machine.json ] && [ -s r/summary.csv ] || fail "$(ls r)"
	[ -z "$(find r -name '*.partial')" ] || fail "$(ls r)"
	exact r cut
	readable summary r
	[ -z "$stderr" ]
	complaints "$TEST_DIR/launched.err"
	[ -z "$text" ] || fail "$text"
}

interrupted() {
	start
	kill -INT "$PID"
	ended_by 2
}

@test "Ctrl-C: the rows are kept, and it dies of the signal" { interrupted; }
# bats test_tags=long
@test "Ctrl-C, as an ordinary user" {
	as_user
	interrupted
}

@test "Ctrl-C from a terminal reaches the harness alone: its run is ended by it" {
	env --default-signal=INT,TERM,HUP,QUIT script -qec "echo \$\$ >pid; exec ${TRACETAX[*]} run ${LONG[*]}" /dev/null </dev/null >terminal 3>&- &
	PID=$!
	await measures 3
	kill -INT -- "-$(cat pid)" # what the terminal does: all of the foreground group
	wait "$PID" || true
	PID=
	await nothing_runs || fail "left: $(processes)"
	exact r cut
	scratch_is_gone
}

@test "SIGTERM and SIGHUP: likewise" {
	start
	kill -TERM "$PID"
	ended_by 15
	rm -r r
	start
	kill -HUP "$PID"
	ended_by 1
}

# bats test_tags=long
@test "SIGTERM at many moments" {
	local moment
	for moment in 0 0.002 0.005 0.01 0.02 0.03 0.05 0.08 0.13 0.21 0.34; do
		rm -rf r
		launch run "${LONG[@]}"
		sleep $moment
		kill -TERM "$PID"
		ended 143
		await nothing_runs || fail "$moment s: left: $(processes)"
		scratch_is_gone || fail "after $moment s"
		[ -z "$(find . -name '*.partial')" ] || fail "$moment s: $(ls r)"
		if [ -e r/runs.csv ]; then rows r/runs.csv 1 >/dev/null; fi
	done
}

@test "SIGINT right after each of the first rows" {
	in_turn 0 1 3 6
	for rows in "${chosen[@]}"; do
		rm -rf r
		start $rows
		kill -INT "$PID"
		ended_by 2
	done
}

@test "two signals at once: one end" {
	start
	kill -INT "$PID"
	kill -TERM "$PID"
	local got=0
	wait "$PID" || got=$?
	PID=
	[ $got -eq 130 ] || [ $got -eq 143 ]
	await nothing_runs
	exact r cut
	scratch_is_gone
}

@test "signals that were given as ignored stay ignored: nohup" {
	through env --ignore-signal=HUP
	start
	kill -HUP "$PID"
	local rows
	rows=$(wc -l <r/runs.csv.partial)
	await measures $((rows + 3)) || fail "it ended of a signal that its user had it ignore"
	kill -TERM "$PID"
	ended_by 15
}

killed() {
	start
	kill -KILL "$PID"
	ended 137
	await nothing_runs || fail "left: $(processes)"
	[ -s r/runs.csv.partial ]
	[ ! -e r/runs.csv ]
	finishes summary r
	[[ "$stderr" == *"cut short"* ]]
	[[ "$output" == *getpid*untraced* || "$output" == *file-io*untraced* ]]
}

@test "kill -9 of the harness: nothing of it runs on, its rows can be read" { killed; }
# bats test_tags=long
@test "kill -9 of the harness, as an ordinary user" {
	as_user
	killed
}

# Succeeds once one workload, $TRACEE, is in its window, which lasts a minute. A canary ends before it has used 0.1 s of
# CPU.
at_work() {
	TRACEE=$(processes tracetax-driver | head -n1)
	[ "$TRACEE" ] && awk -v hz="$(getconf CLK_TCK)" '{ exit ($14 + $15) / hz < 0.1 }' "/proc/$TRACEE/stat"
}

# in_long_windows SIGNAL STATUS: sends the harness the signal in a window of an untraced process and of a traced one:
# which comes first depends on the seed.
in_long_windows() {
	local seed seen=
	for seed in 1 2 3 4 5 6 7 8 9; do
		rm -rf r
		launch run --mode ptrace-syscall --blocks 1 --window 60000 --timeout 70 --seed $seed -o r
		await at_work || fail "no workload was caught at work"
		if grep -q '^TracerPid:.0$' "/proc/$TRACEE/status"; then seen+=u; else seen+=t; fi
		kill "-$1" "$PID"
		ended "$2"
		await nothing_runs || fail "seed $seed: left: $(processes)"
		if [[ "$seen" == *u* && "$seen" == *t* ]]; then return; fi
	done
	fail "seen: $seen"
}

@test "kill -9 in a window that lasts: nothing of it runs on" { in_long_windows KILL 137; }
@test "Ctrl-C in a window that lasts: it is not waited for" {
	in_long_windows INT 130
	scratch_is_gone
}

@test "kill -9 at many moments" {
	local moment
	for moment in 0 0.01 0.03 0.07 0.1 0.13 0.17 0.2; do
		rm -rf r
		launch run "${LONG[@]}"
		sleep $moment
		kill -KILL "$PID"
		ended 137
		await nothing_runs || fail "$moment s: left: $(processes)"
	done
}

tracer_is_killed() {
	local process
	for process in $(processes tracetax); do
		if [ "$(awk '{ print $4 }' "/proc/$process/stat" 2>/dev/null)" = "$PID" ]; then kill -KILL "$process"; fi
	done 2>/dev/null
	grep -q 'the tracer died of SIGKILL' r/runs.csv.partial
}

@test "kill -9 of the tracer: a row that failed, and the campaign goes on" {
	# runs that last longer than it takes to find their tracer
	launch run --workload getpid --mode untraced --blocks 10000 --window 100 -o r
	await measures 1 || fail "it does not begin: $(cat "$TEST_DIR/launched.err")"
	await tracer_is_killed || fail "no row says so"
	local rows
	rows=$(wc -l <r/runs.csv.partial)
	await measures $((rows + 3)) || fail "it does not go on"
	kill -INT "$PID"
	ended 130
	exact r cut
	[ "$(count r/runs.csv '$r{status} eq "fail" && $r{reason} eq "the tracer died of SIGKILL"')" -ge 1 ]
	[ "$(rows r/runs.csv '$r{status} eq "fail"' reason | sort -u | wc -l)" -eq 1 ]
}

@test "a stopped harness goes on where it stopped" {
	start
	kill -STOP "$PID"
	kill -CONT "$PID"
	local rows
	rows=$(wc -l <r/runs.csv.partial)
	await measures $((rows + 3))
	kill -INT "$PID"
	ended_by 2
}

# closed REDIRECTIONS ARG...: expects a campaign that goes well.
closed() {
	rm -rf r
	run bash -c "exec \"\$@\" $1" - "${TRACETAX[@]}" run "${@:2}" -o r
	[ "$status" -eq 0 ] || fail "$1"
	exact r
	nothing_failed
}

@test "descriptors 0 to 2 closed: the records are right all the same" {
	if is_long; then
		crossed getpid,file-io
	else # those that have descriptors of their own, or start others
		printf '%s\n' "--workload file-io,dd,pipe,socket,exec,thread,memory-read-file --mode untraced,memcpy,ptrace-syscall ${SMALL[*]}" \
			"--workload tree --size 2 --mode untraced,ptrace-syscall ${SMALL[*]} --ops 1" \
			"--workload file-io --mode all ${SMALL[*]}" >crossed.plan
	fi
	closed '<&- >&- 2>&-' crossed.plan
	in_turn '<&-' '2>&-' '>&-'
	for one in "${chosen[@]}"; do closed "$one" --workload file-io --mode "$(sample)" "${SMALL[@]}"; done
}

# Prints what the workload holds of the harness; fails until one is at work.
found_descriptors() {
	local process
	process=$(processes tracetax-driver | head -n1)
	[ "$process" ] && find "/proc/$process/fd" -type l -printf '%l\n' >"$TEST_DIR/found" 2>/dev/null
	[ -s "$TEST_DIR/found" ]
}

@test "descriptors 0 to 2 closed: nothing of the harness takes their place" {
	through bash -c 'exec "$@" <&- >&- 2>&-' -
	launch run --mode untraced --blocks 1 --window 60000 --timeout 70 -o r
	await at_work || fail "no workload was caught at work"
	for process in "$PID" "$TRACEE"; do
		for fd in 0 1 2; do
			[ "$(readlink "/proc/$process/fd/$fd")" = /dev/null ] || fail "$fd is $(readlink "/proc/$process/fd/$fd")"
		done
	done
	kill -INT "$PID"
	ended 130
}

@test "the workload inherits no record, lock or directory of the harness" {
	launch run --workload getpid --mode untraced --blocks 1000 --window 100 -o r
	await found_descriptors || fail "no workload was caught at work"
	never grep -E 'csv|socket:|signalfd|/r$' "$TEST_DIR/found"
	kill -INT "$PID"
	ended 130
}

@test "an inherited SIGCHLD that is ignored: children are waited for all the same" {
	through env --ignore-signal=CHLD
	printf '%s\n' "--workload getpid,pipe,exec,execve,processes --mode untraced,preload,ptrace-each,user-notif-continue,sud-trap ${SMALL[*]}" \
		"--workload tree --size 2 --mode untraced,ptrace-syscall ${SMALL[*]} --ops 1" "--workload fork --mode $(sample) ${SMALL[*]}" >plan
	expect 0 run plan -o r
	exact r
	nothing_failed
}

@test "inherited children are neither ended nor waited for" {
	for mode in untraced ptrace-syscall; do
		rm -rf r
		# one that lives on, and one that ends in the midst of it
		capture bash -c 'exec 4>&- 3>&-
			sleep 600 >/dev/null 2>&1 & echo $! >living; sleep 0.1 & exec "$@"' - \
			"$PROGRAM" run --mode "$mode" --blocks 4 --window 30 -o r # too few for noise to make it untrusted
		[ "$status" -eq 0 ]
		exact r
		[ "$(count r/runs.csv '$r{status} ne "ok"')" -eq 0 ]
		kill "$(cat living)" || fail "$mode: it was ended"
	done
}

# refused_beside COMMAND...: expects that a second harness, started by this command, must wait for the first.
refused_beside() {
	capture "$@" "$PROGRAM" run --mode untraced --blocks 1 --ops 5 -o second
	[ "$status" -eq 1 ] && [ "${#stderr_lines[@]}" -eq 1 ] || fail "$*: 1 and one line are due"
	[[ "$stderr" == "tracetax: another tracetax is measuring on this machine"* ]] || fail "$*"
	[ ! -e second ]
}

@test "a second harness is refused while the first measures, and may measure after it" {
	start
	refused_beside env
	expect 0 list workloads
	kill -INT "$PID"
	ended_by 2
	expect 0 run --mode untraced --blocks 1 --ops 5 --quiet -o third
	[ -s third/summary.csv ]
}

@test "a second harness is refused in another container, too: other network, files, processes and user" {
	if [ "$EUID" -ne 0 ]; then skip "only root can make a container"; fi
	unshare --net --ipc --uts --cgroup --mount --pid --fork --mount-proc \
		setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$PROGRAM" 2>/dev/null || skip "no container can be made here"
	start
	refused_beside unshare --net
	refused_beside unshare --net --ipc --uts --cgroup --mount --pid --fork --mount-proc
	refused_beside unshare --net setpriv --reuid=65534 --regid=65534 --clear-groups
	kill -INT "$PID"
	ended_by 2
}

@test "under another tracer: a clear reason, or a refusal" {
	if ! command -v strace >/dev/null; then skip "strace is not installed"; fi
	capture strace -f -qq -o /dev/null "$PROGRAM" run --mode ptrace-syscall,untraced "${SMALL[@]}" \
		-o r
	[ "$status" -le 3 ]
	[[ "$output$stderr" == *tracer* || "$output$stderr" == *traced* ]] || fail "it does not say that it is traced"
	if [ -e r/runs.csv ]; then
		[ "$(count r/runs.csv '$r{mode} eq "ptrace-syscall" && $r{status} eq "ok"')" -eq 0 ]
	fi
}

@test "the time limit: whole blocks, and no failure" {
	finishes run --mode untraced,ptrace-syscall --blocks 1000000 --window 1 --ops 20 --time 3 -o r
	exact r
	[ "$(rows r/runs.csv 1 block | sort | uniq -c | awk '{ print $1 }' | sort -u)" = 3 ]
}

# commanded SCRIPT OPTION...: measures a command and waits until it runs; it says so in a file.
commanded() {
	rm -rf r on off
	launch exec --quiet --mode ptrace-syscall,untraced "${@:2}" -o r -- sh -c "$1"
	await test -e on || fail "it does not begin: $(cat "$TEST_DIR/launched.err")"
}

@test "a signal to exec is the command's first: it may end as it likes" {
	local signal
	for signal in TERM HUP INT; do
		commanded 'trap "echo bye >off" '$signal'; : >on; until [ -e off ]; do :; done; sleep 0.01; echo over >off'
		kill "-$signal" "$PID"
		ended $((128 + $(kill -l $signal)))
		same "what it said last" over "$(cat off)"
		await nothing_runs || fail "left: $(processes)"
	done
}

@test "--kill-after: a command that hangs is ended so long after a signal to exec" {
	commanded 'trap "" TERM; sleep 600 & : >on; while :; do wait; done' --kill-after 0.05
	kill -TERM "$PID"
	ended 143
	await nothing_runs || fail "left: $(processes)"
	for wrong in 0 -1 soon; do
		complains 2 "--kill-after: expected a number from 0.001 to" exec --kill-after "$wrong" -- true
	done
}

@test "a second signal to exec ends a command that hangs" {
	commanded 'trap "" TERM; sleep 600 & : >on; while :; do wait; done'
	kill -TERM "$PID"
	kill -TERM "$PID"
	sleep 0.6
	state_is RSD "$PID" || fail "two signals at once ended it"
	kill -TERM "$PID"
	ended 143
	await nothing_runs || fail "left: $(processes)"
	scratch_is_gone
}
