#!/bin/sh
# Makes what completes the command lines of tracetax in a shell, from the tables of options that --help prints.
# shellcheck disable=SC2016 # what is printed is expanded elsewhere
set -eu

usage() {
	cat <<'END'
Usage: sh scripts/completion.sh bash|zsh|fish TRACETAX
Prints a completion for this shell; TRACETAX is the program.
END
}

case ${1-} in
--help) usage && exit 0 ;;
bash | zsh | fish) [ $# -eq 2 ] || { usage >&2 && exit 2; } ;;
*) usage >&2 && exit 2 ;;
esac
shell=$1 program=$2

# Prints "COMMAND|SUMMARY".
commands() { "$program" --help | sed -n 's/^  \([a-z][a-z]*\)   *\(.*\)/\1|\2/p'; }
lists() { "$program" list 2>&1 | sed -n 's/.* //p' | tr '|' ' '; } # it asks for one of them
# The help of --format has each with a few words in brackets.
formats() {
	"$program" "$1" --list-options | sed -n 's/^format\t//p' | grep -o '[a-z0-9-]* (' | tr -d '(\n' | sed 's/ $//'
}

# What a command's operands are: a plan, a directory, a program with operands of its own, a word, or nothing.
operands() {
	case $(ARGP_HELP_FMT=rmargin=200 "$program" "$1" --help | head -n 1) in
	*'[PLAN...]') echo plan ;;
	*DIR*) echo dir ;;
	*'|'*) echo "words $(lists)" ;;
	*COMMAND* | *PROGRAM*) echo program ;;
	*) echo none ;;
	esac
}

# Prints "COMMAND|OPTION|LETTER|KIND|SUMMARY". The kind says how a value is completed: none is taken; plain, by nothing;
# file, dir; list NAME and names NAME, by one or several words of `tracetax list NAME`; define, a file behind NAME=; words.
options() {
	known=" $(lists) "
	commands | while IFS='|' read -r command _; do
		"$program" "$command" --list-options | awk -F '\t' -v command="$command" -v known="$known" -v formats="$(formats "$command")" '
		function kind(name, value,  list) {
			list = name "s"
			if (value == "") return "none"
			if (value == "FORMAT") return "words " formats
			if (value ~ /^NAME(,|$)/ && index(known, " " list " ")) return (value ~ /,/ ? "names " : "list ") list
			if (value == "NAME=FILE") return "define"
			if (value == "FILE" || value == "WHERE") return "file"
			if (value == "DIR" || value == "DIR=NAME") return "dir"
			return "plain"
		}
		{ gsub(/\|/, "/"); print command "|" $1 "|" $2 "|" kind($1, $3) "|" $4 }'
	done
}

rows=$(options)
version=$("$program" --version | sed -n 1p)
note="# What completes the command lines of $version in $shell: made by scripts/completion.sh"

# The names that a list has; a family, such as seccomp-stack-N, is none.
from_list='tracetax list "$1" --format csv 2>/dev/null | sed "1d; s/,.*//; /N%\\{0,1\\}\$/d"'

make_bash() {
	echo "$note"
	echo '_tracetax_commands="'"$(commands | cut -d '|' -f 1 | paste -s -d ' ' -) --help --version"'"'
	echo '_tracetax_options() {'
	echo '	case $1 in'
	echo "$rows" | awk -F '|' '{ all[$1] = all[$1] " --" $2 } END { for (c in all) print "\t" c ") echo \"--help --usage" all[c] "\" ;;" }' | sort
	printf '\tesac\n}\n'
	echo '_tracetax_value() {'
	echo '	case $1\ $2 in'
	echo "$rows" | awk -F '|' '$4 != "none" {
		print "\t\"" $1 " --" $2 "\"" ($3 == "" ? "" : " | \"" $1 " -" $3 "\"") ") echo \"" $4 "\" ;;" }'
	printf '\tesac\n}\n'
	echo '_tracetax_operands() {'
	echo '	case $1 in'
	commands | while IFS='|' read -r command _; do echo "	$command) echo \"$(operands "$command")\" ;;"; done
	printf '\tesac\n}\n'
	echo "_tracetax_list() { $from_list; }"
	cat <<'END'
_tracetax_reply() { mapfile -t COMPREPLY < <(compgen "$@"); }
_tracetax_files() {
	compopt -o filenames
	_tracetax_reply "$1" -- "$2"
}

# _tracetax_complete KIND WORD
_tracetax_complete() {
	local before=''
	case $1 in
	file) _tracetax_files -f "$2" ;;
	dir) _tracetax_files -d "$2" ;;
	define) _tracetax_files -f "${2#*=}" ;;
	plan)
		compopt -o filenames
		_tracetax_reply -f -X '!*.plan' -- "$2"
		mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$(_tracetax_list plans)" -- "$2"; compgen -d -- "$2") ;;
	words\ *) _tracetax_reply -W "${1#words }" -- "$2" ;;
	list\ *) _tracetax_reply -W "$(_tracetax_list "${1#list }")" -- "$2" ;;
	names\ *)
		[[ $2 != *,* ]] || before=${2%,*},
		compopt -o nospace
		_tracetax_reply -P "$before" -W "$(_tracetax_list "${1#names }")" -- "${2##*,}" ;;
	esac
}

# The program behind the options, and what it takes. bash-completion knows more of that, where it is loaded.
_tracetax_program() {
	if declare -F _command_offset >/dev/null; then
		_command_offset "$1"
	elif ((COMP_CWORD == $1)); then
		_tracetax_files -c "${COMP_WORDS[COMP_CWORD]}"
	else
		_tracetax_files -f "${COMP_WORDS[COMP_CWORD]}"
	fi
}

# Bash takes --mode=x for three words.
_tracetax() {
	local command=${COMP_WORDS[1]} kind='' word operands i
	word=$command
	operands=$(_tracetax_operands "$command")
	COMPREPLY=()
	for ((i = 2; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		[[ $word != = ]] || word=''
		((i < COMP_CWORD)) || break
		case $kind,${COMP_WORDS[i]} in
		*,=) ;;
		?*,*) [[ ${COMP_WORDS[i + 1]} == = ]] || kind='' ;; # a value, or the NAME of NAME=FILE
		,--) kind=$operands && operands='' ;;
		,-*) kind=$(_tracetax_value "$command" "$word") ;;
		*) [[ $operands != program ]] || break ;;
		esac
		[[ $kind != program ]] || { ((++i)) && break; }
	done
	if ((COMP_CWORD == 1)); then
		_tracetax_reply -W "$_tracetax_commands" -- "$word"
	elif [[ $kind != program && $kind ]]; then
		_tracetax_complete "$kind" "$word"
	elif ((i == COMP_CWORD)) && [[ ! $kind && $word == -* ]]; then
		_tracetax_reply -W "$(_tracetax_options "$command")" -- "$word"
	elif [[ $kind$operands == program ]]; then
		_tracetax_program "$i"
	else
		_tracetax_complete "$operands" "$word"
	fi
}
complete -F _tracetax tracetax
END
}

make_zsh() {
	echo "#compdef tracetax"
	echo "$note"
	cat <<END
_tracetax_list() {
	local -a names
	names=(\${(f)"\$($(echo "$from_list" | sed 's/"\$1"/$argv[-1]/'))"})
	compadd "\${@[1,-2]}" -a names
}
END
	cat <<'END'
_tracetax_plans() { _alternative 'plans:plan:_tracetax_list plans' 'files:file:_files -g "*.plan"'; }

_tracetax() {
	local curcontext=$curcontext state line
	local -a commands
	_arguments -C '(- *)--help[what commands there are]' '(- *)--version[what was built]' '1:command:->command' '*::operand:->operands'
	case $state in
	command)
		commands=(
END
	commands | sed "s/'/'\\\\''/g; s/|/:/; s/.*/			'&'/"
	printf '\t\t)\n\t\t_describe command commands ;;\n\toperands)\n\t\tcase $line[1] in\n'
	commands | while IFS='|' read -r command _; do
		printf '\t\t%s) _arguments -s -S' "$command"
		echo "$rows" | awk -F '|' -v command="$command" -v quote="'" '
		function action(kind) {
			if (kind == "file" || kind == "define") return "_files"
			if (kind == "dir") return "_files -/"
			if (sub(/^words /, "", kind)) return "(" kind ")"
			if (sub(/^list /, "", kind)) return "_tracetax_list " kind
			if (sub(/^names /, "", kind)) return "_sequence _tracetax_list " kind
			return " "
		}
		$1 == command {
			gsub(/[][\\:]/, "\\\\&", $5)
			gsub(quote, quote "\\" quote quote, $5)
			value = $4 == "none" ? "" : ":value:" action($4)
			printf " \\\n\t\t\t%s*--%s%s[%s]%s%s", quote, $2, $4 == "none" ? "" : "=", $5, value, quote
			if ($3 != "") printf " %s*-%s%s[%s]%s%s", quote, $3, $4 == "none" ? "" : "+", $5, value, quote
		}'
		case $(operands "$command") in
		plan) echo " '*:plan:_tracetax_plans' ;;" ;;
		dir) echo " '*:campaign:_files -/' ;;" ;;
		program) echo " '(-)1:program:_command_names -e' '*::argument:_normal' ;;" ;;
		words*) echo " '1:what:($(lists))' ;;" ;;
		*) echo " ;;" ;;
		esac
	done
	printf '\t\tesac ;;\n\tesac\n}\nif [ "$funcstack[1]" = _tracetax ]; then _tracetax "$@"; else compdef _tracetax tracetax; fi\n'
}

make_fish() {
	echo "$note"
	cat <<END
function __tracetax_list
	tracetax list \$argv[1] --format csv 2>/dev/null | string replace -rf '^([^,]*),.*' '\$1' | string match -rv '^(mode|workload|placement|plan|event)\$|N%?\$'
end
END
	cat <<'END'
function __tracetax_names
	set -l before (commandline -ct | string replace -r '^--?[a-z-]+=' '' | string replace -rf '^(.*,).*' '$1')
	__tracetax_list $argv[1] | string replace -r '^' "$before"
end
function __tracetax_is
	set -l words (commandline -opc)
	test (count $words) -ge 2; and test $words[2] = $argv[1]
end
function __tracetax_starts
	test (count (commandline -opc)) -eq 1
end
complete -c tracetax -f
complete -c tracetax -n __tracetax_starts -l help -d 'what commands there are'
complete -c tracetax -n __tracetax_starts -l version -d 'what was built'
END
	commands | while IFS='|' read -r command summary; do
		echo "complete -c tracetax -n __tracetax_starts -a $command -d '$(echo "$summary" | sed "s/'/\\\\'/g")'"
		case $(operands "$command") in
		plan) echo "complete -c tracetax -n '__tracetax_is $command' -F -a '(__tracetax_list plans)'" ;;
		dir) echo "complete -c tracetax -n '__tracetax_is $command' -a '(__fish_complete_directories)'" ;;
		program) echo "complete -c tracetax -n '__tracetax_is $command' -F -a '(__fish_complete_subcommand --fcs-skip=2)'" ;;
		words*) echo "complete -c tracetax -n '__tracetax_is $command' -a '$(lists)'" ;;
		esac
	done
	echo "$rows" | awk -F '|' -v quote="'" '
	function action(kind) {
		if (kind == "none") return ""
		if (kind == "file" || kind == "define") return " -r -F"
		if (kind == "dir") return " -x -a " quote "(__fish_complete_directories)" quote
		if (sub(/^words /, "", kind)) return " -x -a " quote kind quote
		if (sub(/^list /, "", kind)) return " -x -a " quote "(__tracetax_list " kind ")" quote
		if (sub(/^names /, "", kind)) return " -x -a " quote "(__tracetax_names " kind ")" quote
		return " -x"
	}
	{
		gsub(quote, "\\" quote, $5)
		printf "complete -c tracetax -n %s__tracetax_is %s%s -l %s", quote, $1, quote, $2
		printf "%s%s -d %s%s%s\n", $3 == "" ? "" : " -s " $3, action($4), quote, $5, quote
	}'
}

"make_$shell"
