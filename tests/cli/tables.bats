# Derived tables that are read in place of the runs: only while nothing has changed, and with the same answer.
load ../helpers

# Two small real campaigns, each with its tables.
setup_file() {
	copy_programs "$BUILD"
	local name
	for name in a b; do
		(cd "$FILE_DIR" && bin/tracetax run --mode ptrace-syscall,seccomp-allow --blocks 8 --window 1 --ops 20 --quiet -o $name) ||
			[ $? -eq 3 ]
	done
}

begin() {
	rm -rf a b
	cp -r "$FILE_DIR/a" "$FILE_DIR/b" .
}

# Prints a comparison as data, and as people read it.
compared() {
	local form
	for form in --format=csv --all; do tracetax compare $form a b || [ $? -eq 3 ] || return 1; done
}

# seal FILE: enters the file's size and checksum as they are now, as somebody would who forges a table.
seal() {
	local sum
	sum=$(gzip -c "b/$1" | tail -c 8 | od -An -tu4 -N4 | tr -d ' ')
	perl -F, -i -slane '$F[0] eq $file and @F[1, 2] = ($bytes, $sum); print join ",", @F' -- \
		-file="$1" -bytes="$(stat -c %s "b/$1")" -sum="$sum" b/derived.csv
}

# tenfold FILE PATTERN COLUMN...: multiplies these columns of the matching lines.
tenfold() {
	perl -i -slne '
		@r = split /,/, $_, -1;
		@at{@r} = 0..$#r if $. == 1;
		if (/$pattern/) { $r[$at{$_}] *= 10 for split / /, $columns }
		print join ",", @r' -- -pattern="$2" -columns="${*:3}" "b/$1"
}

forge() {
	tenfold summary.csv ptrace-syscall slowdown slowdown_lo slowdown_hi
	seal summary.csv
}

# as_from_runs: the comparison is the one without any table.
as_from_runs() {
	local found
	found=$(compared)
	rm -f {a,b}/{derived,summary,blocks,flags}.csv
	[ "$found" = "$(compared)" ] || fail "another comparison: $found"
}

@test "a comparison says the same from the tables and from the runs, to the last digit" {
	begin
	compared >tables
	rm {a,b}/derived.csv
	compared | cmp - tables
	rm {a,b}/{summary,blocks,flags}.csv
	compared | cmp - tables
	finishes summary a
	compared | cmp - tables
}

@test "tables that are current are read: one forged with its checksum is believed" {
	begin
	compared >before
	forge
	never cmp -s before <(compared)
	[ "$(compared | grep -c ptrace-syscall)" -ge 1 ]
}

@test "a table that was changed is not read" {
	begin
	tenfold summary.csv ptrace-syscall slowdown slowdown_lo slowdown_hi
	as_from_runs
}

@test "when the runs have changed, no table is read" {
	begin
	tenfold runs.csv ptrace-syscall wall_ns
	as_from_runs
}

@test "when anything else that tables are made from has changed, come or gone, no table is read" {
	for change in 'echo >>b/machine.json' 'rm b/modes.csv' 'printf "mode,workload,call,action\n" >b/filters.csv'; do
		begin
		forge
		eval "$change"
		as_from_runs
	done
}

@test "tables of another program are not read" {
	begin
	forge
	sed -i '2,$s/,[^,]*$/,0.0.0 1/' b/derived.csv
	as_from_runs
}

@test "tables that nobody derives are not read, whatever their checksum" {
	for change in 's/[0-9.e+-]*$/-1/' 's/[0-9.e+-]*$/nan/' 's/,/,,/2'; do
		begin
		forge
		sed -i "2$change" b/blocks.csv
		seal blocks.csv
		as_from_runs
	done
}

@test "numbers of runs that no summary has count as none" {
	for runs in 9223372036854775807 ''; do
		begin
		perl -i -slne '
			@r = split /,/, $_, -1;
			@at{@r} = 0..$#r if $. == 1;
			$r[$at{runs}] = $runs if $. > 1;
			print join ",", @r' -- -runs="$runs" b/summary.csv
		seal summary.csv
		tracetax compare --format csv a b >compared.csv
		[ "$(rows compared.csv 1 runs | sort -u)" = 0 ] || fail "$(cat compared.csv)"
	done
}

@test "a list of tables that is torn, hostile, a link or a pipe counts for nothing" {
	for change in 'truncate -s -5 b/derived.csv' 'rm b/derived.csv; mkfifo b/derived.csv' 'mv b/derived.csv c; ln -s ../c b/derived.csv' \
		'for i in $(seq 200); do echo "x$i,1,1,y"; done >>b/derived.csv' ': >b/derived.csv'; do
		begin
		forge
		eval "$change"
		timeout 60 "${TRACETAX[@]}" compare --format csv a b >/dev/null
		as_from_runs
	done
}

@test "who may only read compares all the same, and nothing is written" {
	begin
	ls -l --time-style=full-iso a b >before
	compared >/dev/null
	ls -l --time-style=full-iso a b | cmp - before
}
