#!/bin/sh
# Measures a plan on other kernels, each in a virtual machine on this one: a campaign for each kernel and boot.
set -eu

usage() {
	cat <<'END'
Usage: sh scripts/kernels.sh [OPTIONS] [KERNEL...]
Boots each kernel in QEMU (by KVM where it works, else by emulation), runs a plan there and brings the campaign back.
A KERNEL is a version of Debian's packages: 6.1, 6.12, 6.12-rt, 6.12-cloud; or a package by its whole name.
  --kernel FILE    a kernel of your own, as bzImage; may be given again
  --plan FILE      the plan (bench/quick.plan)
  --run 'OPTIONS'  options of `tracetax run` before the plan, such as '--blocks 6'
  --script FILE    run this with sh in the guest instead of a plan; what it leaves in /results comes back
  --with THING     what the script needs of this machine: a command, or the path of a file or folder; it is at the same
                   path in the guest, and what it loads is there too; may be given again
  --words WORDS    words for the command line of every kernel
  --append WORDS   measure each kernel also with these words on its command line; may be given again
  --boots N        boot each so many times (1)
  --smp N          CPUs of the guest (2; with --icount 1)
  --memory M       its memory, in MiB (512)
  --icount         emulate, with a clock that counts instructions
  --accel KIND     kvm or tcg, instead of what works
  --sysroot DIR    of another architecture: what sysroot.sh fetched, of which B is a build; its kernel is taken
  --timeout S      seconds after which a boot is given up (1800)
  -o DIR           where the campaigns go (build/kernels/results)
  --cache DIR      where kernels are kept for the next time (build/kernels)
Exit status: 0 done, 1 a kernel gave no campaign, 2 usage, 3 a campaign is not to be trusted, 77 a kernel, or what runs
it, is not to be had.
END
}

complain() { echo "kernels.sh: $1" >&2; }
die() {
	complain "$1"
	exit "${2:-1}"
}
is_number() { case $1 in '' | 0* | *[!0-9]*) return 1 ;; esac; }

# locate THING: prints the path of a file, or of a command.
locate() { case $1 in */*) realpath -se "$1" 2>/dev/null ;; *) command -v "$1" ;; esac; }

top=$(cd "$(dirname "$0")/.." && pwd)
B=${B:-build}
case $B in /*) built=$B ;; *) built=$top/$B ;; esac
plan=$top/bench/quick.plan
out=$built/kernels/results
cache=$built/kernels
options='' script='' common='' icount='' accel='' smp='' sysroot='' memory=512 boots=1 limit=1800
# lists, one a line
kernels='' things='' variants='
'
newline='
'

while [ $# -gt 0 ]; do
	case $1 in
	--help) usage && exit 0 ;;
	--icount) icount=yes ;;
	--kernel | --plan | --run | --script | --with | --words | --append | --boots | --smp | --memory | --accel | --timeout | --cache | --sysroot | -o)
		[ $# -gt 1 ] || die "$1 needs a value: see --help" 2
		case $1 in
		--kernel) [ -r "$2" ] || die "no kernel $2" 2
			kernels="$kernels$2$newline" ;;
		--plan) plan=$2 ;;
		--run) options=$2 ;;
		--script) script=$2 ;;
		--with) things="$things$(locate "$2")$newline" || die "--with $2: there is no such command or file" 2 ;;
		--words) common=$2 ;;
		--append) variants="$variants$2$newline" ;;
		--boots) boots=$2 ;;
		--smp) smp=$2 ;;
		--memory) memory=$2 ;;
		--accel) accel=$2 ;;
		--timeout) limit=$2 ;;
		--cache) cache=$2 ;;
		--sysroot) sysroot=$2
			[ -r "$2/arch" ] || die "nothing was fetched into $2: sh scripts/sysroot.sh ARCH $2" 2 ;;
		-o) out=$2 ;;
		esac
		shift ;;
	-*) die "unknown option $1: see --help" 2 ;;
	*[!A-Za-z0-9.+_-]*) die "no kernel is called '$1': 6.1, 6.12, 6.12-rt, or --kernel FILE" 2 ;;
	*) kernels="$kernels$1$newline" ;;
	esac
	shift
done
[ "$kernels" ] || [ ! "$sysroot" ] || kernels=$sysroot/vmlinuz$newline
[ "$kernels" ] || die "which kernel? 6.1, 6.12, 6.12-rt, 6.12-cloud, or --kernel FILE" 2
[ ! "$things" ] || [ ! "$sysroot" ] || die "--with brings what is of this machine: without --sysroot" 2
[ "$smp" ] || smp=$([ "$icount" ] && echo 1 || echo 2)
for number in "--boots $boots" "--smp $smp" "--memory $memory" "--timeout $limit"; do
	is_number "${number#* }" || die "${number% *} takes a number above 0, not '${number#* }'" 2
done
for file in ${script:+"$script"} "$plan"; do
	[ -r "$file" ] || die "cannot read $file" 2
done
case $accel:$icount in
: | tcg: | kvm: | :yes | tcg:yes) ;;
kvm:yes) die "--icount is by emulation: without --accel kvm" 2 ;;
*) die "--accel takes kvm or tcg, not '$accel'" 2 ;;
esac

# What differs between architectures: the emulator, what it emulates, the console and a second serial port.
arch=amd64
[ ! "$sysroot" ] || read -r arch <"$sysroot/arch"
case $arch in
amd64) qemu=qemu-system-x86_64:qemu-system-x86 machine=pc cpu=max console=ttyS0 port=ttyS1 second=isa-serial ;;
arm64) qemu=qemu-system-aarch64:qemu-system-arm machine=virt cpu=max console=ttyAMA0 port=ttyS0 second=pci-serial ;;
riscv64) qemu=qemu-system-riscv64:qemu-system-misc machine=virt cpu=rv64 console=ttyS0 port=ttyS1 second=pci-serial ;;
*) die "$sysroot is of $arch, for which no emulator is known" ;;
esac
for tool in $qemu busybox:busybox-static cpio:cpio timeout:coreutils; do
	command -v "${tool%:*}" >/dev/null ||
		die "${tool%:*} is not installed: sh scripts/setup.sh $([ "$sysroot" ] && echo --all || echo --kernels), or as root: apt-get install ${tool#*:}" 77
done

[ -x "$built/tracetax" ] || die "nothing is built in $B: make"

# A device that can be opened is not enough: some hypervisors have one for guests that are made for it.
if [ ! "$accel" ]; then
	accel=tcg
	[ "$icount" ] || [ ! -w /dev/kvm ] || ! grep -qwE 'vmx|svm' /proc/cpuinfo || accel=kvm
fi

work=$(mktemp -d "${TMPDIR:-/var/tmp}/kernels.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# package NAME: prints the newest package of this version and kind.
package() {
	case $1 in linux-image-*) echo "$1" && return ;; esac
	version=${1%%-*} kind=${1#"${1%%-*}"}
	command -v apt-cache >/dev/null || return 0
	apt-cache pkgnames "linux-image-$version." |
		grep -E "^linux-image-[0-9.]+([-+]([0-9]+|bpo|deb[0-9.]+))?$kind-amd64\$" | sort -V | tail -n 1
}

# fetch NAME: fills `image` with the file of a kernel; fetched by apt-get and unpacked, never installed.
fetch() {
	image=$1
	case $1 in */*) return 0 ;; esac
	[ ! -f "$1" ] || return 0
	package=$(package "$1")
	[ "$package" ] || { complain "no kernel $1: apt knows no package of that name; apt-get update, another suite in apt's sources, or --kernel FILE" && return 1; }
	image=$cache/vmlinuz-${package#linux-image-}
	[ ! -f "$image" ] || return 0
	mkdir -p "$cache" "$work/deb"
	echo "kernels.sh: fetching $package"
	(cd "$work/deb" && apt-get -qq download "$package") >"$work/log" 2>&1 ||
		{ complain "$package cannot be fetched: $(grep '^E:' "$work/log" | tail -n 1)" && return 1; }
	dpkg-deb --fsys-tarfile "$work/deb/"*.deb | tar -xO --wildcards './boot/vmlinuz-*' >"$image.new"
	rm -rf "$work/deb"
	mv "$image.new" "$image"
}

# needed FILE...: prints the names of the libraries that they name themselves, and of their loader.
needed() {
	readelf -ld "$@" 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p; s,.*interpreter: .*/\(.*\)\],\1,p'
}

# libraries FILE...: prints the paths of what these load, in the machine that they are for.
libraries() {
	if [ ! "$sysroot" ]; then
		ldd "$@" 2>/dev/null | grep -o '/[^ ]* (0x' | sed 's/ .*//' | sort -u
		return
	fi
	# shellcheck disable=SC2046 # names, without blanks
	set -- $(needed "$@" | sort -u)
	known=" $* "
	while [ $# -gt 0 ]; do
		found=$(cd "$sysroot/root" && find lib/ -maxdepth 2 -name "$1" | awk 'length < length(least) || !least { least = $0 } END { print least }')
		shift
		[ "$found" ] || continue
		echo "/$found"
		for name in $(needed "$sysroot/root/$found"); do
			case $known in *" $name "*) ;; *) known="$known$name " && set -- "$@" "$name" ;; esac
		done
	done
}

# Makes the guest's file system: busybox, tracetax, the plan, what was asked for, all that these load, and what starts
# them. As in a distribution, /bin is /usr/bin.
make_root() {
	root=$work/root
	mkdir -p "$root/proc" "$root/sys" "$root/dev" "$root/etc" "$root/results" "$root/tracetax/build"
	mkdir -m 1777 "$root/tmp"
	for folder in bin sbin lib lib64; do
		mkdir -p "$root/usr/$folder"
		ln -s "usr/$folder" "$root/$folder"
	done
	make -s -C "$top" -o all install B="$B" ${sysroot:+native=} DESTDIR="$root" PREFIX=/usr >/dev/null
	cp "$(if [ "$sysroot" ]; then echo "$sysroot/root/bin/busybox"; else command -v busybox; fi)" "$root/bin/busybox"
	cp -r "$top/bench" "$root/tracetax"
	[ ! -d "$built/coverage" ] || cp -r "$built/coverage" "$root/tracetax/build"
	while read -r thing; do
		[ "$thing" ] || continue
		mkdir -p "$root${thing%/*}"
		cp -rL "$thing" "$root${thing%/*}"
	done <<-END
	$things
	END
	# shellcheck disable=SC2046 # programs of paths without blanks
	libraries $(find "$root" -type f -perm -100) | while read -r library; do
		mkdir -p "$root${library%/*}"
		cp -L "${sysroot:+$sysroot/root}$library" "$root$library"
	done
	cp "$plan" "$root/the.plan"
	printf '%s\n' "cd /tracetax && exec tracetax run $options -o /results/campaign /the.plan" >"$root/start"
	[ ! "$script" ] || cp "$script" "$root/start"
	cp "$top/scripts/guest-init.sh" "$root/init"
	chmod +x "$root/init"
	printf 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$root/etc/passwd"
	printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
	(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) >"$work/initramfs"
}

# boot WORDS: runs the guest once. Its console is $work/console; what it sends back, $work/sent.
boot() {
	rm -f "$work/console" "$work/sent"
	# no_timer_check: a busy host may serve the emulated timer too late, and then the kernel gives up
	set -- "console=$console guest.port=$port panic=-1 quiet cryptomgr.notests no_timer_check ${icount:+tsc=reliable }$common $1"
	# One thread for all CPUs: with several, a kernel that patches its own code under another CPU was seen to crash.
	how=tcg,thread=single
	[ "$accel" != kvm ] || cpu=host how=kvm
	timeout "$limit" "${qemu%:*}" -machine "$machine" -accel "$how" -cpu "$cpu" ${icount:+-icount shift=0,sleep=off -rtc clock=vm -seed 1} \
		-smp "$smp" -m "$memory" -nodefaults -no-user-config -display none -no-reboot \
		-kernel "$image" -initrd "$work/initramfs" -append "$1" \
		-serial "file:$work/console" -chardev "file,id=sent,path=$work/sent" -device "$second,chardev=sent" >"$work/log" 2>&1 </dev/null
}

# Says why a boot gave nothing, with the last words of the console.
mourn() {
	case $2 in
	124) complain "$1: no end after $limit s (--timeout)" ;;
	0) complain "$1: ended without a campaign" ;;
	*) complain "$1: QEMU failed: $(tail -n 1 "$work/log")" ;;
	esac
	if [ -s "$work/console" ]; then
		complain "the last lines of its console:"
		tr -d '\r' <"$work/console" | tail -n 15 | sed 's/^/  | /' >&2
	fi
}

worst=0
# worse STATUS: a failure counts for more than doubt, and doubt for more than what was not to be had.
worse() { case $1:$worst in 0:* | *:1 | 77:3) ;; 3:* | 77:*) worst=$1 ;; *) worst=1 ;; esac; }

# measure NAME WORDS: boots, and brings the campaign back as $out/NAME.
measure() {
	begun=$(date +%s)
	status=0
	boot "$2" || status=$?
	mkdir -p "$work/back"
	if [ -s "$work/sent" ] && tar -C "$work/back" -xzf "$work/sent" 2>/dev/null; then
		status=$(cat "$work/back/status")
		mkdir -p "$out"
		rm -rf "${out:?}/$1"
		found=$work/back
		if [ ! "$script" ] && [ -d "$found/campaign" ]; then found=$found/campaign; fi
		mv "$found" "$out/$1"
		echo "$out/$1: $accel${icount:+ with a clock of instructions}, $(($(date +%s) - begun)) s, exit status $status"
		[ "$status" -eq 0 ] || tr -d '\r' <"$work/console" | grep '^tracetax: ' | tail -n 15 | sed 's/^/  | /' >&2
		worse "$status"
	else
		mourn "$1" "$status"
		worse 1
	fi
	rm -rf "$work/back"
}

# label KERNEL WORDS BOOT: the name of a campaign.
label() {
	name=${1##*/}${2:++$2}
	[ "$boots" -eq 1 ] || name=$name-$3
	printf '%s\n' "$name" | tr -c 'A-Za-z0-9.+_=,\n-' '_'
}

make_root
boot=1
while [ "$boot" -le "$boots" ]; do
	# a list of lines is read without a pipe, so that the worst status is kept
	while read -r kernel; do
		[ "$kernel" ] || continue
		fetch "$kernel" || { worse 77 && continue; }
		while read -r words; do
			measure "$(label "$kernel" "$words" "$boot")" "$words" </dev/null
		done <<-END
		${variants%"$newline"}
		END
	done <<-END
	$kernels
	END
	boot=$((boot + 1))
done
exit "$worst"
