# shellcheck shell=sh
# Shared by the real proofs: one CPU for all of them, a directory of their own, columns by name.
set -eu
B=${B:-build}
tracetax=$B/tracetax
statistics=$B/tests/statistics
cpu=$(taskset -cp $$ | sed 's/.*[ ,-]//') # the last usable one: the first takes the interrupts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# measure NAME OPTION...: measures a campaign $work/NAME by run, or by exec if $subcommand says so. Whether it is to be
# trusted is judged here, not there.
measure() {
	name=$1 measured=0
	shift
	rm -rf "${work:?}/$name"
	"$tracetax" "${subcommand:-run}" --quiet -o "$work/$name" "$@" 2>"$work/error" || measured=$?
	case $measured in
	0 | 3) ;;
	*) cat "$work/error" >&2 && exit "$measured" ;;
	esac
}

# rows FILE COLUMN...: prints these columns of every row, separated by blanks; an empty one is "-".
columns() {
	file=$1
	shift
	awk -F, -v names="$*" '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(names, name, " "); next }
		{ for (i = 1; i <= n; i++) printf "%s%s", $at[name[i]] == "" ? "-" : $at[name[i]], i < n ? " " : "\n" }' "$file"
}

# Tells whether others wanted the CPUs, or a quota took them, in most runs of the campaign $work/NAME: 1 or 0.
disturbed() { columns "$work/$1/runs.csv" runnable throttled_ns | awk '$1 > 0 || $2 > 0 { n++ } END { print (n > NR / 2) }'; }
