# Small campaigns, readers of their records, and what every campaign must hold.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # conditions of rows; bats and the files read some names

# The options of the smallest campaign.
SMALL=(--blocks 1 --window 1 --ops 20)

# everything OPTION...: writes ./everything.plan, every workload in every mode. A tree is a hundred processes: one will
# do.
everything() {
	printf '%s\n' "--workload all --mode all $*" "--workload tree,fan --mode all $* --ops 1" >everything.plan
	chmod 644 everything.plan
}

# Fails unless all rows are ok, except for modes that do not fit or that this machine does not have.
nothing_failed() {
	local others='$r{status} ne "ok" && $r{reason} !~ /in place of the kernel|carry over|mount -t tracefs|as root|no two|one operation would take/'
	[ "$(count r/runs.csv "$others")" -eq 0 ] || fail "$(rows r/runs.csv "$others" workload mode reason)"
}

# crossed WORKLOADS [OTHERS MODES [ALL]]: writes ./crossed.plan, every mode, or those named as ALL, on these workloads,
# and the others, and trees, which are small in the short form, in these modes. What a process inherits disturbs a mode or
# a workload: all modes on all workloads would find no more.
crossed() {
	local modes=${3:-ptrace-syscall,seccomp-trace,sud-trap} size=
	is_long || size='--size 2'
	printf '%s\n' "--workload ${2:-all} --mode untraced,memcpy,$modes ${SMALL[*]}" \
		"--workload tree,fan --mode untraced,$modes ${SMALL[*]} --ops 1 $size" \
		"--workload $1 --mode ${4:-all} ${SMALL[*]}" >crossed.plan
	chmod 644 crossed.plan
}

# Removes from $stderr what is said of untrusted rows.
judged_apart() {
	mapfile -t stderr_lines < <(printf '%s\n' "${stderr_lines[@]}" | grep -v '^tracetax: not to be trusted: ')
	stderr=$(printf '%s\n' "${stderr_lines[@]}")
}

# readable ARG...: fails unless tracetax finishes; $stderr has what was said of other things than trust.
readable() {
	finishes "$@" || return 1
	judged_apart
}

# rows FILE CONDITION FIELD...: prints these fields, separated by tabs, of the rows for which the Perl condition holds;
# $r{NAME} is a field. Fails if the file is torn.
rows() { perl -I "$TOP/tests" "$TOP/tests/rows.pl" "$@"; }

# count FILE CONDITION: prints how many rows; nothing if the file or the condition is wrong, so that no number equals
# it.
count() {
	local found
	rows "$1" "$2" >"$TEST_DIR/counted" || return 1
	mapfile -t found <"$TEST_DIR/counted"
	echo "${#found[@]}"
}

# list_file WHAT: sets $list to a file with the list of modes or of workloads, which this copy of the programs is asked for
# once.
list_file() {
	list=$FILE_DIR/$1.csv
	if [ "${TRACETAX[-1]}" != "$PROGRAM" ]; then list=$TEST_DIR/$1.csv; fi
	if [[ $list == "$TEST_DIR"/* || ! -s $list ]]; then tracetax list "$1" --format csv >"$list"; fi
}

# listed WHAT CONDITION FIELD...: prints these fields of the modes or workloads of `list` for which the Perl condition
# holds.
listed() {
	local list
	list_file "$1" && rows "$list" "${@:2}"
}

# modes CONDITION: prints their names.
modes() { listed modes "$1" mode; }

# exact DIR [cut]: fails unless its rows are whole and every count in them is the one that is due.
exact() {
	local list modes
	list_file modes && modes=$list || return 1
	list_file workloads || return 1
	perl -I "$TOP/tests" "$TOP/tests/exact.pl" "$modes" "$list" "$@"
}

# renumbered FILE: numbers rows that were put together from 1 again.
renumbered() {
	perl -i -ne '@F = split /,/, $_, 4; $F[2] = $. - 1 if $. > 1; print join ",", @F' "$1"
}

# repeated BLOCKS DIR: gives a campaign of one block so many, as if each had been measured, which takes long: one in three
# took 2 % more time, and one 2 % less.
repeated() {
	perl -e '
		my $blocks = shift;
		my ($header, @rows) = <STDIN>;
		my $i = 0;
		my %at = map { $_ => $i++ } split /,/, $header;
		print $header;
		for my $block (1 .. $blocks) {
			for (@rows) {
				my @values = split /,/, $_, -1;
				@values[@at{qw(seq block)}] = (++$seq, $block);
				$values[$at{wall_ns}] = int $values[$at{wall_ns}] * (1 + 0.02 * ($block % 3 - 1)) if $values[$at{status}] eq "ok";
				print join ",", @values;
			}
			@rows = reverse @rows; # no mode is always the first
		}' "$1" <"$2/runs.csv" >"$2/repeated"
	mv "$2/repeated" "$2/runs.csv"
}

# measures N: succeeds once the campaign ./r, which goes on, has more than N rows.
measures() { [ "$(cat r/runs.csv.partial /dev/null 2>/dev/null | wc -l)" -gt $(($1 + 1)) ]; }

# measured WORKLOAD [OPTION...]: measures a small block in every mode; what the machine lacks is a skip with its reason.
measured() {
	finishes run --workload "$1" --mode all "${SMALL[@]}" -o r "${@:2}"
	exact r
	[ "$(count r/runs.csv '$r{status} eq "fail"')" -eq 0 ] || fail "$(rows r/runs.csv '$r{status} eq "fail"' mode reason)"
}
