#!/usr/bin/env bats
# What the documents say, held against the code: their examples are built and run, their tables compared
# with real files, the man page with --help, and the rules of inclusion with every #include.

bats_require_minimum_version 1.5.0

root=$BATS_TEST_DIRNAME/../..
tree=$BATS_FILE_TMPDIR/tree
program=$tree/build/tracetax
BUILD=$(realpath "${BUILD:-build}")
sanitize=$(if [ -d "$BUILD/plain" ]; then echo SANITIZE=1; fi)
load ../limits
tracetax() { "$program" "$@"; }

# The fenced blocks of a document whose first line names a file, each written there below $tree.
extract() {
	awk -v tree="$tree" '
	/^```/ { file = ""; fresh = !inside; inside = !inside; next }
	fresh && /^\/\* [a-z_\/]+\.c \*\/$/ { file = tree "/" $2; print $2 }
	{ fresh = 0 }
	file { print > file }' "$root/docs/$1"
}

# What the tests run was built from the same files, so only what the examples add is compiled.
copy_objects() {
	local built
	mkdir "$tree/build"
	for built in "$BUILD"/*; do
		if [ -f "$built" ]; then cp -a "$built" "$tree/build"; fi
	done
	cp -a "$BUILD/harness" "$BUILD/workloads" "$tree/build"
	if [ -d "$BUILD/plain" ]; then cp -a "$BUILD/plain" "$tree/build"; fi
}

# shellcheck disable=SC2086 # none or one
build() { make -C "$tree" B=build WERROR=1 $sanitize -j2 build/tracetax build/tracetax-driver; }

# A print format of one file: how many rows a table has.
add_format() {
	cat >"$tree/harness/report/grid/formats/rows.c" <<-'END'
		#include "report/grid/format.h"
		#include "report/grid/grid.h"

		static void write(const struct grid *grid, FILE *out)
		{
			fprintf(out, "%zu rows\n", grid->n);
		}

		const struct format format = {
			.name = "rows",
			.summary = "how many",
			.order = 3000,
			.write = write,
		};
	END
}

# wrong FILE NEW NAME NUMBER: the example in FILE as another one, NEW, with another number. It is built with the rest.
wrong() { sed "s/^\t\.name = .*/\t.name = \"$3\",/; s/^\t\.$4/" "$tree/$1" >"$tree/${1%/*}/$2"; }

setup_file() {
	mkdir "$BATS_FILE_TMPDIR/tree"
	cp -a "$root/Makefile" "$root/harness" "$root/scripts" "$root/workloads" "$tree"
	(cd "$tree" && find . -type f | sort) >"$BATS_FILE_TMPDIR/before"
	extract add-a-mode.md >"$BATS_FILE_TMPDIR/mode-files"
	extract add-a-workload.md >"$BATS_FILE_TMPDIR/workload-files"
	extract add-a-table.md >"$BATS_FILE_TMPDIR/table-files"
	(cd "$tree" && find . -type f | sort) >"$BATS_FILE_TMPDIR/after"
	add_format
	wrong "$(cat "$BATS_FILE_TMPDIR/mode-files")" too_few.c too-few 'stops_per_call = 2/\t.stops_per_call = 1'
	wrong "$(cat "$BATS_FILE_TMPDIR/workload-files")" too_many.c too-many 'calls_per_op = 1/\t.calls_per_op = 2'
	copy_objects
	if build >"$BATS_FILE_TMPDIR/make" 2>&1; then touch "$BATS_FILE_TMPDIR/built"; fi # a test of its own looks at that
}

# The names and the numbers of the examples come from the documents.
example_name() { sed -n 's/^\t\.name = "\(.*\)",$/\1/p' "$tree/$(cat "$BATS_FILE_TMPDIR/$1-files")"; }
example_number() { sed -n "s/^\t\.$2 = \([0-9]*\),\$/\1/p" "$tree/$(cat "$BATS_FILE_TMPDIR/$1-files")"; }

need_ptrace() {
	[ -x "$program" ] || { cat "$BATS_FILE_TMPDIR/make"; false; }
	tracetax trace -- true || skip "ptrace is refused here"
}

# column NAME FILE: its values. The examples write no quoted field before the one that is asked for.
column() { awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next } { print $c }' "$2"; }

help_of() {
	cd "$BATS_TEST_TMPDIR" || return # what runs instead of helping leaves its files here
	timeout "$LIMIT" "$program" "$1" --help
}

commands() { tracetax --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p'; }

@test "each document adds one file and changes none" {
	[ "$(wc -l <"$BATS_FILE_TMPDIR/mode-files")" -eq 1 ]
	[ "$(wc -l <"$BATS_FILE_TMPDIR/workload-files")" -eq 1 ]
	[ "$(wc -l <"$BATS_FILE_TMPDIR/table-files")" -eq 1 ]
	run cat "$BATS_FILE_TMPDIR/mode-files" "$BATS_FILE_TMPDIR/workload-files" "$BATS_FILE_TMPDIR/table-files"
	[[ ${lines[0]} == harness/modes/*.c ]]
	[[ ${lines[1]} == workloads/*.c ]]
	[[ ${lines[2]} == harness/derive/tables/*.c ]]
	run diff "$BATS_FILE_TMPDIR/before" "$BATS_FILE_TMPDIR/after"
	[ "$(grep -c '^>' <<<"$output")" -eq 3 ]
	[ "$(grep -c '^<' <<<"$output")" -eq 0 ]
}

@test "the examples compile without a warning" {
	cat "$BATS_FILE_TMPDIR/make"
	[ -e "$BATS_FILE_TMPDIR/built" ]
}

@test "the program lists them, and no list was edited" {
	run tracetax list modes
	grep -q "^$(example_name mode) " <<<"$output"
	run tracetax list workloads
	grep -q "^$(example_name workload) " <<<"$output"
}

@test "they run, and count exactly the stops that they declare" {
	need_ptrace
	mode=$(example_name mode) workload=$(example_name workload)
	directory=$BATS_TEST_TMPDIR/campaign
	run tracetax run --workload "$workload" --mode "$mode" --blocks 1 --window 1 -o "$directory"
	echo "$output"
	[ "$status" -eq 0 ]
	[ "$(column status "$directory/runs.csv" | sort | uniq -c | tr -s ' ')" = " 3 ok" ]
	[ "$(column workload "$directory/runs.csv" | sort -u)" = "$workload" ]
	run awk -F, -v mode="$mode" -v per_call="$(example_number mode stops_per_call)" \
		-v per_op="$(example_number workload calls_per_op)" '
	NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
	{
		due = $c["mode"] == mode ? $c["calls"] * per_call : 0
		wrong += $c["ops"] == 0 || $c["calls"] != $c["ops"] * per_op || $c["stops"] != due
		treated += $c["mode"] == mode
	}
	END { print wrong + 0, treated + 0 }' "$directory/runs.csv"
	[ "$output" = "0 1" ]
}

@test "the example of a derived table is written into a campaign, whenever that was measured" {
	cp -r "$root"/results/2026-11-29-linux-6.18.44 "$BATS_TEST_TMPDIR/campaign"
	cd "$BATS_TEST_TMPDIR/campaign"
	[ -x "$program" ]
	tracetax summary . >/dev/null
	[ "$(head -n 1 cheapest.csv)" = workload,size,placement,mode,added_ns,added_ns_lo,added_ns_hi ]
	[ "$(column mode cheapest.csv | grep -cx 'untraced\|memcpy')" -eq 0 ]
	cells() { cut -d , -f 1-3 "$@" | tail -n +2 | sort -u; }
	diff <(grep -v '^[^,]*,[^,]*,[^,]*,\(untraced\|memcpy\),' summary.csv | cells -) <(cells cheapest.csv)
}

# formats_of COMMAND: the print formats that its --format takes, and exports.
formats_of() {
	cd "$tree/harness/report"
	case $1 in
	doctor | list) cat grid/formats/*.c ;;
	*) grep -L '^	\.outcomes = true,$' grid/formats/*.c | xargs cat ;;
	esac | sed -n 's/^\t\.name = "\(.*\)",$/\1/p'
	if [ "$1" = summary ]; then sed -n 's/^\t\.format = "\(.*\)",$/\1/p' exports/*.c; fi
}

@test "a new print format is a new file: commands write it, --help and a complaint name it" {
	[ "$(tracetax list tables --format rows)" = "$(ls "$tree"/harness/derive/tables/*.c | wc -l) rows" ]
	[[ $(tracetax doctor --format rows) =~ ^[0-9]+\ rows$ ]]
	for words in "compare here there" doctor "list modes" "summary here"; do
		run help_of "${words%% *}"
		[[ $(tr -s ' \n' ' ' <<<"$output") == *"text (aligned columns, the default), "*" or rows (how many)"[\ \;]* ]]
	done
	for words in "compare here there" doctor "exec true" "list modes" "predict true" "summary here"; do
		# shellcheck disable=SC2086 # words
		run tracetax ${words%% *} --format row ${words#"${words%% *}"}
		[ "$status" -eq 2 ]
		[[ $output == 'tracetax: --format "row": expected text, '*' or rows'* ]]
		for name in $(formats_of "${words%% *}"); do
			[[ ${output#*expected}, =~ \ $name(,|;|\ or) ]] || { echo "$name: $output"; return 1; }
		done
	done
}

@test "a mode that declares too few stops is left out, with the reason" {
	need_ptrace
	run tracetax run --mode too-few --blocks 1 --window 1 -o "$BATS_TEST_TMPDIR/campaign"
	[ "$status" -eq 1 ]
	# the one row of the mode; its baseline ran
	[ "$(column mode "$BATS_TEST_TMPDIR/campaign/runs.csv" | sort | uniq -c | tr -s ' ')" = " 1 too-few
 2 untraced" ]
	run awk -F, '$10 == "too-few" { print $12, $13 }' "$BATS_TEST_TMPDIR/campaign/runs.csv"
	[[ $output =~ ^fail\ ([0-9]+)\ stops\ counted\ where\ ([0-9]+)\ are\ due$ ]]
	[ "${BASH_REMATCH[1]}" -eq $((2 * BASH_REMATCH[2])) ]
}

@test "a workload that declares too many calls fails in every traced run" {
	need_ptrace
	run tracetax run --workload too-many --mode ptrace-syscall --blocks 1 --window 1 -o "$BATS_TEST_TMPDIR/campaign"
	[ "$status" -eq 1 ]
	grep -Eq ',ptrace-syscall,treatment,fail,[0-9]+ stops counted where [0-9]+ are due,' \
		"$BATS_TEST_TMPDIR/campaign/runs.csv"
}

# house TREE MEASURE: what breaks it there; fails where something does.
house() { (cd "$1" && B=$tree/build sh scripts/house.sh "${@:2}"); }

# breaks MEASURE FILE TEXT PATTERN: with this text at the end of a file, what the measure says.
breaks() {
	mkdir -p "$tree/docs"
	cp "$root/docs/folders.md" "$tree/docs"
	cp "$tree/$2" "$BATS_TEST_TMPDIR/kept"
	printf '%s\n' "$3" >>"$tree/$2"
	run house "$tree" "$1"
	cp "$BATS_TEST_TMPDIR/kept" "$tree/$2"
	[ "$status" -eq 1 ]
	[[ $output == *$4* ]]
}

@test "each folder includes only those below it, and the libraries that belong there" {
	breaks includes harness/analysis/summary.c '#include <unistd.h>' 'harness/analysis/summary.c includes unistd.h'
	breaks includes harness/base/utf8.c '	# include "../base/../plan/plan.h"' 'harness/base/utf8.c includes harness/plan/plan.h'
	breaks includes harness/modes/untraced.c '#include "memcpy.c"' 'harness/modes/untraced.c includes harness/modes/memcpy.c'
	breaks includes workloads/getpid.c '#include "modes/mode.h"' 'workloads/getpid.c includes harness/modes/mode.h'
}

@test "the document on folders is what is held: a word or a folder less in it, and something is forbidden" {
	mkdir -p "$tree/docs"
	sed '/^| `run`/s/`page`//; /^| `analysis`/d' "$root/docs/folders.md" >"$tree/docs/folders.md"
	run house "$tree" includes
	rm "$tree/docs/folders.md"
	[[ $output == *'harness/run/'*' includes harness/page/'* ]]
	[[ $output == *'harness/analysis/'*' includes harness/records/'* ]]
}

@test "no files call each other in a circle" {
	for pair in utf8:nearest nearest:words words:utf8; do
		caller=${pair%:*} callee=${pair#*:}
		printf 'int %s(void);\nint %s(void) { return %s(); }\n' "again_$callee" "again_$caller" "again_$callee" |
			"${CC:-cc}" -x c -c -o "$BATS_TEST_TMPDIR/again.o" -
		cp "$tree/build/harness/base/$caller.o" "$BATS_TEST_TMPDIR/$caller.o"
		ld -r -o "$tree/build/harness/base/$caller.o" "$BATS_TEST_TMPDIR/$caller.o" "$BATS_TEST_TMPDIR/again.o"
	done
	run house "$root" circles
	cp "$BATS_TEST_TMPDIR"/{utf8,nearest,words}.o "$tree/build/harness/base"
	[ "$status" -eq 1 ]
	for name in utf8 nearest words; do grep -qx "  harness/base/$name.c" <<<"$output"; done
}

@test "the source tree has the shape that house.sh asks for" {
	run house "$root"
	echo "$output"
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -ge 15 ]
	long=$(printf 'int f(void)\n{\n'; seq 44 | sed 's/.*/\t;/'; echo '}')
	breaks tables harness/derive/load.c 'static const char *const row = "| %s | %s |";' 'harness/derive/load.c:'
	breaks functions harness/base/utf8.c "$long" 'harness/base/utf8.c: int f(void): 47 lines'
}

# fields STRUCT HEADER
fields() {
	cc -fpreprocessed -E -P "$root/$2" | sed -n "/^struct $1 {/,/^}/p" | sed -E 's/\(\*([a-z_]+)\).*/\1;/' |
		grep -oE '[a-z_]+(\[[A-Z_]+\])?[,;]' | sed 's/[^a-z_].*//'
}

@test "the documents explain every field of the contracts, and no other" {
	[ "$(fields mode harness/modes/mode.h | wc -l)" -ge 20 ]
	diff <(fields mode harness/modes/mode.h | sort) <(documented 'The contract' add-a-mode.md | sort)
	diff <(fields workload workloads/workload.h | sort) <(documented 'The contract' add-a-workload.md | sort)
}

@test "each test that the document on transparency names is there" {
	perl -ne 'print "$1\t$2\n" while /`(\w+\.bats)`: ([^|;`]+?) *(?=[|;])/g' "$root/docs/transparency.md" >"$BATS_TEST_TMPDIR/names"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/names")" -ge 40 ]
	run perl -e '
		my ($names, %tests) = shift;
		for my $path (@ARGV) {
			open my $in, "<", $path or die "$path: $!\n";
			$tests{$path =~ s{.*/}{}r} .= join "", grep { /\@test/ } <$in>;
		}
		open my $in, "<", $names or die;
		while (<$in>) {
			chomp;
			my ($file, $name) = split /\t/;
			print "$file: $name\n" if index($tests{$file} // "", $name) < 0;
		}' "$BATS_TEST_TMPDIR/names" "$root"/tests/*/*.bats
	echo "$output"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

# Checks each header that is named on standard input. clang tells the command that it would run, which
# takes many files at once; other compilers start a process for each.
headers_alone() {
	local -a options=(-std=c17 -D_GNU_SOURCE -Iharness -Iworkloads -fsyntax-only -x c)
	local command
	if command=$(clang -### "${options[@]}" Makefile 2>&1); then
		xargs sh -c "$(tail -n 1 <<<"${command%\"Makefile\"*}") \"\$@\"" sh
	else
		xargs -n 8 -P 2 cc "${options[@]}"
	fi
}

@test "every header compiles alone" {
	cd "$root"
	find harness workloads -name '*.h' >"$BATS_TEST_TMPDIR/headers"
	run headers_alone <"$BATS_TEST_TMPDIR/headers"
	echo "$output"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

# documented SECTION [DOCUMENT]: the code spans in the first column of its first table, in order.
documented() {
	awk -v section="## $1" '
	/^## / { here = $0 == section }
	here && /^\| `/ { split($0, cells, "|"); print cells[2]; seen = 1 }
	here && seen && !/^\|/ { exit }' "$root/docs/${2:-csv.md}" | grep -o '`[^`]*`' | tr -d '`'
}

# Compares the headers of CSV files with the columns of the sections that their names are; none may be empty. All at once:
# a reader of the document for each would take as long as the rest.
are_documented() {
	awk '
	FNR == NR && /^## / { section = substr($0, 4) }
	FNR == NR && section && /^\| `/ {
		split($0, cells, "|")
		for (cell = cells[2]; match(cell, /`[^`]*`/); cell = substr(cell, RSTART + RLENGTH))
			due[section] = due[section] (due[section] == "" ? "" : ",") substr(cell, RSTART + 1, RLENGTH - 2)
		seen = 1
	}
	FNR == NR { if (seen && !/^\|/) section = seen = ""; next }
	FNR == 1 {
		name = FILENAME
		sub(/.*\//, "", name)
		if ($0 == "" || $0 != due[name]) { print name ": " $0 "\ndocumented: " due[name]; bad = 1 }
	}
	END { exit bad }' "$root/docs/csv.md" "$@"
}

@test "docs/csv.md names every column of every file that is written, in its order" {
	directory=$BATS_TEST_TMPDIR/campaign
	tracetax run --workload mixed,memory-read --size 64 --mode untraced,memcpy,filter:docker,wrap:env --wrap env=env \
		--filter docker="$root/bench/filters/docker-default.json" --blocks 1 --window 1 --quiet -o "$directory"
	tracetax report --no-charts "$directory" >/dev/null 2>&1
	rm "$directory/cheapest.csv" # the example's
	# its pilot has no time, but its file
	tracetax run --mode untraced --time 0.1 --quiet -o "$BATS_TEST_TMPDIR/pilot" || true
	cp "$BATS_TEST_TMPDIR/pilot/windows.csv" "$directory"
	tracetax run --command 'a=sleep 0.1' --workload getpid,command:a --mode untraced,ptrace-syscall --blocks 1 --window 1 --quiet \
		-o "$BATS_TEST_TMPDIR/command" || true
	tracetax run --may-break --command b-0=true --command b-1=true --workload command:b-0,command:b-1 --mode untraced,ptrace-syscall \
		--blocks 1 --window 1 --quiet -o "$BATS_TEST_TMPDIR/covered"
	cp "$BATS_TEST_TMPDIR"/command/{calls,calls-made,predictions,prediction-errors}.csv "$BATS_TEST_TMPDIR/covered/coverage.csv" "$directory"
	[ "$(ls "$directory"/*.csv | wc -l)" -ge 7 ]
	are_documented "$directory"/*.csv
	cp -r "$root"/results/2026-11-29-linux-6.18.44 "$BATS_TEST_TMPDIR/reference"
	# as if its clock counted instructions, for the table of those
	sed -i 's/"counts_instructions": false/"counts_instructions": true/; s/"instructions_per_ns": null/"instructions_per_ns": 1.0/' \
		"$BATS_TEST_TMPDIR/reference/machine.json"
	tracetax summary "$BATS_TEST_TMPDIR/reference" >/dev/null
	rm "$BATS_TEST_TMPDIR/reference/cheapest.csv" # the example's
	# each table has rows in one of the two
	[ -z "$(tracetax list tables --format csv | tail -n +2 | cut -d, -f1 | grep -vx cheapest.csv |
		grep -vxFf <(cd "$BATS_TEST_TMPDIR" && ls reference campaign | grep csv))" ]
	# the version that measured it may have had fewer columns, and none that is not told
	for file in runs.csv workloads.csv; do
		[ -z "$(head -n 1 "$BATS_TEST_TMPDIR/reference/$file" | tr , "\n" | grep -vxFf <(documented $file))" ]
		rm "$BATS_TEST_TMPDIR/reference/$file"
	done
	tracetax compare --format csv "$directory" "$directory" >"$BATS_TEST_TMPDIR/compare --format csv"
	sed -n 's/^echo \(block,.*\) >.*/\1/p' "$root/scripts/whole-program.sh" >"$BATS_TEST_TMPDIR/whole-program.csv"
	are_documented "$BATS_TEST_TMPDIR"/{reference/*.csv,"compare --format csv",whole-program.csv}
}

@test "docs/csv.md names every key of machine.json, and no other" {
	directory=$BATS_TEST_TMPDIR/campaign
	tracetax run --mode untraced --blocks 1 --window 1 --quiet -o "$directory"
	awk -F'"' '
	/^  "/ { top = $2; grouped = /\{$/; if (!grouped) print top }
	/^    "/ && grouped { print top "." $2 }' "$directory/machine.json" | sort >"$BATS_TEST_TMPDIR/keys"
	[ -s "$BATS_TEST_TMPDIR/keys" ]
	diff <(sed -n 's/^placements\.//p' "$BATS_TEST_TMPDIR/keys") <(known placements)
	diff <(sed 's/^placements\..*/placements.NAME/' "$BATS_TEST_TMPDIR/keys" | sort -u) <(documented machine.json | sort)
}

@test "docs/csv.md names the flags that the code sets" {
	diff <(sed -n 's/.*add_flag(row, "\([a-z-]*\)").*/\1/p' "$root/harness/campaign/row.c" | sort) \
		<(awk '/^\| flag / { here = 1 } here && /^\| `/ { print $2 } here && /^$/ { exit }' "$root/docs/csv.md" | tr -d '`' | sort)
}

# The part of the man page on one command, without macros' leading dot lines of other commands.
man_part() { awk -v part=".Ss tracetax $1" '/^\.S[sh] / { here = $0 == part } here' "$root/docs/tracetax.1"; }

@test "the man page has every command, and no other" {
	[ "$(commands | wc -l)" -ge 5 ]
	diff <(commands | sort) <(sed -n 's/^\.Ss tracetax //p' "$root/docs/tracetax.1" | sort)
	for command in $(commands); do
		sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/p' "$root/docs/tracetax.1" | grep -qx "\.Cm $command"
	done
}

@test "the man page has every option of --help with its letter, command by command, and no other" {
	[ "$(commands | wc -l)" -ge 5 ]
	for command in $(commands); do
		run help_of "$command"
		[ "$status" -eq 0 ]
		[[ $output == "Usage: tracetax $command "* ]] || { echo "$command --help gives no help: $output" && false; }
		diff <(sed -n 's/^ *\(-\([a-z]\), \)\{0,1\}--\([a-z-]*\).*/\2 \3/p' <<<"$output" |
			grep -v -e ' help$' -e ' usage$' | sort) \
			<(man_part "$command" | sed -n 's/^\.It \(Fl \([a-z]\) , \)\{0,1\}Fl -\([a-z-]*\).*/\2 \3/p' | sort)
	done
	grep -q '^\.Fl -help' "$root/docs/tracetax.1"
	grep -q '^\.Fl -usage' "$root/docs/tracetax.1"
}

@test "the man page has every option that --help leaves out, and no other" {
	hidden=$({ sed -n 's/^\t{ "\([a-z-]*\)",.* OPTION_HIDDEN,.*/\1/p' "$root"/harness/commands/*.c
		sed -n 's/^\t\.name = "\(.*\)",$/export-\1/p' "$root"/harness/report/exports/*.c; } | sort)
	[ "$(wc -l <<<"$hidden")" -ge 7 ]
	diff <(echo "$hidden") <(awk '/^\.S[sh] / { here = $0 == ".Ss Exports, parameters, filters and shells" } here' "$root/docs/tracetax.1" |
		sed -n 's/^\.It Fl -\([a-z-]*\).*/\1/p' | sort)
}

# run takes an option of exec if it does not call it unknown; a plan that is not there ends it.
@test "the man page has every option that run takes, as exec does or alone, and that its help leaves out" {
	hidden=$(for option in $(help_of exec | sed -n 's/^ .*--\([a-z-]*\).*/\1/p'); do
		help_of run | grep -q "^ .*--$option\>" || tracetax run "--$option" 1 no-such.plan 2>&1 |
			grep -q 'unknown option' || echo "$option"
	done
		sed -n 's/^\t{ "\([a-z-]*\)",.* OPTION_HIDDEN,.*/\1/p' "$root/harness/plan/options.c")
	hidden=$(sort <<<"$hidden")
	[ "$(wc -l <<<"$hidden")" -ge 6 ]
	diff <(echo "$hidden") <(awk '/^\.S[sh] / { here = $0 == ".Ss Commands" } here' "$root/docs/tracetax.1" |
		sed -n 's/^\.It Fl -\([a-z-]*\).*/\1/p' | sort)
}

@test "the man page tells each print format of --format, command by command" {
	for command in compare doctor exec list predict summary; do
		formats=$(formats_of "$command" | grep -vx rows | sort)
		[ "$(wc -l <<<"$formats")" -ge 4 ]
		diff <(echo "$formats") <(man_part "$command" |
			awk '/^\.It / { here = /Fl -format/ } /^\.El/ { here = 0 } here && /^\.Cm / { print $2 }' | sort)
	done
}

# known WHAT: the names that `list` has.
known() { tracetax list "$1" --wide | awk '{ print $1 }' | sort; }

@test "the man page sends its reader to the lists of modes, workloads, placements and tables" {
	for list in modes workloads placements tables; do
		grep -qx "\.Cm tracetax list $list" "$root/docs/tracetax.1"
		[ "$(known "$list" | wc -l)" -ge 5 ]
	done
}

@test "docs/modes.md tells of modes that exist" {
	sed -nE 's/^`([^ `]*)`: .*/\1/p' "$root/docs/modes.md" | sort >"$BATS_TEST_TMPDIR/told"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/told")" -ge 5 ]
	run comm -13 <(known modes) "$BATS_TEST_TMPDIR/told"
	echo "$output"
	[ -z "$output" ]
}

# drawn: "MODE SINCE STOPS SWITCHES" of each mode in tracetax-modes(7). A watcher that is woken is woken for each stop.
drawn() {
	awk '
	/^\.Sh / { switches = "-" }
	/^No switch/ { switches = 0 }
	/^(Two|Four) switches/ { switches = 2 }
	/^\.It Cm / && / : since / { print $3, $6, $8, switches == 2 ? 2 * $8 : switches }' "$root/docs/tracetax-modes.7" | sort
}

@test "tracetax-modes(7) draws every mode, with the version and the stops that it declares" {
	[ "$(drawn | wc -l)" -ge 40 ]
	diff <(tracetax list modes --format csv | awk -F, -v new="$(example_name mode)" 'NR > 1 && $1 != new && $1 != "too-few" { print $1, $3, $2 }' | sort) \
		<(drawn | cut -d ' ' -f 1-3)
}

@test "tracetax-modes(7) draws as many switches as were counted" {
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
		$c["workload"] == "getpid" && $c["placement"] == "same" { printf "%s %.0f\n", $c["mode"], $c["switches_per_call"] }' \
		"$root/results/2026-11-29-linux-6.18.44/summary.csv" | sort >"$BATS_TEST_TMPDIR/counted"
	join -o 1.1,1.4,2.2 <(drawn) "$BATS_TEST_TMPDIR/counted" >"$BATS_TEST_TMPDIR/both"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/both")" -ge 25 ]
	run awk '$2 != $3' "$BATS_TEST_TMPDIR/both"
	[ -z "$output" ] || { echo "$output" && false; }
}

@test "the man pages are sound mdoc" {
	command -v groff >/dev/null || skip "groff is not installed"
	for page in "$root"/docs/*.[17]; do
		run groff -ww -mandoc -z -Tutf8 "$page"
		echo "$output"
		[ "$status" -eq 0 ]
		[ -z "$output" ]
		! command -v mandoc >/dev/null || mandoc -T lint -W warning "$page"
	done
}

# Prints what is prose: no tables, no examples, no macros.
prose() { awk '/^```/ { inside = !inside; next } !inside && !/^[|.]/ && !/^<!--/ { print FILENAME ":" FNR ": " $0 }' "$@"; }

@test "prose has lines of at most 120 characters, and plain words" {
	cd "$root"
	prose README.md CONTRIBUTING.md CHANGELOG.md docs/*.md docs/*.[17] >"$BATS_TEST_TMPDIR/prose"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/prose")" -gt 1000 ]
	run env LC_ALL=C.UTF-8 grep -E '^[^ ]+ .{121}' "$BATS_TEST_TMPDIR/prose"
	echo "$output"
	[ -z "$output" ]
	run grep -E '\<([Bb]ut for|dear|dearer)\>|(^[^ ]+|[.:]) [(]?(Of|Those)\>' "$BATS_TEST_TMPDIR/prose"
	echo "$output"
	[ -z "$output" ]
}

@test "no comment and no cell of a table begins with Of or Those" {
	cd "$root"
	run grep -rnE '(/\*|\*|#|[|.:]) (Of|Those) ' README.md CONTRIBUTING.md CHANGELOG.md docs harness workloads tests scripts bench
	echo "$output"
	[ -z "$output" ]
}

@test "links between the documents lead somewhere" {
	for folder in "$root" "$root/docs"; do
		cd "$folder"
		for link in $(grep -oh '](\([^)#]*\)' ./*.md | sed 's/^](//' | sort -u); do
			case $link in http*) continue ;; esac
			[ -e "$link" ] || { echo "no such file: $link" && false; }
		done
	done
}

@test "anchors between the documents lead to headings" {
	cd "$root/docs"
	run perl -e '
		my %headings;
		for my $path (@ARGV) {
			open my $in, "<:utf8", $path or die "$path: $!\n";
			while (<$in>) {
				next unless s/^##* //;
				chomp;
				tr/A-Z /a-z-/;
				s/[^a-z0-9_-]//g;
				$headings{$path}{$_} = 1;
			}
		}
		for my $path (@ARGV) {
			open my $in, "<", $path;
			while (<$in>) {
				while (/\]\(([^)#]*)#([^)]*)/g) {
					$n++;
					print "$path: no such heading: $1#$2\n" unless $headings{$1 eq "" ? $path : $1}{$2};
				}
			}
		}
		die "no links\n" unless $n > 10' *.md
	echo "$output"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "the README's commands, plans and targets are there, and its figures are those of the reference campaign" {
	cd "$root"
	for target in $(grep -oE '(`|&& |^)make [a-z-]+' README.md docs/measuring.md | sed 's/.*make //' | sort -u); do
		grep -q "^$target:" Makefile || { echo "make $target" && false; }
	done
	grep -ohE 'tracetax [a-z]+ ' README.md docs/measuring.md | cut -d ' ' -f 2 | sort -u >"$BATS_TEST_TMPDIR/named"
	[ "$(comm -12 <(commands | sort) "$BATS_TEST_TMPDIR/named" | wc -l)" -ge 6 ]
	for option in $(grep -oh -- '[` ]--[a-z][a-z-]*' README.md docs/measuring.md | tr -d '` ' | sort -u); do
		[ "$option" = --export-json ] || grep -q "Fl ${option#-}\>" docs/tracetax.1 || { echo "$option" && false; }
	done
	for plan in $(grep -oh 'bench/[a-z-]*\.plan' README.md docs/measuring.md); do [ -s "$plan" ]; done
	diff <(ls bench/*.plan) <(grep -o 'bench/[a-z-]*\.plan' docs/measuring.md | sort -u)
	[ "$(awk '/<!-- table/ { here = 1 } /<!-- \/table/ { here = 0 } here && /^\| `/' README.md | tee "$BATS_TEST_TMPDIR/rows" | wc -l)" -eq 5 ]
	tracetax report --excerpt results/2026-11-29-linux-6.18.44 >"$BATS_TEST_TMPDIR/excerpt"
	[ -z "$(grep -vxFf "$BATS_TEST_TMPDIR/excerpt" "$BATS_TEST_TMPDIR/rows")" ]
}

@test "no number of the report has an exponent" {
	run grep -nE '[0-9]e[+-][0-9]' "$root/REPORT.md"
	echo "$output"
	[ "$status" -eq 1 ]
}
