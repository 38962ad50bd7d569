#!/bin/sh
# Copies the loader and the libraries that a build needs into an installation of it.
set -eu

usage() {
	cat <<'END'
Usage: sh scripts/libraries.sh CC ROOM
Copies the dynamic loader to ROOM/loader, and what the programs in ROOM and ROOM/carried load to ROOM/carried.
END
}

die() {
	echo "libraries.sh: $*" >&2
	exit 1
}

[ $# -eq 2 ] || { usage >&2 && exit 2; }
room=$2

# What is opened by name at run time, as ldd does not see it.
pfm=$("$1" -print-file-name=libpfm.so.4)
case $pfm in /*) ;; *) die "libpfm.so.4 is not found: sh scripts/setup.sh installs it" ;; esac

# ldd prints "NAME => PATH (ADDRESS)" of a library, and "PATH (ADDRESS)" of the loader.
loaded=$(ldd "$room/carried/tracetax" "$room/tracetax-driver" "$room"/*.so "$pfm")
missing=$(echo "$loaded" | sed -n 's/^\t*\(.*\) => not found.*/\1/p' | paste -s -d ' ' -)
[ ! "$missing" ] || die "not found: $missing"
loader=$(echo "$loaded" | sed -n 's,^\t*\(/[^ ]*\) (0x.*,\1,p' | sort -u)
[ -f "$loader" ] || die "expected one dynamic loader, found: $loader"
cp -L "$loader" "$room/loader"
for library in $pfm $(echo "$loaded" | sed -n 's/.* => \(.*\) (0x.*/\1/p' | sort -u); do
	cp -L "$library" "$room/carried/${library##*/}"
done
chmod 755 "$room/loader" "$room/carried"/*
