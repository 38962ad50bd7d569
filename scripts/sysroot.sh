#!/bin/sh
# Fetches what it takes to build tracetax for another architecture, and to boot it.
set -eu

usage() {
	cat <<'END'
Usage: sh scripts/sysroot.sh ARCH DIR
Fetches Debian's packages of an architecture, arm64 or riscv64, and unpacks them in DIR: DIR/root has the headers and
libraries, and a busybox, DIR/vmlinuz is the distribution's kernel. Nothing is installed, and no privilege is needed.
What is there already is not fetched again. Debian has riscv64 since trixie, from which it comes on an older one.
Exit status: 0 done, 1 something cannot be fetched, 2 usage.
END
}

die() {
	echo "sysroot.sh: $1" >&2
	exit "${2:-1}"
}

case ${1-} in
--help) usage && exit 0 ;;
arm64 | riscv64) [ $# -eq 2 ] || { usage >&2 && exit 2; } ;;
*) usage >&2 && exit 2 ;;
esac
arch=$1
compiler=$([ "$arch" = arm64 ] && echo aarch64 || echo "$arch")-linux-gnu-gcc
command -v "$compiler" >/dev/null || die "$compiler is not installed: sh scripts/setup.sh --all, or as root: apt-get install gcc-${compiler%-gcc}"
mkdir -p "$2"
dir=$(cd "$2" && pwd)
[ ! -e "$dir/arch" ] || exit 0
command -v apt-get >/dev/null || die "apt-get is not here: the packages are those of Debian"

# shellcheck disable=SC2016 # names of apt's
# The mirror that this machine has, and its release, or the first one that knows the architecture.
mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE)' | grep -v security | sed -n '1s/ .*//p')
[ "$mirror" ] || die "apt's sources on this machine name no archive"
# shellcheck source=/dev/null # read for one name
suite=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
[ "$arch:$suite" != riscv64:bookworm ] || suite=trixie

# An apt of its own, to which nothing is installed, so that it fetches all that is needed.
state=$dir/apt
mkdir -p "$state/lists/partial" "$state/archives/partial"
: >"$state/status"
echo "deb $mirror $suite main" >"$state/sources.list"
apt() {
	apt-get -qq -o APT::Architecture="$arch" -o APT::Architectures="$arch" -o Dir::Etc::SourceList="$state/sources.list" \
		-o Dir::Etc::SourceParts=- -o Dir::State="$state" -o Dir::State::Lists="$state/lists" -o Dir::State::Status="$state/status" \
		-o Dir::Cache="$state" -o Dir::Cache::Archives="$state/archives" "$@" >"$dir/log" 2>&1 ||
		die "$suite for $arch cannot be fetched: $(grep '^E:' "$dir/log" | tail -n 1)"
}
echo "sysroot.sh: fetching $suite for $arch"
apt update
apt install --no-install-recommends --download-only -y busybox-static libc6-dev libseccomp-dev libgsl-dev libjansson-dev libhwloc-dev \
	zlib1g-dev libcsv-dev libpfm4-dev libbpf-dev "linux-image-$arch"

# As on a system: lib is a link to usr/lib. What else a system has is not needed.
rm -rf "$dir/root"
mkdir -p "$dir/root/usr/lib" "$dir/root/usr/bin"
ln -s usr/lib usr/bin "$dir/root"
for package in "$state"/archives/*.deb; do
	case ${package##*/} in
	linux-image-[0-9]*) dpkg-deb --fsys-tarfile "$package" | tar -xO --wildcards './boot/vmlinu*' >"$dir/vmlinuz.new" ;;
	linux-image-*) ;;
	busybox* | lib* | linux-libc-dev* | zlib*)
		dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$dir/root" --exclude='./usr/share' ;;
	esac
done
[ -s "$dir/vmlinuz.new" ] || die "linux-image-$arch has no kernel in it"
rm -rf "$state" "$dir/log"
mv "$dir/vmlinuz.new" "$dir/vmlinuz"
echo "$arch" >"$dir/arch"
