# exact.pl MODES WORKLOADS DIR [cut]: dies unless the rows of a campaign are whole, numbered and of one campaign, each
# block has its two baselines, and every ok row has the calls and the stops that are due, computed here from what `list`
# says of mode and workload. A campaign that was cut short may end in the middle of a block. A long block has any number
# of baselines between.
use Rows;

my @of_mode = qw(stops_per_call selective events baseline);
my @of_workload = qw(memory calls_per_op calls_per_round calls_per_task ends_per_op selects_per_op selects_per_round size_unit
	every_task many_tasks one_pool demands signal_stops_per_op new_tasks_per_op execs_per_op);
my @of_run = qw(schema campaign seq pass block position workload size placement mode role status reason ops calls stops
	wall_ns counted_ops tracee_voluntary signal_stops new_tasks execs);

# table FILE, KEY, NAME...: the fields of each row, by the key.
sub table {
	my ($file, $key, @names) = @_;
	my %table;
	Rows::each_row($file, [$key, @names], sub { my %row = %{$_[0]}; $table{$row{$key}} = [@row{@names}] });
	return %table;
}

my ($modes, $workloads, $directory, $cut) = @ARGV;
(my $campaign_due = $directory) =~ s{.*/}{};
my %modes = table($modes, "mode", @of_mode);
my %workloads = table($workloads, "workload", @of_workload);
my (%libc, %roles, %positions, $ok, $number);

sub judge {
	my ($schema, $campaign, $seq, $pass, $block, $position, $workload, $size, $placement, $mode, $role, $status,
		$reason, $ops, $calls, $stops, $wall, $counted, $voluntary, @events) = @{$_[0]}{@of_run};
	my $at = "row $seq ($workload $size $placement $mode):";
	$number++;
	die "$at number $number\n" if $seq ne $number;
	die "$at schema $schema, campaign $campaign\n" if $schema ne "4" || $campaign ne $campaign_due;
	die "$at status $status\n" if $status !~ /^(ok|skip|fail)$/;
	die "$at status $status, reason \"$reason\"\n" if ($status eq "ok") != ($reason eq "");
	die "$at $status, and measured\n" if $status ne "ok" && "$ops$calls$stops$wall$counted" ne "";
	return if $status ne "ok";
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
	$per_op = $libc{$workload} //= $calls / $ops if $per_op eq ""; # libc's: the same in each row from here on
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

Rows::each_row("$directory/runs.csv", \@of_run, \&judge);
for (keys %roles) {
	die "$_: no baseline-b\n" if s/baseline-a/baseline-b/ && !$roles{$_} && !$cut;
}
die "no row is ok\n" unless $ok;
