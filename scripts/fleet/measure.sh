#!/bin/sh
# measure.sh ROOM NAME [watched]: runs the plan on this host, for fleet.sh and fleet.sbatch; the campaign is ROOM/NAME.
# Ends with the status of tracetax, or with 4 if there is no campaign. "watched": once standard input ends, who asked is
# gone; then it stops, and removes the room.
room=$1 name=$2
cd "$room" || exit 4
exec 3<&0
tracetax/bin/tracetax run --quiet -o "$name" tracetax/share/tracetax/bench/fleet.plan </dev/null 3<&- &
run=$!
trap '' PIPE # nobody may be there any more to be told how it ended
watch=
if [ "${3-}" ]; then
	(read -r _ <&3; : >gone; kill -TERM $run) >/dev/null 2>&1 &
	watch=$!
fi
wait $run
status=$?
[ ! "$watch" ] || kill $watch 2>/dev/null
if [ -e gone ]; then
	cd / && rm -rf "$room"
	exit 4
fi
[ "$status" -gt 3 ] || [ -f "$name/runs.csv" ] || status=4
exit $status
