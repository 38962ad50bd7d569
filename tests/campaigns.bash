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

# crossed WORKLOADS [OTHERS MODES]: writes ./crossed.plan, every mode on these workloads, and the others in these modes.
# What a process inherits disturbs a mode or a workload: all modes on all workloads would find no more.
crossed() {
	local modes=${3:-ptrace-syscall,seccomp-trace,sud-trap}
	printf '%s\n' "--workload ${2:-all} --mode untraced,memcpy,$modes ${SMALL[*]}" \
		"--workload tree,fan --mode untraced,$modes ${SMALL[*]} --ops 1" \
		"--workload $1 --mode all ${SMALL[*]}" >crossed.plan
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
# $r{NAME} is a field. Fails if the file is torn: a row without its end, or with another number of fields than the
# header.
rows() {
	perl -e '
		my ($file, $condition, @fields) = @ARGV;
		open my $in, "<", $file or die "$file: $!\n";
		my (@names, %r);
		my $holds = eval "sub { $condition }" or die $@;
		while (my $line = <$in>) {
			chomp $line or die "$file:$.: torn\n";
			my @values;
			$line .= ",";
			push @values, $1 while $line =~ /\G((?:"(?:[^"]|"")*")|[^,"]*),/gc;
			die "$file:$.: no CSV\n" if (pos($line) // 0) != length $line;
			s/^"(.*)"$/$1/s and s/""/"/g for @values;
			unless (@names) {
				@names = @values;
				for my $asked (@fields, $condition =~ /\$r\{(\w+)\}/g) {
					die "$file: no column $asked\n" unless grep { $_ eq $asked } @names;
				}
				next;
			}
			die "$file:$.: @{[scalar @values]} fields\n" if @values != @names;
			@r{@names} = @values;
			*main::r = \%r;
			print join("\t", @r{@fields}), "\n" if $holds->();
		}
		die "$file: empty\n" unless @names;' "$@"
}

# count FILE CONDITION: prints how many rows; nothing if the file or the condition is wrong, so that no number equals
# it.
count() {
	local found
	rows "$1" "$2" >"$TEST_DIR/counted" || return 1
	mapfile -t found <"$TEST_DIR/counted"
	echo "${#found[@]}"
}

# listed WHAT CONDITION FIELD...: prints these fields of the modes or workloads of `list` for which the Perl condition
# holds. The list of this copy of the programs is asked for once.
listed() {
	local list=$FILE_DIR/$1.csv
	if [ "${TRACETAX[-1]}" != "$PROGRAM" ]; then list=$TEST_DIR/$1.csv; fi
	if [[ $list == "$TEST_DIR"/* || ! -s $list ]]; then tracetax list "$1" --format csv >"$list"; fi
	rows "$list" "${@:2}"
}

# modes CONDITION: prints their names.
modes() { listed modes "$1" mode; }

# exact DIR [cut]: fails unless its rows are whole, numbered and of one campaign, each block has its two baselines, and
# every ok row has the calls and the stops that are due, computed here from what `list` says of mode and workload. A
# campaign that was cut short may end in the middle of a block. A long block has any number of baselines between.
exact() {
	listed modes 1 mode stops_per_call selective events baseline >"$TEST_DIR/modes" || return 1
	listed workloads 1 workload memory calls_per_op calls_per_round calls_per_task ends_per_op selects_per_op selects_per_round \
		size_unit every_task many_tasks one_pool demands signal_stops_per_op new_tasks_per_op execs_per_op >"$TEST_DIR/workloads" || return 1
	rows "$1/runs.csv" 1 schema campaign seq pass block position workload size placement mode role status reason ops \
		calls stops wall_ns counted_ops tracee_voluntary signal_stops new_tasks execs >"$TEST_DIR/rows" || return 1
	perl -e '
		my ($name, $modes, $workloads, $rows, $cut) = @ARGV;
		my (%libc, %roles, %positions, $ok);
		sub table { open my $in, "<", shift or die; map { chomp; my @all = split /\t/, $_, -1; (shift @all, [@all]) } <$in> }
		my %modes = table $modes;
		my %workloads = table $workloads;
		open my $in, "<", $rows or die;
		while (<$in>) {
			chomp;
			my ($schema, $campaign, $seq, $pass, $block, $position, $workload, $size, $placement, $mode, $role, $status,
				$reason, $ops, $calls, $stops, $wall, $counted, $voluntary, @events) = split /\t/, $_, -1;
			my $at = "row $seq ($workload $size $placement $mode):";
			die "$at number $.\n" if $seq != $.;
			die "$at schema $schema, campaign $campaign\n" if $schema ne "4" || $campaign ne $name;
			die "$at status $status\n" if $status !~ /^(ok|skip|fail)$/;
			die "$at status $status, reason \"$reason\"\n" if ($status eq "ok") != ($reason eq "");
			die "$at $status, and measured\n" if $status ne "ok" && "$ops$calls$stops$wall$counted" ne "";
			next if $status ne "ok";
			$ok++;
			(my $family = $mode) =~ s/\d+(\.\d+)?/N/;
			my $told = $modes{$mode} // $modes{$family};
			die "$at unknown mode\n" unless $told || $mode =~ /^(wrap|filter):/;
			my ($per_call, $selective, $traced, $baseline) = @{$told // [$mode =~ /^wrap:/ ? "" : 0, "no", "no", "no"]};
			my $cell = "$block $workload $size $placement";
			die "$at position $position twice\n" if $positions{"$cell $position"}++;
			die "$at two of $role $mode in a block\n" if $roles{"$cell $role $mode"}++ && $role ne "baseline-between";
			die "$at role $role\n" if $role !~ /^(treatment|baseline-(a|b|between))$/;
			die "$at role $role\n" if ($role ne "treatment") != ($baseline eq "yes");
			die "$at unknown workload\n" unless $workloads{$workload};
			my ($memory, $per_op, $per_round, $per_task, $ends, $selects, $selects_per_round, $unit, $every, $many, $pool, $demands,
				@events_per_op) = @{$workloads{$workload}};
			$per_op = $libc{$workload} //= $calls / $ops if $per_op eq ""; # libc'\''s: the same in each row from here on
			my $made = $every eq "yes" ? $ops * $size : $ops; # each task makes what list says
			my $rounds = $ops < 8 || $pool eq "yes" ? 1 : 8; # an eighth each, except where they share a pool
			my $tasks = $unit eq "tasks" ? $size : 1;
			my $due = $memory ? $ops : $made * $per_op + $rounds * ($per_round + $per_task * $tasks);
			die "$at calls $calls of $due\n" if $calls ne $due;
			my $watched = $selective eq "yes" ? $made * $selects + $rounds * $selects_per_round : $due;
			my $stops_due = $per_call ne "" ? $per_call * $watched : ""; # nobody counts those of other programs
			$stops_due -= $made * $ends if $told && $per_call > 1; # calls that have no exit
			die "$at stops \"$stops\" of \"$stops_due\"\n" if $stops ne $stops_due;
			my @events_due = $traced eq "yes" ? map { $made * $_ } @events_per_op : ("") x 3;
			die "$at events @events of @events_due\n" if "@events" ne "@events_due";
			die "$at counted \"$counted\" of $ops\n" if $counted ne ($ops < 8 ? 1 : int($ops / 8));
			die "$at wall \"$wall\"\n" if $wall !~ /^[1-9][0-9]*$/;
			my $processes = $many eq "yes" && $demands =~ /fork/;
			die "$at rusage \"$voluntary\"\n" if ($voluntary eq "") != $processes; # which is of one of them
		}
		for (keys %roles) {
			die "$_: no baseline-b\n" if s/baseline-a/baseline-b/ && !$roles{$_} && !$cut;
		}
		die "no row is ok\n" unless $ok;' "$(basename "$1")" "$TEST_DIR/modes" "$TEST_DIR/workloads" \
		"$TEST_DIR/rows" "${2-}"
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
