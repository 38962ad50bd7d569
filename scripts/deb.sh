#!/bin/sh
# Builds the Debian package from the tar of `make dist`, judges it with lintian, installs it and tries it: in a root that
# may be filled, such as that of `make check-deb`, since it installs packages.
set -eu

usage() {
	cat <<'END'
Usage: sh scripts/deb.sh TAR
Leaves the packages beside the tar. Needs root and apt. Exit status: 0 all is well, 2 usage, otherwise that of what failed.
END
}

if [ $# -ne 1 ] || [ ! -f "$1" ]; then usage >&2 && exit 2; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
beside=$(cd "$(dirname "$1")" && pwd)
say() { echo "deb.sh: $*"; }
packages() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >/dev/null </dev/null; }

tar -C "$work" -xzf "$1"
cd "$work"/*/
say "installing what it is built with"
packages update
packages install -y --no-install-recommends build-essential debhelper lintian
packages build-dep -y --no-install-recommends ./
say "building"
dpkg-buildpackage -us -uc
say "lintian"
(cd .. && lintian --allow-root --fail-on error --tag-display-limit 0 ./*.changes)
say "installing"
packages install -y --no-install-recommends "$work"/tracetax_*.deb
cd /
tracetax --version
tracetax run --workload execve --mode untraced,preload,ptrace-syscall --blocks 1 --window 1 --quiet -o "$work/campaign" || [ $? -eq 3 ]
tracetax report --no-charts "$work/campaign" >/dev/null
packages remove -y tracetax
[ ! -e /usr/libexec/tracetax ] && [ ! -e /usr/share/tracetax ]
cp "$work"/tracetax*_* "$beside"
say "built, judged, installed, tried and removed: $(cd "$beside" && echo tracetax_*.deb)"
