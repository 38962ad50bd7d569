#!/usr/bin/env bats
# Campaigns of another version: what is known is read by name, what is new is passed over, what is missing is empty.

load ../helpers

SAVED=$BATS_TEST_DIRNAME/../data/schema-4

campaign() { cp -r "$SAVED" r && rm r/summary.csv; }

# as_saved COLUMN...: these columns of the summary are what the version that measured it computed; all but these with "not" in front.
as_saved() {
	local names
	names=$(head -n 1 "$SAVED/summary.csv" | tr , '\n')
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
