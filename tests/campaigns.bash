# Campaigns: small ones, what their records hold, and what those must hold.
# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # conditions of rows; bats and the files read some names

# A campaign as small as one can be.
SMALL=(--blocks 1 --window 1 --ops 20)

# everything OPTION...: ./everything.plan, every workload in every mode; of trees, each a hundred processes, one will do.
everything() {
	printf '%s\n' "--workload all --mode all $*" "--workload tree,fan --mode all $* --ops 1" >everything.plan
	chmod 644 everything.plan
}

# But for modes that do not fit, and what wants tracefs where that is not mounted.
nothing_failed() {
	local others='$r{status} ne "ok" && $r{reason} !~ /in place of the kernel|carry over|mount -t tracefs|as root|no two|one operation would take/'
	[ "$(count r/runs.csv "$others")" -eq 0 ] || fail "$(rows r/runs.csv "$others" workload mode reason)"
}

# crossed WORKLOADS: ./crossed.plan, every workload in some modes, and every mode on these workloads. All of both are no more
# likely to find what a process inherits: it is met by a mode, or by a workload.
crossed() {
	printf '%s\n' "--workload all --mode untraced,memcpy,ptrace-syscall,seccomp-trace,sud-trap ${SMALL[*]}" \
		"--workload tree,fan --mode untraced,ptrace-syscall,seccomp-trace,sud-trap ${SMALL[*]} --ops 1" \
		"--workload $1 --mode all ${SMALL[*]}" >crossed.plan
	chmod 644 crossed.plan
}

# Noise may make the few rows of a test untrusted: what is said of that is no part of the errors that it looks at.
judged_apart() {
	mapfile -t stderr_lines < <(printf '%s\n' "${stderr_lines[@]}" | grep -v '^tracetax: not to be trusted: ')
	stderr=$(printf '%s\n' "${stderr_lines[@]}")
}

# rows FILE CONDITION FIELD...: these fields, tab-separated, of the rows for which the Perl condition holds; $r{NAME} is
# a field. Fails where the file is torn: a row without its end, or with another number of fields than the header.
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

# count FILE CONDITION: how many rows; nothing where the file or the condition is wrong, so that no number equals it.
count() { rows "$1" "$2" >"$TEST_DIR/counted" && wc -l <"$TEST_DIR/counted"; }

# exact DIR [cut]: its rows are whole, numbered and of one campaign; each block has its two baselines, and every ok row the
# calls and the stops that are due, computed here from what `list` says of mode and workload. A campaign that was cut
# short may end in the midst of a block. A long block has any number of baselines between.
exact() {
	tracetax list modes >"$TEST_DIR/modes"
	tracetax list workloads >"$TEST_DIR/workloads"
	rows "$1/runs.csv" 1 schema campaign seq pass block position workload size placement mode role status reason ops \
		calls stops wall_ns counted_ops tracee_voluntary signal_stops new_tasks execs >"$TEST_DIR/rows" || return 1
	perl -e '
		my ($name, $modes, $workloads, $rows, $cut) = @ARGV;
		my (%stops, %calls, %roles, %positions, $ok);
		sub table { open my $in, "<", shift or die; map { [split] } <$in> }
		$stops{$_->[0]} = $_->[1] for table $modes;
		$calls{$_->[0]} = $_->[1] for table $workloads;
		my %round = (threads => [3, 1], processes => [3, 1], signal => [2, 0], pipe => [4, 0], futex => [4, 0]); # calls of each, and of each task in it
		my %selects = (futex => 4, pipe => 2, tree => 4); # of an operation; of any other workload one, if it makes calls
		my %selects_per_round = (futex => 4);
		my %ends = (fork => 1, exec => 1, execve => 1, thread => 1, tree => 4, fan => 1); # calls of an operation that have no exit
		my %events = (signal => [1, 0, 0], fork => [1, 1, 0], exec => [1, 1, 1], execve => [1, 1, 1], thread => [0, 1, 0], tree => [0, 4, 0],
			fan => [0, 1, 0]); # of an operation: signal-delivery stops, new tasks, execs
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
			my $cell = "$block $workload $size $placement";
			die "$at position $position twice\n" if $positions{"$cell $position"}++;
			die "$at two of $role $mode in a block\n" if $roles{"$cell $role $mode"}++ && $role ne "baseline-between";
			die "$at role $role\n" if $role !~ /^(treatment|baseline-(a|b|between))$/;
			die "$at role $role\n" if ($role ne "treatment") != ($mode =~ /^(untraced|memcpy)$/);
			$calls{$workload} = $calls / $ops if $calls{$workload} eq "libc"; # the same in each row from here on
			my $made = $workload =~ /^(fan|tree)$/ ? $ops * $size : $ops; # each of them makes what list says
			my $due = $workload =~ /^(memory-|string)/ ? $ops : $made * $calls{$workload};
			my ($besides, $each) = @{$round{$workload} // [0, 0]};
			my $rounds = $ops < 8 || $workload =~ /^(threads|processes)$/ ? 1 : 8; # an eighth each, but where they share a pool
			$due += ($besides + $each * $size) * $rounds;
			die "$at calls $calls of $due\n" if $calls ne $due;
			my $selected = $made * ($selects{$workload} // ($calls{$workload} ? 1 : 0)) + $rounds * ($selects_per_round{$workload} // 0);
			my $watched = $mode =~ /-select$/ ? $selected : $due;
			my $exits_missing = ($stops{$mode} // 0) > 1 ? $made * ($ends{$workload} // 0) : 0;
			$mode =~ s/\d+(\.\d+)?/N/ unless exists $stops{$mode}; # a member of a family
			die "$at unknown mode\n" unless exists $stops{$mode} || $mode =~ /^wrap:/;
			my $stops_due = $mode =~ /^wrap:/ ? "" : $stops{$mode} * $watched - $exits_missing; # nobody counts those of other programs
			die "$at stops \"$stops\" of \"$stops_due\"\n" if $stops ne $stops_due;
			my @events_due = $mode =~ /^(ptrace-|seccomp-trace)/ ? map { $made * $_ } @{$events{$workload} // [0, 0, 0]} : ("") x 3;
			die "$at events @events of @events_due\n" if "@events" ne "@events_due";
			die "$at counted \"$counted\" of $ops\n" if $counted ne ($ops < 8 ? 1 : int($ops / 8));
			die "$at wall \"$wall\"\n" if $wall !~ /^[1-9][0-9]*$/;
			die "$at rusage \"$voluntary\"\n" if ($voluntary eq "") != ($workload =~ /^(processes|fork|exec|execve|pipe|tree|fan)$/); # which is of one of them
		}
		for (keys %roles) {
			die "$_: no baseline-b\n" if s/baseline-a/baseline-b/ && !$roles{$_} && !$cut;
		}
		die "no row is ok\n" unless $ok;' "$(basename "$1")" "$TEST_DIR/modes" "$TEST_DIR/workloads" \
		"$TEST_DIR/rows" "${2-}"
}

# renumbered FILE: rows that were put together count from 1 again.
renumbered() {
	perl -i -ne '@F = split /,/, $_, 4; $F[2] = $. - 1 if $. > 1; print join ",", @F' "$1"
}

# measures N: the campaign ./r, which goes on, has more than N rows.
measures() { [ "$(cat r/runs.csv.partial /dev/null 2>/dev/null | wc -l)" -gt $(($1 + 1)) ]; }

# measured WORKLOAD [OPTION...]: one small block in every mode; what the machine lacks is a skip with its reason.
measured() {
	capture tracetax run --workload "$1" --mode all "${SMALL[@]}" -o r "${@:2}"
	[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "0 or 3 is due"
	exact r
	[ "$(count r/runs.csv '$r{status} eq "fail"')" -eq 0 ] || fail "$(rows r/runs.csv '$r{status} eq "fail"' mode reason)"
}
