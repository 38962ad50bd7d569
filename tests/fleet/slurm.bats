#!/usr/bin/env bats
# scripts/fleet.sbatch with a Slurm cluster that is this machine: munged, slurmctld and a slurmd for each node, all in a
# namespace, where /run is theirs. Each node is in one more, with a disk of its own as /mnt. What ends the first process of
# a namespace switches it off.
load ../helpers

needs() {
	if [ "$EUID" -ne 0 ] || ! unshare --mount --pid --time --fork true 2>/dev/null; then skip "a cluster of one's own takes root"; fi
	local tool
	PATH=$PATH:/usr/sbin
	for tool in munged slurmctld slurmd sbatch; do
		command -v "$tool" >/dev/null || skip "$tool is not installed: apt-get install slurmctld slurmd slurm-client munge"
	done
	compgen -G "$BUILD/dist/tracetax-*.tar.gz" >/dev/null || skip "there is no build to run: make dist-static"
}

# free_ports N: prints so many ports where nobody listens.
free_ports() {
	perl -MIO::Socket::INET -e 'print join(" ", map { $_->sockport } map { IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die } 1 .. shift)' "$1"
}

# cluster NAME:MEBIBYTES:COMMAND...: switches a cluster on, with these nodes. The command is run in a node before.
cluster() {
	local ports node name i=1
	read -ra ports <<<"$(free_ports $(($# + 2)))"
	mkdir state
	cat >slurm.conf <<END
ClusterName=test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
SlurmctldPort=${ports[0]}
AuthType=auth/munge
StateSaveLocation=$WORK/state
SlurmdSpoolDir=$WORK/spool-%n
SlurmctldPidFile=/run/slurmctld.pid
SlurmdPidFile=/run/slurmd-%n.pid
SlurmctldLogFile=$WORK/slurmctld.log
SlurmdLogFile=$WORK/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
SelectType=select/linear
SchedulerType=sched/builtin
SlurmdTimeout=10
ReturnToService=2
SlurmdParameters=config_overrides
NodeName=absent NodeHostname=localhost NodeAddr=127.0.0.1 Port=${ports[1]} State=DOWN Reason=absent
END
	for node; do
		i=$((i + 1))
		name=${node%%:*}
		mkdir "spool-$name"
		echo "NodeName=$name NodeHostname=localhost NodeAddr=127.0.0.1 Port=${ports[i]} CPUs=1 RealMemory=64 State=UNKNOWN" >>slurm.conf
		node=${node#*:}
		printf 'mount -t proc proc /proc && mount -t tmpfs -o size=%sm none /mnt && %s\nexec slurmd -D -N %s -f %s\n' \
			"${node%%:*}" "${node#*:}" "$name" "$WORK/slurm.conf" >"$name.sh"
	done
	echo "PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP" >>slurm.conf
	cat >cluster.sh <<'END'
mount -t proc proc /proc && mount -t tmpfs none /run && mkdir -m 711 /run/munge && cd "$1" || exit
(umask 077 && head -c 64 /dev/urandom >/run/munge/key)
munged --foreground --key-file=/run/munge/key --log-file=/run/munge/log --pid-file=/run/munge/pid --seed-file=/run/munge/seed &
until [ -S /run/munge/munge.socket.2 ]; do sleep 0.1; done
slurmctld -D -f "$1/slurm.conf" &
shift
for node; do unshare --mount --pid --time --fork --kill-child sh "$node.sh" & done
wait
END
	SLURM_CONF=$WORK/slurm.conf unshare --mount --pid --fork --kill-child sh cluster.sh "$WORK" "${@%%:*}" >cluster.log 2>&1 3>&- &
	CLUSTER=$!
	for node; do await is_idle "${node%%:*}"; done
}

# inside COMMAND...: runs it in the cluster.
inside() { SLURM_CONF=$WORK/slurm.conf nsenter -t "$(pgrep -P "$CLUSTER")" --mount --pid --wd="$WORK" "$@"; }
is_idle() { [ "$(inside sinfo -h -n "$1" -o %T 2>/dev/null)" = idle ]; }

# node NAME: prints its first process.
node() { pgrep -f "^slurmd -D -N $1 -f $WORK/"; }
disk() { echo "/proc/$(node "$1")/root/mnt"; }

teardown() {
	if [ "${CLUSTER-}" ]; then
		kill -KILL "$CLUSTER"
		wait "$CLUSTER" || true
	fi
	every_teardown
}

fleet() { inside sh "$TOP/scripts/fleet.sbatch" --directory /mnt --plan "$WORK/plan" -o "$WORK/results" "$@"; }
of() { rows results/fleet.csv "\$r{host} eq \"$1\"" "$2"; }

tiny='--workload getpid --mode untraced,ptrace-syscall --placement same --blocks 2 --window 1'

@test "slurm: two nodes are measured and compared, and nothing is left there" {
	needs
	echo "$tiny" >plan
	cluster one:64:: two:64::
	capture fleet --wait 'one,two'
	finished "$(cat slurmctld.log)"
	for name in one two; do
		[[ "$(of $name status)" =~ ^(ok|untrusted)$ ]] || fail "$(cat results/fleet.csv)"
		exact "results/$name"
		[ -z "$(ls -A "$(disk $name)")" ] || fail "left: $(ls "$(disk $name)")"
	done
	[[ "$output" == *"2 of 2 hosts gave a campaign"* ]] || fail
	[ "$(echo results/* results/.[!.]*)" = "results/comparison.txt results/fleet.csv results/fleet.log results/one results/two results/.[!.]*" ] || fail "$(ls -A results)"
}

@test "slurm: each node that fails costs its own campaign, and is named" {
	needs
	echo "$tiny --setup 'if test -p /mnt/wait; then cat /mnt/wait; fi; if test -e /mnt/fill; then cat /dev/zero >/mnt/fill; true; fi'" >plan
	printf '#!/bin/sh\necho sparc64\n' >uname
	chmod 755 uname
	cluster good:64:: 'dies:64:mkfifo /mnt/wait' small:4:: 'full:64:: >/mnt/fill' "other:64:mount --bind $WORK/uname /usr/bin/uname"
	fleet --wait absent,good,dies,small,full,other,nowhere >out 2>err &
	PID=$!
	exec 9>"$(disk dies)/wait" # opens once the campaign reads it
	kill -KILL "$(node dies)"
	exec 9>&-
	status=0
	wait "$PID" || status=$?
	PID=''
	output=$(cat out) stderr=$(cat err)
	[ "$status" -eq 1 ] || fail "1 is due"
	[[ "$(of good status)" =~ ^(ok|untrusted)$ ]] || fail "$(cat results/fleet.csv)"
	exact results/good
	while read -r name step reason; do
		[ "$(of "$name" status),$(of "$name" step)" = "failed,$step" ] || fail "$name: $(cat results/fleet.csv)"
		[[ "$(of "$name" reason)" == $reason ]] || fail "$name: $(of "$name" reason)"
		[[ "$output" == *"failed: $name ($step): "$reason* ]] || fail "$name is not named"
	done <<-'END'
		absent reach unreachable:?for?Slurm?it?is?down*
		nowhere reach Slurm?knows?no?such?node
		dies run its?task?ended?while?it?measured:?NODE_FAIL
		small copy copying?the?build:*
		full run the?campaign?ended?with?status*No?space?left?on?device*
		other copy wrong?architecture:?it?is?sparc64,*
	END
	[ "$(find results -mindepth 1 -maxdepth 1 -type d)" = results/good ]
	[[ "$output" == *"1 of 7 hosts gave a campaign"* ]] || fail
}

@test "slurm: a node whose numbers are not to be trusted is kept, and said to be so" {
	needs
	command -v cc >/dev/null || skip "there is no compiler here"
	# on the node reading the clock is a system call
	cc -D_GNU_SOURCE -fPIC -shared -o clock.so -x c - <<-'END'
		#include <sys/syscall.h>
		#include <time.h>
		#include <unistd.h>
		int clock_gettime(clockid_t clock, struct timespec *now) { return (int)syscall(SYS_clock_gettime, clock, now); }
	END
	echo "${tiny/ptrace-syscall/seccomp-allow}" >plan # a mode that does not count the readings of the clock
	cluster "doubted:64:mount -t tmpfs none /media && mkdir /media/u /media/w && echo $WORK/clock.so >/media/u/ld.so.preload &&
		mount -t overlay none -o lowerdir=/etc,upperdir=/media/u,workdir=/media/w /etc"
	capture fleet --wait doubted
	[ "$status" -eq 3 ] || fail "3 is due: $(cat results/fleet.csv)"
	[ "$(of doubted status),$(of doubted campaign),$(of doubted reason)" = untrusted,doubted, ] || fail "$(cat results/fleet.csv)"
	exact results/doubted
	[[ "$output" == *"1 of 1 hosts gave a campaign, 1 of them with rows that failed or that are not to be trusted"* ]] || fail
	[ -z "$(ls -A "$(disk doubted)")" ] || fail "left: $(ls "$(disk doubted)")"
}

@test "slurm: a wrong command line is one line, and nothing is submitted" {
	needs
	cluster one:64::
	echo "$tiny" >plan
	for nodes in '$(id)' 'a;b' '-x' 'a b'; do
		capture fleet "$nodes"
		[ "$status" -eq 2 ] && [[ "$stderr" == "fleet: "* ]] && [ "${#stderr_lines[@]}" -eq 1 ] || fail "$nodes"
		[ ! -e results ] || fail "it made results"
	done
	capture fleet nowhere
	[ "$status" -eq 1 ] && [[ "$stderr" == "fleet: none of these nodes can be used: Slurm knows no such node" ]] || fail
	capture fleet one -- --partition=none
	[ "$status" -eq 1 ] && [[ "$stderr" == "fleet: Slurm refused the array: "*"artition"* ]] || fail
	[ ! -e results ]
	[ -z "$(inside squeue -h)" ]
}
