# The memory of a tracee, by every method, whatever is behind it: each run moves fresh bytes and has all of them
# compared.
load ../helpers

# every read|write CONDITION SIZES WORKLOAD...: fails unless every run is ok, at each size, by each mode that accesses
# memory so, and for which the condition holds.
every() {
	local due workloads=("${@:4}")
	due=$(modes '$r{baseline} eq "no" && $r{reference} eq "no" && $r{memory} eq "'"$1\" && $2" | sort)
	[ "$due" ]
	expect 0 run --workload "$(IFS=,; echo "${workloads[*]}")" --size "$3" --mode all --placement same --blocks 1 --window 5 --ops 9 -o r
	exact r
	[ "$(rows r/runs.csv '$r{status} ne "ok"' mode size reason)" = "" ] || fail "$(rows r/runs.csv '$r{status} ne "ok"' workload mode size reason)"
	for workload in "${workloads[@]}"; do
		same "modes of $workload" "$due" "$(rows r/runs.csv "\$r{workload} eq '$workload' && \$r{role} eq 'treatment'" mode | sort -u)"
	done
	rm -r r
}
WHOLE='$r{piecewise} eq "no"'

# few SIZES ALL: prints all in the long form. What has left the caches takes long to get out of them, and how much is
# moved has nothing to do with who moves it.
few() { if is_long; then echo "$2"; else echo "$1"; fi; }

# The sizes: less than a word, one and a part, a page and a part; in the long form also a word, and pages.
SIZES=$(few 1,13,5001 1,8,13,5001,20000)

reads() { every read "$WHOLE" "$@"; }
writes() { every write "$WHOLE" "$@"; }

pieces() {
	every read 1 "$1" memory-read-words memory-read-pages
	every write 1 "$1" memory-write-words memory-write-pages
}

# A text of one byte is only its NUL; the longest is a PATH_MAX.
strings() { every read "$WHOLE" "$1" string string-end; }
TEXTS=$(few 1,9,4096 1,2,8,9,2048,2049,4095,4096)

@test "reading private pages, aligned or not, touched or not: by every method, each byte compared" { reads "$SIZES" memory-read{,-straddling,-untouched}; }
@test "reading shared pages and those of a file: by every method, each byte compared" { reads "$SIZES" memory-read-{shared,file}; }
@test "reading huge pages: by every method, each byte compared" { reads "$SIZES" memory-read-huge; }
@test "reading what has left the caches: by every method, each byte compared" { reads "$(few 5001 "$SIZES")" memory-read-cold; }
@test "reading, as an ordinary user" {
	as_user
	reads "$(few 13 "$SIZES")" memory-read{,-untouched,-file}
}
@test "writing private pages, aligned or not, touched or not: by every method, each byte compared" { writes "$SIZES" memory-write{,-straddling,-untouched}; }
@test "writing shared pages and those of a file: by every method, each byte compared" { writes "$SIZES" memory-write-{shared,file}; }
@test "writing huge pages: by every method, each byte compared" { writes "$SIZES" memory-write-huge; }
# bats test_tags=long
@test "writing what has left the caches: by every method, each byte compared" { writes "$(few 5001 "$SIZES")" memory-write-cold; }
# bats test_tags=long
@test "writing, as an ordinary user" {
	as_user
	writes "$(few 13 "$SIZES")" memory-write{,-untouched,-file}
}
@test "pieces: in one call and in as many" { pieces 1,8; }
# bats test_tags=long
@test "pieces: a thousand words" {
	every read 1 1024 memory-read-words
	every write 1 1024 memory-write-words
}
# bats test_tags=long
@test "pieces, as an ordinary user" {
	as_user
	pieces "$(few 8 1,8)"
}
@test "strings: whole, also where they end right before an unmapped page" { strings "$TEXTS"; }
# bats test_tags=long
@test "strings, as an ordinary user" {
	as_user
	strings "$(few 9 "$TEXTS")"
}

@test "a read that takes longer than ten windows word by word: a skip with that reason, the rest is measured" {
	expect 0 run --workload memory-read --size 4M --mode peekdata,process-vm-readv --placement same --blocks 2 --window 0.5 --ops 1 -o r
	rows r/runs.csv '$r{mode} eq "peekdata"' status reason wall_ns >found
	[ "$(wc -l <found)" -eq 1 ]
	grep -qP '^skip\tone operation would take [0-9.]+ s, as long as [0-9]+ windows: give a smaller --size, or a longer --window\t$' found
	[ "$(count r/runs.csv '$r{mode} eq "process-vm-readv" && $r{status} eq "ok"')" -eq 2 ]
}

# used_up OPS: fails unless these are too many.
used_up() {
	expect 0 run --workload memory-write-untouched --size 1M --mode process-vm-writev --placement same --blocks 1 --window 1 --ops "$1" -o r
	rows r/runs.csv '$r{mode} eq "memcpy"' status reason wall_ns >found
	grep -qP '^skip\tthe untouched memory is used up: give a shorter --window, or fewer --ops\t$' found || fail "$(cat found)"
}

@test "more than is left untouched: a skip before any is touched, and what to do" { used_up 1100; }

# bats test_tags=long
@test "more than is left untouched by the windows before: the same skip" { used_up 1000; }

@test "a mode that reads does not fit a workload that is written to, nor one that takes pieces a workload without" {
	complains 2 'mode peekdata fits none of the workloads named: it reads memory, and writes none' run --workload memory-write --mode peekdata
	complains 2 'mode pokedata fits none of the workloads named: it writes memory, and reads none' run --workload memory-read --mode pokedata
	complains 2 'mode process-vm-readv-each fits none of the workloads named: it takes memory in pieces' run --workload memory-read --mode process-vm-readv-each
}
