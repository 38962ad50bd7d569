#!/usr/bin/env bats
# Threads that exec, end together, or outlive their leader.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names; modes are words

load ../helpers

exec_by_thread() { ends_with 0 hazard_exec_thread $((10 * ROUNDS)) "$BIN/post" 0; }

@test "a thread that is not the leader execs, again and again" {
	each exec_by_thread $(call_modes)
}

exit_together() { for ((round = 0; round < 2 * ROUNDS; round++)); do ends_with 3 hazard_end_all exit; done; }

# bats test_tags=long
@test "64 threads end by exit_group" {
	each exit_together $(call_modes)
}

killed_together() { for ((round = 0; round < 2 * ROUNDS; round++)); do ends_with 137 hazard_end_all kill; done; }

@test "64 threads end by SIGKILL" {
	each killed_together $(call_modes)
}

leader_first() { ends_with 7 hazard_leader; }

@test "the leader ends first: the status is that of all" {
	each leader_first $(call_modes)
}
