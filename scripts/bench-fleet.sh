#!/bin/sh
# What fleet.sh itself takes for many machines: `sh scripts/bench-fleet.sh [HOSTS [JOBS]]`, 1000 of them, 32 at once. All are
# names of one sshd of this machine, and what measures there only pretends: it gives a made-up campaign of 630 rows, another for
# each. They share one connection, so no key is exchanged; the rest of fleet.sh is the real one, with what it judges and
# compares. Exit status 1 if a machine gave no campaign.
set -eu

cd "$(dirname "$0")/.."
B=${B:-build}
hosts=${1:-1000} jobs=${2:-32}
PATH=$PATH:/usr/sbin
for program in parallel ssh sshd ssh-keygen; do
	command -v "$program" >/dev/null || { echo "bench-fleet: $program is not installed: sh scripts/setup.sh --all installs it" >&2 && exit 2; }
done
directory=$(mktemp -d)
sshd=
clean_up() {
	ssh -F "$directory/ssh_config" -O exit all 2>/dev/null || true # the connection that all share
	[ ! "$sshd" ] || kill "$sshd" 2>/dev/null || true
	rm -rf "$directory"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Starts sshd on a port where nobody listens, with one connection that all names share.
connect() {
	mkdir -p /run/sshd 2>/dev/null || true # its own, where it is root
	ssh-keygen -q -t ed25519 -N '' -f "$directory/key"
	ssh-keygen -q -t ed25519 -N '' -f "$directory/host"
	port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport')
	cat >"$directory/sshd_config" <<-END
		Port $port
		ListenAddress 127.0.0.1
		HostKey $directory/host
		AuthorizedKeysFile $directory/key.pub
		StrictModes no
		PidFile none
		MaxSessions 1000
	END
	echo "[127.0.0.1]:$port $(cut -d' ' -f 1,2 "$directory/host.pub")" >"$directory/known"
	cat >"$directory/ssh_config" <<-END
		Host *
		HostName 127.0.0.1
		Port $port
		IdentityFile $directory/key
		UserKnownHostsFile $directory/known
		ControlPath $directory/control
	END
	"$(command -v sshd)" -D -f "$directory/sshd_config" 2>"$directory/sshd.log" &
	sshd=$!
	for _ in $(seq 50); do
		! ssh -F "$directory/ssh_config" -M -N -f all 2>"$directory/ssh.log" || return 0
		sleep 0.1
	done
	cat "$directory/sshd.log" "$directory/ssh.log" >&2
	exit 1
}

# Makes a build whose tracetax has "measured" at once, and is the real one for all else.
make_build() {
	build=$directory/tracetax-made
	mkdir -p "$build/bin" "$build/share/tracetax/bench"
	cat >"$build/bin/tracetax" <<-END
		#!/bin/sh
		[ "\$1" = run ] || exec $PWD/$B/tracetax "\$@"
		cp -r "$directory/made/\${4#h}" "\$4"
	END
	chmod 755 "$build/bin/tracetax"
	tar -C "$directory" -czf "$directory/tracetax-made-$(uname -m).tar.gz" tracetax-made
}

# sum COLUMN: of fleet.csv.
sum() { awk -F , -v column="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { sum += $at[column] } END { print sum + 0 }' "$directory/results/fleet.csv"; }

connect
make_build
sh tests/statistics/many.sh --make "$directory/made" "$hosts" 5
seq -f 'h%.0f' "$hosts" >"$directory/hosts"
began=$(date +%s)
taken=$("$B/tests/reference/usage" cpu sh scripts/fleet.sh -o "$directory/results" --jobs "$jobs" --tries 1 --ssh-config "$directory/ssh_config" \
	--build "$directory/tracetax-made-$(uname -m).tar.gz" "$directory/hosts" 2>"$directory/said") || true # machines may fail
seconds=$(($(date +%s) - began))
came=$(awk -F , 'NR > 1 && $2 != ""' "$directory/results/fleet.csv" | wc -l)
echo "$came of $hosts machines gave a campaign, $jobs at once"
echo "seconds: $seconds; of CPU time, without sshd's: ${taken% *}, $(awk "BEGIN { print ${taken% *} / $hosts }") for each machine"
echo "most memory of one process: $((${taken#* } / 1024)) MiB"
echo "bytes: $(sum bytes) fetched, $(($(du -sk "$directory/results" | cut -f 1) / 1024)) MiB on the disk"
echo "comparison.txt: $(wc -l <"$directory/results/comparison.txt") lines, $(wc -c <"$directory/results/comparison.txt") bytes"
[ "$came" -eq "$hosts" ] || { head -n 5 "$directory/said" >&2 && exit 1; }
