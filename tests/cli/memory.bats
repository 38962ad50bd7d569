# The memory of a tracee, by every method, whatever is behind it: each run moves fresh bytes and has all of them
# compared.
load ../helpers

# every read|write CONDITION WORKLOAD SIZES [OPTION...]: fails unless every run is ok, at each size, by each mode that
# accesses memory so, and for which the condition holds.
every() {
	local due
	due=$(modes '$r{baseline} eq "no" && $r{reference} eq "no" && $r{memory} eq "'"$1\" && $2" | sort)
	expect 0 run --workload "$3" --size "$4" --mode all --placement same --blocks 1 --window 5 --ops 9 "${@:5}" -o r
	exact r
	[ "$(rows r/runs.csv '$r{status} ne "ok"' mode size reason)" = "" ] || fail "$(rows r/runs.csv '$r{status} ne "ok"' mode size reason)"
	[ "$due" ]
	same "modes of $3" "$due" "$(rows r/runs.csv '$r{role} eq "treatment"' mode | sort -u)"
	rm -r r
}
WHOLE='$r{piecewise} eq "no"'

# The sizes: less than a word, a word, one and a part, a page and a part, pages.
SIZES=1,8,13,5001,20000

# What has left the caches takes long to get out of them: a word, and pages.
sizes() { if [ "$1" = -cold ] && ! is_long; then echo 8,5001; else echo "$SIZES"; fi; }

reads() { for state; do every read "$WHOLE" "memory-read$state" "$(sizes "$state")"; done; }
writes() { for state; do every write "$WHOLE" "memory-write$state" "$(sizes "$state")"; done; }

pieces() {
	every read 1 memory-read-words 1,8,1024
	every write 1 memory-write-words 1,8,1024
	every read 1 memory-read-pages 1,8
	every write 1 memory-write-pages 1,8
}

# A text of one byte is only its NUL; the longest is a PATH_MAX.
strings() {
	every read "$WHOLE" string 1,2,8,9,2048,2049,4096
	every read "$WHOLE" string-end 1,2,8,9,4095,4096
}

@test "reading private pages, aligned or not, touched or not: by every method, each byte compared" { reads "" -straddling -untouched; }
@test "reading shared pages and those of a file: by every method, each byte compared" { reads -shared -file; }
@test "reading huge pages: by every method, each byte compared" { reads -huge; }
@test "reading what has left the caches: by every method, each byte compared" { reads -cold; }
@test "reading, as an ordinary user" {
	as_user
	reads "" -untouched -file
}
@test "writing private pages, aligned or not, touched or not: by every method, each byte compared" { writes "" -straddling -untouched; }
@test "writing shared pages and those of a file: by every method, each byte compared" { writes -shared -file; }
@test "writing huge pages: by every method, each byte compared" { writes -huge; }
@test "writing what has left the caches: by every method, each byte compared" { writes -cold; }
@test "writing, as an ordinary user" {
	as_user
	writes "" -untouched -file
}
@test "pieces: in one call and in as many" { pieces; }
@test "pieces, as an ordinary user" {
	as_user
	pieces
}
@test "strings: whole, also where they end right before an unmapped page" { strings; }
@test "strings, as an ordinary user" {
	as_user
	strings
}

@test "a read that takes longer than ten windows word by word: a skip with that reason, the rest is measured" {
	expect 0 run --workload memory-read --size 4M --mode peekdata,process-vm-readv --placement same --blocks 2 --window 0.5 --ops 1 -o r
	rows r/runs.csv '$r{mode} eq "peekdata"' status reason wall_ns >found
	[ "$(wc -l <found)" -eq 1 ]
	grep -qP '^skip\tone operation would take [0-9.]+ s, as long as [0-9]+ windows: give a smaller --size, or a longer --window\t$' found
	[ "$(count r/runs.csv '$r{mode} eq "process-vm-readv" && $r{status} eq "ok"')" -eq 2 ]
}

@test "more than is left untouched: a skip, and what to do" {
	expect 0 run --workload memory-write-untouched --size 1M --mode process-vm-writev --placement same --blocks 1 --window 1 --ops 1100 -o r
	rows r/runs.csv '$r{mode} eq "memcpy"' status reason wall_ns >found
	grep -qP '^skip\tthe untouched memory is used up: give a shorter --window, or fewer --ops\t$' found || fail "$(cat found)"
}

@test "a mode that reads does not fit a workload that is written to, nor one that takes pieces a workload without" {
	complains 2 'mode peekdata fits none of the workloads named: it reads memory, and writes none' run --workload memory-write --mode peekdata
	complains 2 'mode pokedata fits none of the workloads named: it writes memory, and reads none' run --workload memory-read --mode pokedata
	complains 2 'mode process-vm-readv-each fits none of the workloads named: it takes memory in pieces' run --workload memory-read --mode process-vm-readv-each
}
