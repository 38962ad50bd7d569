#!/bin/sh
# host.sh HOST NAME TARGET PORT: one try of one host, for fleet.sh, whose variables are in the environment. Leaves the
# host's row of fleet.csv in $state/NAME.row and its campaign in $results/NAME. Ends with 0, or with 1 to be tried again.
# shellcheck disable=SC2154 # fleet.sh exports them
set -uf
# shellcheck source=scripts/fleet/common.sh
. "$fleet/common.sh"
host=$1 name=$2 target=$3 port=${4#default}
mine=$state/$name
row=$mine.row
step=reach tries=1 copy_s='' run_s='' fetch_s='' bytes=''
room=

# write_row STATUS REASON
write_row() {
	printf '%s,%s,%s,%s,%s,"%s",%s,%s,%s,%s\n' "$host" "$([ "$1" = failed ] || echo "$name")" "$1" "$step" "$tries" "$2" \
		"$copy_s" "$run_s" "$fetch_s" "$bytes" >"$row.new"
	mv "$row.new" "$row"
}

# Says in the row what holds if nothing more comes of this try, since its time is up.
begin() {
	step=$1 began=$(date +%s)
	write_row failed "it did not end within $limit s"
}
seconds() { echo $(($(date +%s) - began)); }

# remote COMMAND: runs it there; what is said of it goes to $mine/said. The command is ours, with nothing in it that a
# host chose, except a room that was checked. What it says has a limit: a file of it has at most 1 MiB.
remote() (
	ulimit -f 2048
	# shellcheck disable=SC2086 # no port is no option
	exec ssh -T -F "$ssh_config" ${port:+-p $port} -o BatchMode=yes -o ConnectTimeout="$silence" -o ClearAllForwardings=yes \
		-o ServerAliveInterval="$(((silence + 2) / 3))" -o ServerAliveCountMax=3 "$target" "$1" 2>"$mine/said"
)

clear_room() { [ ! "$room" ] || remote "rm -rf $room" </dev/null; }

# fail REASON [final]: ends this try; "final": the next would end the same way. What the try before came to is told too.
fail() {
	[ ! "${2-}" ] || : >"$mine/final"
	before=$(cat "$mine/reason" 2>/dev/null)
	echo "$1" >"$mine/reason"
	[ ! "$before" ] || [ "$before" = "$1" ] || set -- "$1 (before: $before)"
	write_row failed "$1"
	clear_room
	exit 1
}
why() { plain <"$mine/said"; }

mkdir -p "$mine"
[ ! -e "$mine/final" ] || exit 1
[ ! -e "$mine/tries" ] || tries=$(($(cat "$mine/tries") + 1))
echo "$tries" >"$mine/tries"

begin reach
echo "echo fleet \$(uname -s) \$(uname -m) \$(umask 077 && mktemp -d $directory/tracetax-fleet.XXXXXX)" >"$mine/probe"
remote sh <"$mine/probe" >"$mine/answer" || fail "unreachable: $(why)"
answer=$(grep '^fleet ' "$mine/answer" | plain)
# shellcheck disable=SC2086 # words
set -- $answer
room=$(echo "${4-}" | grep -xE "$directory/tracetax-fleet\.[A-Za-z0-9]{6}")
[ "${2-}" = Linux ] || fail "expected Linux, found: ${2:-no answer}" final
case " $machines " in
*" $3 "*) ;;
*) fail "wrong architecture: it is $3, and the build is for $machines" final ;;
esac
[ "$room" ] || fail "no directory can be made in its $directory: $(why)"

begin copy
remote "tar -C $room -xzf -" <"$state/payload-$3.tar.gz" >/dev/null || fail "copying the build: $(why)"
copy_s=$(seconds)

# Its standard input stays open, and no process is needed for that: a pipe that ssh itself could write to.
begin run
[ -p "$mine/open" ] || mkfifo "$mine/open"
status=0
remote "sh $room/measure.sh $room $name watched" <>"$mine/open" >/dev/null || status=$?
run_s=$(seconds)
case $status in
0 | 1 | 3) ;;
2) fail "the plan does not fit: $(why)" final ;;
255) fail "it was lost while it measured: $(why)" ;;
*) fail "the campaign ended with status $status: $(why)" ;;
esac

begin fetch
rm -rf "$mine/came"
mkdir "$mine/came"
remote "tar -C $room -czf - $name" </dev/null | head -c "$campaign_limit" >"$mine/campaign.tar.gz"
gzip -dc "$mine/campaign.tar.gz" 2>/dev/null | head -c "$campaign_limit" |
	tar -C "$mine/came" --no-same-owner --no-same-permissions -xf - 2>"$mine/torn" ||
	fail "its campaign did not arrive as a whole: $(cat "$mine/said" "$mine/torn" | plain)"
fetch_s=$(seconds)
bytes=$(wc -c <"$mine/campaign.tar.gz")
judged=0
against=$(reason_against "$mine/came/$name" "$tracetax") || judged=$?
[ ! "$against" ] || fail "its campaign is refused: $against"
[ "$status" -ne 0 ] || status=$judged
mv "$mine/came/$name" "$results/$name" || fail "its campaign cannot be put into $results"
clear_room
write_row "$(status_word $status)" ''
rm -rf "$mine"
