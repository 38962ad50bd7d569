# Modes that answer in place of the kernel: in the loop every call, outside it none.
load ../helpers

# answering [CONDITION]: prints the modes that do, and for which it holds.
answering() { modes '$r{answers} eq "yes" && '"${1:-1}" | xargs; }

# Fails for a mode that this kernel or architecture does not have.
if_measured() {
	case $(rows r/runs.csv "\$r{mode} eq '$1' && \$r{status} eq 'skip'" reason) in
	*"measure it on x86-64"* | *"run Linux 6.6"*) return 1 ;;
	esac
}

answered() {
	local mode all
	all=$(answering '$r{stops_per_call} == 1') # the filter that answers by itself makes nobody switch
	expect 0 run --workload getpid --mode "${all// /,}" --blocks 3 --window 1 --ops 50 --event context-switches -o r
	exact r
	for mode in $all; do
		if_measured "$mode" || continue
		[ "$(count r/runs.csv "\$r{mode} eq '$mode' && \$r{status} eq 'ok' && \$r{stops} == 50")" -eq 3 ] ||
			fail "$mode: $(rows r/runs.csv 1 mode status reason)"
		# the clocks, the counters and /proc were read: none of those calls was answered by us
		[ "$(count r/runs.csv "\$r{mode} eq '$mode' && \$r{tracee_user_ns} + \$r{tracee_system_ns} > 0 &&
			\$r{tracer_user_ns} + \$r{tracer_system_ns} > 0 && \$r{tracee_voluntary} + \$r{tracer_voluntary} >= 50")" -eq 3 ] ||
			fail "$mode: $(rows r/runs.csv 1 mode tracee_system_ns tracer_system_ns tracee_voluntary tracer_voluntary)"
	done
}

@test "getpid: each call of the loop, and no other" { answered; }
# bats test_tags=long
@test "getpid, as an ordinary user" {
	as_user
	answered
}

@test "what needs its answers is not measured, and trace refuses" {
	local mode all
	all=$(answering)
	expect 0 run --workload file-io --mode "${all// /,}" "${SMALL[@]}" -o r
	for mode in $all; do
		rows r/runs.csv "\$r{mode} eq '$mode'" status reason >got
		grep -q "^skip$(printf '\t')it answers in place of the kernel" got || fail "$mode: $(cat got)"
		complains 2 "mode $mode: it answers in place of the kernel" trace --mode "$mode" -- true
	done
}
