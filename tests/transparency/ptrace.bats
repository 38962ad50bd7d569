#!/usr/bin/env bats
# What else a tracer by ptrace can do at its stops.
# shellcheck disable=SC2030,SC2031,SC2034,SC2046,SC2154 # helpers.bash gives and reads names

load ../helpers

# A tracer that never gave up its CPU would leave the tracee none.
on_one_cpu() {
	for _ in 1 2 3; do
		alone taskset -c "$(taskset -cp $$ | sed 's/.*[ ,-]//')" \
			tracetax trace --mode "$mode" -- sh -c 'post 1000; exit 5'
		same status 5 "$status"
	done
}

@test "a tracer that does not sleep shares one CPU with the tracee" {
	each on_one_cpu ptrace-spin
}
