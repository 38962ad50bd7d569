#!/usr/bin/env bats
# Campaigns of another version: what is known is read by name, what is new is passed over, what is missing is empty.

load ../helpers

SAVED=$BATS_TEST_DIRNAME/../data/schema-4

setup_file() {
	copy_programs "$BUILD"
	printf -- '--workload %s --blocks 1 --window 1 --ops 20\n' \
		'getpid --mode ptrace-syscall,seccomp-stack-1,seccomp-stack-8,wrap:front --wrap front=env' \
		'threads --size 1,4 --mode ptrace-syscall' 'mixed --size 1000,100000 --mode ptrace-syscall' \
		'memory-read-pages --size 16 --mode process-vm-readv,process-vm-readv-each' \
		'memory-read --size 8,64,512,4k,32k,64k --mode process-vm-readv' >"$FILE_DIR/plan"
	(cd "$FILE_DIR" && bin/tracetax run --quiet -o measured plan)
	{
		echo block,mode,placement,calls,wall_ns,user_ns,system_ns
		for block in {1..8}; do
			printf "$block,%s\n" untraced,free,1000,100000,10000,90000 ptrace-syscall,free,10,30000,1500,20000
		done
	} >"$FILE_DIR/measured/whole-program.csv"
	repeated 8 "$FILE_DIR/measured"
	"$FILE_DIR/bin/tracetax" summary "$FILE_DIR/measured" >/dev/null || [ $? -eq 3 ]
}

campaign() { cp -r "$SAVED" r && rm r/summary.csv; }

# as_saved COLUMN...: these columns of the summary are what the version that measured it computed; all but these with "not" in front.
# That version settled in another way which rows are decided: the intervals of its verdicts are others.
as_saved() {
	local names
	names=$(head -n 1 "$SAVED/summary.csv" | tr , '\n' | grep -v '^joint_')
	if [ "$1" = not ]; then
		names=$(grep -vxF "$(printf '%s\n' "${@:2}")" <<<"$names")
	fi
	# shellcheck disable=SC2086 # words
	diff <(rows "$SAVED/summary.csv" 1 $names) <(rows r/summary.csv 1 $names) || fail "another summary"
}

# changed FILE SCRIPT: its rows through Perl, where @names has the header and %r a row; what it leaves in @names is written.
changed() {
	cp "r/$1" old
	perl -F, -slane '
		chomp $F[-1];
		@names = @F if $. == 1;
		@r{@names} = @F;
		@due = $. == 1 ? @names : @due;
		eval "$script; 1" or die $@;
		$. == 1 and print(join ",", @due) and next;
		print join ",", map { $r{$_} // "" } @due;' -- -script="$2" old >"r/$1"
	never cmp -s old "r/$1"
}

@test "a campaign of schema 4 is summarised as it was then" {
	campaign
	expect 0 summary r
	as_saved not nothing
	[ "$(rows r/summary.csv '$r{mode} eq "ptrace-syscall"' blocks slowdown stops_per_call verdict)" = $'8\t119.187\t2\tslower' ]
	[ "$(rows r/summary.csv '$r{mode} eq "process-vm-readv"' size slowdown flagged)" = $'4096\t26.9523\t8' ]
	[ -z "$stderr" ]
}

@test "a campaign of schema 4 is reported, and compared" {
	campaign
	expect 0 report --no-charts r
	grep -qF '| getpid | same | ptrace-syscall | 8 | 119x (44.4 to 150) | 65.5 µs (42.1 to 77.2) | 2.000 | 4.000 |' <<<"$output"
	grep -qF '| CPU | AMD EPYC |' <<<"$output"
	grep -qF 'counter `cycles`: unsupported on this machine' <<<"$output"
	[ -z "$stderr" ]
	expect 0 compare r "$SAVED"
	[ -z "$stderr" ]
}

@test "columns that this version does not know are passed over, in any order" {
	campaign
	changed runs.csv '@due = ("newer", reverse(@names), "newest") if $. == 1; $r{newer} = "\"a,b\""; $r{newest} = $.'
	changed counters.csv '@due = (reverse(@names), "newest") if $. == 1; $r{newest} = "what"'
	expect 0 summary r
	as_saved not nothing
	[ -z "$stderr" ]
	expect 0 report --no-charts r
	grep -qF 'counter `cycles`: unsupported on this machine' <<<"$output"
}

@test "columns that are missing are empty, and cost what is computed from them" {
	campaign
	changed runs.csv '@due = grep { !/^(attach_ns|speed_.*|tracer_system_ns|flags)$/ } @names if $. == 1'
	changed counters.csv '@due = qw(status event) if $. == 1'
	expect 0 summary r
	lost=(cpu_ns_per_call tracer_share flagged slowdown_unflagged slowdown_unflagged_lo slowdown_unflagged_hi flags_matter)
	as_saved not "${lost[@]}"
	[ "$(rows r/summary.csv 1 cpu_ns_per_call tracer_share flagged | sort -u)" = $'\t\t0' ]
	expect 0 report --no-charts r
	[ -z "$stderr" ]
}

@test "columns that no row can be understood without are missed by name" {
	for column in schema seq block position workload size placement mode role status ops calls wall_ns; do
		rm -rf r
		campaign
		changed runs.csv "@due = grep { \$_ ne \"$column\" } @names if \$. == 1"
		complains 1 "r/runs.csv: line 1: not the header of runs.csv: it has no column \"$column\"" summary r
	done
}

@test "another schema is told before anything else, with what to do" {
	campaign
	changed runs.csv '@due = ("wall_ns", grep { !/mode|^ops/ } @names) if $. == 1; $r{schema} = 5; $r{status} = "hm"'
	complains 1 'r/runs.csv: line 2: not of schema 4: read it with the version that wrote it' summary r
	complains 1 'r/runs.csv: line 2: not of schema 4: read it with the version that wrote it' report r
}

# renamed FROM TO...: another name for these in every file of the campaign.
renamed() {
	while [ $# -gt 0 ]; do
		perl -i -pe "s/(?<![\\w-])\\Q$1\\E/$2/g" r/*.csv
		shift 2
	done
}

# A campaign of this version with many kinds of rows, as ./r.
measured() { cp -r "$FILE_DIR/measured" r; }

@test "what is known of modes and workloads travels with a campaign" {
	measured
	[ "$(rows r/modes.csv '$r{mode} eq "seccomp-stack-8"' family n stops_per_call at_least changes baseline reference)" = \
		$'seccomp-stack-N\t8\t0\tseccomp-allow-args\tno\tno\tno' ]
	[ "$(rows r/modes.csv '$r{baseline} eq "yes"' mode | xargs)" = "memcpy untraced" ]
	[ "$(rows r/workloads.csv '$r{workload} eq "threads"' size unit one_pool access | xargs)" = "1 tasks yes 4 tasks yes" ]
	[ "$(rows r/workloads.csv '$r{workload} eq "memory-read-pages"' size unit access backing piece_bytes bytes pages pieces)" = \
		$'16\tpieces\tread\tprivate\t4096\t65536\t16\t16' ]
	for file in modes workloads; do
		diff <(rows r/runs.csv 1 "${file%s}" | sort -u) <(rows r/$file.csv 1 "${file%s}" | sort -u)
	done
}

@test "modes and workloads that this version does not know are derived like any other" {
	measured
	mkdir before
	readable summary r
	cp r/*.csv before
	renamed ptrace-syscall ptrace-sysnew seccomp-stack- seccomp-stacz- threads threadz memory-read-pages memory-read-pagez \
		process-vm-readv process-vm-readz untraced untracez mixed mixez
	readable summary r
	never grep -q 'ptrace-syscall\|threads\|untraced\|mixed' r/summary.csv
	renamed ptrace-sysnew ptrace-syscall seccomp-stacz- seccomp-stack- threadz threads memory-read-pagez memory-read-pages \
		process-vm-readz process-vm-readv untracez untraced mixez mixed
	rm -f before/{accounts,accountings,claims,derived}.csv # those are of modes that are named, and of bytes
	for file in before/*.csv; do
		cmp "$file" "r/${file##*/}" || fail "$(diff "$file" "r/${file##*/}")"
	done
	for table in relations saturation slopes memory-model density levels programs tools; do
		[ "$(rows before/$table.csv 1 mode | wc -l)" -gt 0 ]
	done
	[ "$(rows before/programs.csv '$r{mode} eq "ptrace-syscall"' paired wall user)" = $'8\t30\t15' ]
}

@test "workloads stand for the calls of programs by what is told of them, or known" {
	measured
	readable summary r
	cp r/costs.csv before.csv
	[ "$(rows before.csv '$r{mode} eq "ptrace-syscall"' kinds)" = 1 ]
	sed -i '1s/,typical,/,newer,/' r/workloads.csv
	readable summary r
	cmp before.csv r/costs.csv
	renamed getpid getnew
	sed -i '1s/,newer,/,typical,/; /^mixed,/s/,no,no,/,no,yes,/' r/workloads.csv
	readable summary r
	[ "$(rows r/costs.csv '$r{mode} eq "ptrace-syscall"' kinds)" = 3 ]
}

@test "modes and workloads that this version does not know are reported and drawn" {
	measured
	renamed ptrace-syscall ptrace-new threads threadz
	few_charts interception
	readable report -o report.md r
	sed -n '/^## Which should I use/,/^## [^W]/p' report.md >choice
	grep -qE '^\| `ptrace-new` \| [0-9].* \| yes \| yes \| all \| nothing \| 3.4 \|$' choice
	grep -qF '| getpid | same | ptrace-new costs at least as much as untraced |' report.md
	grep -qF 'threadz 4 tasks' report.md
	grep -q '^- `ptrace-new`, threadz, placement ' report.md
	command -v gnuplot >/dev/null || skip "gnuplot is not installed"
	grep -qF ptrace-new r/charts/interception.svg
}

@test "a baseline of another name is what others are compared with, in reports and charts" {
	measured
	renamed untraced bare mixed paced
	few_charts interception slowdown density
	readable report -o report.md r
	sed -n '/^## Which tool for which program/,/^## [^W]/p' report.md >tools
	grep -qE '^\| getpid \| same \| [0-9][^|]* [nµm]?s [^|]*\| [0-9][^|]*x' tools
	command -v gnuplot >/dev/null || skip "gnuplot is not installed"
	never grep -qF '>bare<' r/charts/interception.svg
	grep -qF '>bare<' r/charts/slowdown.svg
	grep -qF '>bare<' r/charts/density.svg
}

@test "what is said of modes is no more trusted than the rest of a campaign" {
	measured
	cp r/summary.csv before.csv
	changed modes.csv '$r{changes} = "<script>x</script>" if $r{changes} eq "yes"; $r{needs} = "](http://evil)"; $r{at_least} = $r{mode}'
	few_charts slowdown
	readable report -o report.md r
	never grep -nE '<script|[^\\]\]\(http://evil' report.md
	renamed ptrace-syscall '`touch\ x`'
	capture tracetax report -o report.md r
	[ ! -e x ]
	never grep -rqF 'touch' r/charts
	rm -rf r
	measured
	sed -i '3s/$/,more/' r/modes.csv
	readable summary r
	[[ "$stderr" == *"r/modes.csv: line 3: too many fields: what this version knows stands for the rest"* ]]
	cmp before.csv r/summary.csv
	sed -i '1s/mode,/name,/' r/modes.csv
	readable summary r
	[[ "$stderr" == *'r/modes.csv: line 1: not the header of modes.csv: it has no column "mode"'* ]]
	rm r/modes.csv r/workloads.csv
	readable summary r
	[ -z "$stderr" ]
	cmp before.csv r/summary.csv
}
