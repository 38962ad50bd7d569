#!/bin/sh
# Measures on many machines by ssh, and compares what they found. GNU parallel does many at once, and tries again.
set -u

usage() {
	cat <<'END'
Usage: sh scripts/fleet.sh [OPTIONS] -o DIR HOSTS
Runs a plan by ssh on each machine of the file HOSTS, and compares what came.
HOSTS has a machine on each line, [USER@]HOST[:PORT]; # begins a comment. The
campaign of each becomes DIR/HOST (DIR/HOST-PORT), with a row in DIR/fleet.csv.
If DIR has a fleet.csv, only machines that have no campaign there are measured.
  -o DIR             the directory of results
  --plan FILE        what to measure (bench/quick.plan); files that it names
                     are those of bench/
  --build FILE       what to copy: a tar of `make dist-static`, again for
                     another architecture (all of build/dist)
  --directory DIR    where it is put there, and removed from again (/tmp)
  --jobs N           machines at once (32)
  --tries N          of each machine (2)
  --limit SECONDS    of each try (7200)
  --silence SECONDS  a machine that says nothing for so long is lost (30)
  --ssh-config FILE  settings of ssh: keys, names, proxies (your own)
Exit status: 0 each machine gave a campaign, 1 some did not (each is named,
with its reason), 2 usage, 3 all did, but some rows failed or are not to be
trusted, 130 Ctrl-C.
END
}

say() { echo "fleet: $*"; }
die() {
	echo "fleet: $1" >&2
	exit "${2:-2}"
}

top=$(cd "$(dirname "$0")/.." && pwd) || exit
fleet=$top/scripts/fleet
# shellcheck source=scripts/fleet/common.sh
. "$fleet/common.sh"

results='' plan=$top/bench/quick.plan builds='' directory=/tmp jobs=32 tries=2 limit=7200 silence=30 ssh_config='' list=''

# option NAME VALUE: keeps it.
option() {
	case $1 in
	-o) results=$2 ;;
	--plan) plan=$2 ;;
	--build) builds="$builds$2
" ;;
	--directory) directory=$2 ;;
	--jobs) jobs=$2 ;;
	--tries) tries=$2 ;;
	--limit) limit=$2 ;;
	--silence) silence=$2 ;;
	--ssh-config) ssh_config=$2 ;;
	*) die "unknown option $1: see sh scripts/fleet.sh --help" ;;
	esac
}

while [ $# -gt 0 ]; do
	case $1 in
	--help) usage && exit 0 ;;
	-*)
		[ $# -gt 1 ] || die "$1 needs a value"
		option "$1" "$2"
		shift
		;;
	*)
		[ ! "$list" ] || die "expected one file of hosts, found $list and $1"
		list=$1
		;;
	esac
	shift
done

for number in "--jobs $jobs" "--tries $tries" "--limit $limit" "--silence $silence"; do
	echo "$number" | tr '\n' ' ' | grep -qE -e '^--[a-z]+ [1-9][0-9]{0,6} $' || die "${number%% *} takes a number from 1 to 9999999"
done
good_directory "$directory" || die "--directory takes a path of letters, digits, '.', '_' and '-' that begins with /"
[ "$results" ] || die "-o is missing: where do the results go?"
[ "$list" ] || die "a file of hosts is missing: see sh scripts/fleet.sh --help"
for file in "$list" "$plan"; do
	if [ ! -f "$file" ] || [ ! -r "$file" ]; then die "$file: no such file, or it cannot be read"; fi
done
[ ! "$ssh_config" ] || [ -r "$ssh_config" ] || die "$ssh_config: no such file, or it cannot be read"
[ "$ssh_config" ] || { ssh_config=$HOME/.ssh/config && [ -r "$ssh_config" ]; } || ssh_config=none

[ "$builds" ] || builds=$(printf '%s\n' "$top"/build/dist/tracetax-*.tar.gz)
[ ! -d "$results" ] || [ -f "$results/fleet.csv" ] || [ ! "$(ls -A "$results")" ] ||
	die "$results: expected a new directory, or one of an earlier fleet.sh, found other files"

# Prints "HOST NAME TARGET PORT" of each line, or of the first bad one why, and fails. The name is that of a directory.
read_hosts() {
	LC_ALL=C awk '
	function bad(why) {
		gsub(/[^ -~]/, "?")
		print "line " NR ": " why ", found: " substr($0, 1, 60)
		failed = 1
		exit 1
	}
	{ sub(/\r$/, ""); sub(/(^|[ \t])#.*/, ""); gsub(/^[ \t]+|[ \t]+$/, "") }
	$0 == "" { next }
	{
		host = $0
		user = port = ""
		if (match(host, /^[A-Za-z_][A-Za-z0-9._-]*@/)) {
			user = substr(host, 1, RLENGTH)
			host = substr(host, RLENGTH + 1)
		}
		if (match(host, /:[0-9]+$/) && (host !~ /:.*:/ || host ~ /\]:[0-9]+$/)) {
			port = substr(host, RSTART + 1)
			host = substr(host, 1, RSTART - 1)
		}
		if (host ~ /^\[[0-9A-Fa-f:.]+\]$/) host = substr(host, 2, length(host) - 2)
		else if (host !~ /^[A-Za-z0-9][A-Za-z0-9._-]*$/ || length(host) > 253) bad("expected [USER@]HOST[:PORT]")
		if (port != "" && (length(port) > 5 || port + 0 < 1 || port + 0 > 65535)) bad("expected a port from 1 to 65535")
		name = host (port == "" ? "" : "-" port)
		gsub(/:/, ".", name)
		if (name ~ /^\./ || name == "fleet.csv" || name == "comparison.txt" || name == "joblog.tsv") name = "host-" name
		if (name in seen) bad("expected each host once")
		seen[name]
		rows[++n] = $0 " " name " " user host " " (port == "" ? "default" : port)
	}
	END {
		if (failed) exit 1
		if (!n) { print "it has no host"; exit 1 }
		for (i = 1; i <= n; i++) print rows[i]
	}' "$list"
}

hosts=$(read_hosts) || die "$list: $hosts"
for tool in ssh tar gzip parallel; do
	command -v $tool >/dev/null || die "$tool is not installed: sh scripts/setup.sh --all installs it"
done
parallel --version 2>/dev/null | grep -q '^GNU parallel' || die "parallel is not GNU parallel, which is needed"


state=$(mktemp -d) || exit
child=
clean_up() {
	trap '' HUP INT TERM
	# parallel lets its jobs end at the first signal, and ends them at the second
	[ ! "$child" ] || { kill -TERM "$child" && kill -TERM "$child" && wait; } 2>/dev/null
	rm -rf "$state"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

echo "$hosts" >"$state/all"

# One archive for each architecture: the build, the plan, and what runs it.
unpack_all "$builds" "$plan" "$state" || die "$unpack_reason"
copied=
for machine in $machines; do
	tar -C "$state/$machine" --owner=0 --group=0 -czf "$state/payload-$machine.tar.gz" . || exit 1
	copied="$copied${copied:+ or }$(wc -c <"$state/payload-$machine.tar.gz")"
done
here=$state/$(uname -m)/tracetax/bin/tracetax
[ -x "$here" ] || here=
tracetax=${here:-$top/build/tracetax}
[ -x "$tracetax" ] || die "no tracetax for this machine, to compare with: make dist-static"

mkdir -p "$results" || die "$results: it cannot be made"
results=$(cd "$results" && pwd) || exit
while read -r host name target port; do
	if [ -d "$results/$name" ]; then
		awk -F , -v host="$host" '$1 == host' "$results/fleet.csv" >"$state/$name.row"
	else
		echo "$host $name $target $port"
	fi
done <"$state/all" >"$state/list"

export state results machines directory limit silence ssh_config tracetax fleet
say "$(wc -l <"$state/list") of $(wc -l <"$state/all") hosts, $jobs at once, $copied bytes to each"
# PARALLEL_SHELL: what it starts is for sh, and not for whatever shell the user has.
env PARALLEL_SHELL=/bin/sh parallel --plain --will-cite -a "$state/list" --colsep ' ' --jobs "$jobs" --retries "$tries" \
	--timeout "$limit" --joblog "$results/joblog.tsv" --no-run-if-empty sh "$fleet/host.sh" '{1}' '{2}' '{3}' '{4}' </dev/null &
child=$!
wait "$child"
child=

{
	echo "$fleet_columns"
	while read -r host name _; do
		cat "$state/$name.row" 2>/dev/null || echo "$host,,failed,reach,0,\"it was not tried\",,,,"
	done <"$state/all"
} >"$results/fleet.csv.new"
mv "$results/fleet.csv.new" "$results/fleet.csv"
conclude "$results" "$tracetax"
