#!/usr/bin/env bats
# scripts/fleet.sh with machines that are this one: each is a namespace with an sshd on a loopback port, a disk of its own
# as /mnt, and nothing that the others have. Whoever kills its first process switches it off.
load ../helpers

needs() {
	if [ "$EUID" -ne 0 ] || ! unshare --mount --pid --time --fork true 2>/dev/null; then skip "machines of one's own take root"; fi
	local tool
	for tool in parallel ssh ssh-keygen sshd; do
		PATH=$PATH:/usr/sbin command -v "$tool" >/dev/null || skip "$tool is not installed: apt-get install parallel openssh-server"
	done
	compgen -G "$BUILD/dist/tracetax-*.tar.gz" >/dev/null || skip "there is no build to copy: make dist-static"
	SSHD=$(PATH=$PATH:/usr/sbin command -v sshd)
}

# Makes the client: its key, and what it knows of hosts.
client() {
	ssh-keygen -q -t ed25519 -N '' -f key
	cat >config <<END
IdentityFile $WORK/key
IdentitiesOnly yes
UserKnownHostsFile $WORK/known
GlobalKnownHostsFile /dev/null
StrictHostKeyChecking yes
User root
END
	: >known
	declare -gA MACHINE=() PORT=()
}

# machine NAME MEBIBYTES [COMMAND]: switches one on; the command is run in it before. Its first process is ${MACHINE[NAME]}
# and its port ${PORT[NAME]}. No port is reserved: it takes one that nobody listens on.
machine() {
	local port
	ssh-keygen -q -t ed25519 -N '' -f "$1.key"
	for _ in {1..20}; do
		port=$((20000 + RANDOM % 10000))
		cat >"$1.conf" <<END
Port $port
ListenAddress 127.0.0.1
HostKey $WORK/$1.key
AuthorizedKeysFile $WORK/key.pub
StrictModes no
UsePAM no
PidFile none
PermitRootLogin prohibit-password
PasswordAuthentication no
PermitUserRC no
END
		unshare --mount --pid --time --fork --kill-child sh -c 'mount -t proc proc /proc && mount -t tmpfs none /run && mkdir /run/sshd &&
			mount -t tmpfs -o size='"$2"'m none /mnt && eval "$4" && exec "$1" -D -e -f "$2"' sh "$SSHD" "$WORK/$1.conf" "$1" "${3:-:}" \
			>"$1.log" 2>&1 3>&- &
		MACHINE[$1]=$!
		await grep -qE 'listening|in use|rror' "$1.log"
		if grep -q 'listening' "$1.log"; then break; fi
		wait "${MACHINE[$1]}" || true
	done
	grep -q listening "$1.log" || fail "$(cat "$1.log")" || return 1
	PORT[$1]=$port
	echo "[127.0.0.1]:$port $(cut -d' ' -f 1,2 "$1.key.pub")" >>known
	echo "127.0.0.1:$port" >>hosts
}

# The root of a machine, as it is seen from here.
disk() { echo "/proc/$(pgrep -P "${MACHINE[$1]}")/root/mnt"; }

switch_off() {
	kill -KILL "${MACHINE[$1]}" 2>/dev/null || true
	wait "${MACHINE[$1]}" 2>/dev/null || true
}

teardown() {
	local name
	for name in "${!MACHINE[@]}"; do switch_off "$name"; done
	every_teardown
}

fleet() { sh "$TOP/scripts/fleet.sh" --ssh-config "$WORK/config" --directory /mnt --silence 10 --plan "$WORK/plan" -o results "$@"; }

# of NAME COLUMN: what fleet.csv has of a machine.
of() { rows results/fleet.csv "\$r{host} eq \"127.0.0.1:${PORT[$1]}\"" "$2"; }

tiny='--workload getpid --mode untraced,ptrace-syscall --placement same --blocks 2 --window 1'

@test "ssh: two machines are measured and compared, and nothing is left there" {
	needs
	client
	machine one 64
	machine two 64
	echo "$tiny" >plan
	capture fleet hosts
	finished
	for name in one two; do
		[[ "$(of $name status)" =~ ^(ok|untrusted)$ ]] || fail "$(cat results/fleet.csv)"
		[ "$(of $name tries)" = 1 ]
		exact "results/$(of $name campaign)"
		[ -z "$(ls -A "$(disk $name)")" ] || fail "left: $(ls "$(disk $name)")"
	done
	[[ "$output" == *"2 of 2 hosts gave a campaign"* ]] || fail
	[ -s results/comparison.txt ]
	[ "$(ls results | wc -l)" -eq 5 ] || fail "$(ls results)"
	# again: all have been measured
	capture fleet hosts
	[[ "$output" == *"0 of 2 hosts,"*"2 of 2 hosts gave a campaign"* ]] || fail
}

@test "ssh: each machine that fails costs its own campaign, and is named" {
	needs
	client
	# the setup of the campaign waits where there is a pipe to wait for, and fills the disk where it is told to
	echo "$tiny --setup 'if test -p /mnt/wait; then cat /mnt/wait; fi; if test -e /mnt/fill; then cat /dev/zero >/mnt/fill; true; fi'" >plan
	machine good 64
	machine dies 64 'mkfifo /mnt/wait'
	machine small 4
	machine full 64 ': >/mnt/fill'
	printf '#!/bin/sh\ntest "$1" = -m && echo sparc64 || echo Linux\n' >uname
	chmod 755 uname
	machine other 64 "mount --bind $WORK/uname /usr/bin/uname"
	machine off 64
	switch_off off
	machine stranger 64
	sed -i '$d' known
	# one that loses its connection once
	printf '#!/bin/sh\nif mkdir /mnt/once 2>/dev/null; then kill -KILL $(cut -d" " -f 4 /proc/$PPID/stat); fi\ntest "$1" = -m && echo '"$(uname -m)"' || echo Linux\n' >once
	chmod 755 once
	machine shaky 64 "mount --bind $WORK/once /usr/bin/uname"
	fleet --tries 2 hosts >out 2>err &
	PID=$!
	exec 9>"$(disk dies)/wait" # opens once the campaign reads it
	switch_off dies
	exec 9>&-
	status=0
	wait "$PID" || status=$?
	PID=''
	output=$(cat out) stderr=$(cat err)
	[ "$status" -eq 1 ] || fail "1 is due"
	for name in good shaky; do
		[[ "$(of $name status)" =~ ^(ok|untrusted)$ ]] || fail "$name: $(cat results/fleet.csv)"
		exact "results/$(of $name campaign)"
	done
	[ "$(of shaky tries)" = 2 ]
	while read -r name step tries reason; do
		[ "$(of "$name" status),$(of "$name" step),$(of "$name" tries)" = "failed,$step,$tries" ] || fail "$name: $(cat results/fleet.csv)"
		[[ "$(of "$name" reason)" == $reason ]] || fail "$name: $(of "$name" reason)"
		[ -z "$(of "$name" campaign)" ]
		[[ "$stderr" == *"failed: 127.0.0.1:${PORT[$name]} ($step): "$reason* ]] || fail "$name is not named"
	done <<-'END'
		dies reach 2 unreachable:*Connection?refused*before:?it?was?lost?while?it?measured*
		small copy 2 copying?the?build:*
		full run 2 the?campaign?ended?with?status*No?space?left?on?device*
		other reach 1 wrong?architecture:?it?is?sparc64,?and?the?build?is?for*
		off reach 2 unreachable:*Connection?refused*
		stranger reach 2 unreachable:?Host?key?verification?failed*
	END
	[ "$(find results -mindepth 1 -maxdepth 1 -type d | wc -l)" -eq 2 ]
	[[ "$output" == *"2 of 8 hosts gave a campaign"* ]] || fail
	[ -z "$(ls -A "$TMPDIR")" ] || fail "left: $(ls "$TMPDIR")"
	[ -z "$(ls -A "$(disk good)")" ]
}

@test "ssh: at Ctrl-C every machine stops, and keeps nothing" {
	needs
	client
	echo "$tiny --setup 'cat /mnt/wait'" >plan
	machine one 64 'mkfifo /mnt/wait'
	env --default-signal=INT,TERM sh "$TOP/scripts/fleet.sh" --ssh-config config --directory /mnt --plan plan -o results hosts >out 2>err 3>&- &
	PID=$!
	exec 9>"$(disk one)/wait"
	kill -TERM "$PID"
	status=0
	wait "$PID" || status=$?
	PID=''
	[ "$status" -eq 143 ] || fail
	alone() { [ "$(ls -A "$(disk one)")" = wait ]; }
	await alone
	exec 9>&-
	[ -z "$(ls -A "$TMPDIR")" ] || fail "left: $(ls "$TMPDIR")"
}

@test "ssh: a machine that sends something else than a campaign is refused" {
	needs
	client
	echo "$tiny" >plan
	# its tar packs a link out of the campaign, a name with an escape sequence, or half of what it has; or it never stops talking
	cat >tar <<'END'
#!/bin/sh
case $3 in
-czf) ;;
*) exec /mnt/tar "$@" ;;
esac
cd "$2" || exit
case $(cat /mnt/kind) in
link) ln -sf /etc/passwd "$5/calls.csv" ;;
name) : >"$5/$(printf 'a\033]0;b')" ;;
half) /mnt/tar -czf - "$5" | head -c 500; exit 0 ;;
up) exec /mnt/tar -P -czf - ../mnt/kind ;;
flood) head -c 50000000 /dev/zero | tr '\\0' x >&2 ;;
doubt) sed -i 's/"in_vdso": true/"in_vdso": false/' "$5/machine.json" ;; # a campaign, but one that is not to be trusted
no) exec /mnt/tar -czf - --exclude runs.csv "$5" ;;
bad) sed -i '2s/,4,/,4x,/; 2s/^4/4x/' "$5/runs.csv" ;;
esac
exec /mnt/tar -czf - "$5"
END
	chmod 755 tar
	for kind in link name half up flood no bad doubt; do
		machine "$kind" 64 "cp /usr/bin/tar /mnt/tar && echo $kind >/mnt/kind && mount --bind $WORK/tar /usr/bin/tar"
	done
	capture fleet --tries 1 hosts
	[ "$status" -eq 1 ] || fail "1 is due"
	for kind in link name half up flood no bad; do
		[ "$(of $kind status),$(of $kind step)" = failed,fetch ] || fail "$kind: $(cat results/fleet.csv)"
	done
	[[ "$(of link reason)" == "its campaign is refused: it holds what no campaign has: calls.csv" ]] || fail "$(of link reason)"
	[[ "$(of half reason)" == "its campaign did not arrive as a whole"* ]] || fail "$(of half reason)"
	[[ "$(of no reason)" == *"it lacks runs.csv or machine.json" ]] || fail "$(of no reason)"
	[ "$(of doubt status)" = untrusted ] || fail "$(cat results/fleet.csv)"
	exact "results/$(of doubt campaign)"
	never grep -q $'\033' results/fleet.csv
	[ "$(find results -mindepth 1 -maxdepth 1 -type d)" = "results/$(of doubt campaign)" ]
}
