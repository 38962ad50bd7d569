#!/usr/bin/env bats
# What a command sees that exec measures is what it sees without tracetax: in each mode, when it is counted, and when it
# is measured.
# shellcheck disable=SC2016,SC2034,SC2046,SC2086,SC2154 # the scripts are for the shells that they start; helpers.bash has names

load ../helpers

# Writes $WORK/probe, which notes what it sees in a file of its own. A mode in the process needs two variables and one
# descriptor above 500: these are left out, and so is where the notes go.
make_probe() {
	export SEEN=$WORK/seen
	mkdir -m 777 "$SEEN"
	cat >"$WORK/probe" <<-'END'
		#!/usr/bin/env bash
		exec >"$SEEN/$$"
		pwd; umask; ulimit -a; nice; echo "$0" "$@"
		env | grep -v -e '^LD_PRELOAD=' -e '^TRACETAX_PAGE=' -e '^_=' | sort
		find /proc/$$/fd -type l -printf '%f %l\n' >"$SEEN.$$" # no pipeline: its pipes would be seen
		sed -E '/^(1|[5-9][0-9][0-9]) /d; s/pipe:.*/pipe/; s,seen/.*,seen,' "$SEEN.$$" | sort
		rm "$SEEN.$$"
		grep -E '^(Uid|Gid|Groups|Cpus_allowed|Sig(Ign|Blk)|Cap...|Umask)' /proc/self/status
		[ "${AT_TERMINAL-}" ] || exit ${PROBE_STATUS-0}
		stty -a </dev/tty
		set -- $(cat /proc/$$/stat)
		[ "$5" = "$8" ] && echo "in the foreground" || echo "in the background"
	END
	chmod 755 "$WORK/probe"
}

# half 0|1: sets $modes to every second one of these: a mode for each way of watching, and those in the process; in the
# long form to all of them. What is asked is the same of each, so one test of a pair may ask the other half.
half() {
	local all
	all=$(printf '%s\n' $(call_modes) $(each_modes) $(modes '$r{traces} eq "yes" && $r{inside} eq "yes"') seccomp-allow)
	is_long || all=$(awk "NR % 2 == $1" <<<"$all")
	modes=${all//$'\n'/,}
}

# measured WHAT DIR: fails unless each of $modes was measured, except those that the machine or the user lacks. $ways is
# then the number of those that were.
measured() {
	same "$1: modes" "$(tr , '\n' <<<"$modes,untraced" | sort | xargs)" \
		"$(rows "$2/runs.csv" '$r{status} =~ /^(ok|skip)$/' mode | sort -u | xargs)"
	ways=$(rows "$2/runs.csv" '$r{status} eq "ok"' mode | sort -u | wc -l)
	[ "$ways" -ge 4 ] || fail "$1: hardly any mode was measured"
}

# each_sees WHAT COMMAND...: starts the probe by this command, first alone and then under exec in each mode, and fails
# unless they all see the same.
each_sees() {
	local what=$1 seen ways
	shift
	alone "$@" bash -c 'exec "$@" 2>/dev/null' bash "$WORK/probe" 'an  argument' '' '*'
	same "status alone" 0 "$status"
	same "alone" 1 "$(find "$SEEN" -type f | wc -l)"
	mv "$SEEN"/* "$WORK/alone"
	alone "$@" "$PROGRAM" exec --quiet --runs 1 --ops 1 -o "$WORK/r" --mode "$modes" -- "$WORK/probe" 'an  argument' '' '*'
	finished "$what"
	[[ "$stderr" != *"left in the background"* ]] || fail "$what: nothing was left" || return 1
	measured "$what" "$WORK/r"
	[ "$(find "$SEEN" -type f | wc -l)" -gt "$ways" ] || fail "$what: too few executions"
	for seen in "$SEEN"/*; do
		diff "$WORK/alone" "$seen" || fail "$what differs"
	done
	rm -rf "$WORK/r" "$WORK/alone" "${SEEN:?}"/*
}

unusual() {
	each_sees "what is unusual" env -i --ignore-signal=USR1,QUIT,CHLD --block-signal=USR2,WINCH PATH="$PATH" SEEN="$SEEN" \
		'ODD=a b' EMPTY= nice -n 3 bash -c 'umask 027; ulimit -n 700; ulimit -c 0; cd /; exec "$@"' bash
}

@test "environment, arguments, limits, descriptors and rights are those of the caller, in each mode" {
	make_probe
	user=$(users | head -n 1)
	half 0
	each_sees "what is usual" env
}

# bats test_tags=long
@test "so are signals that are ignored or blocked, a small environment, umask, nice and directory" {
	make_probe
	env --block-signal=USR2 true 2>/dev/null || skip "this env cannot block signals"
	user=$(users | tail -n 1)
	half 1
	unusual
}

# at_terminal COMMAND...: runs it in a terminal of its own, in the foreground.
at_terminal() {
	local words
	printf -v words '%q ' "$@"
	alone script -qec "$words" /dev/null
}

@test "the terminal is the caller's, and the command is in its foreground, in each mode" {
	make_probe
	command -v script >/dev/null || skip "script is not installed"
	export AT_TERMINAL=yes
	local modes seen ways
	half 0
	at_terminal sh -c "exec $WORK/probe >/dev/null 2>&1 </dev/null"
	mv "$SEEN"/* "$WORK/alone"
	grep -q "in the foreground" "$WORK/alone" || skip "there is no terminal in which a command is in the foreground"
	at_terminal "$PROGRAM" exec --quiet --runs 1 --ops 1 -o "$WORK/r" --mode "$modes" -- "$WORK/probe"
	measured "at a terminal" "$WORK/r"
	[ "$(find "$SEEN" -type f | wc -l)" -gt "$ways" ] || fail "too few executions"
	for seen in "$SEEN"/*; do
		diff <(tail -n 12 "$WORK/alone") <(tail -n 12 "$seen") || fail "the terminal differs"
	done
}

# each_leaves COMMAND...: fails unless it leaves the same output, and files named *.made, under exec in each mode as
# alone: each execution begins without them, and sums of all are taken after it.
each_leaves() {
	local ways sums="cd $WORK && cksum out \$(find . -maxdepth 1 -type f -name '*.made' | sort)"
	"$@" >out 2>/dev/null </dev/null
	sh -c "$sums" >alone
	finishes exec --quiet --runs 1 --ops 1 -o r --mode "$modes" --output "$WORK/out" \
		--prepare "rm -f $WORK/*.made" --conclude "{ $sums; echo; } >>$WORK/sums" -- "$@" || return 1
	measured "$*" r
	[ "$(grep -c '^$' sums)" -gt "$ways" ] || fail "$*: too few executions" || return 1
	same "$*: what was left" "$(sort -u alone)" "$(grep . sums | sort -u)"
	same "$*: how often" "$(($(grep -c '^$' sums) * $(wc -l <alone)))" "$(grep -c . sums)"
	rm -rf r sums alone out ./*.made
}

@test "a build leaves the same files and says the same in each mode" {
	command -v make >/dev/null || skip "make is not installed"
	seq 500 >numbers
	printf '%s\n' 'all: sum.made odd.made both.made' 'sum.made: numbers' \
		$'\t''awk "{ n += \$$1 } END { print n }" $< >$@' 'odd.made: numbers' $'\t''grep "[13579]$$" $< >$@' \
		'both.made: sum.made odd.made' $'\t''sort -r sum.made odd.made | gzip -n >$@' >Makefile
	half 0
	each_leaves make -j2
	half 1
	each_leaves make -j2 sum.made
}

# bats test_tags=long
@test "git, and a program that starts others, say the same in each mode" {
	half 0
	each_leaves perl -e 'print `echo hello`; system "echo", "bye"; fork || exec "true"; wait; exit 0'
	command -v git >/dev/null || skip "git is not installed"
	git init -q repository
	touch repository/file
	half 1
	each_leaves git -C repository status --porcelain=v2 --branch
}

@test "python says and writes the same in each mode" {
	command -v python3 >/dev/null || skip "python3 is not installed"
	half 0
	# itself, since a version manager's python3 is a script of hundreds of processes
	each_leaves "$(python3 -c 'import sys; print(sys.executable)')" -S -c 'print("hello"); print("bye", file=open("python.made", "w"))'
}
