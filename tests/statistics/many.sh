#!/bin/sh
# Makes campaigns up and compares them: `sh tests/statistics/many.sh [COUNT [CELLS [TIMES]]]`, 1000 campaigns of 60
# cells with 5 modes in 18 blocks, with errors of 3 %; the least of TIMES times counts. In each but the first a tenth of
# the modes is 5 % slower, and each is of a machine of its own. Prints what a quarter of them and all of them take, by
# their runs, and by tables that were derived before. `--make DIRECTORY COUNT CELLS` only makes them.
# Exit status 1 if a limit does not hold: a GiB resident, time linear in their number, half of it from tables.
set -eu

B=${B:-build}
usage=$B/tests/reference/usage
most_mib=1024 most_growth=1.3 most_share=0.5

# make DIRECTORY COUNT CELLS: DIRECTORY/1 to DIRECTORY/COUNT.
make_campaigns() {
	mkdir -p "$1"
	perl -e '
		my ($directory, $count, $cells) = @ARGV;
		srand 1;
		my @modes = map { "mode-$_" } 1..5;
		sub normal { sqrt(-2 * log(1 - rand)) * cos(6.283185307 * rand) }
		for my $campaign (1..$count) {
			my $path = "$directory/$campaign";
			mkdir $path;
			open my $machine, ">", "$path/machine.json" or die "$path: $!\n";
			printf $machine qq({"schema": 1, "virtual": true, "kernel": {"release": "6.%d.0", "boot": "boot-%d"}, ), $campaign % 20, $campaign;
			printf $machine qq("cpu": {"model": "CPU %d"}}\n), $campaign;
			open my $modes, ">", "$path/modes.csv" or die;
			print $modes "mode,baseline\nuntraced,yes\n", map { "$_,no\n" } @modes;
			open my $runs, ">", "$path/runs.csv" or die;
			print $runs "schema,seq,block,position,workload,size,placement,mode,role,status,ops,calls,wall_ns\n";
			my $seq = 0;
			for my $block (1..18) {
				for my $cell (1..$cells) {
					my $position = 0;
					for my $role (qw(baseline-a 1 2 3 4 5 baseline-b)) {
						my $at = $role =~ /^\d$/ ? $role : 0;
						my $ns = 1e6 * (1 + $at) * exp(0.03 * normal());
						$ns *= 1.05 if $at && $campaign > 1 && (5 * $cell + $at) % 10 == 0;
						print $runs join(",", 4, ++$seq, $block, ++$position, "made-up", $cell, "same", $at ? $modes[$at - 1] : "untraced",
							$at ? "treatment" : $role, "ok", 1000, 1000, int $ns), "\n";
					}
				}
			}
		}' "$@"
}

if [ "${1:-}" = --make ]; then
	shift
	make_campaigns "$@"
	exit
fi

count=${1:-1000} cells=${2:-60} times=${3:-1}
directory=$(mktemp -d "${TMPDIR:-/tmp}/many-XXXXXX")
trap 'rm -rf "$directory"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# compare_first COUNT: compares the first COUNT of them; prints the least CPU time in seconds, and KiB.
# shellcheck disable=SC2046 # no blank in these names
compare_first() {
	for _ in $(seq "$times"); do
		"$usage" cpu "$B/tracetax" compare --format csv $(seq -f "$directory/%.0f" "$1")
	done | sort -n | head -n 1
}

# judge TITLE VALUE UNIT LIMIT
judge() {
	awk -v title="$1" -v value="$2" -v unit="$3" -v limit="$4" 'BEGIN {
		holds = value <= limit
		printf "%s: %.4g%s, limit %g: %s\n", title, value, unit, limit, holds ? "holds" : "does not hold"
		exit !holds
	}' || status=1
}

# compare_from WHAT: compares a quarter of them, and all; leaves the CPU time of all in `all`.
compare_from() {
	small=$(compare_first "$part")
	small=${small% *}
	all=$(compare_first "$count")
	kib=${all#* } all=${all% *}
	echo "from their $1: $part campaigns: $small s of CPU time; $count: $all s"
	judge "time per campaign, of $count to $part" "$(awk "BEGIN { print $all / $count / ($small / $part) }")" "" $most_growth
	judge "most memory resident" "$(awk "BEGIN { print $kib / 1024 }")" " MiB" $most_mib
}

status=0
part=$((count / 4))
make_campaigns "$directory" "$count" "$cells"
compare_from runs
from_runs=$all
seq -f "$directory/%.0f" "$count" | xargs -n 1 -P 2 "$B/tracetax" summary >/dev/null 2>&1 || true # errors of 3 % may deserve a doubt
compare_from tables
judge "time from the tables to that from the runs" "$(awk "BEGIN { print $all / $from_runs }")" "" $most_share
exit $status
