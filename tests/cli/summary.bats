load ../helpers

setup_file() {
	copy_programs "$BUILD"
	# one campaign for all tests to look at, with intervals
	(cd "$FILE_DIR" && bin/tracetax run --workload getpid,compute --mode ptrace-syscall,seccomp-trace \
		--placement same,smt "${SMALL[@]}" --quiet -o campaign)
	repeated 8 "$FILE_DIR/campaign"
	"$FILE_DIR/bin/tracetax" summary "$FILE_DIR/campaign" >/dev/null || [ $? -eq 3 ]
}

# Copies it to ./r.
campaign() { cp -r "$FILE_DIR/campaign" r; }

@test "no campaign, or two" {
	complains 2 'name a campaign: tracetax summary DIR' summary
	expect 2 summary a b
	[ -z "$output" ]
}

@test "what is no campaign: one line that says so" {
	mkdir empty
	touch file
	complains 1 'missing: No such file or directory' summary missing
	complains 1 'file: Not a directory' summary file
	complains 1 'empty: no runs.csv in it' summary empty
	complains 1 '' summary ''
}

# Keeps what was measured of ./r, and removes what is derived from it.
forget_tables() {
	find r -name '*.csv' ! -name runs.csv ! -name counters.csv ! -name modes.csv ! -name workloads.csv ! -name windows.csv \
		! -name whole-program.csv -delete
}

@test "run, summary and report leave the same tables, byte by byte" {
	campaign
	[ "$(ls r/*.csv | wc -l)" -ge 8 ] || fail "hardly a table: $(ls r)"
	for command in summary 'report --no-charts'; do
		expect 0 $command r
		diff -r "$FILE_DIR/campaign" r || fail "$command, over what was there"
		forget_tables
		[ ! -e r/summary.csv ]
		expect 0 $command r
		diff -r "$FILE_DIR/campaign" r || fail "$command"
	done
}

@test "a table that has no rows has no file, and an old one goes" {
	campaign
	[ ! -e r/memory-model.csv ]
	echo old >r/memory-model.csv
	expect 0 summary r
	diff -r "$FILE_DIR/campaign" r
}

@test "one row for each cell and mode, each printed" {
	campaign
	expect 0 summary r
	rows r/summary.csv 1 workload placement mode blocks verdict >summary
	[ "$(wc -l <summary)" -eq 6 ]
	while IFS=$'\t' read -r workload placement mode blocks verdict; do
		[ "$blocks" = 8 ]
		[[ "$verdict" =~ ^(slower|faster|equivalent|inconclusive)$ ]]
		grep -Eq "^$workload +$placement +$mode " <<<"$output" || fail "$workload $mode is not printed"
	done <summary
	[ "$(rows r/summary.csv '$r{mode} eq "ptrace-syscall" && $r{workload} eq "getpid"' stops_per_call verdict)" = $'2\tslower' ]
	[ "$(rows r/summary.csv '$r{workload} eq "compute"' ns_per_call added_ns stops_per_call switches_per_call | sort -u)" = \
		$'\t\t\t' ]
	grep -q '^skip: .*(.* smt[;)]' <<<"$output" || tracetax list placements | grep -q '^smt.*tracee on CPU'
}

@test "in each format: the same rows; in CSV and JSON every column of summary.csv, and nothing else" {
	campaign
	expect 0 summary r --format csv
	diff <(sort <<<"$output") <(sort r/summary.csv)
	expect 0 summary r --format json
	[ "$(perl -MJSON::PP -e 'local $/; print join " ", map { "$_->{mode}:$_->{slowdown}{hi}" } grep { $_->{workload} eq "getpid" && $_->{placement} eq "same" } @{decode_json(<STDIN>)}' <<<"$output" | tr ' ' '\n' | sort)" = \
		"$(rows r/summary.csv '$r{workload} eq "getpid"' mode slowdown_hi | tr '\t' : | sort)" ] || fail "other numbers"
	expect 0 summary r --format markdown
	[ "$(grep -c '^| getpid | same | ' <<<"$output")" -eq 3 ]
	[[ "$output" == *$'\n\ndetect: '* ]]
	complains 2 "--format \"table\": expected $(due_formats); or for other programs go, google-benchmark, hyperfine or openmetrics" \
		summary r --format table
}

@test "in the form of other programs: every run, every time, every row" {
	campaign
	local runs
	runs=$(rows r/runs.csv '$r{status} eq "ok"' seq | wc -l)
	expect 0 summary r --format go
	[ "$(grep -cE '^Benchmark(Compute|Getpid)/placement=same/mode=[a-z-]+-[0-9]+	20	[0-9.e+]+ ns/op	' <<<"$output")" -eq "$runs" ]
	expect 0 summary r --format google-benchmark
	[ "$(grep -c '"run_type": "iteration"' <<<"$output")" -eq "$runs" ]
	expect 0 summary r --format hyperfine
	[ "$(perl -MJSON::PP -e 'local $/; print scalar map { @{$_->{times}} } @{decode_json(<STDIN>)->{results}}' <<<"$output")" -eq "$runs" ]
	expect 0 summary r --format openmetrics
	[ "$(grep -c '^tracetax_slowdown_ratio{' <<<"$output")" -eq 6 ]
	[ "${lines[-1]}" = '# EOF' ]
}

@test "what was not measured is empty: never nan or inf" {
	campaign
	expect 0 summary r
	never grep -Eiq '(nan|inf)\b' r/summary.csv
	! grep -Eiwq -- '-?(nan|inf)' <<<"$output" || fail "nan is printed"
}

@test "a campaign that was cut short: its whole rows are read, with a warning" {
	campaign
	mv r/runs.csv r/runs.csv.partial
	rm r/summary.csv
	printf '1,campaign,99,1,1,1,getp' >>r/runs.csv.partial
	expect 0 summary r
	[[ "$stderr" == "tracetax: "*"cut short"* ]]
	[ "$(rows r/summary.csv 1 mode | wc -l)" -eq 6 ]
	cmp r/summary.csv "$FILE_DIR/campaign/summary.csv"
	# even with a header and nothing else
	head -n1 r/runs.csv.partial >header
	mv header r/runs.csv.partial
	expect 0 summary r
}

@test "runs.csv that is torn or no table: the line is told, summary.csv stays" {
	local wall_ns
	wall_ns=$(head -n 1 "$FILE_DIR/campaign/runs.csv" | tr , '\n' | grep -nx wall_ns | cut -d : -f 1)
	campaign
	while IFS='|' read -r pattern script; do
		sed "${script/WALL_NS/$wall_ns}" "$FILE_DIR/campaign/runs.csv" >r/runs.csv
		complains 1 "r/runs.csv: $pattern" summary r
		cmp "$FILE_DIR/campaign/summary.csv" r/summary.csv
	done <<-'END'
		line 12|12s/,[^,]*$//
		line 12|12s/$/,more/
		line 12: schema|12s/^4,/x,/
		line 12: ops|12s/ok,,,20,/ok,,,20x,/
		line 12: ops|12s/ok,,,20,/ok,,,-20,/
		line 12: wall_ns|12s/[^,]*/99999999999999999999/WALL_NS
		line 12: not of schema 4|12s/^4,/3,/
		line 2: not of schema 4|1s/wall_ns/wall_ms/;2,$s/^4,/5,/
		line 1|1s/wall_ns/wall_ms/
		line 1|1d
		line 12|12s/getpid/\x1b[31m/;12s/compute/\x1b[31m/
		line 12|12s/getpid/\xff\xfe/;12s/compute/\xff\xfe/
		line 12|12s/getpid/\xc2\x9b31m/;12s/compute/\xc2\x9b31m/
		line 12|12s/getpid/a\x00b/;12s/compute/a\x00b/
	END
	rm -rf r
	campaign
	printf '1,campaign' >>r/runs.csv
	complains 1 'r/runs.csv: line' summary r
	: >r/runs.csv
	complains 1 'r/runs.csv: the file is empty' summary r || [[ "$stderr" == *"r/runs.csv"*empty* ]]
	printf 'x%.0s' {1..100000} >r/runs.csv
	complains 1 'r/runs.csv: line 1' summary r
}

@test "runs.csv with a quote that is never closed: nothing is dropped in silence" {
	campaign
	sed -i '12s/,ok,/,"ok,/' r/runs.csv
	complains 1 'r/runs.csv: line' summary r
}

@test "runs.csv that is a link, a directory or a pipe is not followed and does not hang" {
	campaign
	mv r/runs.csv elsewhere
	ln -s ../elsewhere r/runs.csv
	complains 1 'r/runs.csv: ' summary r
	rm r/runs.csv
	mkdir r/runs.csv
	complains 1 'r/runs.csv: ' summary r
	rmdir r/runs.csv
	mkfifo r/runs.csv
	complains 1 'r/runs.csv: ' summary r
}

@test "summary.csv that is a link is replaced, not followed" {
	campaign
	echo precious >elsewhere
	ln -sf ../elsewhere r/summary.csv
	ln -sf ../elsewhere r/summary.csv.partial
	expect 0 summary r
	[ "$(cat elsewhere)" = precious ]
	[ ! -L r/summary.csv ]
	cmp r/summary.csv "$FILE_DIR/campaign/summary.csv"
}

@test "a directory that may not be written: the figures are printed, and the file is named" {
	as_user
	campaign
	chmod -R a+rX,go-w r
	expect 1 summary r
	[[ "$output" == *getpid*ptrace-syscall* ]]
	[[ "$stderr" == "tracetax: "*"r/"*".csv: Permission denied"* ]] || fail "no table is named"
	[ "${#stderr_lines[@]}" -eq 1 ]
}

@test "foreign names are printed, and nothing more" {
	campaign
	sed -i '2,$s/,ok,,/,fail,"$(touch canary) `touch canary` <b>",/' r/runs.csv
	expect 0 summary r
	[[ "$output" == *'$(touch canary)'* ]]
	[ ! -e canary ]
}

@test "standard output that is full: status 1, one line" {
	campaign
	run bash -c '"$@" 2>&1 >/dev/full' - "${TRACETAX[@]}" summary r
	[ "$status" -eq 1 ]
	[[ "$output" == "tracetax: "*"No space left on device"* ]]
}
