#!/bin/sh
# Installs what is missing to build, run and test tracetax. If nothing is missing, it does nothing and needs no
# privilege.
set -u

usage() {
	cat <<'END'
Usage: sh scripts/setup.sh [--kernels | --all] [--print] | --help
Installs what is missing to build, run and test tracetax.
  --kernels  also what running on other kernels takes: QEMU, busybox, cpio
  --all      also that, and what only other CPUs, many machines and the page
             take: QEMU and compilers for them; GNU parallel, ssh, Slurm, and
             what `make check-fleet` plays them with; Chromium; some of these
             packages start services where services are started
  --print    print the missing packages, one a line, and install nothing
Exit status: 0 nothing required is missing, 1 something required still is, 2 usage
END
}

# A "required" package that cannot be installed stops the set-up; an "optional" one costs only a comparison or
# format-check; one of "kernels" is asked for by --kernels or --all, one of "all" by --all alone. A column holds the
# name of the package that brings the probed thing.
things() {
	cat <<'END'
required command gcc gcc gcc gcc
required command make make make make
required command pkg-config pkg-config pkgconf-pkg-config pkgconf
required command ld binutils binutils binutils
required header stdio.h libc6-dev glibc-devel glibc
required header linux/perf_event.h linux-libc-dev kernel-headers linux-api-headers
required header argp.h libc6-dev glibc-devel glibc
required header perfmon/pfmlib_perf_event.h libpfm4-dev libpfm-devel libpfm
required header seccomp.h libseccomp-dev libseccomp-devel libseccomp
required header hwloc.h libhwloc-dev hwloc-devel hwloc
required header gsl/gsl_cdf.h libgsl-dev gsl-devel gsl
required header jansson.h libjansson-dev jansson-devel jansson
required header zlib.h zlib1g-dev zlib-devel zlib
required header csv.h libcsv-dev libcsv-devel libcsv
required header check.h check check-devel check
required command bats bats bats bats
required command setpriv util-linux util-linux util-linux
required command taskset util-linux util-linux util-linux
required command script bsdutils util-linux-script util-linux
required command perl perl-base perl-interpreter perl
required command jq jq jq jq
required command ps procps procps-ng procps-ng
required terminal pngcairo gnuplot-nox gnuplot gnuplot
required font any fonts-dejavu-core dejavu-sans-fonts ttf-dejavu
required command hyperfine hyperfine hyperfine hyperfine
required command strace strace strace strace
optional command perf linux-perf perf perf
optional command gdb gdb gdb gdb
optional command ltrace ltrace ltrace ltrace
optional command valgrind valgrind valgrind valgrind
optional command proot proot proot proot
optional command bwrap bubblewrap bubblewrap bubblewrap
optional command stress-ng stress-ng stress-ng stress-ng
optional command mlr miller miller miller
optional command clang clang clang clang
optional header bpf/libbpf.h libbpf-dev libbpf-devel libbpf
optional header md4c.h libmd4c-dev md4c-devel md4c
kernels command qemu-system-x86_64 qemu-system-x86 qemu-system-x86-core qemu-system-x86
kernels command busybox busybox-static busybox busybox
kernels command cpio cpio cpio cpio
all command qemu-system-aarch64 qemu-system-arm qemu-system-aarch64-core qemu-system-aarch64
all command aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu gcc-aarch64-linux-gnu aarch64-linux-gnu-gcc
all command qemu-system-riscv64 qemu-system-misc qemu-system-riscv-core qemu-system-riscv
all command riscv64-linux-gnu-gcc gcc-riscv64-linux-gnu gcc-riscv64-linux-gnu riscv64-linux-gnu-gcc
optional command clang-format clang-format clang-tools-extra clang
all command parallel parallel parallel parallel
all command ssh openssh-client openssh-clients openssh
all command sshd openssh-server openssh-server openssh
all command sbatch slurm-client slurm slurm-llnl
all command slurmctld slurmctld slurm-slurmctld slurm-llnl
all command slurmd slurmd slurm-slurmd slurm-llnl
all command munged munge munge munge
all command chromium chromium chromium chromium
all command musl-gcc musl-tools musl-gcc musl
END
}

say() { echo "setup.sh: $*"; }
complain() { say "$*" >&2; }

# Tries it for real: a package's name says nothing of what was built or installed by hand.
present() {
	case $1 in
	command) PATH=$PATH:/usr/sbin:/sbin command -v "$2" ;;
	header) echo "#include <$2>" | gcc -E -x c - ;;
	terminal) gnuplot -e "set terminal $2" ;;
	font) find /usr/share/fonts /usr/local/share/fonts -name '*.[ot]tf' | grep . ;;
	esac >/dev/null 2>&1
}

# Prints the packages of this system for the needs in $1, in the order of the table and each once.
missing() {
	things | while read -r need kind name debian fedora arch; do
		if [ "${1#*"$need"}" = "$1" ] || present "$kind" "$name"; then continue; fi
		case $manager in
		dnf) echo "$fedora" ;;
		pacman) echo "$arch" ;;
		*) [ "$debian$ubuntu" = linux-perfyes ] && debian=linux-tools-generic
			echo "$debian" ;;
		esac
	done | awk '!seen[$0]++' | paste -s -d ' ' -
}

# Shows only errors: a fresh machine would print a thousand lines before them.
privileged() {
	$sudo env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes "$@" >/dev/null </dev/null
}

# Installs them one by one if not together, so that one missing package does not hold up the others.
install_all() {
	# shellcheck disable=SC2086 # a list of words
	[ -z "$1" ] || privileged $install $1 || for package in $1; do
		privileged $install "$package"
	done
}

manager=
for candidate in apt-get dnf pacman; do
	command -v $candidate >/dev/null && manager=$candidate && break
done
case $manager in
apt-get) refresh="apt-get -qq update" install="apt-get install -y --no-install-recommends" ;;
dnf) refresh="dnf -q makecache" install="dnf install -y --setopt=install_weak_deps=False" ;;
pacman) refresh="pacman -Sy" install="pacman -S --noconfirm --needed" ;;
esac
ubuntu=
grep -Eqs '^ID(_LIKE)?=.*ubuntu' /etc/os-release && ubuntu=yes

print='' more=''
for option; do
	case $option in
	--kernels) more=${more:- kernels} ;;
	--all) more=' kernels all' ;;
	--print) print=yes ;;
	--help) usage && exit 0 ;;
	*) usage >&2 && exit 2 ;;
	esac
done

if grep -Eqs '^ID(_LIKE)?="?alpine' /etc/os-release; then
	complain "Alpine has musl for its C library, and tracetax takes GNU's: build it on another system, and bring here what make dist-static makes"
	exit 1
fi

required=$(missing required)
optional=$(missing "optional$more")
wanted="$required${required:+${optional:+ }}$optional"
if [ "$print" ]; then
	[ -z "$wanted" ] || echo "$wanted" | tr ' ' '\n'
	exit 0
fi
if [ -z "$wanted" ]; then
	say "nothing to do: all that tracetax needs is installed"
	exit 0
fi

sudo=
obstacle=
if [ -z "$manager" ]; then
	obstacle="no package manager known here; install by hand (Debian's names): $wanted"
elif [ "$(id -u)" -ne 0 ]; then
	sudo="sudo"
	[ -t 0 ] || sudo="sudo -n"
	command -v sudo >/dev/null && $sudo true ||
		obstacle="packages are missing and only root may install them; as root, run: $refresh && $install $wanted"
fi
if [ "$obstacle" ]; then
	[ "$required" ] && complain "$obstacle" && exit 1
	complain "warning: going on without the optional $optional ($obstacle)"
	exit 0
fi

say "installing with $manager${sudo:+ through sudo, since only root may}: $wanted"
# shellcheck disable=SC2086 # a list of words
privileged $refresh || complain "warning: the package lists could not be refreshed"
install_all "$required"
install_all "$optional"

required=$(missing required)
optional=$(missing "optional$more")
[ -z "$optional" ] || complain "warning: going on without the optional $optional"
[ -z "$required" ] || { complain "could not install what is required: $required" && exit 1; }
say "done"
