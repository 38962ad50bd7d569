# filter:NAME, a seccomp filter of the user's: how it is defined, what is measured under it, and what is said if that
# cannot be.
# shellcheck disable=SC2016 # conditions of rows
load ../helpers

ALLOW=0x7fff0000

# program FILE [CODE JT JF K]...: writes a raw BPF program.
program() {
	perl -e 'print pack "SCCL", map { /^0/ ? oct : $_ } splice @ARGV, 0, 4 while @ARGV' "${@:2}" >"$1"
	chmod 644 "$1"
}

# profile FILE ACTION CALLS [MORE]: writes a profile that does this to calls, "a", "b", and allows all others.
profile() {
	printf '{"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{"names": [%s], "action": "SCMP_ACT_%s"%s}]}\n' \
		"$3" "$2" "${4-}" >"$1"
	chmod 644 "$1"
}

need_filters() { tracetax trace --mode seccomp-allow -- true 2>/dev/null || skip "no filter may be installed here"; }

# filtered FILE WORKLOAD,...: measures one small block under this filter, as filter:a.
filtered() {
	rm -rf r
	capture tracetax run --filter "a=$1" --mode filter:a --workload "$2" "${SMALL[@]}" -o r
}

# of WORKLOAD FIELD...: prints these fields of its rows under the filter.
of() { rows r/runs.csv "\$r{mode} eq 'filter:a' && \$r{workload} eq '$1'" "${@:2}"; }

# measures FILE WORKLOAD: fails unless it goes well under this filter.
measures_under() {
	filtered "$1" "$2"
	finished "$1 $2" || return 1
	exact r || return 1
	[ "$(of "$2" status stops | sort -u)" = $'ok\t0' ] || fail "$1 $2: $(of "$2" status stops reason)" || return 1
	nothing_runs && scratch_is_gone
}

# told STATUS FILE WORKLOAD PATTERN: expects no time and one row with this status and reason, before the first block.
told() {
	local due=1
	if [ "$1" = skip ]; then due=0; fi
	filtered "$2" "$3"
	[ "$status" -eq $due ] || fail "$2: status $due is due" || return 1
	[ "$(of "$3" status pass ops)" = "$1"$'\t\t' ] || fail "$2: one $1 row is due: $(of "$3" status pass ops reason)" || return 1
	[[ "$(of "$3" reason)" == *"$4"* ]] || fail "$2: \"$4\" is due: $(of "$3" reason)" || return 1
	nothing_runs && scratch_is_gone
}

allowing() {
	need_filters
	program allow 0x06 0 0 $ALLOW
	program arguments 0x20 0 0 16 0x06 0 0 $ALLOW
	measures_under allow getpid
	[ "$(rows r/filters.csv 1 mode instructions workload call answer executed executed_most constant)" = \
		$'filter:a\t1\tgetpid\tgetpid\tallow\t1\t1\tyes' ]
	measures_under arguments getpid
	[ "$(rows r/filters.csv 1 instructions executed constant)" = $'2\t2\tno' ]
}

@test "a raw program that allows everything" { allowing; }
# bats test_tags=long
@test "a raw program that allows everything, for an ordinary user" {
	as_user
	allowing
}

containing() {
	need_filters
	cp "$TOP/bench/filters/docker-default.json" docker
	chmod 644 docker
	for workload in getpid open-close fork thread; do measures_under docker $workload; done
	[ "$(rows r/filters.csv '$r{call} eq "clone"' answer constant)" = $'allow or errno EPERM\tno' ]
	[ "$(rows r/filters.csv '$r{call} eq "futex"' answer constant)" = $'allow\tyes' ]
	grep -A1 '"a": {' r/machine.json | grep -q '"file": "docker"'
}

@test "Docker's default profile" { containing; }
# bats test_tags=long
@test "Docker's default profile, for an ordinary user" {
	as_user
	containing
}

@test "a call that is answered with an errno is measured where the program needs no answer" {
	need_filters
	profile refuse ERRNO '"getpid", "sendto"'
	measures_under refuse getpid
	[ "$(rows r/filters.csv 1 answer)" = "errno EPERM" ]
	told skip refuse socket 'its filter answers sendto with EPERM, and the program needs that call'
}

# bats test_tags=long
@test "a filter that ends the program is not tried where this is known" {
	need_filters
	for action in KILL KILL_PROCESS TRAP; do
		profile kill $action '"getpid"'
		told skip kill getpid 'its filter ends a program that calls getpid'
		measures_under kill compute
	done
}

# What depends on an argument is known only when it is tried: the filter is there.
@test "a filter that ends the program because of an argument: the run fails, with the reason" {
	need_filters
	profile kill KILL_PROCESS '"sched_yield"' ', "args": [{"index": 0, "value": 1, "op": "SCMP_CMP_NE"}]'
	filtered kill yield
	[ "$status" -eq 1 ]
	[[ "$(of yield status reason | head -n 1)" == fail*'the workload died of SIGSYS: its filter may refuse a call'* ]] ||
		fail "$(of yield status reason)"
	nothing_runs && scratch_is_gone
}

@test "a filter that forbids what every run needs is not tried" {
	for call in execve mmap getrusage exit_group; do
		profile refuse ERRNO "\"$call\""
		told skip refuse getpid "its filter answers $call with EPERM, which tracetax-driver needs"
		profile kill KILL "\"$call\""
		told skip kill getpid "its filter ends a program that calls $call, which tracetax-driver needs"
	done
	program all 0x06 0 0 0x00050026
	told skip all compute 'its filter answers execve with ENOSYS'
}

failing() {
	need_filters
	profile kill KILL '"fcntl", "fcntl64"'
	told fail kill getpid 'the workload died of SIGSYS: its filter may refuse'
	profile refuse ERRNO '"fstat", "newfstatat", "statx"'
	told fail refuse getpid 'its filter may refuse a call of libc or of the loop, as strace -f shows'
}

@test "a filter that forbids something else to the driver: each is reported" { failing; }
# bats test_tags=long
@test "a filter that forbids something else to the driver: each is reported to an ordinary user" {
	as_user
	failing
}

@test "a process that may install no filter: a skip, with the reason" {
	denied seccomp,prctl:22
	program allow 0x06 0 0 $ALLOW
	filtered allow getpid
	[[ "$(of getpid status reason)" == skip*'seccomp filter: Operation not permitted: permit seccomp'* ]]
}

refuses() { complains 2 "$1" run -o refused "${@:2}"; }

@test "files that are no filter: each is reported, nothing is written" {
	program empty
	program short 0x06 0 0 $ALLOW
	truncate -s 7 short
	program jump 0x15 1 0 0 0x06 0 0 $ALLOW
	program endless 0x20 0 0 0
	program unknown 0x94 0 0 1 0x06 0 0 $ALLOW
	perl -e 'print pack("SCCL", 0x20, 0, 0, 0) x 4096, pack "SCCL", 6, 0, 0, 0x7fff0000' >long
	printf '{"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [' >torn
	echo '{"syscalls": []}' >none
	profile action LET '"getpid"'
	profile operator LOG '"getpid"' ', "args": [{"index": 0, "op": "SCMP_CMP_IS"}]'
	echo '{"defaultAction": "SCMP_ACT_ALLOW", "architectures": ["SCMP_ARCH_PARISC"]}' >foreign
	mkfifo fifo
	while IFS='|' read -r file pattern; do
		refuses "--filter a: $file: $pattern" --filter "a=$file"
	done <<-'END'
		missing|No such file or directory
		.|expected a regular file
		fifo|expected a regular file
		empty|the file is empty
		short|expected a BPF program (8 bytes for each instruction) or a profile in JSON, found 7 bytes of neither
		long|expected at most 4096 instructions, found 4097
		jump|instruction 0 (code 0x15): it jumps beyond the end
		endless|the last of its 1 instructions does not return
		unknown|instruction 0 (code 0x94): seccomp has no such instruction
		torn|line 1: 
		none|expected "defaultAction", found none
		action|syscalls?0?: unknown action "SCMP_ACT_LET"
		operator|syscalls?0?: unknown operator "SCMP_CMP_IS"
		foreign|the profile is for other architectures than this one
	END
}

@test "a file that may not be read is reported" {
	as_user
	program mine 0x06 0 0 $ALLOW
	chmod 600 mine
	refuses '--filter a: mine: Permission denied' --filter a=mine
}

@test "invalid definitions: each is reported, nothing is written" {
	program allow 0x06 0 0 $ALLOW
	program other 0x06 0 0 $ALLOW
	refuses '--filter: expected NAME=FILE, found "allow"' --filter allow
	refuses '--filter: expected NAME=FILE, found "a="' --filter a=
	for name in '' A 'a b' a_b 'a,b' a:b $'\xc3\xa4' "$(printf 'x%.0s' {1..33})"; do
		refuses 'expected a name of at most 32 characters' --filter "$name=allow"
	done
	refuses '--filter a: the name already stands for another file: allow' --filter a=allow --filter a=other
	refuses '--filter needs a value' --filter
	refuses 'unknown mode "filter:a": see tracetax run --filter' --mode filter:a
	refuses 'unknown mode "filter:dokcer": did you mean "filter:docker"?' --mode filter:dokcer --filter docker=allow
	refuses 'mode filter:a fits none of the workloads named: it intercepts calls' --filter a=allow --workload memory-read --mode filter:a
}

@test "the longest name, the same file twice, and --mode all" {
	need_filters
	name=$(printf 'x%.0s' {1..32})
	program allow 0x06 0 0 $ALLOW
	capture tracetax run --filter "$name=allow" --filter "$name=allow" --mode all "${SMALL[@]}" -o r
	exact r
	[ "$(rows r/runs.csv "\$r{mode} eq 'filter:$name'" status)" = ok ]
}

@test "calls that libseccomp does not know: one line says how many" {
	profile unknown LOG '"getpid", "no_such_call", "nor_this"'
	filtered unknown getpid
	[[ "$stderr" == *'tracetax: filter:a: libseccomp does not know 2 of the calls that unknown names: its default action holds for them'* ]]
	[ "$(rows r/filters.csv 1 answer)" = log ]
}

@test "a plan's files are sought beside it, those of the command line where one is" {
	need_filters
	mkdir -p plans/sub elsewhere
	program plans/sub/allow 0x06 0 0 $ALLOW
	program elsewhere/allow 0x20 0 0 0 0x06 0 0 $ALLOW
	echo "--filter a=sub/allow --mode filter:a ${SMALL[*]}" >plans/a.plan
	cd elsewhere
	capture tracetax run ../plans/a.plan --filter b=allow --mode filter:a,filter:b -o r
	exact r
	[ "$(rows r/filters.csv 1 mode instructions | sort)" = $'filter:a\t1\nfilter:b\t2' ]
	printf -- '--workload getpid\n--filter a=sub/none\n' >../plans/b.plan
	complains 2 'plans/b.plan:2: --filter a: ../plans/sub/none: No such file or directory' run ../plans/b.plan -o r2
}

@test "what was measured under one name and another program is another condition" {
	program first 0x06 0 0 $ALLOW
	program second 0x20 0 0 0 0x06 0 0 $ALLOW
	filtered first getpid
	mv r one
	filtered second getpid
	expect 0 compare one r
	[[ "$output" == *filters.a.instructions* ]]
	[[ "$output" == *filters.a.fingerprint* ]]
	capture tracetax run --mode untraced "${SMALL[@]}" -o none
	[ ! -e none/filters.csv ]
	expect 0 report --no-charts none
	[[ "$output" != *'## Filters'* ]]
}

@test "the report has each filter, its calls and its cost" {
	need_filters
	cp "$TOP/bench/filters/docker-default.json" docker
	capture tracetax run --filter docker=docker --workload getpid,fork --mode seccomp-allow,seccomp-allow-args,filter:docker \
		--blocks 6 --window 1 --ops 20 -o r
	expect 0 report --no-charts -o r.md r
	grep -qE '^\| filter:docker \| [0-9]+ \| getpid \| getpid \| allow \| [0-9]+ \| yes \|$' r.md
	grep -qE '^\| filter:docker \| [0-9]+ \| fork \| clone \| allow or errno EPERM \| [0-9]+ to [0-9]+ \| no \|$' r.md
	[ "$(grep -cE '^\| (getpid|fork) \| same \| filter:docker \| [-0-9.]+ (ns|µs|ms) .*\|' r.md)" -ge 2 ]
	never grep -q 'What they cost whole programs' r.md
	# a row from elsewhere is no more trusted than others
	sed -i 's/,getpid,allow,/,getpid,<script>x<\/script>,/' r/filters.csv
	expect 0 report --no-charts -o r.md r
	never grep -q '<script' r.md
	sed -i '1s/call/cal/' r/filters.csv
	capture tracetax report --no-charts r
	[[ "$stderr" == *'r/filters.csv: line 1: not the header of filters.csv: it has no column "call"'* ]]
}

@test "the report has what a filter costs a whole program" {
	need_filters
	cp "$TOP/bench/filters/docker-default.json" docker
	capture tracetax run --filter docker=docker --command 'two=echo a|b' --workload command:two \
		--mode seccomp-allow,filter:docker --blocks 6 --ops 2 -o r
	expect 0 report --no-charts -o r.md r
	grep -qE '^\| echo a\\\|b \| same \| .*s \(.*\) \| [0-9]+ \| filter:docker \| [0-9.]+x \(.*\) \| [0-9.]+x \(.*\) \| not measured \|$' r.md ||
		fail "$(grep 'echo a' r.md)"
}

# The program calls getppid most and times once, late: a dozen of its calls are shown, and what is not simply allowed.
@test "each call that a program makes: what becomes of it, in the file and in the report" {
	need_filters
	profile refuse ERRNO '"getppid", "times"'
	finishes exec --filter a=refuse --filter b=refuse --mode filter:a,filter:b --placement free,same --runs 1 --ops 1 -o r -- \
		perl -e 'getppid for 1 .. 99; my @times = times'
	known=$(rows r/calls.csv '$r{call} ne "others"' workload call)
	[ "$(wc -l <<<"$known")" -gt 12 ]
	for mode in filter:a filter:b; do
		[ "$(rows r/filters.csv "\$r{mode} eq '$mode'" workload call)" = "$known" ] || fail "$(cat r/filters.csv)"
	done
	[ "$(rows r/filters.csv '$r{mode} eq "filter:a" && $r{answer} ne "allow"' workload call answer constant)" = \
		$'command:perl\tgetppid\terrno EPERM\tno\ncommand:perl\ttimes\terrno EPERM\tno' ]
	[ "$(rows r/filters.csv '$r{call} eq "execve"' answer constant | sort -u)" = $'allow\tyes' ]
	expect 0 report --no-charts -o r.md r
	grep -qE '^\| filter:a \| [0-9]+ \| perl .* \| getppid \| 99 \| errno EPERM \| [0-9]+ \| no \|$' r.md
	grep -qE '^\| filter:a \| .* \| times \| [0-9]+ \| errno EPERM \|' r.md
	[ "$(grep -cE '^\| filter:a \| [0-9]+ \| perl ' r.md)" -eq 13 ] || fail "$(grep -E '^\| filter:a' r.md)"
}

# bats test_tags=long
@test "bench/filters.plan: every line goes well, from any directory" {
	need_filters
	cp -r "$TOP/bench" .
	sed -i '/command:/s/--blocks 30 --window 20/--blocks 1 --ops 1/; /command:/s/seccomp-allow,seccomp-allow-args,//; s/--blocks 30 --window 20/--blocks 1 --window 1 --ops 20/; s/same,cross/same/' bench/filters.plan
	mkdir elsewhere
	cd elsewhere
	finishes run ../bench/filters.plan -o r
	[ "$(rows r/runs.csv '$r{status} ne "ok" && $r{reason} !~ /^[a-z0-9]+: no such command/' mode reason)" = "" ] ||
		fail "$(rows r/runs.csv 1 mode status reason)"
	[ "$(count r/runs.csv '$r{mode} eq "filter:docker"')" -ge 10 ]
	[ "$(rows r/runs.csv '$r{workload} =~ /^command:/' workload | sort -u | wc -l)" -eq 5 ]
	[ ! -e tracetax-files ]
}
