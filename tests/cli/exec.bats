# command:NAME, a program of the user's as a whole: how it is defined, that it is executed and counted as it should be,
# and what is said if that cannot be.
# shellcheck disable=SC2016 # the commands are for the shells that they start
load ../helpers

# The modes that come with every machine on which a program may be traced.
FEW=untraced,ptrace-syscall,seccomp-trace
need_ptrace() { tracetax trace -- true 2>/dev/null || skip "ptrace is refused here"; }

# execs OPTION... -- COMMAND: measures one block of one execution in ./r, and fails unless that goes well.
execs() {
	rm -rf r
	finishes exec --runs 1 --ops 1 --timeout "$LIMIT" -o r "$@" || return 1
	nothing_runs || fail "exec $*: processes are left"
}

# script NAME TEXT: writes an executable script.
script() {
	printf '#!/bin/sh\n%s\n' "$2" >"$1"
	chmod 755 "$1"
}

# all_ok: every row is ok or a skip with its reason.
all_ok() { [ "$(count r/runs.csv '$r{status} eq "fail" || ($r{status} eq "skip" && !$r{reason})')" -eq 0 ] || fail "$(cat r/runs.csv)"; }

@test "what cannot be started is one line" {
	complains 2 'no-such-program: no such command: name a program that can be run' exec -- no-such-program
	complains 2 './none: no such command' exec -- ./none
	complains 2 '/etc: expected a program, found a directory' exec -- /etc
	echo text >plain
	complains 2 './plain: not executable: chmod +x it, or name its interpreter' exec -- ./plain
	chmod 755 plain
	complains 2 './plain: expected a program, found a file without #! in its first line' exec -- ./plain
	printf '#!/no/such/shell -x\n' >plain
	complains 2 './plain: its interpreter is not there: /no/such/shell' exec -- ./plain
	complains 2 'name a command: tracetax exec ' exec --runs 1
	complains 2 '--input none: No such file or directory' exec --input none -- true
	complains 2 '--runs: expected a whole number' exec --runs 0 -- true
	complains 2 '--max-runs: expected at least --min-runs, found less' exec --min-runs 4 --max-runs 3 -- true
	complains 2 'unknown mode "ptrace-sycall": did you mean "ptrace-syscall"?' exec --mode ptrace-sycall -- true
	complains 2 '--command-name: expected at most 23 characters (a to z, 0 to 9' exec -n A -- true
}

@test "the option --command: a name, and a command" {
	complains 2 '--command: expected NAME=COMMAND, found "a"' run --command a
	complains 2 '--command: expected a name of at most 23 characters' run --command 'A=true'
	complains 2 '--command: expected a name of at most 23 characters' run --command "$(printf 'a%.0s' {1..24})=true"
	complains 2 '--command a: expected a command to measure, found none' run --command 'a= '
	complains 2 '--command a: unclosed quote' run --command "a='x"
	complains 2 '--command a: the name already stands for another command: true' run --command a=true --command a=false
	complains 2 'unknown workload "command:b"' run --command a=true --workload command:b
}

@test "a plan measures commands; one that is not there is a skip" {
	printf '%s\n' '--command "one=sh -c \"exit 0\"" --command two=no-such-program --workload command:one,command:two --mode untraced --blocks 1 --ops 2' >plan
	finishes run -o r plan
	[ "$(rows r/runs.csv '$r{workload} eq "command:one"' status ops calls | sort -u)" = $'ok\t2\t' ]
	[ "$(rows r/runs.csv '$r{workload} eq "command:two"' status reason)" = $'skip\tno-such-program: no such command: name a program that can be run' ]
	[ "$(jq -r '.commands.one' r/machine.json)" = 'sh -c "exit 0"' ]
	[ "$(rows r/workloads.csv 1 workload summary)" = $'command:one\t\ncommand:two' ] || [ "$(rows r/workloads.csv 1 workload summary)" = $'command:one\t\ncommand:two\t' ]
	expect 0 summary r
}

@test "calls are counted by name, twice, and stops are those of the calls" {
	need_ptrace
	execs --mode "$FEW" -- "$BIN/post" 1000
	all_ok
	[ "$(rows r/calls.csv '$r{call} eq "getpid"' first second)" = $'1000\t1000' ]
	[ "$(rows r/calls.csv '$r{call} =~ /^(execve|exit_group)$/' call first second | sort)" = $'execve\t1\t1\nexit_group\t1\t1' ]
	all=$(rows r/calls.csv 1 first | awk '{ n += $1 } END { print n }')
	[ "$(rows r/runs.csv '$r{mode} eq "seccomp-trace"' calls stops execs)" = "$all	$all	1" ]
	# neither the entry of execve nor an exit of exit_group
	[ "$(rows r/runs.csv '$r{mode} eq "ptrace-syscall"' calls stops)" = "$all	$((2 * all - 2))" ]
	[[ "$output" == *"It makes 1,0"*" calls: most of them 1,000 getpid"* ]]
}

@test "in each format: the table of summary, and for people the answer in words below it" {
	need_ptrace
	for format in text markdown csv json; do
		execs --mode untraced,seccomp-allow --format $format --quiet -- true
		[ "$output" = "" ]
		execs --mode untraced,seccomp-allow --format $format -- true
		cp "$TEST_DIR/output" said
		expect 0 summary r --format $format
		[ "$output" ]
		output=$(grep -v '^command:true free takes ' <<<"$output") # what summary says in words, exec says below
		head -n "$(wc -l <<<"$output")" said | diff - <(printf '%s\n' "$output")
		tail -n +"$(($(wc -l <<<"$output") + 1))" said >"below.$format"
	done
	for format in text markdown; do
		[ "$(grep -nE 'rows in r |^command:true takes |^Under seccomp.allow it takes |^It makes ' below.$format | wc -l)" -eq 4 ] ||
			fail "$(cat below.$format)"
	done
	never grep . below.csv
	never grep . below.json
	complains 2 "--format \"table\": expected $(due_formats)" exec --format table -- true
}

@test "calls of another architecture are stopped and counted too" {
	need_ptrace
	"$BIN/hazard_int80" 1 || skip "there is no int 0x80 here"
	execs --mode "$FEW" -- "$BIN/hazard_int80" 100
	all_ok
	[ "$(rows r/calls.csv '$r{call} =~ /^(getpid|others)$/' call first second | sort)" = $'getpid\t100\t100\nothers\t100\t100' ]
	all=$(rows r/calls.csv 1 first | awk '{ n += $1 } END { print n }')
	[ "$(rows r/runs.csv '$r{mode} eq "seccomp-trace"' calls stops)" = "$all	$all" ]
}

@test "a static program: what the dynamic loader would put into it is a skip" {
	execs -- "$BIN/ends-at-once"
	all_ok
	skipped=$(rows r/runs.csv '$r{mode} eq "sud-trap"' status reason)
	[[ "$skipped" == skip$'\t'*"it is statically linked" || "$(uname -m)" != x86_64 ]] || fail "$skipped"
	[ "$(rows r/calls.csv 1 call first second)" = $'execve\t1\t1\nexit_group\t1\t1' ] || [ ! -e r/calls.csv ]
}

@test "a command that fails is given up, unless it may" {
	script fails 'exit 7'
	rm -rf r
	expect 1 exec --mode untraced --runs 2 -o r -- ./fails
	[ "$(rows r/runs.csv 1 status reason)" = $'fail\tthe command ended with status 7, unwatched: see why with --output inherit (of `run`: --stdout), or give --ignore-failure' ]
	script dies 'kill -SEGV $$'
	rm -rf r
	expect 1 exec --mode untraced --runs 2 -o r -- ./dies
	[[ "$(rows r/runs.csv 1 reason)" == "the command died of SIGSEGV, unwatched"* ]]
	execs --ignore-failure -- ./fails
	all_ok
	[ "$(count r/runs.csv '$r{status} eq "ok"')" -ge 3 ]
}

@test "a command that ends otherwise when it is watched is a failed run" {
	need_ptrace
	script shy 'read -r line <<END
$(grep TracerPid: /proc/self/status)
END
case $line in *[1-9]*) exit 3 ;; esac'
	rm -rf r
	expect 1 exec --mode untraced,ptrace-syscall,seccomp-allow --runs 1 -o r -- ./shy
	[ "$(rows r/runs.csv '$r{mode} eq "ptrace-syscall"' status reason)" = $'fail\tthe command ended with status 3; untraced with status 0' ]
	[ "$(rows r/runs.csv '$r{mode} eq "untraced"' status | sort -u)" = ok ]
	[[ "$stderr" == *"its calls are not counted"* ]]
}

# each_ends COMMAND...: fails unless this command, itself a tracer, fails under a tracer with a reason that says so, and
# works under what is none.
each_ends() {
	rm -rf r
	expect 1 exec --mode ptrace-syscall,seccomp-trace,seccomp-allow,wrap:strace --wrap 'strace=strace -f -o /dev/null' \
		--runs 1 --ops 1 --timeout "$LIMIT" -o r -- "$@"
	same "$*: what works" $'seccomp-allow\nuntraced' "$(rows r/runs.csv '$r{status} eq "ok"' mode | sort -u)"
	same "$*: what fails" $'ptrace-syscall\nseccomp-trace\nwrap:strace' "$(rows r/runs.csv '$r{status} eq "fail"' mode | sort)"
	same "$*: without the reason" '' "$(rows r/runs.csv '$r{status} eq "fail"' reason | grep -v ': it is itself a tracer, and no process can have two$')"
	[[ "$stderr" == *"its calls are not counted"*"it is itself a tracer"* ]] || fail "$*"
	nothing_runs
}

@test "a command that is itself a tracer fails under a tracer only, and that is said" {
	need_ptrace
	strace -o /dev/null true || skip "strace is not installed, or does not work here"
	each_ends strace -f -o /dev/null true
	each_ends "$PROGRAM" trace -- true
}

# A program that is not the command itself: what carries over to that is known before.
@test "what runs unwatched is named, and counted in the records" {
	script bare 'env -i /bin/true; unset LD_PRELOAD; /bin/echo'
	execs --mode untraced,sud-trap,ptrace-syscall --ops 2 -- ./bare
	all_ok
	if [ "$(count r/runs.csv '$r{mode} eq "sud-trap"')" -eq 0 ]; then skip "there is no sud-trap here"; fi
	[ "$(grep -c 'command:bare: /bin/true runs unwatched under sud-trap (programs of one run: [24])' <<<"$stderr")" -eq 1 ]
	same unwatched "untraced, sud-trap,4 ptrace-syscall," "$(rows r/runs.csv 1 mode unwatched | tr '\t' , | sort -ru | xargs)"
}

@test "a setuid program that gives up its bit is named" {
	as_user
	cp "$(command -v id)" who
	chmod 4755 who
	[ "$(become ./who -u)" = 0 ] || skip "no setuid bit counts here"
	script asks './who -u'
	execs --mode untraced,ptrace-syscall -- ./asks
	[ "$(grep -c 'command:asks: .*/who gives up its setuid or setgid bit when it is traced' <<<"$stderr")" -eq 1 ]
}

# What a command leaves in the background ends with it, in every mode; a program in front may wait for it.
@test "what is left in the background is ended and named" {
	script daemon 'setsid sleep 1000 & echo $! >>pids'
	execs --mode untraced,seccomp-allow,seccomp-trace,user-notif-continue,sud-trap,ptrace-syscall -- ./daemon
	all_ok
	[ "$(grep -c 'command:daemon: .*, left in the background, was ended with the command' <<<"$stderr")" -eq 1 ]
	[ -s pids ]
	for pid in $(cat pids); do is_gone "$pid" || fail "$pid is left"; done
}

@test "a command that hangs is ended by --timeout" {
	rm -rf r
	expect 1 exec --timeout 0.5 --runs 2 --mode untraced -o r -- sleep 1000
	[ "$(rows r/runs.csv 1 status reason)" = $'fail\tno end after 0.5 s (--timeout)' ]
	nothing_runs
}

@test "Ctrl-C and others: nothing is left, and it dies of the signal" {
	for signal in INT TERM HUP; do
		rm -rf r pid
		launch exec --runs 1 -o r --quiet -- sh -c 'echo $$ >pid; sleep 1000 & wait'
		await test -s pid
		kill -s $signal "$PID"
		ended $((128 + $(kill -l $signal)))
		nothing_runs
		await is_gone "$(cat pid)"
	done
}

# asked MODE TRAP: starts a campaign whose command has this trap for SIGTERM, and waits until it is there: in the first
# execution under the mode, as the two that are watched before it are for counting calls.
asked() {
	rm -rf r on said bare alone watched
	script waits 'how=$(awk "/^(TracerPid|Seccomp_filters):/ { printf \$1 (\$2 > 0) }" /proc/$$/status)${TRACETAX_PAGE:+within}
[ -e bare ] || echo "$how" >bare
if [ "$how" = "$(cat bare)" ]; then file=alone; else file=watched; fi
echo >>$file
[ $file = watched ] || [ "$MODE" = untraced ] || exit 0
[ $file = alone ] || [ "$(wc -l <watched)" = 3 ] || exit 0
trap "$TRAP" TERM
sleep 1000 &
echo "$how" >on
while :; do wait; done'
	MODE=$1 TRAP=$2 launch exec --quiet --runs 1 --ops 1 --timeout "$LIMIT" --mode "$1" -o r -- ./waits
	await test -s on || fail "$1: it does not begin: $(cat "$TEST_DIR/launched.err")"
}

# ends_kept MODE SAID: expects that exec dies of SIGTERM and leaves nothing, that the command has said this, and that what
# was measured before is kept, and no more.
ends_kept() {
	ended 143
	nothing_runs || fail "$1: left: $(processes)"
	same "$1: said" "$2" "$(cat said)"
	if [ "$1" = untraced ]; then return; fi
	# one came before the first block
	same "$1: rows" "$(($(wc -l <alone) - 1))" "$(tail -n +2 r/runs.csv | wc -l)"
	[ ! -s r/runs.csv ] || same "$1: rows of it" 0 "$(count r/runs.csv '$r{mode} ne "untraced"')"
}

works() { tracetax trace -m "$1" -- true 2>/dev/null; }

@test "SIGTERM is the command's, in every kind of mode: its trap runs" {
	need_ptrace
	for mode in untraced ptrace-syscall seccomp-trace user-notif-continue sud-trap; do
		works $mode || continue
		asked $mode 'echo bye >>said; exit 3'
		kill -TERM "$PID"
		ends_kept $mode bye
	done
}

terminated_again() { is_gone "$PID" || ! kill -TERM "$PID"; }

# The first is passed on, and no other.
@test "a second SIGTERM ends a command that goes on after the first" {
	need_ptrace
	for mode in ptrace-syscall sud-trap; do
		works $mode || continue
		asked $mode 'echo no >>said'
		kill -TERM "$PID"
		await test -s said
		await terminated_again
		ends_kept $mode no
	done
}

# at_terminal [exec]: starts a campaign in the foreground of a terminal; with exec, as the first process of its session.
# The keys are descriptor 7.
at_terminal() {
	script waits 'trap "echo INT >>said" INT
trap "echo HUP >>said" HUP
: >on
until [ -e off ]; do :; done'
	script begins "echo \$\$ >pid
exec ${TRACETAX[*]} exec --quiet --runs 1 --timeout $LIMIT --mode untraced -o r -- ./waits"
	mkfifo keys
	env --default-signal=INT,TERM,HUP,QUIT script -qec "${1-} ./begins; exit \$?" /dev/null <keys >terminal 3>&- &
	PID=$!
	exec 7>keys
	await test -e on || fail "it does not begin: $(cat terminal)"
}

# Succeeds once the harness has taken the signals that were sent to it.
taken() { never grep -q '^S[hi][dg]Pnd:.*[1-9a-f]' "/proc/$(cat pid)/status" >"$TEST_DIR/taken"; }

@test "^C at the terminal is the command's, once" {
	command -v script >"$TEST_DIR/script" || skip "script is not installed"
	at_terminal
	kill -STOP "$(cat pid)" # or two could be one
	await state_is T "$(cat pid)"
	printf '\003' >&7
	await test -s said
	kill -CONT "$(cat pid)"
	await taken
	touch off
	exec 7>&-
	ended 130
	nothing_runs
	same said INT "$(cat said)"
}

@test "the end of the terminal is the command's, too" {
	command -v script >"$TEST_DIR/script" || skip "script is not installed"
	at_terminal exec
	kill -KILL "$PID"
	ended 137
	await test -s said || fail "the command was not told"
	touch off
	exec 7>&-
	await nothing_runs
	same said HUP "$(uniq said)"
}

@test "input and output: null, a file, a pipe, ours" {
	head -c 300000 /dev/zero | tr '\0' x >in
	execs --input in --output out -- cat
	all_ok
	cmp in out
	execs --input in --output pipe -- cat
	all_ok
	execs --mode untraced -- sh -c '[ "$(readlink /proc/$$/fd/0)" = /dev/null ] && [ "$(readlink /proc/$$/fd/2)" = /dev/null ]'
	all_ok
	execs --mode untraced --quiet --output inherit -- echo word
	[ "$output" = $'word\nword' ]
	rm -rf r
	expect 1 exec --mode untraced --runs 2 --output none/out -o r -- cat
	[ "$(rows r/runs.csv 1 status reason)" = $'skip\tnone/out: No such file or directory: name a file that can be opened' ]
	[[ "$stderr" == *"nothing was measured"* ]]
}

@test "a program in front may write to a pipe, a file, or our output" {
	loud='loud=sh -c "head -c 300000 /dev/zero; echo end; exec \"\$@\"" sh'
	for where in pipe file null inherit; do
		rm -rf r
		capture tracetax run --wrap "$loud" --mode wrap:loud "${SMALL[@]}" --quiet --stdout "$where" -o r
		[ "$(rows r/runs.csv '$r{mode} eq "wrap:loud"' status)" = ok ] || fail "$where"
		[ "$where" != inherit ] || [[ "$output" == *end* ]]
	done
	[ "$(tail -c 4 file)" = end ]
	[ "$(stat -c %s file)" -eq 300004 ]
}

@test "what runs around the executions: setup, prepare, conclude, cleanup" {
	execs --mode untraced --warmup 2 --ops 3 --setup 'echo setup >>log; sleep 1000 & echo $! >server' --prepare 'echo prepare >>log' \
		--conclude 'echo conclude >>log; kill -0 $(cat server)' --cleanup 'echo cleanup >>log' -- sh -c 'echo run >>log'
	# two warm-ups, and twice three executions; a first one is needless
	{
		echo setup
		for ((i = 0; i < 8; i++)); do printf '%s\n' prepare run conclude; done
		echo cleanup
	} >due
	diff due log
	await is_gone "$(cat server)"
	rm -rf r
	expect 1 exec --setup 'exit 9' -o r -- true
	[[ "$stderr" == *"--setup ended with status 9"* ]]
	rm -rf r
	expect 1 exec --mode untraced --runs 2 --prepare 'exit 9' -o r -- true
	[[ "$(rows r/runs.csv 1 reason)" == "--prepare ended with status 9" ]]
}

# interrupted SIGNAL SETUP ARG...: sends it to exec while this --setup runs, which has written ./pid, and expects that exec
# dies of it.
interrupted() {
	rm -rf r pid said clean
	launch exec --mode untraced --runs 1 -o r --setup "$2" "${@:3}" -- true
	await test -s pid
	kill -s "$1" "$PID"
	ended $((128 + $(kill -l "$1")))
	[ -e clean ] || fail "$1: no --cleanup"
	nothing_runs
	is_gone "$(cat pid)" || fail "$1: --setup is left"
}

@test "a signal ends --setup and all that it has started, and --cleanup follows" {
	for signal in INT TERM HUP; do
		interrupted $signal "trap 'echo $signal >said; exit 5' $signal; sleep 1000 & echo \$! >pid; wait" --cleanup ': >clean'
		same said $signal "$(cat said)"
	done
	interrupted TERM 'trap "" TERM; sleep 1000 & echo $! >pid; wait' --cleanup ': >clean'
	# what one has left in the background is there for --cleanup
	interrupted TERM 'if [ {d} = a ]; then sleep 1000 & echo $! >server; else echo $$ >pid; exec sleep 1000; fi' \
		--parameter-list d a,b --prepare ': {d}' --cleanup 'kill -0 $(cat server) && : >clean'
	is_gone "$(cat server)"
}

@test "a plan has for each command what is around it" {
	printf 'words\n' >in
	printf '%s\n' '--command one=cat --workload command:one --input in --stdout out --setup "echo 1 >>log" --cleanup "echo 3 >>log; exit 7"' \
		'--command "two=sh -c \"exit 5\"" --workload command:two --ignore-failure --warmup 2 --prepare "echo two >>prepared"' \
		'--command three=true --workload command:three --setup "echo 2 >>log" --cleanup "echo 4 >>log"' >plan
	capture tracetax run --mode untraced --blocks 1 --ops 1 -o r plan
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"--cleanup ended with status 7"* ]]
	same log '1 2 3 4' "$(xargs <log)"
	same output words "$(cat out)"
	same "executions of the second" 4 "$(wc -l <prepared)"
	same rows 'command:one ok command:three ok command:two ok' "$(rows r/runs.csv 1 workload status | sort -u | xargs)"
	complains 2 'plan:1: --input in: No such file or directory' run "$(rm in; echo plan)"
}

@test "a filter that is brought is a mode of exec" {
	execs --filter docker="$TOP/bench/filters/docker-default.json" -- true
	[[ " $(rows r/runs.csv 1 mode | xargs) " == *" filter:docker "* ]]
}

@test "one execution, unwatched, is executed for the two runs of its block and no more" {
	execs --mode untraced -- sh -c 'echo run >>log'
	[ "$(cat log)" = $'run\nrun' ]
	[ ! -e r/calls.csv ]
}

several_times() {
	rm -rf r
	capture tracetax run --command "once=$BIN/ends-at-once" --workload command:once --window 200 --blocks 1 --mode untraced,seccomp-allow -o r
	[ "$(count r/runs.csv '$r{status} eq "ok" && $r{ops} > 1')" -ge 2 ]
}

# A first execution that waits for a CPU is no short one.
@test "short commands are executed several times in a run, long ones once" {
	await several_times
	rm -rf r
	capture tracetax exec --runs 1 --mode untraced,seccomp-allow -o r -- sleep 0.1
	[ "$(count r/runs.csv '$r{status} eq "ok" && $r{ops} != 1')" -eq 0 ]
}

@test "words arrive as they were given" {
	execs --mode untraced -- sh -c '[ "$#" = 5 ] && [ "$1" = "a  b" ] && [ -z "$2" ] && [ "$3" = "it'"'"'s" ] && [ "$4" = "\\" ] && [ "$5" = "two
lines" ]' sh 'a  b' '' "it's" '\' $'two\nlines'
	all_ok
	[ "$(count r/runs.csv '$r{status} eq "ok"')" -eq 2 ]
	jq -r .commands.sh r/machine.json | grep -qF "'it'\\''s'"
}

@test "min-runs and max-runs bound the blocks" {
	rm -rf r
	capture tracetax exec --max-runs 2 --min-runs 2 --time 0.1 --ops 1 --mode untraced,seccomp-allow -o r -- true
	[ "$(rows r/runs.csv '$r{status} eq "ok"' block | sort -u | xargs)" = "1 2" ]
}

@test "a program in front of a command, on its CPU or where the scheduler puts it" {
	execs --mode wrap:env --wrap 'env=env' --placement free,same,cross -- true
	[ "$(rows r/runs.csv '$r{mode} eq "wrap:env" && $r{placement} ne "cross"' status)" = $'ok\nok' ]
	[ "$(rows r/runs.csv '$r{mode} eq "wrap:env" && $r{placement} eq "cross"' status)" = skip ]
}

all_default_modes() {
	execs -- sh -c 'true | cat; echo x >file'
	all_ok
	[ "$(cat file)" = x ]
	[ "$(rows r/runs.csv '$r{mode} eq "untraced"' status | sort -u)" = ok ]
}

@test "the default modes: pipes, forks and execs" { all_default_modes; }
# bats test_tags=long
@test "the default modes, as an ordinary user" {
	as_user
	all_default_modes
}
