#!/usr/bin/env bats
# What fleet.sh says of its command line and of its list of hosts, before it starts anything.
load ../helpers

fleet() { sh "$TOP/scripts/fleet.sh" "$@"; }

# refuses PATTERN ARG...: fails unless it ends with 2, has said one line, and has made nothing.
refuses() {
	local before
	before=$(files)
	capture fleet "${@:2}"
	[ "$status" -eq 2 ] || fail "${*:2}: 2 is due" || return 1
	[[ "$stderr" == "fleet: "$1 ]] || fail "${*:2}: \"$1\" is due" || return 1
	[ "${#stderr_lines[@]}" -eq 1 ] || fail "${*:2}: one line is due" || return 1
	[ "$(files)" = "$before" ] || fail "${*:2}: files were left"
}

# bats test_tags=long
@test "fleet: a wrong command line is one line and status 2" {
	echo one >hosts
	capture fleet --help
	[ "$status" -eq 0 ] && [[ "$output" == "Usage: sh scripts/fleet.sh "* ]] || fail
	refuses "-o is missing: *" hosts
	refuses "a file of hosts is missing: *" -o r
	refuses "none: no such file, *" -o r none
	refuses "none: no such file, *" -o r --plan none hosts
	refuses "none: no such file, *" -o r --ssh-config none hosts
	refuses "unknown option --job: *" --job 3 -o r hosts
	refuses "--jobs needs a value" -o r hosts --jobs
	for number in 0 -1 1x '' 99999999 '1 2' $'1\n2'; do refuses "--tries takes a number *" --tries "$number" -o r hosts; done
	for directory in tmp /tmp/../etc '/a b' '/$(id)' '/a;b' / '' $'/a\n/b'; do refuses "--directory takes a path *" --directory "$directory" -o r hosts; done
	refuses "expected one file of hosts, found *" -o r hosts hosts
	mkdir full
	: >full/file
	refuses "full: expected a new directory, *" -o full hosts
}

@test "fleet: a name of a host is not trusted before it is looked at" {
	local due='hosts: line 2: expected \[USER@\]HOST\[:PORT\], found: *'
	one_in 5 '-oProxyCommand=id' 'a;id' '$(id)' '`id`' 'a b' "a'b" 'a"b' 'a|b' 'a/../b' '.hidden' '../up' 'a&b' 'a>b' \
		'-l@host' 'us er@host' '@host' 'user@' 'a,b' '[::1' '[::1]x' '[g::1]' 'a*' $'a\e[31m' $'a\x80' $'a\tb' "$(printf 'a%.0s' {1..254})"
	for host in "${chosen[@]}"; do
		printf '%s\n' good "$host" >hosts
		refuses "$due" -o r hosts
		[[ "$stderr" != *[![:print:]]* ]] || fail "it printed what it was given"
	done
	in_turn host:0 host:65536 user@host:99999 '[::1]:0' host:123456789012
	for host in "${chosen[@]}"; do
		printf '%s\n' good "$host" >hosts
		refuses "hosts: line 2: expected a port from 1 to 65535, found: *" -o r hosts
	done
	printf '%s\n' host host >hosts
	refuses "hosts: line 2: expected each host once, *" -o r hosts
	printf '%s\n' a@host:22 b@host:22 >hosts
	refuses "hosts: line 2: expected each host once, *" -o r hosts
	printf '\n# none\n' >hosts
	refuses "hosts: it has no host" -o r hosts
}

@test "fleet: a build that is none, and a tool that is missing" {
	local tool
	echo one >hosts
	mkdir bin
	for tool in sh awk basename cat cut dirname grep head ls mkdir mktemp rm sed tail tr uname wc; do ln -s "$(command -v $tool)" bin; done
	PATH=$WORK/bin refuses "ssh is not installed: sh scripts/setup.sh --all *" -o r hosts
	for tool in ssh parallel; do command -v $tool >/dev/null || skip "$tool is not installed: sh scripts/setup.sh --all"; done
	refuses "none: no such build: make dist-static *" -o r --build none hosts
	refuses "hosts: expected a tar of make dist-static" -o r --build hosts hosts
}
