# The short form of each proof that measures; `make check-statistics` is the long one. What is judged are rates of right
# answers, with limits that chance alone does not reach.
# bats file_tags=alone
bats_require_minimum_version 1.5.0
load ../limits

setup() {
	B=${BUILD:-build}
	export B
}

# bats test_tags=long
# In the short form that is a delay of 0 %, below.
@test "the same thing under two names is not told apart" {
	sh tests/statistics/aa.sh $((8 * ROUNDS))
}

@test "a command as a whole is not told apart from itself" {
	sh tests/statistics/exec.sh $((8 * ROUNDS)) --ops 1
}

@test "a known delay is found, none is not, and its interval holds it" {
	run --separate-stderr sh tests/statistics/delay.sh $((8 * ROUNDS))
	if [ "$status" -eq 77 ]; then skip "the intervals hold it; others want the CPUs, and make them too wide to find it"; fi
	[ "$status" -eq 0 ] || { echo "$output"; echo "$stderr"; return 1; }
}

# bats test_tags=long
@test "shuffled and reversed, the verdicts are the same" {
	local modes=untraced,preload,rewrite,seccomp-errno,seccomp-allow,seccomp-trace-miss,tracepoint,sud-armed,sud-trap
	run --separate-stderr sh tests/statistics/order.sh 24 getpid same "$modes,user-notif,seccomp-trace,ptrace-syscall"
	if [ "$status" -eq 77 ]; then skip "none contradicts; others want the CPUs, and some were left open"; fi
	[ "$status" -eq 0 ] || { echo "$output"; echo "$stderr"; return 1; }
}

# bats test_tags=long
# While the machine is quiet, theirs have the advantage: in three seconds their windows cover five times as much time,
# and white noise makes intervals of ours as much wider as the root of that, 2.3. What pairing gains shows in longer
# campaigns.
@test "an interval is not far wider than that of unpaired runs in the same time, and halves agree" {
	command -v hyperfine >/dev/null || skip "hyperfine is not installed"
	run --separate-stderr sh tests/statistics/precision.sh 3 3 4
	if [ "$status" -eq 77 ]; then skip "halves agree; others want the CPUs, and widths cannot be compared"; fi
	[ "$status" -eq 0 ] || { echo "$output"; echo "$stderr"; return 1; }
}

# bats test_tags=long
@test "campaigns are compared in linear time" {
	run sh tests/statistics/many.sh 40 6 5
	[ "$status" -eq 0 ] || { echo "$output"; return 1; }
}
