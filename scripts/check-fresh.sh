#!/bin/sh
# Does what the README says in a fresh Debian root, to show that it relies on nothing of this machine.
set -eu

usage() {
	cat <<'END'
Usage: sh scripts/check-fresh.sh [OPTIONS]
Makes a clean root with debootstrap, clones the last commit into it and runs the README's commands there. Needs root.
  --only check|reproduce  run this one of the two only
  --only deb              build, judge and try the Debian package instead
  --keep                  leave the root in place and say where it is
  --cache DIR             keep downloaded packages in DIR, for the next time
Exit status: 0 all passed, 2 usage, otherwise that of the first step that failed.
END
}

say() { echo "check-fresh: $*"; }
die() {
	echo "check-fresh: $1" >&2
	exit "${2:-1}"
}

keep=
cache=
targets="check reproduce"
while [ $# -gt 0 ]; do
	case $1 in
	--help) usage && exit 0 ;;
	--keep) keep=yes ;;
	--cache) [ $# -gt 1 ] || die "--cache needs a folder" 2
		cache=$2 && shift ;;
	--only) targets=${2-}
		case $targets in
		check | reproduce | deb) shift ;;
		*) die "--only takes check, reproduce or deb" 2 ;;
		esac ;;
	*) usage >&2 && exit 2 ;;
	esac
	shift
done

[ "$(id -u)" -eq 0 ] || die "needs root, for debootstrap, mount and chroot; as root, run: make check-fresh"
for tool in debootstrap git unshare; do
	command -v $tool >/dev/null || die "$tool is not installed"
done

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=/dev/null # read for one name
suite=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
[ "$suite" ] || die "/etc/os-release names no suite: a Debian or Ubuntu release is needed"
components=main
! grep -Eqs '^ID(_LIKE)?=.*ubuntu' /etc/os-release || components=main,universe

# apt itself reads its sources, in whatever form they are written; other publishers' archives are left out.
archives=$(apt-get update --print-uris | sed -n "s|^'\(.*\)/dists/\([^/]*\)/InRelease' .*|\1 \2|p" |
	awk -v suite="$suite" '$2 == suite && !found++ || $2 == suite "-updates" || $2 == suite "-security"')
mirror=$(echo "$archives" | awk -v suite="$suite" '$2 == suite { print $1 }')
[ "$mirror" ] || die "apt's sources on this machine name no archive of $suite"

work=$(mktemp -d "${TMPDIR:-/var/tmp}/check-fresh.XXXXXX")
root=$work/root
clean_up() {
	trap '' HUP INT TERM
	if [ "$keep" ]; then
		say "kept: $root"
	else
		say "removing $work"
		rm -rf --one-file-system "$work"
	fi
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
if [ "$cache" ]; then
	mkdir -p "$cache"
	cache=$(cd "$cache" && pwd)
fi

# Mounts live in a namespace of their own: they end with the last process, so nothing is left to unmount.
apart() { unshare --mount --propagation private "$@"; }

say "making a $suite root in $root"
apart debootstrap --variant=minbase --components="$components" ${cache:+--cache-dir="$cache"} \
	"$suite" "$root" "$mirror" >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2 && die "debootstrap failed"; }

say "settings of apt and names, as on this machine"
echo "$archives" | while read -r uri name; do
	echo "deb $uri $name $(echo $components | tr , ' ')"
done >"$root/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(http|https|Retries|Check-[^:]*|ForceIPv[46])\b' \
	>"$root/etc/apt/apt.conf.d/90host" || true
cp -r /etc/apt/trusted.gpg.d /etc/apt/keyrings "$root/etc/apt/" 2>/dev/null || true
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"

[ -z "$(git -C "$top" status --porcelain)" ] || say "warning: what is not committed is not tested"
say "cloning commit $(git -C "$top" rev-parse --short HEAD)"
# Not under /root, where the tests that run as an ordinary user could not enter.
git clone -q --no-hardlinks "$top" "$root/usr/src/tracetax"

# The environment of a first log-in, and the way to the network if this machine has one of its own.
cat >"$work/enter" <<'END'
set -eu
mount --bind "$1" "$1" # as on a machine, / is a mount
mount -t proc proc "$1/proc"
mount --rbind /sys "$1/sys"
mount --rbind /dev "$1/dev"
[ -z "$3" ] || mount --bind "$3" "$1/var/cache/apt/archives"
exec env -i HOME=/root USER=root SHELL=/bin/sh TERM="${TERM:-dumb}" \
	PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
	${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
	${no_proxy:+no_proxy="$no_proxy"} \
	chroot "$1" sh -c "cd /usr/src/tracetax && $2"
END

for target in $targets; do
	command="sh scripts/setup.sh && make $target"
	if [ "$target" = deb ]; then
		make -s -C "$root/usr/src/tracetax" dist
		command="sh scripts/deb.sh build/tracetax-*.tar.gz"
	fi
	say "running: $command"
	started=$(date +%s)
	status=0
	apart sh "$work/enter" "$root" "$command" "$cache" || status=$?
	say "make $target: exit status $status after $(($(date +%s) - started)) s"
	[ "$status" -eq 0 ] || exit "$status"
done
