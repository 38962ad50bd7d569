# What completes command lines in bash, zsh and fish: it is made from the options that the program has, and tried in the
# shells themselves.
load ../helpers

setup_file() {
	copy_programs "$BUILD"
	cp "$BUILD/completion/tracetax" "$FILE_DIR/bash"
	cp "$BUILD/completion/_tracetax" "$FILE_DIR/zsh"
	cp "$BUILD/completion/tracetax.fish" "$FILE_DIR/fish"
}

# in_bash WORD...: what bash offers for the last word, sorted; `=` is a word of its own there.
in_bash() {
	PATH=$BIN:$PATH bash --norc -c 'source "$1" && shift
		complete -p tracetax >/dev/null || exit
		compopt() { :; } # as nothing is being typed
		COMP_WORDS=(tracetax "$@") COMP_CWORD=$# COMPREPLY=()
		_tracetax && printf "%s\n" "${COMPREPLY[@]}"' bash "$FILE_DIR/bash" "$@" | LC_ALL=C sort
}

# offers SHELL LINE... : what is due, on standard input, one a line
offers() { diff <(LC_ALL=C sort) <("in_$1" "${@:2}") || fail "$*"; }

@test "bash: commands, and each option that a command has" {
	{ tracetax --help | sed -n 's/^  \([a-z]*\)   *.*/\1/p'; printf '%s\n' --help --version; } | offers bash ''
	printf '%s\n' exec | offers bash ex
	for command in run exec report; do
		{ tracetax "$command" --list-options | sed 's/\t.*//; s/^/--/'; printf '%s\n' --help --usage; } | offers bash "$command" --
	done
	[ "$(in_bash run -- | grep -c .)" -ge 25 ]
	printf '%s\n' --no-charts | offers bash report dir --no
}

@test "bash: modes, workloads, placements, events, plans and formats are those that there are" {
	names() { tracetax list "$1" --format csv | sed '1d; s/,.*//; /N%\{0,1\}$/d'; }
	for list in modes workloads placements; do names "$list" | offers bash run "--${list%s}" ''; done
	names modes | grep ^seccomp | offers bash exec --mode seccomp
	printf '%s\n' getpid,getpid getpid,getppid | offers bash run --workload getpid,getp
	names modes | offers bash run --mode = ''
	names modes | grep ^ptrace-s | offers bash trace -m ptrace-s
	printf '%s\n' json | offers bash list modes --format js
	names plans | offers bash run ''
	tracetax list 2>&1 | sed 's/.* //' | tr '|' '\n' | offers bash list ''
}

@test "bash: files and folders where they belong, and another program's words behind it" {
	mkdir here && touch here.plan here.json
	printf '%s\n' here | offers bash compare her
	printf '%s\n' here here.json here.plan | offers bash report -o her
	printf '%s\n' here here.plan | offers bash run her
	printf '%s\n' here.json | offers bash run --filter = a = here.j
	printf '%s\n' here.json | offers bash exec -- cat here.j
	printf '%s\n' here.json | offers bash trace cat --mode here.j
	[[ $'\n'"$(in_bash exec --mode untraced --warmup 3 -- en)"$'\n' == *$'\n'env$'\n'* ]] || fail "a program"
}

@test "zsh: the completion is loaded, and its tables are whole" {
	command -v zsh >/dev/null || skip "zsh is not installed"
	zsh -n "$FILE_DIR/zsh"
	PATH=$BIN:$PATH capture zsh -fc "autoload -U compinit && compinit -D -u && source '$FILE_DIR/zsh' && print \$_comps[tracetax]
		compadd() { while [[ \$1 != -a ]]; do shift; done; print -l \${(P)2}; }; _tracetax_list placements"
	same "what zsh has" "$(echo _tracetax; tracetax list placements --format csv | sed '1d; s/,.*//')" "$output"
	for command in run exec; do
		diff <(tracetax "$command" --list-options | sed 's/\t.*//' | sort) <(awk -v command="$command)" '
			/^\t\t[a-z]*\)/ { here = $1 == command } here' "$FILE_DIR/zsh" | grep -o '\*--[a-z-]*' | tr -d '*' | cut -c 3- | sort)
	done
}

# in_fish LINE: what fish offers for its last word, without descriptions.
in_fish() { PATH=$BIN:$PATH HOME=$WORK fish --no-config -c "source $FILE_DIR/fish; complete -C '$1'" | cut -f 1 | LC_ALL=C sort; }

@test "fish: commands, options and names are those that there are" {
	command -v fish >/dev/null || skip "fish is not installed"
	tracetax --help | sed -n 's/^  \([a-z]*\)   *.*/\1/p' | offers fish 'tracetax '
	printf '%s\n' --no-charts | offers fish 'tracetax report dir --no'
	printf '%s\n' fork,getpid | offers fish 'tracetax run --workload fork,getpi'
	tracetax list placements --format csv | sed '1d; s/,.*//; s/^/--placement=/' | offers fish 'tracetax run --placement='
	printf '%s\n' same | offers fish 'tracetax exec --placement sam'
}
