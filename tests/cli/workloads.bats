# The workloads against a program that is not ours: the calls that they make, as strace sees them; and those without calls.
# shellcheck disable=SC2016 # conditions of rows
load ../helpers

OPS=80 # ten in each of eight rounds, or all in one where tasks share them

# in_window FILE: the calls between the edges of the timed window, each with its number, less those of an empty window, which
# has one round. At each edge the process asks once for its own rusage, and three empty windows come first. How often a park is
# looked at varies.
in_window() {
	perl -ne '
		next if !/^(?:\d+ +)?(\w+)\(/ || /nanosleep|FUTEX_CMP_REQUEUE/;
		if (/RUSAGE_SELF/) { $edges++ } else { $made{$1}[$edges]++ }
		END {
			die "$edges edges\n" if $edges != 16; # three empty windows and one, twice
			for (sort keys %made) { my $n = $made{$_}[7] - $made{$_}[5]; print "$_ $n\n" if $n }
		}' "$1"
}

# times N CALL...: each, with how many that makes.
times() { printf '%s\n' "${@:2}" | awk -v n="$1" 'NF { print $1, n }'; }

# makes WORKLOAD "CALL..." ["CALL..." [OPTION...]]: the calls of an operation, and those that a round makes besides. `libc`: whatever
# they are, they are as many as tracetax counts.
makes() {
	local operation round declared
	read -ra operation <<<"$2"
	read -ra round <<<"${3-}"
	rm -rf r
	capture tracetax run --workload "$1" --wrap 'strace=strace -f -o strace.log' --mode wrap:strace --blocks 1 --window 1 \
		--ops $OPS "${@:4}" -o r
	[ "$(rows r/runs.csv '$r{mode} eq "wrap:strace"' status)" = ok ] || fail "$1: a run is due" || return 1
	declared=$(tracetax list workloads | awk -v workload="$1" '$1 == workload { print $2 }')
	in_window strace.log >made || return 1
	if [ "$2" = libc ]; then
		[ "$declared" = libc ] || fail "$1: $declared calls are declared" || return 1
		[ "$(rows r/runs.csv '$r{mode} eq "wrap:strace"' calls)" -eq "$(awk '{ n += $2 } END { print n }' made)" ] ||
			fail "$1 makes other calls: $(xargs <made)"
		return
	fi
	[ "$declared" -eq "${#operation[@]}" ] || fail "$1: $declared calls are declared" || return 1
	{
		times $OPS "${operation[@]}"
		times 7 "${round[@]}"
	} | awk '{ n[$1] += $2 } END { for (call in n) print call, n[call] }' | sort >due
	diff due made || fail "$1 makes other calls"
}

# rows_lack ROWS: the workloads that run a loop and have no row `makes NAME` there. Those without calls need theirs too: it says
# that they make none. A workload whose memory is read has no loop.
rows_lack() {
	tracetax list workloads | sed 1d | cut -d' ' -f1 | grep -vE '^(memory-|string)' | sort >with_a_loop
	sed -n '/^@test "the calls of each workload/,/^}/s/^\tmakes \([^ ]*\) .*/\1/p' "$1" | sort -u | comm -23 with_a_loop -
}

@test "each workload that runs a loop has a row below" {
	local lacking
	lacking=$(rows_lack "$BATS_TEST_FILENAME")
	[ -s with_a_loop ] && [ -z "$lacking" ] || fail "no row for: $lacking"
	sed '/^\tmakes \(getdents\|yield\) /d' "$BATS_TEST_FILENAME" >fewer
	[ "$(rows_lack fewer | xargs)" = 'getdents yield' ]
}

need_strace() { command -v strace >/dev/null || skip "strace is not installed"; }

@test "the calls of each workload, as strace sees them" {
	need_strace
	makes clock-syscall clock_gettime
	makes clock-vdso ''
	makes compute ''
	makes dd 'read write'
	makes exec libc
	makes execve 'vfork execve exit_group wait4'
	makes fan 'clone getpid exit_group wait4' '' --size 1
	makes fault ''
	makes file-io 'openat write pread64 close'
	makes file-io-shm 'openat write pread64 close'
	makes fork 'clone exit_group wait4'
	makes futex 'futex futex futex futex' 'futex futex futex futex'
	makes getdents 'lseek getdents64'
	makes getpid getpid
	makes getppid getppid
	makes invalid syscall_0x257
	makes mixed getpid
	makes mmap 'mmap munmap'
	makes open-close 'openat close'
	makes pipe 'write read write read' 'futex futex futex futex'
	makes poll "$(if [ "$(uname -m)" = x86_64 ]; then echo poll; else echo ppoll; fi)"
	makes pread pread64
	makes processes getpid '' --size 1
	makes read-zero read
	makes signal 'tgkill rt_sigreturn' 'getpid gettid'
	makes socket 'sendto recvfrom'
	makes stat newfstatat
	makes thread 'clone exit futex'
	makes threads getpid '' --size 1
	makes tree 'clone getpid exit_group wait4 clone getpid exit_group wait4 clone getpid exit_group wait4 clone getpid exit_group wait4' \
		'' --size 1
	makes write-null write
	makes yield sched_yield
}

@test "the same calls, as an ordinary user" {
	as_user
	need_strace
	makes fork 'clone exit_group wait4'
	makes getdents 'lseek getdents64'
	makes invalid syscall_0x257
	makes threads getpid '' --size 1
}

# refused WORKLOAD REASON ARG...: one row is a skip, for a reason that matches.
refused() {
	expect 0 run --workload "$1" --blocks 1 --window 1 "${@:3}" -o r
	# shellcheck disable=SC2053 # a pattern
	[[ "$(rows r/runs.csv '$r{status} eq "skip"' reason)" == $2 ]] || fail "$1: \"$2\" is due"
}

without_a_vdso() {
	local novdso=$BUILD/tests/reference/novdso
	[ -x "$novdso" ] || skip "$novdso is not built: make tests"
	refused clock-vdso 'clock_gettime by the vDSO: '*': boot with the vDSO'* --wrap "novdso=$novdso" --mode wrap:novdso --ops 20
}

@test "clock-vdso where there is no vDSO: a skip, and why" { without_a_vdso; }
@test "clock-vdso where there is no vDSO, as an ordinary user" {
	as_user
	without_a_vdso
}

@test "fault, more often than it has pages: a skip before any is read, and why" {
	refused fault '64 Mi pages are not enough: '*'fewer --ops' --mode untraced --ops 16777217
}

@test "each workload without calls is a control of the report, and no other is" {
	capture tracetax run --workload compute,clock-vdso,fault,getpid --mode ptrace-syscall --blocks 1 --window 1 --ops 20 -o r
	expect 0 report --no-charts r
	sed -n '/^## The control/,/^Verdict/p' <<<"$output" | grep -o '^| [a-z-]* | ptrace-syscall ' | sort >controls
	printf '| %s | ptrace-syscall \n' clock-vdso compute fault | diff - controls
}
