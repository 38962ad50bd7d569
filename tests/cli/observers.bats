# The modes that count in the kernel: whose calls they count, and what they leave with the workload.
load ../helpers

OBSERVERS="tracepoint bpf-tracepoint"

# Expects three runs of each, in which the stops are those of the workload alone.
observed() {
	expect 0 run --workload getpid --mode "${OBSERVERS/ /,}" --blocks 3 --window 1 --ops 20 -o r
	exact r
	for mode in $OBSERVERS; do
		[ "$(count r/runs.csv "\$r{mode} eq '$mode' && \$r{status} eq 'ok'")" -eq 3 ] ||
			fail "$(rows r/runs.csv "\$r{mode} eq '$mode'" mode reason)"
	done
}

@test "the calls of others are not counted" {
	observing
	yes >/dev/null 3>&- &
	PID=$!
	observed
}

@test "in a pid namespace, where the tracee has another id" {
	observing
	unshare -p -f --mount-proc -- true 2>/dev/null || skip "no pid namespace is to be had here"
	through unshare -p -f --mount-proc --
	observed
}

# held DESCRIPTORS: succeeds if a workload holds these kernel objects and no other; those that count at the edges come
# later.
held() {
	local process
	for process in $(processes tracetax-driver); do
		find "/proc/$process/fd" -lname 'anon_inode:*' -printf '%l\n' 2>/dev/null | sort | xargs >held
		if [ "$(cat held)" = "$1" ]; then return; fi
	done
	return 1
}

# holds MODE DESCRIPTORS: fails unless a workload under the mode holds them. With this seed it is the first that runs.
holds() {
	observing
	launch run --workload getpid --mode "$1" --seed 3 --blocks 1 --window 400 --ops 2000000 -o r
	await held "$2" || fail "held: $(cat held)"
}

@test "tracepoint: the workload holds the counter and nothing else" { holds tracepoint 'anon_inode:[perf_event]'; }
@test "bpf-tracepoint: the workload holds map and link and nothing else" {
	holds bpf-tracepoint 'anon_inode:bpf-map anon_inode:bpf_link'
}
