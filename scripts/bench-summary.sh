#!/bin/sh
# Compares `tracetax summary` of a campaign of a million runs with Miller, which computes less of
# the same file (a median and a count for each cell and mode) and does so on all CPUs.
# Exit status 1 if a limit does not hold: a third of Miller's time, 64 MiB resident, time linear in rows.
set -eu

B=${B:-build}
usage=$B/tests/reference/usage
most_mib=64 most_ratio=0.3333 most_growth=1.3

# Prints the rows of a real campaign again and again, each pass a block of its own with times of its own.
multiply() {
	LC_ALL=C awk -F, -v OFS=, -v rows="$1" '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
		$at["status"] == "ok" { line[n++] = $0 }
		END {
			srand(1)
			for (pass = 1; n && seq < rows; pass++)
				for (i = 0; i < n; i++) {
					$0 = line[i]
					$at["seq"] = ++seq
					$at["pass"] = $at["block"] = pass
					# what must hold between modes does
					pace = 100 + 5000 * $at["stops"] / $at["ops"]
					$at["wall_ns"] = sprintf("%.0f", $at["ops"] * pace * (0.9 + 0.2 * rand()))
					$at["start_ns"] = sprintf("%.0f", seq * 9e6)
					print
				}
		}' "$directory/seed/runs.csv"
}

# Expects as many rows as the campaign that was multiplied has, each over all blocks.
check() {
	"$B/tracetax" summary "$directory/$1" >/dev/null
	blocks=$(sed -n '1p;$p' "$directory/$1/runs.csv" |
		awk -F, 'NR == 1 { while ($++i != "block"); next } { print $i }')
	awk -F, -v blocks="$blocks" '
		FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; file++; next }
		file == 1 { rows++; next }
		{ rows--; wrong += $at["blocks"] != blocks }
		END { exit rows != 0 || wrong > 0 }' "$directory/seed/summary.csv" "$directory/$1/summary.csv" || {
		echo "bench-summary.sh: the summary of $1 rows is wrong" >&2
		exit 1
	}
}

# judge TITLE VALUE UNIT LIMIT
judge() {
	awk -v title="$1" -v value="$2" -v unit="$3" -v limit="$4" 'BEGIN {
		holds = value <= limit
		printf "%s: %.4g%s, limit %g: %s\n", title, value, unit, limit, holds ? "holds" : "does not hold"
		exit !holds
	}' || status=1
}

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

"$B/tracetax" run --workload getpid,getppid,compute,file-io --size 1024,4096 --placement same,free \
	--blocks 1 --window 1 --quiet -o "$directory/seed"
sizes="10000 100000 1000000"
for rows in $sizes; do
	mkdir "$directory/$rows"
	multiply "$rows" >"$directory/$rows/runs.csv"
	check "$rows"
done

status=0
for _ in 1 2 3 4 5; do
	for rows in $sizes; do
		echo "$rows $("$usage" seconds "$B/tracetax" summary "$directory/$rows")"
	done
done >"$directory/times"
# the least of five: what disturbs only adds
awk '!($1 in least) || $2 < least[$1] { least[$1] = $2 } END { for (rows in least) print rows, least[rows] }' \
	"$directory/times" | sort -n >"$directory/least"
awk '{ printf "%7d rows: %.3f s\n", $1, $2 }' "$directory/least"
judge "time per row, of 1000000 to 100000 rows" \
	"$(awk '{ t[$1] = $2 / $1 } END { print t[1000000] / t[100000] }' "$directory/least")" "" $most_growth
kib=$("$usage" kib "$B/tracetax" summary "$directory/1000000")
judge "most memory resident" "$(awk "BEGIN { print $kib / 1024 }")" " MiB" $most_mib
if command -v mlr >/dev/null; then
	echo "a million rows, in s:"
	"$B/tests/reference/pairs" --pairs 6 --max-ratio $most_ratio --a tracetax --b mlr \
		"$usage seconds $B/tracetax summary $directory/1000000" \
		"$usage seconds mlr --icsv --opprint stats1 -a p50,count -f wall_ns \
			-g workload,mode,placement,size $directory/1000000/runs.csv" || status=1
else
	echo "skipped: mlr is not installed (sh scripts/setup.sh)"
fi
exit $status
