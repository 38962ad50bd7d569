load ../helpers

# The table of a campaign with two placements and a table that needs more than a hundred columns.
setup_file() {
	copy_programs "$BUILD"
	cd "$FILE_DIR" || return
	bin/tracetax run --workload getpid,memory-read-straddling --mode seccomp-trace-miss,seccomp-trace-select,process-vm-readv \
		--placement same,free --blocks 2 --window 1 -o r >out || [ $? -eq 3 ]
}

campaign() { cp -r "$FILE_DIR/r" "$FILE_DIR/out" .; }

# narrow COLUMNS: reads a table; fails if a line of it, or the one below that tells what was left out, is longer.
narrow() {
	LC_ALL=C.UTF-8 awk -v most="$1" '
		{ gsub(/[^ -~]+/, "."); if (length > most) { print "too long: " $0; bad = 1 } }
		/--wide\)$/ { exit }
		END { exit bad }'
}

@test "a table fits 80 columns where there is no terminal, and COLUMNS where it is set" {
	campaign
	for command in "list modes" "list workloads" "list placements" "list tables" "summary r" "compare r r" doctor; do
		tracetax $command --wide >whole || [ $? -eq 3 ]
		for width in "" 60; do
			env COLUMNS=$width "${TRACETAX[@]}" $command >text || [ $? -eq 3 ]
			sed -n '/^workload .*ratio/,$p;/^workload .*slowdown/,$p' text >table
			[ -s table ] || sed '/^stops: per/d' text >table
			narrow "${width:-80}" <table || fail "$command in ${width:-80}: $(cat text)"
		done
	done
}

@test "what was left out is said below the table, and --wide has it" {
	campaign
	COLUMNS=80 tracetax summary r >text || [ $? -eq 3 ]
	head -n 1 text | grep -E '^workload +placement +mode +slowdown \(95 %\) +'
	grep -xE '\((detect: -; )?(verdict: too few blocks; )?left out: (per call \(95 %\), )?(stops, )?switches(, detect)?(; names cut)?; see --wide\)' text
	COLUMNS=80 tracetax summary r --wide >wide || [ $? -eq 3 ]
	head -n 1 wide | grep -E ' per call \(95 %\) +stops +switches +detect +verdict$'
	never grep -e --wide wide
	for format in csv json markdown; do
		COLUMNS=40 tracetax summary r --format $format >narrow || [ $? -eq 3 ]
		tracetax summary r --format $format >usual || [ $? -eq 3 ]
		cmp narrow usual
	done
}

@test "the width of a terminal" {
	for width in 60 90; do
		script -qec "stty cols $width; env -u COLUMNS ${TRACETAX[*]} list workloads" /dev/null </dev/null | tr -d '\r' |
			sed 's/\x1b\[[0-9;]*m//g' >terminal
		narrow $width <terminal || fail "$(cat terminal)"
		env COLUMNS=$width "${TRACETAX[@]}" list workloads | cmp - terminal
	done
}

@test "run prints all with --wide, and a plan may say so" {
	echo "--workload getpid --mode seccomp-trace-miss --placement same,free --blocks 2 --window 1 --wide" >p.plan
	COLUMNS=60 tracetax run p.plan -o r >wide || [ $? -eq 3 ]
	grep -E '^workload +placement +mode .* detect +verdict$' wide
	COLUMNS=60 tracetax run --mode seccomp-trace-miss --blocks 2 --window 1 -o n >narrow || [ $? -eq 3 ]
	grep -e '--wide)$' narrow
	COLUMNS=60 tracetax exec --runs 2 --ops 1 --mode seccomp-trace-miss --wide -o e -- true >wide || [ $? -eq 3 ]
	grep -E '^workload +placement +mode .* detect +verdict$' wide
}

# on_terminal ENV... -- ARG...: prints what a terminal of 200 columns gets.
on_terminal() {
	local -a variables=()
	while [ "$1" != -- ]; do
		variables+=("$1")
		shift
	done
	shift
	script -qec "stty cols 200; env -u COLUMNS ${variables[*]} ${TRACETAX[*]} $*" /dev/null </dev/null | tr -d '\r'
}

plain() { sed 's/\x1b\[[0-9;]*m//g'; }

@test "colours on a terminal, which take nothing away; none with NO_COLOR or TERM=dumb, and none elsewhere" {
	local red=$'\e[31m' bold=$'\e[1m'
	local without=("TERM=xterm NO_COLOR=1" "-u NO_COLOR TERM=dumb" "-u NO_COLOR -u TERM" "-u NO_COLOR TERM=")
	campaign
	for command in "summary r" "compare r r" doctor; do
		on_terminal -u NO_COLOR TERM=xterm -- $command >coloured
		for variables in "${without[@]}"; do
			on_terminal $variables -- $command >plain
			never grep -q $'\e' plain
			if [ "$command" != doctor ]; then plain <coloured | cmp - plain; fi # load comes and goes
		done
		grep -q $'\e' coloured || fail "$command: $(cat coloured)"
		in_turn text csv json markdown
		for format in "${chosen[@]}"; do
			env TERM=xterm "${TRACETAX[@]}" $command --format $format >elsewhere || [ $? -eq 3 ]
			never grep -q $'\e' elsewhere
		done
		on_terminal -u NO_COLOR TERM=xterm -- $command --format csv >data
		never grep -q $'\e' data
		is_long || without=("${without[0]}") # what is asked for is looked up in one place
	done
	on_terminal -u NO_COLOR TERM=xterm -- compare r r -o written >/dev/null
	never grep -q $'\e' written
	on_terminal -u NO_COLOR TERM=xterm NO_COLOR= -- summary r | grep -F "${bold}workload"
	[ "$(on_terminal -u NO_COLOR TERM=xterm -- list nothing | head -n 1)" = "${red}tracetax:$(printf '\e[0m') $(
		on_terminal TERM=dumb -- list nothing | sed -n '1s/^tracetax: //p')" ]
}

@test "the answer is in the last lines of run, summary and exec, and in the first of compare" {
	campaign
	last() { tail -n 6 | grep -E "^$1( |:).*$2" >/dev/null || fail "$1: $(cat out text)"; }
	last "getpid same takes from" "under seccomp-trace-select$" <out
	tail -n 1 out | grep -qE '^[0-9]+ rows in r \(seed [0-9]+\)$'
	tracetax summary r >text || [ $? -eq 3 ]
	last "memory-read-straddling 8 B free takes" "x.* under process-vm-readv$" <text
	tracetax compare r r >text
	head -n 3 text | grep -q '^What differs most: '
	tracetax exec --runs 2 --ops 1 --mode seccomp-trace -o e -- true >text || [ $? -eq 3 ]
	last "Under seccomp-trace it takes" "as long" <text
	tracetax run --workload getpid --mode seccomp-trace-miss --placement free --blocks 2 --window 1 --quiet -o q >text ||
		[ $? -eq 3 ]
	[ ! -s text ]
}
