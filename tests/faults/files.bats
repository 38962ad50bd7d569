# Files of a campaign that others have changed, and reports and charts in awkward places.
load ../helpers

setup_file() {
	copy_programs "$BUILD"
	(cd "$FILE_DIR" && bin/tracetax run --workload getpid,compute --mode ptrace-syscall,seccomp-trace \
		--blocks 2 --window 1 --ops 20 --quiet -o campaign) || [ $? -eq 3 ]
}

# Copies it to ./r.
campaign() { rm -rf r && cp -r "$FILE_DIR/campaign" r; }

# column NAME: prints its number in r/runs.csv, from 0.
column() { head -n 1 r/runs.csv | tr , '\n' | grep -nx "$1" | cut -d: -f1 | awk '{ print $1 - 1 }'; }

drawing() { command -v gnuplot || skip "gnuplot is not installed"; }

# resolves FILE N: fails unless the report has at least N links, each of which leads somewhere from its place.
resolves() {
	local link n=0 place=.
	[[ $1 != */* ]] || place=${1%/*}
	while read -r link; do
		printf -v link '%b' "${link//%/\\x}"
		[ -e "$place/$link" ] || fail "$1: $link leads nowhere" || return 1
		n=$((n + 1))
	done < <(grep -o '\]([^)#]*)' "$1" | sed 's/^](\(.*\))$/\1/' | grep -v '^https\?:' | sort -u)
	[ "$n" -ge "$2" ] || fail "$1: $n links"
}

@test "machine.json that is missing, torn, huge, no file or of other types: named in one line by all that read it" {
	local huge commands=('summary r' 'report --no-charts r' 'compare a r')
	huge=$(if is_long; then echo 3G; else echo 2M; fi) # compare reads all of it
	cp -r "$FILE_DIR/campaign" a
	while IFS='|' read -r make finding; do
		campaign
		rm r/machine.json
		eval "$make"
		for command in "${commands[@]}"; do
			readable $command
			[ "$stderr" = "tracetax: r/machine.json: $finding: nothing is known of its machine" ] || fail "$command: $finding"
			[ -n "$output" ] || fail "$command: what is known is due"
		done
		[[ "$output" == *"another machine or kernel"* ]] || fail "$make"
		commands=('compare a r') # one will do: all have it from the same reader
	done <<-'END'
		true|No such file or directory
		echo '{"cpu": 5, ' >r/machine.json|line 2: string or '}' expected near end of file
		: >r/machine.json|line 1: '[' or '{' expected near end of file
		echo '[1]' >r/machine.json|expected a JSON object, found another value
		echo '{"cpu": 5}' >r/machine.json|"cpu" is not an object
		echo '{"cpu": {}, "kernel": []}' >r/machine.json|"kernel" is not an object
		echo '{"load": {}}' >r/machine.json|"load" is not an array
		mkfifo r/machine.json|expected a regular file
		mkdir r/machine.json|expected a regular file
		ln -s ../a/machine.json r/machine.json|expected a regular file
		truncate -s $huge r/machine.json|expected at most 1048576 bytes, found more
	END
}

@test "counters.csv that is torn: named, and the rest is read" {
	campaign
	printf '1,x' >>r/counters.csv
	readable summary r
	[[ "$stderr" == "tracetax: r/counters.csv: line "*"torn"* && "$output" == *ptrace-syscall* ]]
}

@test "runs.csv from an editor or a spreadsheet: the same summary" {
	campaign
	cp r/runs.csv original
	readable summary r
	cp r/summary.csv due
	local mark='s/^/\xef\xbb\xbf/ if $. == 1;' semicolons='s/"([^"]*)"/$1 =~ tr:,: :r/ge; $_ = join ";", map { /;/ ? "\"$_\"" : $_ } split /,/, $_, -1;'
	for change in 's/$/\r/' "$mark" "$mark"' s/$/\r/' "$semicolons" "$mark $semicolons"' s/$/\r/' '$_ .= "\n" if $. == 5' \
		'$_ .= "\n\n" if eof' '$_ = "\n$_" if $. == 1' '$_ .= "\n \t" if eof'; do
		perl -lpe "$change" original >r/runs.csv
		never cmp -s original r/runs.csv
		readable summary r
		[ -z "$stderr" ] || fail "$change"
		cmp due r/summary.csv || fail "$change"
	done
}

@test "runs.csv that is another table: what it begins with, and what is due" {
	campaign
	cp r/counters.csv r/runs.csv
	complains 1 'r/runs.csv: line 1: not the header of runs.csv: it has no column "schema"' summary r
}

# refused COLUMN VALUE FINDING: expects that this value in the first row that is ok is refused.
refused() {
	campaign
	perl -i -se 'while (<>) {
		@F = split /,/, $_, -1;
		if ($. > 1 && !$done && /,ok,/) { $done = $.; $F[$at] = $value }
		print join ",", @F }' -- -at="$(column "$1")" -value="$2" r/runs.csv
	in_turn 'summary r' 'report --no-charts r' "compare $FILE_DIR/campaign r"
	for command in "${chosen[@]}"; do
		complains 1 "r/runs.csv: line 2: $3" $command || return 1
	done
}

@test "rows that no run can have written: refused with the line" {
	refused wall_ns 0 'wall_ns: an ok run must take time'
	refused wall_ns '' 'wall_ns: an ok run must take time'
	refused ops 0 'ops: '
	refused block 0 'block: '
	refused role baseline 'role: '
	refused status fine 'status: '
	refused seq 0 'seq: '
}

@test "rows that stand twice: refused with the line" {
	campaign
	local rows
	rows=$(wc -l <r/runs.csv)
	sed 1d "$FILE_DIR/campaign/runs.csv" >>r/runs.csv
	complains 1 "r/runs.csv: line $((rows + 1)): seq: each must be larger" summary r
	campaign
	sed -i p r/runs.csv
	sed -i 1d r/runs.csv
	complains 1 "r/runs.csv: line 3: seq: each must be larger" summary r
	# a row that was cut out repeats no number
	campaign
	sed -i 4d r/runs.csv
	readable summary r
	[ -z "$stderr" ]
}

@test "a directory that cannot be brought to the disk is no failure, a file is one" {
	denied fsync --errno EINVAL
	readable run --mode untraced "${SMALL[@]}" -o s
	[ -z "$stderr" ] || fail "nothing is due on standard error"
	exact s
	readable report --no-charts -o r.md s
	[ -s r.md ]
	denied fsync,fdatasync --errno EIO
	capture tracetax run --mode untraced "${SMALL[@]}" -o t
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"t/runs.csv: Input/output error"* ]]
}

@test "links of a report resolve from its own place" {
	campaign
	mkdir -p out/deep 'a (b) c' s
	cp -r r 'a (b) c/d e'
	ln -s deep/../../s out/link
	ln -s ../r s/link-to-r
	for to in r.md out/r.md out/link/r.md "$WORK/out/abs.md" r/r.md ../up.md; do
		readable report --no-charts -o "$to" 'a (b) c/d e'
		resolves "$to" 3 || fail "$to"
	done
	for directory in r r/ ./r "$WORK/r" s/link-to-r out/../r; do
		readable report --no-charts -o out/deep/r.md "$directory"
		resolves out/deep/r.md 3 || fail "$directory"
	done
	readable report --no-charts -o r/r.md r
	resolves r/r.md 3
	rm ../up.md
	# where the report goes elsewhere, from here
	tracetax report --no-charts r >here.md || [ $? -eq 3 ]
	resolves here.md 3
	mkfifo pipe
	cat pipe >out/read 3>&- &
	PID=$!
	disown
	readable report --no-charts -o pipe r
	await cmp -s here.md out/read
}

@test "output onto a link: what it leads to is written, and its mode is kept" {
	campaign
	mkdir elsewhere
	echo old >elsewhere/file
	chmod 600 elsewhere/file
	ln -s elsewhere/file link
	ln -s link chain
	for to in link chain elsewhere/file; do
		readable report --no-charts -o $to r
		[ -L link ] && [ -L chain ] || fail "$to: the link was replaced"
		[ "$(stat -c %a elsewhere/file)" = 600 ] || fail "$to: the mode is another"
		resolves elsewhere/file 3
		echo old >elsewhere/file
	done
	[ "$(ls elsewhere)" = file ]
	readable report --no-charts -o new.md r
	[ "$(stat -c %a new.md)" = "$(printf '%o' $((0644 & ~0$(umask))))" ]
	ln -s nowhere dangling
	complains 1 'dangling: a link to what is not there: name the file itself' report --no-charts -o dangling r
	ln -s round round
	complains 1 'round: Too many levels of symbolic links' report --no-charts -o round r
}

@test "summary.csv that only its owner may read stays so" {
	campaign
	chmod 600 r/summary.csv
	readable summary r
	[ "$(stat -c %a r/summary.csv)" = 600 ]
}

# bats test_tags=long
@test "charts where no file may grow so large: one line, status 1, the old ones stay" {
	drawing
	campaign
	few_charts interception
	readable report r
	cp -r r/charts before
	capture bash -c 'ulimit -f 16; "$@" >/dev/null' - "${TRACETAX[@]}" report r
	[ "$status" -eq 1 ] || fail "status 1 is due"
	[[ "$stderr" =~ ^tracetax:\ r/charts/interception.(svg|png):\ File\ too\ large$ ]] || fail "the chart is to be named"
	diff -r before r/charts
}

@test "charts where the disk is full: one line, status 1, the old ones stay" {
	drawing
	if [ "$EUID" -ne 0 ] || ! unshare -m true 2>/dev/null; then skip "mounting takes root"; fi
	campaign
	few_charts interception
	readable report r
	mkdir disk
	capture unshare -m sh -c '
		mount -t tmpfs -o size=4m tmpfs disk && cp -r r disk && head -c 12k /dev/zero >disk/room || exit 99
		cat /dev/zero >disk/filler 2>/dev/null
		rm disk/room
		"$0" report disk/r >report.md
		status=$?
		diff -r r disk/r >differences
		exit $status' "${TRACETAX[@]}"
	[ "$status" -eq 1 ] || fail "status 1 is due"
	[[ "$stderr" =~ ^tracetax:\ disk/r/charts/interception.(svg|png):\ No\ space\ left\ on\ device$ ]] || fail "the chart is to be named"
	[ ! -s differences ] || fail "$(cat differences)"
	grep -q '^## ' report.md
}

@test "charts that may not be written: the report all the same" {
	drawing
	as_user
	campaign
	mkdir -m 555 r/charts
	chown -R 65534:65534 r
	readable report r
	[ "$stderr" = "tracetax: r/charts: Permission denied" ]
	[[ "$output" == "# "* ]]
}

@test "installed where the path has blanks, quotes and all that gnuplot reads: charts" {
	drawing
	campaign
	local place=$TEST_DIR/"it's a \"b\" \\ \`touch canary\` \$(c) @d %e #f"
	few_charts interception switches compare
	cp -r few "$place"
	TRACETAX=("${TRACETAX[@]:0:${#TRACETAX[@]}-1}" "$place/tracetax")
	readable report r
	[ -z "$stderr" ] || fail "nothing is due on standard error"
	[ -s r/charts/interception.svg ]
	[ -s r/charts/switches.png ]
	readable compare --chart x.svg r r
	[[ "$(tail -c 8 x.svg)" == *"</svg>"* ]]
	[ -z "$(find "$TEST_DIR" -name canary)" ]
}

# unread COMMAND...: runs it as capture does, with standard output a pipe without a reader, and the default signals of
# bash.
unread() {
	[ -p pipe ] || mkfifo pipe
	status=0
	# shellcheck disable=SC2094 # both ends, and then the one that reads is closed
	("$@" 2>"$TEST_DIR/errors" 3>&- 8<>pipe 9>pipe >&9 8>&-) || status=$?
	stderr=$(cat "$TEST_DIR/errors")
}

@test "standard output without a reader: dies of SIGPIPE without a word, or says so where that is ignored" {
	campaign
	readable summary r
	cp r/summary.csv due
	rm r/summary.csv
	unread env --default-signal=PIPE "${TRACETAX[@]}" summary r
	[ "$status" -eq 141 ] && [ -z "$stderr" ] || fail "SIGPIPE is due"
	cmp due r/summary.csv
	for command in 'report --no-charts r' 'compare r r' 'list modes' --version; do
		unread env --default-signal=PIPE "${TRACETAX[@]}" $command
		[ "$status" -eq 141 ] && [ -z "$stderr" ] || fail "$command: SIGPIPE is due"
		unread env --ignore-signal=PIPE "${TRACETAX[@]}" $command
		[ "$status" -eq 1 ] && [ "$stderr" = "tracetax: standard output: Broken pipe" ] || fail "$command: a line is due"
	done
	# more than any buffer holds: the first error is the one that is reported
	expect 0 run --mode untraced "${SMALL[@]}" --quiet -o many
	perl -i -lne 'print; if (/,ok,/) { @F = split /,/, $_, -1; for my $size (1 .. 2000) { $F[2]++; $F[7] = $size; print join ",", @F } exit }' many/runs.csv
	unread env --ignore-signal=PIPE "${TRACETAX[@]}" summary many
	[ "$status" -eq 1 ] && [ "$stderr" = "tracetax: standard output: Broken pipe" ] || fail "a line is due"
	run bash -c '"$@" 2>&1 >/dev/full' - "${TRACETAX[@]}" summary many
	[ "$status" -eq 1 ] && [ "$output" = "tracetax: standard output: No space left on device" ]
}

@test "a campaign whose output and errors have no reader is measured to its end" {
	unread env --default-signal=PIPE bash -c '"$@" 2>&1' - "${TRACETAX[@]}" run --workload getpid,compute --mode ptrace-syscall "${SMALL[@]}" -o r
	[ "$status" -eq 141 ] || fail "SIGPIPE is due"
	exact r
	[ "$(count r/runs.csv '$r{status} eq "ok"')" -eq 6 ]
	[ -s r/summary.csv ]
	[ -z "$(find r -name '*.partial')" ]
	nothing_runs && scratch_is_gone
}
