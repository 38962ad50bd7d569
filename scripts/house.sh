#!/bin/sh
# The shape of the source tree, measured and held against what it shall be.
set -u
cd "$(dirname "$0")/.." || exit
B=${B:-build}

usage() {
	cat <<'END'
Usage: sh scripts/house.sh [circles | folders | includes | tables | functions]
Prints a table of all measures; or, of one measure, what breaks it, and nothing where it holds.
Exit status: 0 all hold, 1 some do not, 2 usage, or nothing is built.
END
}

# Prints "FOLDER FOLDER-OR-LIBRARY..." for each folder: what it may include besides itself.
arrows() {
	awk -F '|' '/^\| `/ { words = $2 $4 $5; gsub(/[`,]/, " ", words); print words }' docs/folders.md
}

sources() { find harness workloads -name '*.[ch]' | sort; }

# Prints "FILE FOLDER-OR-LIBRARY NAME" for each include. Files of the tree are sought where the compiler seeks them, so
# that no spelling of an include slips through.
includes() {
	# shellcheck disable=SC2046 # no blank in these names
	awk '
	BEGIN {
		while ("find harness workloads -type f" | getline path) known[path]
		standard = "^(assert|complex|ctype|errno|fenv|float|inttypes|limits|locale|math|setjmp|signal|std[a-z]+|string|time|wchar)\\.h$"
		split("bpf/ csv. gsl/ hwloc. jansson. md4c. perfmon/ seccomp. zlib.", prefixes)
	}
	function plain(path) {
		while (sub(/[^\/]+\/\.\.\//, "", path) || sub(/(^|\/)\.\//, "/", path)) continue
		return path
	}
	function room(path) {
		sub(/^harness\//, "", path)
		return substr(path, 1, index(path, "/") - 1)
	}
	function library(name) {
		if (name ~ standard) return "c"
		for (i in prefixes) if (index(name, prefixes[i]) == 1) return substr(prefixes[i], 1, length(prefixes[i]) - 1)
		return "linux"
	}
	/^[ \t]*#[ \t]*include/ {
		name = $0
		gsub(/^[^<"]*[<"]|[>"].*/, "", name)
		here = FILENAME
		sub(/[^\/]*$/, "", here)
		n = split((/</ ? "" : here) " harness/ workloads/", folders, / +/)
		for (i = 1; i <= n; i++) if (folders[i] != "" && (path = plain(folders[i] name)) in known) {
			print FILENAME, room(path), path
			next
		}
		print FILENAME, library(name), name
	}' $(sources)
}

# Nobody includes a .c file, so no mode another.
broken_includes() {
	{ arrows; includes | sed 's/^/: /'; } | awk '
	$1 != ":" { may[$1, $1]; may[$1, "c"]; for (i = 2; i <= NF; i++) may[$1, $i]; next }
	{ folder = $2; sub(/^harness\//, "", folder); sub(/\/.*/, "", folder) }
	$4 ~ /\.c$/ || folder !~ /^(main|start)\.c$/ && !((folder, $3) in may) { print $2 " includes " $4 }'
}

# An object may be left of a file that has gone, and not every file has one.
objects() {
	# shellcheck disable=SC2046 # no blank in these names
	ls $(find harness workloads -name '*.c' | sed "s,.*,$B/&,; s/c$/o/") 2>/dev/null
}

# Prints "CALLER CALLEE" for each function that one file calls and another defines. In what nm prints, T is a function
# that is defined here, and U what others define.
calls() {
	# shellcheck disable=SC2046 # no blank in these names
	nm -A $(objects) | sed -nE "s,^$B/(.*)\.o: *[0-9a-f]* ([TU]) (.*),\2 \3 \1.c,p" | sort | awk '
	$1 == "T" { home[$2] = $3 }
	$1 == "U" && $2 in home && home[$2] != $3 { print $3, home[$2] }' | sort -u
}
broken_circles() { calls | tsort 2>&1 >/dev/null | sed 's/^tsort: -: input contains a loop:/a circle:/; s/^tsort: /  /'; }

# Prints "LINES FILES FOLDER", the largest first. A folder counts without those in it.
folders() {
	find harness workloads -name '*.[ch]' -exec awk '
	FNR == 1 { folder = FILENAME; sub(/\/[^\/]*$/, "", folder); files[folder]++ }
	{ lines[folder]++ }
	END { for (folder in lines) print lines[folder], files[folder], folder }' {} + | sort -rn
}
broken_folders() { folders | awk '$1 > 3500 { print $3 ": " $1 " lines, " $2 " files" }'; }

# Rows of tables that are no data but text: a literal with a cell's border in it, except in the writers of grids.
broken_tables() {
	find harness/commands harness/derive harness/report -name '*.c' ! -path '*/grid/*' -exec awk '{
		gsub(/\\"/, "")
		n = split($0, parts, "\"") # those with even numbers stand between quotes
		for (i = 2; i <= n; i += 2) if (parts[i] ~ /\| |\|-| \|/) {
			print FILENAME ":" FNR ": \"" parts[i] "\""
			break
		}
	}' {} +
}

# Prints "LINES FILE: FUNCTION", the longest first. The formatter puts a function's name and its two braces into column
# 0.
functions() {
	find harness workloads tests -name '*.[ch]' -exec awk '
	/^[a-zA-Z_]/ && !/;$/ { first = FNR; name = $0 }
	/^\{$/ { inside = 1 }
	/^\}/ && inside { inside = 0; print FNR - first + 1, FILENAME ": " name }' {} + | sort -rn
}
broken_functions() { functions | awk '$1 > 45 { n = $1; $1 = ""; print substr($0, 2) ": " n " lines" }'; }
# quantile PERCENT: of the numbers that begin the lines, which are sorted, the largest first
quantile() { awk -v percent="$1" '{ x[NR] = $1 } END { i = NR - int(NR * percent / 100); print x[i < 1 ? 1 : i] }'; }

# fewest FILE... <WORDS: of these words, in how many files besides its own the one stands that stands in the fewest: so
# many are edited for a plain new one of its kind. What a test asks for in the documents as well is told in
# CONTRIBUTING.md.
fewest() {
	# shellcheck disable=SC2016 # of perl
	perl -e '
		chomp(my @words = <STDIN>);
		my %files;
		for my $path (split /\n/, do { open my $found, "-|", "find", @ARGV, "-type", "f"; local $/; <$found> }) {
			open my $in, "<", $path or die "$path: $!\n";
			$files{$path} = do { local $/; <$in> };
		}
		for my $word (@words) {
			(my $name = $word) =~ tr/"//d;
			(my $spelled = $word) =~ s/[_-]/[_-]/g;
			my $n = grep { $files{$_} =~ /(?<!\w)$spelled(?!\w)/ && !m{/$name\.[^/]*$} } keys %files;
			$fewest = $n if !defined $fewest || $n < $fewest;
		}
		print "$fewest\n" if defined $fewest' "$@"
}
# touched <NAMES: the same of files of code, where they are named in quotes.
touched() { sed 's/.*/"&"/' | fewest harness workloads; }
registered() { sed -n "s/^\t&$1_\(.*\),/\1/p" "$B/$1s.c"; }
kinds() { sed -n 's/^const struct \([a-z]*\) \*const .*/\1/p' "$B"/*s.c; }
charts() { grep -l '^title = ' scripts/charts/*.gp | sed 's/.*\///; s/\.gp$//'; }
# The columns of runs.csv.
columns() { sed -n '/^#define RUN_COLUMNS/,/[^\\]$/p' harness/records/rows.h | sed -nE 's/^\t(COUNT|REAL|TEXT)\(([a-z_]+).*/\2/p'; }

# row WHAT FOUND MOST
row() {
	verdict=yes
	[ "$2" -le "$3" ] || verdict=NO
	printf '%-58s %6d %8d   %s\n' "$1" "$2" "$3" "$verdict"
}

table() {
	printf '%-58s %6s %8s   %s\n' "" is "at most" holds
	row "circles of calls between files" "$(broken_circles | grep -c circle)" 0
	row "lines of the largest folder, $(folders | sed -n '1s/.* //p')" "$(folders | sed -n '1s/ .*//p')" 3500
	row "includes that the order of folders forbids" "$(broken_includes | wc -l)" 0
	row "rows of tables put together by hand" "$(broken_tables | wc -l)" 0
	row "lines of a function, the median" "$(functions | quantile 50)" 9
	row "lines of a function, nine of ten" "$(functions | quantile 90)" 20
	row "lines of a function, the longest" "$(functions | quantile 100)" 45
	for kind in $(kinds); do row "files of code to edit for a new $kind besides its own" "$(registered "$kind" | touched)" 0; done
	row "files of code to edit for a new chart besides its own" "$(charts | touched)" 0
	row "files to edit for a new column of runs.csv, with csv.md" "$(columns | fewest harness docs/csv.md)" 3
	row "files to edit for a new placement, with documents" "$(grep -rlE '"socket"|`(placements\.)?socket`|^\.It Cm socket$' harness docs/csv.md docs/tracetax.1 | wc -l)" 2
}

[ -f "$B/modes.c" ] || { echo "house.sh: nothing is built in $B: make" >&2 && exit 2; }
case $#:${1-} in
0:)
	found=$(table)
	printf '%s\n' "$found"
	[ "$found" = "${found%NO*}" ]
	;;
1:circles | 1:folders | 1:includes | 1:tables | 1:functions)
	found=$("broken_$1")
	printf '%s' "${found:+$found
}"
	[ ! "$found" ]
	;;
1:--help) usage ;;
*) usage >&2 && exit 2 ;;
esac
