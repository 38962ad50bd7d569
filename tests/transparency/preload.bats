#!/usr/bin/env bats
# libc's functions with a wrapper in front: a program does not notice, and each of its calls of them counts once.
# shellcheck disable=SC2013,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154 # helpers.bash gives and reads names

load ../helpers

here() {
	[ "$(uname -m)" = x86_64 ] || skip "the wrappers are for x86-64"
	each "$1" preload
}

hazards() { ends_with 0 hazard_preload "$WORK" 20; }

@test "arguments, answers, errno, vfork, cancellation, calls before all constructors" { here hazards; }

exactly() {
	for rounds in 0 1 20; do
		stops hazard_preload "$WORK" "$rounds"
		same "stops of $rounds rounds" $((5 + 19 * rounds)) "$count"
	done
}

@test "each call of a function counts once, those before all constructors too" { here exactly; }

carried() {
	local none
	stops sh -c "hazard_preload $WORK 0; exec hazard_preload $WORK 0"
	none=$count
	stops sh -c "hazard_preload $WORK 10; exec hazard_preload $WORK 10"
	same "stops of two times 10 rounds" 380 $((count - none))
}

@test "fork and exec carry it on" { here carried; }

programs_alone() {
	as_alone ls -l /etc
	as_alone sh -c 'for i in 1 2 3; do echo $i; done | cat | sort -r; cat /nowhere; exit 3'
	as_alone bash -c 'trap "echo got" USR1; kill -USR1 $$; (exit 4); echo $?; cat <(echo a); kill -TERM $$'
	as_alone perl -MTime::HiRes=ualarm,sleep -e '$SIG{ALRM} = sub { die "rang\n" }; eval { ualarm 50_000; sleep 5 }; print $@; system "true";
		print `echo out`; open F, "<", "/nowhere" or print "$!\n"; fork ? wait : exit 7; print $? >> 8, "\n"'
	as_alone sh -c 'exec 3>&-; env -i /bin/echo bare'
	ends_with 0 hazard_vfork 30 "$BIN/post" 0
	ends_with 0 hazard_exec_thread 10 "$BIN/post" 0
	ends_with 0 hazard_fork 100
	ends_with 0 hazard_clone 100
}

@test "programs write and end as they do alone" { here programs_alone; }

# Expects that calls that libc makes within itself are not seen.
within() {
	stops sh -c :
	[ "$count" -lt 100 ]
	stops_more 160 hazard_fork 80 # a wait and an exit for each; fork does more than one call
}

@test "what libc calls within itself is not seen" { here within; }

@test "without a page, or where a file took its place, it passes the calls on" {
	[ "$(uname -m)" = x86_64 ] || skip "the wrappers are for x86-64"
	run env LD_PRELOAD="$BIN/preload.so" "$BIN/hazard_preload" "$WORK" 2
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	head -c 100000 /dev/zero >"$TEST_DIR/own"
	cp "$TEST_DIR/own" "$TEST_DIR/kept"
	run env LD_PRELOAD="$BIN/preload.so" TRACETAX_PAGE=7 bash -c '"$@" 7<>"$0"' "$TEST_DIR/own" \
		"$BIN/hazard_preload" "$WORK" 2
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	cmp "$TEST_DIR/own" "$TEST_DIR/kept"
}

@test "each wrapper has a function of this libc behind it, and nothing else is defined" {
	local libc
	[ "$(uname -m)" = x86_64 ] || skip "the wrappers are for x86-64"
	libc=$(ldd "$BIN/tracetax" | sed -n 's/.*libc\.so\.6 => \([^ ]*\).*/\1/p')
	nm -D --defined-only "$BIN/preload.so" | sed 's/.* //' | grep -v '^__st[artop]*_' | sort >"$TEST_DIR/wrapped"
	nm -D --defined-only "$libc" | sed -n 's/.* \(.*\)@@.*/\1/p' | sort >"$TEST_DIR/libc"
	[ "$(wc -l <"$TEST_DIR/wrapped")" -ge 150 ]
	run comm -23 "$TEST_DIR/wrapped" "$TEST_DIR/libc"
	echo "$output"
	[ -z "$output" ]
}
