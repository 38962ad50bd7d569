# tracetax predict: what it counts, how the costs become a slowdown, and where the costs come from.
# shellcheck disable=SC2016 # the commands are for the shells that they start
load ../helpers

FEW=untraced,ptrace-syscall,seccomp-trace

setup_file() {
	copy_programs "$BUILD"
	# what a machine is calibrated by, as small as can be; the program finds it beside itself
	local all="--workload getpid,stat,signal,fork,execve,thread --blocks 1 --window 1"
	echo "$all --placement same --mode untraced,seccomp-trace" >"$FILE_DIR/bin/calibrate.plan"
	echo "$all --placement same,free --mode $FEW" >"$FILE_DIR/few.plan"
	(
		cd "$FILE_DIR" || return
		bin/tracetax run few.plan --quiet -o costs
		repeated 6 costs
		bin/tracetax summary costs
	) >/dev/null || true
}

need_costs() { [ -e "$FILE_DIR/costs/costs.csv" ] || skip "ptrace is refused here"; }

# predicts OPTION... -- COMMAND: predicts it from the costs of this file, into ./r; fails unless that goes well.
predicts() {
	rm -rf r
	finishes predict --costs "$FILE_DIR/costs" --runs 1 --timeout "$LIMIT" -o r --format csv "$@" || return 1
	printf '%s\n' "$output" >predicted.csv
	nothing_runs || fail "predict $*: processes are left"
}

@test "wrong usage is one line, and nothing is measured" {
	complains 2 'name a command: tracetax predict ' predict --check
	complains 2 'no-such-program: no such command: name a program that can be run' predict -- no-such-program
	complains 2 '/etc: expected a program, found a directory' predict -- /etc
	complains 2 'unknown mode "ptrace-sycall": did you mean "ptrace-syscall"?' predict --mode ptrace-sycall -- true
	complains 2 'unknown placement "sam": did you mean "same"?' predict --placement sam -- true
	complains 2 '--format "cvs": expected text' predict --format cvs -- true
	complains 2 '--input none: No such file or directory' predict --input none -- true
	complains 2 'unknown option "chek": did you mean "check"?' predict --chek -- true
	complains 1 'none: No such file or directory' predict --costs none -- true
	tracetax run --mode untraced --blocks 1 --window 1 --quiet -o plain
	complains 1 'plain: no costs in it: a campaign of calibrate.plan is due' predict --costs plain -- true
	unset XDG_CACHE_HOME HOME
	complains 1 'neither XDG_CACHE_HOME nor HOME is set: name a campaign of calibrate.plan with --costs' predict -- true
}

@test "a mode or a placement without costs is one line" {
	need_costs
	complains 1 'the costs of sud-trap at placement free were not measured' predict --costs "$FILE_DIR/costs" --mode sud-trap -- true
	complains 1 'the costs of any mode at placement cross were not measured' predict --costs "$FILE_DIR/costs" --placement cross -- true
}

@test "the prediction is the sum of what happens, times what it costs" {
	need_costs
	predicts --placement same,free -- sh -c '/bin/true; /bin/true; exit 0'
	[ "$(rows predicted.csv 1 placement mode | sort)" = $'free\tptrace-syscall\nfree\tseccomp-trace\nsame\tptrace-syscall\nsame\tseccomp-trace' ]
	[ "$(count "$FILE_DIR/costs/costs.csv" 'grep { $r{"${_}_ns"} < 0 } qw(signal fork exec thread)')" -eq 0 ]
	[ "$(count predicted.csv '$r{predicted_lo} > $r{predicted} || $r{predicted} > $r{predicted_hi}')" -eq 0 ]
	rows predicted.csv 1 placement mode ns calls signals forks execs threads predicted | sort >predicted
	rows "$FILE_DIR/costs/costs.csv" 1 placement mode call_ns signal_ns fork_ns exec_ns thread_ns attach_ns | sort >costs
	paste predicted costs | perl -lane '
		my ($ns, @counts) = @F[2 .. 7];
		my $predicted = $F[8];
		my @costs = @F[11 .. 16];
		die "$_: other modes\n" if "@F[0, 1]" ne "@F[9, 10]";
		my $sum = $costs[5];
		$sum += $counts[$_] * $costs[$_] for 0 .. 4;
		my $due = 1 + $sum / $ns;
		die "$_: $due is due\n" if abs($predicted - $due) > 1e-3 * $due;'
}

@test "a program into which nothing can be put: no prediction of modes that would" {
	need_costs
	tracetax run --workload getpid --placement same --mode untraced,ptrace-syscall,sud-trap --blocks 2 --window 1 --quiet -o costs || true
	[ "$(count costs/runs.csv '$r{mode} eq "sud-trap" && $r{status} eq "ok"')" -gt 0 ] || skip "sud-trap is refused here"
	finishes predict --costs costs --placement same --runs 1 --format csv -o r1 -- sh -c 'exit 0'
	printf '%s\n' "$output" >predicted.csv
	[ "$(rows predicted.csv 1 mode | sort)" = $'ptrace-syscall\nsud-trap' ]
	finishes predict --costs costs --placement same --runs 1 -o r2 -- "$BIN/ends-at-once"
	[[ $output != *' sud-trap '* ]]
	[[ $output == *$'\nNot predicted: modes that put an object into the program: it is statically linked.\n'* ]]
	complains 1 'no costs of sud-trap at placement same that go for this program: it is statically linked' \
		predict --costs costs --placement same --mode sud-trap -- "$BIN/ends-at-once"
}

@test "what one execution does is counted: calls, signals, processes, programs, threads" {
	need_costs
	predicts --mode seccomp-trace -- sh -c '/bin/true; /bin/true; exit 0'
	[ "$(rows predicted.csv 1 forks execs threads)" = $'2\t2\t0' ]
	[ "$(rows predicted.csv 1 signals)" -ge 1 ]
	[ "$(rows predicted.csv 1 calls)" = "$(rows r/calls.csv 1 first second | awk '{ n += $1 + $2 } END { print int(n / 2) }')" ]
	predicts --mode seccomp-trace -- sh -c 'exec /bin/true'
	[ "$(rows predicted.csv 1 forks execs threads)" = $'0\t1\t0' ]
	predicts --mode seccomp-trace --ignore-failure -- "$BIN/hazard_leader"
	[ "$(rows predicted.csv 1 forks execs)" = $'0\t0' ]
	[ "$(rows predicted.csv 1 threads)" -ge 1 ]
	[ -z "$(rows predicted.csv 1 slowdown error)" ] || [ "$(rows predicted.csv 1 slowdown error)" = $'\t' ]
}

@test "--check measures as well, and tells the error; people read a line of what is not modelled" {
	need_costs
	predicts --check --placement same --mode ptrace-syscall -- sh -c 'exit 0'
	rows predicted.csv 1 predicted slowdown error | perl -lane 'die "$_\n" if abs($F[0] / $F[1] - 1 - $F[2]) > 1e-3; $n++; END { die "none\n" if $n != 1 }'
	[ "$(rows r/runs.csv '$r{mode} eq "ptrace-syscall" && $r{status} eq "ok"' mode | wc -l)" -eq 1 ]
	rm -rf r
	finishes predict --costs "$FILE_DIR/costs" --check --runs 1 --placement same -o r -- sh -c 'exit 0'
	[[ ${lines[0]} =~ ^'command:sh takes '.*' when nothing watches it (placement same), and makes '[0-9]+' calls: 0 signals, 0 forks, 0 execs and 0 threads.'$ ]]
	[[ ${lines[1]} == 'placement  mode '*'predicted (95 %)'*'measured (95 %)'*'error' ]]
	[[ ${lines[2]} =~ ^same\ .*\ [+-][0-9.]+\ %$ ]]
	[[ ${lines[-1]} == 'Not modelled: '* ]]
	[ "${#lines[@]}" -eq 5 ]
}

@test "a command that makes other calls each time is not to be trusted" {
	need_costs
	: >times
	predicts -- sh -c 'echo >>times; for i in $(cat times | sed s/^/x/ | tr -d "\n" | sed "s/x/1 2 3 4 5 6 7 8 9 10 /g"); do : </dev/null; done'
	[ "$status" -eq 3 ]
	[[ $stderr == *'command:sh: not to be trusted: the calls of two executions are '*' % apart, where 5 % are the most for a prediction'* ]]
}

@test "a command that cannot be counted is one line" {
	need_costs
	denied ptrace
	expect 1 predict --costs "$FILE_DIR/costs" --runs 1 --format csv -o r -- true
	[[ $stderr == *'command:true could not be counted: column reason of runs.csv says why'* ]]
}

# bats test_tags=long
@test "the costs are measured at the first use, and again on another machine" {
	need_costs
	export XDG_CACHE_HOME=$WORK/cache
	finishes predict --runs 1 --placement same -o r1 -- true
	[[ $stderr == *"measuring first what watching costs here: once, in a minute at most; kept in $WORK/cache/tracetax/costs"* ]]
	kept=cache/tracetax/costs
	[ "$(ls cache/tracetax)" = costs ]
	cp $kept/runs.csv first.csv
	finishes predict --runs 1 --placement same -o r2 -- true
	[[ $stderr != *'measuring first'* ]]
	cmp $kept/runs.csv first.csv
	sed -i 's/"release": "/&another-/' $kept/machine.json
	finishes predict --runs 1 --placement same -o r3 -- true
	[[ $stderr == *'measuring first'* ]]
	never cmp $kept/runs.csv first.csv
	[ "$(ls cache/tracetax)" = costs ]
	echo '{' >$kept/machine.json # a torn one
	finishes predict --quiet --runs 1 --placement same -o r4 -- true
	[ -z "$output" ]
	[[ $stderr != *'measuring first'* ]]
	finishes summary $kept
}

@test "a calibration that fails leaves the one line of what failed" {
	export XDG_CACHE_HOME=$WORK/cache
	echo '--mode no-such-mode' >"$BIN/calibrate.plan"
	capture tracetax predict -- true
	[ "$status" -eq 1 ]
	[ "${#stderr_lines[@]}" -eq 2 ]
	[[ ${stderr_lines[1]} == *'calibrate.plan:1: unknown mode "no-such-mode"'* ]]
	[ -z "$output" ]
	: >file
	XDG_CACHE_HOME=$WORK/file complains 1 'file/tracetax: Not a directory: name a campaign with --costs' predict -- true
}

# Measures a campaign in which the short command is short, which on a full machine it may not be.
short_is_short() {
	rm -rf r
	finishes run --quiet -o r plan
	[ "$(count r/predictions.csv '$r{workload} eq "command:short" && $r{ns} < 50e6')" -eq 2 ]
}

@test "a campaign with commands and costs tells how far off its predictions are, and draws them" {
	need_costs
	printf '%s\n' "--workload command:long,command:short,getpid --mode $FEW --blocks 2 --ops 1 --command 'long=sleep 0.1' --command short=true" >plan
	await short_is_short
	[ "$(rows r/predictions.csv 1 workload mode | sort)" = "$(printf '%s\t%s\n' \
		command:long ptrace-syscall command:long seccomp-trace command:short ptrace-syscall command:short seccomp-trace)" ]
	rows r/prediction-errors.csv 1 mode placement commands median_error largest_error largest_of | sort >errors
	rows r/predictions.csv '$r{workload} eq "command:long"' mode placement error workload |
		perl -lane 'print join "\t", @F[0, 1], 1, abs $F[2], @F[2, 3]' | sort | diff - errors
	finishes report --no-charts r
	grep -qE '^\| `ptrace-syscall` \| same \| 1 \| [0-9.]+ % \| [+-][0-9.]+ % \| `command:long` \|$' <<<"$output"
	if ! command -v gnuplot; then skip "gnuplot is not installed"; fi
	few_charts prediction
	finishes report r
	[[ "$(tail -c 8 r/charts/prediction.svg)" == *"</svg>"* ]]
	[[ "$output" == *"(r/charts/prediction.svg)"* ]]
}
