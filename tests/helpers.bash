# Shared by the bats files: a copy of the programs of one's own, directories of one's own, and readers of the records.
# BUILD is where make put the programs (build).
# shellcheck shell=bash disable=SC2034,SC2119,SC2120,SC2154 # bats sets and reads some names

bats_require_minimum_version 1.5.0
source "${BASH_SOURCE[0]%/*}/limits.bash"

BUILD=$(realpath "${BUILD:-build}")
DENY=$BUILD/tests/reference/deny

# A copy that anybody may run, laid out as it is installed: its processes are told from those of a neighbour by its path.
copy_programs() {
	FILE_DIR=$(mktemp -d "${TMPDIR:-/tmp}/tracetax-tests-XXXXXX")
	export FILE_DIR
	chmod 755 "$FILE_DIR"
	mkdir "$FILE_DIR/bin"
	find "$1" -maxdepth 1 -name '*.so' -exec cp {} "$FILE_DIR/bin" \;
	cp "$1/tracetax" "$1/tracetax-driver" "$1/post" "$1/ends-at-once" "$FILE_DIR/bin"
	cp -r scripts/charts results/published.csv "$FILE_DIR/bin"
	chmod -R a+rX "$FILE_DIR/bin"
}

setup_file() { copy_programs "$BUILD"; }

teardown_file() { rm -rf "$FILE_DIR"; }

# $WORK is the working directory of a test, $TMPDIR beside it; both are empty. $TRACETAX is the command. One machine measures once
# at a time: tests/run.sh gives each file that runs beside others a lock of its own.
setup() {
	BIN=$FILE_DIR/bin
	PROGRAM=$BIN/tracetax
	TRACETAX=("$PROGRAM")
	TEST_DIR=$(mktemp -d "$FILE_DIR/test-XXXXXX")
	WORK=$TEST_DIR/work
	export TMPDIR=$TEST_DIR/tmp
	mkdir "$WORK" "$TMPDIR"
	chmod 755 "$TEST_DIR"
	TOP=$PWD
	cd "$WORK" || return 1
	PID=
}

teardown() { every_teardown; }

every_teardown() {
	local process
	for process in $PID $(processes); do kill -KILL "$process" 2>/dev/null || true; done
	await nothing_runs # it may hold the machine's lock
	cd "$TOP" || return 1
	rm -rf "$TEST_DIR"
}

# The rest of the test runs as somebody without privileges.
as_user() {
	if [ "$EUID" -ne 0 ]; then skip "only root can become somebody else"; fi
	BECOME=(setpriv --reuid=65534 --regid=65534 --clear-groups)
	if ! "${BECOME[@]}" test -x "$PROGRAM"; then skip "an ordinary user cannot reach $PROGRAM"; fi
	chown 65534:65534 "$WORK" "$TMPDIR"
	TRACETAX=("${BECOME[@]}" "$PROGRAM")
}

# From now on tracetax is started by this command. LeakSanitizer, which traces its own process, cannot do so where that is refused
# or where another traces it.
through() {
	export ASAN_OPTIONS=detect_leaks=0
	TRACETAX=("${TRACETAX[@]:0:${#TRACETAX[@]}-1}" "$@" "$PROGRAM")
}

# From now on the kernel refuses these calls to tracetax: deny's own arguments.
denied() {
	if [ ! -x "$DENY" ]; then skip "$DENY is not built: make tests"; fi
	through "$DENY" "$@" --
}

# hidden SCRIPT: from now on tracetax is started where this script has hidden files.
hidden() {
	unshare -m sh -c "$1" 2>/dev/null || skip "nothing can be mounted here"
	through unshare -m sh -c "$1"' && exec "$@"' sh
}

# From now on the machine seems to have a PMU, which counts or does not: alive or dead.
with_pmu() {
	"$BUILD/tests/reference/pmu" "$1" -- true 2>/dev/null || skip "nobody can be put between a program and perf here"
	through "$BUILD/tests/reference/pmu" "$1" --
}

# From now on a supervisor answers for tracetax already, as under LXD, WSL or a sandbox.
supervised() {
	"${TRACETAX[@]}" trace -m user-notif-continue -- true || skip "no supervisor is to be had here"
	through "$PROGRAM" trace -m user-notif-continue --
}

tracetax() { "${TRACETAX[@]}" "$@"; }

# The modes that observe in the kernel must work from here on: root may do all, and all was there to build them with.
observing() {
	if (((0x$(awk '/^CapEff/ { print $2 }' /proc/self/status) >> 38 & 3) != 3)); then
		skip "takes CAP_PERFMON and CAP_BPF"
	fi
	if [ ! -r /sys/kernel/tracing/events/raw_syscalls/sys_enter/id ]; then skip "tracefs is not mounted"; fi
	if strings -a "$PROGRAM" | grep -q '^tracetax was built without '; then skip "built without libbpf or clang"; fi
}

# A campaign as small as one can be.
SMALL=(--blocks 1 --window 1 --ops 20)

# everything OPTION...: ./everything.plan, every workload in every mode; of trees, each a hundred processes, one will do.
everything() {
	printf '%s\n' "--workload all --mode all $*" "--workload tree,fan --mode all $* --ops 1" >everything.plan
	chmod 644 everything.plan
}

# But for modes that do not fit, and what wants tracefs where that is not mounted.
nothing_failed() {
	local others='$r{status} ne "ok" && $r{reason} !~ /in place of the kernel|carry over|mount -t tracefs|as root|no two|one operation would take/'
	[ "$(count r/runs.csv "$others")" -eq 0 ] || fail "$(rows r/runs.csv "$others" workload mode reason)"
}

# crossed WORKLOADS: ./crossed.plan, every workload in some modes, and every mode on these workloads. All of both are no more
# likely to find what a process inherits: it is met by a mode, or by a workload.
crossed() {
	printf '%s\n' "--workload all --mode untraced,memcpy,ptrace-syscall,seccomp-trace,sud-trap ${SMALL[*]}" \
		"--workload tree,fan --mode untraced,ptrace-syscall,seccomp-trace,sud-trap ${SMALL[*]} --ops 1" \
		"--workload $1 --mode all ${SMALL[*]}" >crossed.plan
	chmod 644 crossed.plan
}

# Noise may make the few rows of a test untrusted: what is said of that is no part of the errors that it looks at.
judged_apart() {
	mapfile -t stderr_lines < <(printf '%s\n' "${stderr_lines[@]}" | grep -v '^tracetax: not to be trusted: ')
	stderr=$(printf '%s\n' "${stderr_lines[@]}")
}

fail() {
	printf '%s\n' "$*" "status: ${status-}" "output: ${output-}" "stderr: ${stderr-}" | head -n 30 | cut -c 1-200
	return 1
}

# never COMMAND...: it fails. (bats does not notice where a plain `! COMMAND` succeeds.)
never() { ! "$@" || fail "this must not succeed: $*"; }

# complaints FILE: what was said on standard error, without the lines about the progress of a campaign that takes long here.
complaints() { tr -d '\0' <"$1" | sed -E '/^tracetax: .*(s to go|trying the modes): /d'; }

# capture COMMAND...: bats's run --separate-stderr by way of files: a process that is left behind would hold a pipe open,
# and the test would hang where it should fail.
capture() {
	status=0
	("$@") >"$TEST_DIR/output" 2>"$TEST_DIR/errors" 3>&- || status=$? # bats itself needs its descriptor 3
	output=$(tr -d '\0' <"$TEST_DIR/output")
	stderr=$(complaints "$TEST_DIR/errors")
	mapfile -t lines < <(grep -a . <<<"$output")
	mapfile -t stderr_lines < <(grep -a . <<<"$stderr")
}

# expect STATUS ARG...: tracetax ends with this status; its output is in $output and $stderr.
expect() {
	local due=$1
	shift
	capture tracetax "$@"
	[ "$status" -eq "$due" ] || fail "tracetax $*: status $due is due"
}

files() { find "$WORK" "$TMPDIR" 2>/dev/null || true; }

# complains STATUS PATTERN ARG...: with this status, tracetax says one line that matches the pattern, and nothing else;
# it leaves no file behind.
complains() {
	local pattern=$2
	local before
	before=$(files)
	expect "$1" "${@:3}" || return 1
	[[ "$stderr" == "tracetax: "*$pattern* ]] || fail "${*:3}: \"$pattern\" is due" || return 1
	[ "${#stderr_lines[@]}" -eq 1 ] || fail "${*:3}: one line is due" || return 1
	[ -z "$output" ] || fail "${*:3}: nothing is due on standard output" || return 1
	[ "$(files)" = "$before" ] || fail "${*:3}: files were left"
}

# Help of a command: on standard output, no larger than a screen, and nothing is done.
helps() {
	local before line
	before=$(files)
	expect 0 "$@" --help || return 1
	[ -z "$stderr" ] || fail "help belongs on standard output" || return 1
	[[ "$output" == *[Uu]sage:* ]] || fail "no usage" || return 1
	[ "${#lines[@]}" -ge 3 ] && [ "$(wc -l <<<"$output")" -le 30 ] || fail "more than a screen, or nothing" || return 1
	while read -r line; do
		[ "${#line}" -le 80 ] || fail "a line is wider than 80 columns: $line" || return 1
	done <<<"$output"
	[ "$(files)" = "$before" ] || fail "help left files"
}

# rows FILE CONDITION FIELD...: these fields, tab-separated, of the rows for which the Perl condition holds; $r{NAME} is
# a field. Fails where the file is torn: a row without its end, or with another number of fields than the header.
rows() {
	perl -e '
		my ($file, $condition, @fields) = @ARGV;
		open my $in, "<", $file or die "$file: $!\n";
		my (@names, %r);
		my $holds = eval "sub { $condition }" or die $@;
		while (my $line = <$in>) {
			chomp $line or die "$file:$.: torn\n";
			my @values;
			$line .= ",";
			push @values, $1 while $line =~ /\G((?:"(?:[^"]|"")*")|[^,"]*),/gc;
			die "$file:$.: no CSV\n" if (pos($line) // 0) != length $line;
			s/^"(.*)"$/$1/s and s/""/"/g for @values;
			unless (@names) {
				@names = @values;
				for my $asked (@fields, $condition =~ /\$r\{(\w+)\}/g) {
					die "$file: no column $asked\n" unless grep { $_ eq $asked } @names;
				}
				next;
			}
			die "$file:$.: @{[scalar @values]} fields\n" if @values != @names;
			@r{@names} = @values;
			*main::r = \%r;
			print join("\t", @r{@fields}), "\n" if $holds->();
		}
		die "$file: empty\n" unless @names;' "$@"
}

# count FILE CONDITION: how many rows; nothing where the file or the condition is wrong, so that no number equals it.
count() { rows "$1" "$2" >"$TEST_DIR/counted" && wc -l <"$TEST_DIR/counted"; }

# exact DIR [cut]: its rows are whole, numbered and of one campaign; each block has its two baselines, and every ok row the
# calls and the stops that are due, computed here from what `list` says of mode and workload. A campaign that was cut
# short may end in the midst of a block. A long block has any number of baselines between.
exact() {
	tracetax list modes >"$TEST_DIR/modes"
	tracetax list workloads >"$TEST_DIR/workloads"
	rows "$1/runs.csv" 1 schema campaign seq pass block position workload size placement mode role status reason ops \
		calls stops wall_ns counted_ops tracee_voluntary signal_stops new_tasks execs >"$TEST_DIR/rows" || return 1
	perl -e '
		my ($name, $modes, $workloads, $rows, $cut) = @ARGV;
		my (%stops, %calls, %roles, %positions, $ok);
		sub table { open my $in, "<", shift or die; map { [split] } <$in> }
		$stops{$_->[0]} = $_->[1] for table $modes;
		$calls{$_->[0]} = $_->[1] for table $workloads;
		my %round = (threads => [3, 1], processes => [3, 1], signal => [2, 0], pipe => [4, 0], futex => [4, 0]); # calls of each, and of each task in it
		my %selects = (futex => 4, pipe => 2, tree => 4); # of an operation; of any other workload one, if it makes calls
		my %selects_per_round = (futex => 4);
		my %ends = (fork => 1, exec => 1, execve => 1, thread => 1, tree => 4, fan => 1); # calls of an operation that have no exit
		my %events = (signal => [1, 0, 0], fork => [1, 1, 0], exec => [1, 1, 1], execve => [1, 1, 1], thread => [0, 1, 0], tree => [0, 4, 0],
			fan => [0, 1, 0]); # of an operation: signal-delivery stops, new tasks, execs
		open my $in, "<", $rows or die;
		while (<$in>) {
			chomp;
			my ($schema, $campaign, $seq, $pass, $block, $position, $workload, $size, $placement, $mode, $role, $status,
				$reason, $ops, $calls, $stops, $wall, $counted, $voluntary, @events) = split /\t/, $_, -1;
			my $at = "row $seq ($workload $size $placement $mode):";
			die "$at number $.\n" if $seq != $.;
			die "$at schema $schema, campaign $campaign\n" if $schema ne "4" || $campaign ne $name;
			die "$at status $status\n" if $status !~ /^(ok|skip|fail)$/;
			die "$at status $status, reason \"$reason\"\n" if ($status eq "ok") != ($reason eq "");
			die "$at $status, and measured\n" if $status ne "ok" && "$ops$calls$stops$wall$counted" ne "";
			next if $status ne "ok";
			$ok++;
			my $cell = "$block $workload $size $placement";
			die "$at position $position twice\n" if $positions{"$cell $position"}++;
			die "$at two of $role $mode in a block\n" if $roles{"$cell $role $mode"}++ && $role ne "baseline-between";
			die "$at role $role\n" if $role !~ /^(treatment|baseline-(a|b|between))$/;
			die "$at role $role\n" if ($role ne "treatment") != ($mode =~ /^(untraced|memcpy)$/);
			$calls{$workload} = $calls / $ops if $calls{$workload} eq "libc"; # the same in each row from here on
			my $made = $workload =~ /^(fan|tree)$/ ? $ops * $size : $ops; # each of them makes what list says
			my $due = $workload =~ /^(memory-|string)/ ? $ops : $made * $calls{$workload};
			my ($besides, $each) = @{$round{$workload} // [0, 0]};
			my $rounds = $ops < 8 || $workload =~ /^(threads|processes)$/ ? 1 : 8; # an eighth each, but where they share a pool
			$due += ($besides + $each * $size) * $rounds;
			die "$at calls $calls of $due\n" if $calls ne $due;
			my $selected = $made * ($selects{$workload} // ($calls{$workload} ? 1 : 0)) + $rounds * ($selects_per_round{$workload} // 0);
			my $watched = $mode =~ /-select$/ ? $selected : $due;
			my $exits_missing = ($stops{$mode} // 0) > 1 ? $made * ($ends{$workload} // 0) : 0;
			$mode =~ s/\d+(\.\d+)?/N/ unless exists $stops{$mode}; # a member of a family
			die "$at unknown mode\n" unless exists $stops{$mode} || $mode =~ /^wrap:/;
			my $stops_due = $mode =~ /^wrap:/ ? "" : $stops{$mode} * $watched - $exits_missing; # nobody counts those of other programs
			die "$at stops \"$stops\" of \"$stops_due\"\n" if $stops ne $stops_due;
			my @events_due = $mode =~ /^(ptrace-|seccomp-trace)/ ? map { $made * $_ } @{$events{$workload} // [0, 0, 0]} : ("") x 3;
			die "$at events @events of @events_due\n" if "@events" ne "@events_due";
			die "$at counted \"$counted\" of $ops\n" if $counted ne ($ops < 8 ? 1 : int($ops / 8));
			die "$at wall \"$wall\"\n" if $wall !~ /^[1-9][0-9]*$/;
			die "$at rusage \"$voluntary\"\n" if ($voluntary eq "") != ($workload =~ /^(processes|fork|exec|execve|pipe|tree|fan)$/); # which is of one of them
		}
		for (keys %roles) {
			die "$_: no baseline-b\n" if s/baseline-a/baseline-b/ && !$roles{$_} && !$cut;
		}
		die "no row is ok\n" unless $ok;' "$(basename "$1")" "$TEST_DIR/modes" "$TEST_DIR/workloads" \
		"$TEST_DIR/rows" "${2-}"
}

# The processes that run a program of this copy: harness, tracer, tracee; or one of its programs.
processes() { find /proc -maxdepth 2 -name exe -lname "$BIN/${1:-*}" -printf '%h\n' 2>/dev/null | sed 's,/proc/,,'; }

nothing_runs() { [ -z "$(processes)" ]; }

scratch_is_gone() { [ -z "$(ls -A "$TMPDIR")" ] || fail "left in TMPDIR: $(find "$TMPDIR")"; }

# launch ARG...: tracetax in the background as $PID, with the signals as they are for a command in the foreground.
launch() {
	env --default-signal=INT,TERM,HUP,QUIT "${TRACETAX[@]}" "$@" 3>&- >"$TEST_DIR/launched.out" 2>"$TEST_DIR/launched.err" &
	PID=$!
}

# ended STATUS: the one in the background ends, with this status.
ended() {
	local got=0
	wait "$PID" || got=$?
	PID=
	[ "$got" -eq "$1" ] || fail "status $got, not $1: $(cat "$TEST_DIR/launched.err")"
}

# renumbered FILE: rows that were put together count from 1 again.
renumbered() {
	perl -i -ne '@F = split /,/, $_, 4; $F[2] = $. - 1 if $. > 1; print join ",", @F' "$1"
}

# measures N: the campaign ./r, which goes on, has more than N rows.
measures() { [ "$(cat r/runs.csv.partial /dev/null 2>/dev/null | wc -l)" -gt $(($1 + 1)) ]; }

# measured WORKLOAD [OPTION...]: one small block in every mode; what the machine lacks is a skip with its reason.
measured() {
	capture tracetax run --workload "$1" --mode all "${SMALL[@]}" -o r "${@:2}"
	[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "0 or 3 is due"
	exact r
	[ "$(count r/runs.csv '$r{status} eq "fail"')" -eq 0 ] || fail "$(rows r/runs.csv '$r{status} eq "fail"' mode reason)"
}
