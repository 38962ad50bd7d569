# What the bats files share: each file has its own copy of the programs, each test its own directories. Users, commands
# and what is expected of them. campaigns.bash reads records, traced.bash runs programs under a tracer. BUILD is where
# make put the programs (build).
# shellcheck shell=bash disable=SC2034,SC2119,SC2120,SC2154 # bats sets and reads some names

bats_require_minimum_version 1.5.0
source "${BASH_SOURCE[0]%/*}/limits.bash"
source "${BASH_SOURCE[0]%/*}/campaigns.bash"
source "${BASH_SOURCE[0]%/*}/traced.bash"

export COLUMNS=500 # tables of text are whole; screen.bats is about narrow ones
# Found once for a file: each of its tests reads this again.
if [ -z "${TESTS_TOP-}" ]; then
	TESTS_TOP=$(realpath "${BASH_SOURCE[0]%/*}/..") BUILD=$(realpath "${BUILD:-build}")
	export TESTS_TOP BUILD
fi
TOP=$TESTS_TOP
DENY=$BUILD/tests/reference/deny
ALIVE=$BUILD/tests/reference/alive
BEGIN=$BUILD/tests/reference/begin
NOBODY=("$BEGIN" -u 65534)

# copy_programs BUILD: makes a copy that any user may run, laid out as it is installed, with the programs that are hard
# to trace. The path of the copy tells its processes from those of another file's.
copy_programs() {
	FILE_DIR=$(mktemp -d "${TMPDIR:-/tmp}/tracetax-tests-XXXXXX")
	export FILE_DIR
	chmod 755 "$FILE_DIR"
	mkdir "$FILE_DIR/bin"
	cp -r "$1"/*.so "$1/tracetax" "$1/tracetax-driver" "$1/post" "$1/ends-at-once" scripts/charts results/published.csv \
		bench/calibrate.plan "$FILE_DIR/bin"
	find "$BUILD/tests/reference" -name 'hazard_*' ! -name '*.*' -exec cp -t "$FILE_DIR/bin" {} +
	chmod -R a+rX "$FILE_DIR/bin"
}

# copy_sources DIR: copies the sources there, and what was built of them, so that only what is added is compiled. What
# clang built, in a directory within, is not needed.
copy_sources() {
	local built=$1/${BUILD##*/}
	mkdir -p "$built"
	cp -a "$TOP/Makefile" "$TOP/harness" "$TOP/workloads" "$TOP/scripts" "$1"
	find "$BUILD" -mindepth 1 -maxdepth 1 ! -name tests ! -name dist ! -name kernels ! -name clang -exec cp -a -t "$built" {} +
}

# build_sources DIR: builds the program that they change, and prints where, or fails with what make says.
build_sources() {
	local built=${BUILD##*/} sanitize=
	if [ -d "$BUILD/plain" ]; then sanitize=SANITIZE=1; fi
	# shellcheck disable=SC2086 # none or one
	make -s -C "$1" B="$built" $sanitize -j2 "$built/tracetax" "$built/tracetax-driver" >"$1/log" 2>&1 || { cat "$1/log" >&2; return 1; }
	echo "$1/$built"
}

setup_file() { copy_programs "$BUILD"; }

teardown_file() { rm -rf "$FILE_DIR"; }

# $WORK is the working directory of a test, $TMPDIR is beside it; both are empty, and any user may write to them.
# $TRACETAX is the command. A machine runs one campaign at a time: tests/run.sh gives each file that runs beside others
# a lock of its own.
# bats notes before each command where it is, by five commands of its own. It does so in the lines of a test alone; where
# a function of ours failed is told by failed_at.
setup() {
	set +T
	trap 'bats_error_trap; failed_at' ERR
	BIN=$FILE_DIR/bin
	PROGRAM=$BIN/tracetax
	TRACETAX=("$PROGRAM")
	TEST_DIR=$FILE_DIR/test-$BASHPID
	WORK=$TEST_DIR/work
	export TMPDIR=$TEST_DIR/tmp
	mkdir -m 777 "$TEST_DIR" "$WORK" "$TMPDIR"
	cd "$WORK" || return 1
	PID='' session='' user=''
}

# Says where it failed, if that was in a function that the test calls: what a subshell says may be what is judged.
failed_at() {
	if [ "$BASH_SUBSHELL" -eq 0 ] && [ "${FUNCNAME[1]}" != "$BATS_TEST_NAME" ]; then
		echo "failed: line ${BASH_LINENO[0]} of ${BASH_SOURCE[1]##*/}, in ${FUNCNAME[1]}"
	fi
}

teardown() { every_teardown; }

# Kills what a test has left; succeeds if nothing is.
left_are_killed() {
	"$ALIVE" program "$BIN/*" ${session:+session "$session"} >"$TEST_DIR/left" || return 0
	xargs kill -KILL <"$TEST_DIR/left" 2>/dev/null || true
	return 1
}

every_teardown() {
	if [ "$PID" ]; then kill -KILL "$PID" 2>/dev/null || true; fi
	await left_are_killed # one of them may hold the machine's lock
	cd "$TOP" || return 1
}

# become COMMAND...: replaces this shell, as $user.
become() {
	if [ "$user" = nobody ] && [ "$EUID" -eq 0 ]; then exec "${NOBODY[@]}" "$@"; fi
	exec "$BEGIN" "$@"
}

# Runs the rest of the test as a user without privileges.
as_user() {
	if [ "$EUID" -ne 0 ]; then skip "only root can become another user"; fi
	user=nobody
	(become test -x "$PROGRAM") || skip "an ordinary user cannot reach $PROGRAM"
	TRACETAX=("${NOBODY[@]}" "$PROGRAM")
}

# through COMMAND...: starts tracetax by this command for the rest of the test. LeakSanitizer traces its own process,
# which may be refused there.
through() {
	export ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0 # nor may it insist on being loaded first
	TRACETAX=("${TRACETAX[@]:0:${#TRACETAX[@]}-1}" "$@" "$PROGRAM")
}

# denied ARG...: has the kernel refuse these calls to tracetax for the rest of the test; the arguments are those of
# deny.
denied() {
	if [ ! -x "$DENY" ]; then skip "$DENY is not built: make tests"; fi
	through "$DENY" "$@" --
}

# hidden SCRIPT: starts tracetax where this script has hidden files, for the rest of the test.
hidden() {
	unshare -m sh -c "$1" 2>/dev/null || skip "nothing can be mounted here"
	through unshare -m sh -c "$1"' && exec "$@"' sh
}

# with_pmu alive|dead: gives the machine a PMU that counts, or does not, for the rest of the test.
with_pmu() {
	"$BUILD/tests/reference/pmu" "$1" -- true 2>/dev/null || skip "nothing can be put between a program and perf here"
	through "$BUILD/tests/reference/pmu" "$1" --
}

# Puts a supervisor above tracetax for the rest of the test, as LXD, WSL or a sandbox does.
supervised() {
	"${TRACETAX[@]}" trace -m user-notif-continue -- true || skip "no supervisor is to be had here"
	through "$PROGRAM" trace -m user-notif-continue --
}

tracetax() { "${TRACETAX[@]}" "$@"; }

# Skips the test unless the modes that observe in the kernel must work: root may do all, and nothing was missing at the
# build.
observing() {
	if (((0x$(awk '/^CapEff/ { print $2 }' /proc/self/status) >> 38 & 3) != 3)); then
		skip "takes CAP_PERFMON and CAP_BPF"
	fi
	if [ ! -r /sys/kernel/tracing/events/raw_syscalls/sys_enter/id ]; then skip "tracefs is not mounted"; fi
	if strings -a "$PROGRAM" | grep -q '^tracetax was built without '; then skip "built without libbpf or clang"; fi
}

fail() {
	printf '%s\n' "$*" "status: ${status-}" "output: ${output-}" "stderr: ${stderr-}" | head -n 30 | cut -c 1-200
	return 1
}

# same WHAT DUE GOT: fails unless the two are equal.
same() { [ "$2" = "$3" ] || fail "$1: $3, not $2"; }

# never COMMAND...: fails if it succeeds, which bats does not notice of a plain `! COMMAND`.
never() { ! "$@" || fail "this must not succeed: $*"; }

# text_of FILE: sets $text to what a file holds, without NULs. No process is started: hundreds of tests call this.
text_of() { { text=$(<"$1"); } 2>/dev/null; }

# complaints FILE: sets $text to what was said on standard error, without the progress of a campaign that takes long here.
complaints() {
	text_of "$1"
	if [[ $text == *"s to go: "* || $text == *"trying the modes: "* ]]; then
		text=$(sed -E '/^tracetax: .*(s to go|trying the modes): /d' <<<"$text")
	fi
}

# Sets $output and $stderr to what the command wrote.
heard() {
	local text
	text_of "$TEST_DIR/output"
	output=$text
	complaints "$TEST_DIR/errors"
	stderr=$text
}

# lines_of NAME TEXT: sets the array to the lines of a text that are not empty.
lines_of() {
	local -n array=$1
	local line
	array=()
	while IFS= read -r line; do
		if [ "$line" ]; then array+=("$line"); fi
	done <<<"$2"
}

# capture COMMAND...: runs it as bats's run --separate-stderr does, but by way of files: a process that is left behind
# would hold a pipe open, and the test would hang where it should fail. $lines and $stderr_lines have no empty lines.
capture() {
	if [ "$1" = tracetax ]; then set -- "${TRACETAX[@]}" "${@:2}"; fi # a function would be a process more
	status=0
	("$@") >"$TEST_DIR/output" 2>"$TEST_DIR/errors" 3>&- || status=$? # bats itself needs its descriptor 3
	heard
	lines_of lines "$output"
	lines_of stderr_lines "$stderr"
}

# finished [WHAT]: fails unless the command of $status did its work. 3 means that it did, but that noise makes the result
# untrusted: even on a quiet machine that happens to one campaign in some dozens, so only tests that bring times of
# their own may expect 0 of what judges a campaign.
finished() { [[ $status == [03] ]] || fail "${1-}${1:+: }status 0 or 3 is due"; }

# finishes ARG...: the same of tracetax; its output is in $output and $stderr.
finishes() {
	capture tracetax "$@"
	finished "tracetax $*"
}

# expect STATUS ARG...: fails unless tracetax ends with this status; its output is in $output and $stderr.
expect() {
	local due=$1
	shift
	capture tracetax "$@"
	[ "$status" -eq "$due" ] || fail "tracetax $*: status $due is due"
}

# Prints what lies below the test's directories. Like what follows, it starts no process, since hundreds of tests ask.
files() (
	shopt -s globstar dotglob nullglob
	printf '%s\n' "$WORK"/** "$TMPDIR"/**
)

# few_charts NAME...: from here on tracetax has these charts and no others; drawing all takes seconds.
few_charts() {
	local chart name
	cp -r "$BIN" few
	for chart in $(grep -l '^title = ' few/charts/*.gp); do
		name=$(basename "$chart" .gp)
		if [[ " $* " != *" $name "* ]]; then rm "$chart"; fi
	done
	TRACETAX=("${TRACETAX[@]:0:${#TRACETAX[@]}-1}" "$WORK/few/tracetax")
}

# due_formats [all]: what a complaint expects of --format: the print formats in their order, without those for outcomes
# alone, or all.
due_formats() {
	(cd "$TOP/harness/report/grid/formats" && grep -L "^	\.outcomes = true,\$${1:+ never}" ./*.c |
		xargs sed -n 's/^\t\.order = \(.*\),$/\1 /p; s/^\t\.name = "\(.*\)",$/\1/p' | paste -d' ' - -) |
		awk '{ print $2, $1 }' | sort -n | awk '{ name[NR] = $2 } END {
			for (i = 1; i <= NR; i++) printf "%s%s", i == 1 ? "" : i == NR ? " or " : ", ", name[i] }'
}

# complains STATUS PATTERN ARG...: fails unless tracetax ends with this status, having said one line that matches the
# pattern and nothing else, and left no file.
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

# helps COMMAND...: fails unless its help goes to standard output, fits a screen, and does nothing else.
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

# processes [NAME]: prints those that run a program of this copy, or the one of that name.
processes() { "$ALIVE" program "$BIN/${1:-*}"; }

# Prints the processes of the session that was started.
session_processes() { "$ALIVE" session "$session"; }

nothing_runs() { ! processes >/dev/null; }
session_is_gone() { ! session_processes >/dev/null; }

scratch_is_gone() { [ -z "$(ls -A "$TMPDIR")" ] || fail "left in TMPDIR: $(find "$TMPDIR")"; }

# What was started is a copy of this shell at first, which takes a signal for the shell's and forgets it.
is_a_shell() { [ "/proc/$PID/exe" -ef "$BASH" ]; }

# launch ARG...: starts tracetax in the background as $PID, with the signals as they are for a command in the
# foreground.
launch() {
	env --default-signal=INT,TERM,HUP,QUIT "${TRACETAX[@]}" "$@" 3>&- >"$TEST_DIR/launched.out" 2>"$TEST_DIR/launched.err" &
	PID=$!
	while is_a_shell; do :; done
}

# ended STATUS: waits for it, and fails unless it ends with this status.
ended() {
	local got=0
	wait "$PID" || got=$?
	PID=
	[ "$got" -eq "$1" ] || fail "status $got, not $1: $(cat "$TEST_DIR/launched.err")"
}
