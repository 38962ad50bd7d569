load ../helpers

@test "modes: each with the stops that are due per call" {
	expect 0 list modes
	while read -r mode stops; do
		[[ "$output" =~ (^|$'\n')"$mode"\ +$stops\  ]] || fail "$mode: $stops stops are due"
	done <<-END
		bpf-tracepoint 1
		memcpy 0
		peekdata 0
		proc-mem 0
		process-vm-readv 0
		ptrace-each 2
		ptrace-regs 2
		ptrace-syscall 2
		seccomp-allow 0
		seccomp-allow-args 0
		seccomp-errno 0
		seccomp-stack-N 0
		seccomp-trace 1
		seccomp-trace-exit 2
		seccomp-trace-miss 0
		seccomp-trace-select 1
		tracepoint 1
		untraced 0
		untraced+N% 0
	END
	[[ "$output" == *'untraced+N% '*'(N: 0 to 100)'* ]]
	[[ "$output" == *'seccomp-stack-N '*'(N: 1 to 32)'* ]]
}

@test "workloads: each with its calls per operation and its size" {
	expect 0 list workloads
	while read -r workload calls size; do
		[[ "$output" =~ (^|$'\n')$workload\ +$calls\ +$size\  ]] || fail "$workload: $calls calls, size $size"
	done <<-END
		clock-vdso 0 -
		compute 0 -
		exec libc -
		execve 4 -
		fault 0 -
		file-io 4 4096
		getpid 1 -
		getppid 1 -
		getdents 2 -
		invalid 1 -
		memory-read 0 4096
		pread 1 4096
		read-zero 1 1
	END
}

@test "modes and workloads: sorted, each once, each with words" {
	for list in modes workloads; do
		tracetax list "$list" | sed -n '2,/^$/p' | sed '/^$/d' >"$TEST_DIR/list"
		LC_ALL=C sort -uc "$TEST_DIR/list"
		cut -d' ' -f1 "$TEST_DIR/list" | uniq -d >"$TEST_DIR/twice"
		[ ! -s "$TEST_DIR/twice" ]
		never grep -vE '^[a-z0-9+N%-]+ +([0-9.]+|libc) +[0-9a-z.-]+( (bytes|tasks|ns|pieces))? {2,}[^ ].{10,}' "$TEST_DIR/list"
	done
}

@test "placements: each with its CPUs, or why this machine does not have it" {
	expect 0 list placements
	[ "${#lines[@]}" -ge 5 ]
	[[ "${lines[0]}" =~ ^same\ .*tracee\ on\ CPU\ ([0-9]+),\ tracer\ on\ CPU\ ([0-9]+) ]]
	[ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[2]}" ]
	for placement in cross smt socket; do
		line=$(grep "^$placement " <<<"$output")
		if [[ "$line" =~ tracee\ on\ CPU\ ([0-9]+),\ tracer\ on\ CPU\ ([0-9]+) ]]; then
			[ "${BASH_REMATCH[1]}" != "${BASH_REMATCH[2]}" ]
		else
			[[ "$line" == *"(not here: "?*")" ]]
		fi
	done
	[[ "$output" == *$'\n'free\ * ]]
}

@test "placements on one CPU: same is there, cross is not" {
	through taskset -c "$(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')"
	expect 0 list placements
	[[ "$output" =~ same\ .*tracee\ on\ CPU ]]
	[[ "$output" =~ cross\ .*"(not here: " ]]
}

@test "events: those that every kernel has, each name once" {
	expect 0 list events
	for event in CONTEXT-SWITCHES CPU-MIGRATIONS PAGE-FAULTS CYCLES INSTRUCTIONS; do
		grep -qx "$event" <<<"$output" || fail "$event is missing"
	done
	[ -z "$(sort <<<"$output" | uniq -d)" ] || fail "some names come twice"
}

@test "each list in each format: as many things, and the numbers that are declared" {
	for list in modes workloads placements events tables; do
		tracetax list "$list" --format csv >list.csv
		n=$(count list.csv 1)
		[ "$n" -ge 5 ] || fail "$list: $n rows"
		tracetax list "$list" --format json | perl -MJSON::PP -e 'local $/; exit(@{decode_json(<STDIN>)} != shift)' "$n" || fail "$list: JSON"
		[ "$(tracetax list "$list" --format markdown | sed -n '3,/^$/p' | grep -c '^| ')" -eq "$n" ] || fail "$list: Markdown"
	done
	tracetax list workloads --format csv >list.csv
	[ "$(rows list.csv '$r{workload} eq "file-io"' calls_per_op size size_max size_unit)" = $'4\t4096\t1048576\tbytes' ]
	[ "$(rows list.csv '$r{workload} eq "tree"' ends_per_op new_tasks_per_op size_unit)" = $'4\t4\ttasks' ]
	tracetax list modes --format csv >list.csv
	[ "$(rows list.csv '$r{mode} eq "seccomp-stack-N"' stops_per_call since n_min n_max)" = $'0\t3.5\t1\t32' ]
	complains 2 "--format \"xml\": expected $(due_formats all)" list modes --format xml
}

# here MODE: how it came out, and why.
here() { rows "$TEST_DIR/output" "\$r{mode} eq '$1'" here reason; }

@test "modes that work here, and why not: each is tried, as in a campaign" {
	denied process_vm_readv
	expect 0 list modes --here --format csv
	same modes "$(tracetax list modes --format csv | cut -d, -f1)" "$(cut -d, -f1 "$TEST_DIR/output")"
	[[ "$(here untraced)" == ok* && "$(here memcpy)" == ok* ]] || fail "a baseline always works"
	[[ "$(here process-vm-readv)" == skip*'Operation not permitted'* ]] || fail "it was denied: $(here process-vm-readv)"
	[ "$(count "$TEST_DIR/output" '($r{here} eq "ok") != ($r{reason} eq "")')" = 0 ] || fail "a reason is due unless it works"
	nothing_runs
}

@test "modes that work here as KTAP; other lists have none to try" {
	expect 0 list modes --format ktap
	[ "${lines[1]}" = "1..$(tracetax list modes --format csv | tail -n +2 | wc -l)" ]
	[ "$(grep -c '^ok ' <<<"$output")" = "${lines[1]#1..}" ]
	for words in 'workloads --here' 'events --format ktap'; do
		# shellcheck disable=SC2086 # words
		complains 2 "list ${words%% *}: only modes can be tried: tracetax list modes --here" list $words
	done
}

@test "tables: the file of each, and what its rows say" {
	expect 0 list tables
	for table in summary gaps levels memory-model; do
		grep -Eq "^$table\.csv +[a-z]" <<<"$output" || fail "$table is missing"
	done
}

@test "an unknown list: the nearest is offered" {
	complains 2 'unknown list "mode": did you mean "modes"?' list mode
	complains 2 'unknown list "zzzzzzzzzzzz"' list zzzzzzzzzzzz
}

@test "no list, or two" {
	complains 2 'name one: tracetax list events|modes|placements|plans|tables|workloads' list
	expect 2 list modes workloads
	[ -z "$output" ]
}

@test "standard output that is full: status 1, one line" {
	run bash -c '"$@" 2>&1 >/dev/full' - "${TRACETAX[@]}" list modes
	[ "$status" -eq 1 ]
	[[ "$output" == "tracetax: "*"No space left on device"* ]]
}

@test "plans: those that came with the program, by the first sentence of each; run takes them by name" {
	printf '# What it finds. More\n--workload getpid --mode untraced %s\n' "${SMALL[*]}" >"$BIN/calibrate.plan"
	printf '# A question? One, that\n# goes on: here.\n# And more\n' >"$BIN/a.plan"
	printf -- '--workload getpid\n' >"$BIN/b.plan"
	expect 0 list plans --format csv
	same plans $'plan,summary\na.plan,"A question? One, that goes on: here"\nb.plan,\ncalibrate.plan,What it finds' "$output"
	finishes run calibrate.plan --quiet -o r
	echo '--bogus' >calibrate.plan # the user's own is before it
	complains 2 'calibrate.plan:1: unknown option' run calibrate.plan
	rm "$BIN"/[ab].plan
	complains 2 'a.plan: No such file or directory' run a.plan
}
