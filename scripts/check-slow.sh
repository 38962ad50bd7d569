#!/bin/sh
# Runs the tests on a machine that is made slow: what fails here fails on other people's machines.
set -u

usage() {
	cat <<'END'
Usage: sh scripts/check-slow.sh [busy|quota]... [-- FILE...]
Runs the tests, or these files of them, once in each way of being slow (both, if none is named).
  busy   six processes that never sleep run beside them
  quota  they have 40 % of one CPU, in a control group; needs root
Exit status: 0 all passed, 1 some did not, 2 usage, or no control group is to be had.
END
}

say() { echo "check-slow: $*"; }
die() {
	echo "check-slow: $*" >&2
	exit 2
}

ways=
while [ $# -gt 0 ]; do
	case $1 in
	busy | quota) ways="$ways $1" ;;
	--help) usage && exit 0 ;;
	--) shift && break ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done

burners=
group=
clean_up() {
	# shellcheck disable=SC2086 # several
	[ -z "$burners" ] || kill $burners 2>/dev/null
	burners=
	[ -z "$group" ] || rmdir "$group" 2>/dev/null
	group=
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

busy() {
	for _ in 1 2 3 4 5 6; do
		sh -c 'while :; do :; done' &
		burners="$burners $!"
	done
	sh tests/run.sh "$@"
}

mounted() { awk -v type="$1" -v option="$2" '$3 == type && (option == "" || $4 ~ "(^|,)" option "(,|$)") { print $2; exit }' /proc/mounts; }

# Makes a group with a quota, with either version of control groups; its directory is in $group.
make_group() {
	top=$(mounted cgroup cpu)
	if [ "$top" ]; then
		group=$top/tracetax-slow-$$
		mkdir "$group" && echo 100000 >"$group/cpu.cfs_period_us" && echo 40000 >"$group/cpu.cfs_quota_us"
		return
	fi
	top=$(mounted cgroup2 '')
	[ "$top" ] || return 1
	group=$top/tracetax-slow-$$
	mkdir "$group" && echo +cpu >"$top/cgroup.subtree_control" && echo '40000 100000' >"$group/cpu.max"
}

quota() {
	make_group 2>/dev/null || die "no control group with a quota can be made: run it as root, on the host"
	# shellcheck disable=SC2016 # the inner shell expands it
	sh -c 'echo $$ >"$0/cgroup.procs" && exec sh tests/run.sh "$@"' "$group" "$@"
}

status=0
for way in ${ways:-busy quota}; do
	say "$way"
	begun=$(date +%s)
	$way "$@" || status=1
	say "$way: $(($(date +%s) - begun)) s"
	clean_up
done
exit $status
