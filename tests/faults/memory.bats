# Reading and writing memory that goes wrong in the middle: a part that is not mapped is reported as a part, a target
# that dies as ESRCH, a wrong byte as such. Each mode that exists, in the short form every second one, built again with one
# line more, in a copy of the sources.
load ../helpers

WHOLE='$r{piecewise} eq "no"'
PIECES='$r{piecewise} eq "yes"'

setup_file() {
	local sources built modes mode chosen
	modes=$(rows <("$BUILD/tracetax" list modes --format csv) '$r{memory} ne "" && $r{baseline} eq "no"' mode)
	sources=$(mktemp -d "${TMPDIR:-/tmp}/tracetax-sources-XXXXXX")
	copy_sources "$sources"
	for access in READ WRITE; do
		printf '%s\n' '#include "workload.h"' "static const struct layout layout = { .access = MEMORY_$access, .at_end = true };" \
			"const struct workload workload = { .name = \"edge-${access,,}\", .summary = \"its last byte is the last before nothing\"," \
			'	.size = 4000, .size_max = 4000, .memory = &layout };' >"$sources/workloads/edge_${access,,}.c"
	done
	in_turn ${modes//-/_}
	for mode in "${chosen[@]}"; do
		variant torn "$mode" '	uintptr_t from = (uintptr_t)m->pieces->iov_base;
	if (from % 4096 && m->bytes == 4000) {
		m->pieces->iov_len += 8;
		m->bytes += 8;
	}'
		variant mortal "$mode" '	static int n;
	if (++n == 5) {
		siginfo_t end;
		kill(m->owner, 9);
		waitid(P_PID, (id_t)m->owner, &end, WEXITED | WNOWAIT);
	}'
		variant lying "$mode" '	m->buffer[m->bytes - 1] ^= 1;
	ssize_t n = MOVE(m, part);
	m->buffer[m->bytes - 1] ^= 1;
	if (n)
		return n;'
	done
	built=$(build_sources "$sources") && copy_programs "$built" || { rm -rf "$sources" && return 1; }
	rm -rf "$sources"
}

# variant NAME MODE BODY: writes a mode like that of the file MODE, whose every move begins with the body.
variant() {
	local modes=$sources/harness/modes move
	move=$(sed -n '/memory_ops(ops, /{s///;s/,.*//;s/^\s*//p;q}' "$modes/$2.c")
	[ -n "$move" ] || { echo "$2: no operations" >&2; return 1; }
	{
		printf '#include <signal.h>\n#include <sys/wait.h>\n'
		sed -e "s/\.name = \"/&$1-/" -e "s/memory_ops(ops, $move,/memory_ops(ops, $1,/" \
			-e "0,/^static void .*(uint64_t ops)/{/^static void .*(uint64_t ops)/i INLINED ssize_t $1(struct memory *m, memory_part *part)\n{\n$(
			sed "s/MOVE/$move/"';s/\\/\\\\/g; s/$/\\n/' <<<"$3" | tr -d '\n')\treturn $move(m, part);\n}
			}" "$modes/$2.c"
	} >"$modes/$1_$2.c"
}

# variants NAME read|write [CONDITION]: prints the modes of that variant which access memory so, and for which it holds.
variants() { modes '$r{mode} =~ /^'"$1-/ && \$r{memory} eq '$2' && ${3:-1}" | xargs; }

# tells REASON WORKLOAD MODES: fails unless each mode fails for that reason, and is not measured.
tells() {
	local reason=$1 workload=$2 modes=$3 mode
	expect 1 run --workload "$workload" --mode "${modes// /,}" --placement same --blocks 1 --window 1 --ops 20 -o r
	for mode in $modes; do
		rows r/runs.csv "\$r{mode} eq '$mode'" status reason wall_ns >found
		[ -s found ] || fail "$mode: no row"
		never grep -vP "^fail\t$reason\t$" found || fail "$mode: $(cat found)"
	done
	nothing_runs || fail "left: $(processes)"
	rm -r r
}

parts() {
	# a tracee that cannot read its own memory sends nothing
	tells '[^:]*: only 4000 of 4008 bytes' edge-read "$(variants torn read "$WHOLE"' && $r{mode} ne "torn-tracee-write"')"
	tells '[^:]*: only 4000 of 4008 bytes' edge-write "$(variants torn write "$WHOLE")"
}

@test "the end of what is asked for is not mapped: each method tells how much it moved" { parts; }
# bats test_tags=long
@test "the end of what is asked for is not mapped, as an ordinary user" {
	as_user
	parts
}

dies() {
	tells '[^:]*: No such process' memory-read "$(variants mortal read "$WHOLE")"
	tells '[^:]*: No such process' memory-write "$(variants mortal write "$WHOLE")"
	tells '[^:]*: No such process' memory-read-words "$(variants mortal read "$PIECES")"
	tells '[^:]*: No such process' memory-write-words "$(variants mortal write "$PIECES")"
}

@test "the owner of the memory dies in the midst of a run: no such process, by every method" { dies; }
# bats test_tags=long
@test "the owner of the memory dies in the midst of a run, as an ordinary user" {
	as_user
	dies
}

lies() {
	tells 'the bytes read differ from those written' memory-read "$(variants lying read "$WHOLE")"
	tells 'the owner does not find the bytes that were written' memory-write "$(variants lying write "$WHOLE")"
	tells 'the bytes read differ from those written' memory-read-words "$(variants lying read "$PIECES")"
	tells 'the owner does not find the bytes that were written' memory-write-words "$(variants lying write "$PIECES")"
}

@test "a wrong byte is found, by every method" { lies; }
