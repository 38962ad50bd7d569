#!/bin/sh
# Measures what the cheapest interceptions add to a getpid, beside calls of a function through a pointer, all on one
# CPU. `preload` and `rewrite` make such a call and count; `rewrite-armed` also leaves user dispatch on, for sites that
# it has not seen yet.
set -eu

B=${B:-build}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cpu=$(taskset -cp $$ | sed 's/.*[ ,-]//') # the last usable one: the first takes the interrupts

line() { printf '%-44s %s\n' "$1" "$2"; }

taskset -c "$cpu" "$B/tracetax" run --mode untraced,preload,sud-armed,rewrite,rewrite-armed --precision 2 --time 30 --quiet \
	-o "$directory/c" || [ $? -eq 3 ]
line "an indirect call" "$(taskset -c "$cpu" "$B/tests/reference/indirect_call") ns"
line "one of a function that counts, atomically" "$(taskset -c "$cpu" "$B/tests/reference/indirect_call" count) ns"
for mode in preload rewrite rewrite-armed sud-armed; do
	line "added by $mode" "$(awk -F, -v mode=$mode 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["mode"] == mode { found = 1; printf "%.1f ns (%.1f to %.1f)", $at["added_ns"], $at["added_ns_lo"], $at["added_ns_hi"] }
		END { if (!found) printf "not measured here" }' "$directory/c/summary.csv")"
done
