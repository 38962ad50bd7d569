# What exec exports, as hyperfine does, and the options it has from there: parameters and shells.
# shellcheck disable=SC2016 # the commands are for the shells that they start
load ../helpers

# short ARG...: measures two runs of one execution each, untraced unless ARG has another --mode.
short() { capture tracetax exec --quiet --mode untraced --runs 2 --ops 1 -o r "$@"; }

# short_ok ARG...: fails unless it goes well.
short_ok() {
	rm -rf r
	short "$@"
	finished "exec $*"
}

# json FILE EXPRESSION...: prints Perl expressions of $j, what a JSON file holds, a line each.
json() {
	perl -MJSON::PP -e '
		local $/;
		open my $file, "<", shift or die;
		our $j = JSON::PP->new->canonical->decode(<$file>);
		for (@ARGV) { my @values = eval; die $@ if $@; print "@values\n" }' "$@"
}

# each_key FILE: prints the names of all that a result has.
each_key() { json "$1" 'join " ", sort keys %{$j->{results}[0]}'; }

@test "the JSON has whatever hyperfine's has" {
	command -v hyperfine >/dev/null || skip "hyperfine is not installed"
	hyperfine -N --runs 2 --export-json theirs.json -L n 7 'true {n}' >/dev/null 2>&1
	short_ok --export-json ours.json --parameter-list n 7 -- true '{n}'
	local key
	for key in $(each_key theirs.json); do
		case $key in memory_usage_byte) continue ;; esac # of later versions
		[[ " $(each_key ours.json) " == *" $key "* ]] || fail "no $key: $(each_key ours.json)"
	done
	same parameters "$(json theirs.json '$j->{results}[0]{parameters}{n}')" "$(json ours.json '$j->{results}[0]{parameters}{n}')"
	same command "$(json theirs.json '$j->{results}[0]{command}')" "$(json ours.json '$j->{results}[0]{command}')"
	same "exit codes" "$(json theirs.json '@{$j->{results}[0]{exit_codes}}' | xargs -n 1 | sort -u)" \
		"$(json ours.json '@{$j->{results}[0]{exit_codes}}' | xargs -n 1 | sort -u)"
}

# In hyperfine's repository, scripts/plot_whisker.py reads command, times and median; plot_histogram.py,
# plot_progression.py, advanced_statistics.py and welch_ttest.py read command and times; plot_parametrized.py reads mean,
# stddev and the only one of parameters, as a number.
@test "the JSON has what hyperfine's scripts read" {
	short_ok --mode untraced,seccomp-allow --export-json o.json --parameter-list n 1,2.5 --command-name head -- echo '{n}'
	json o.json 'for (@{$j->{results}}) {
		length $_->{command} && !ref $_->{command} or die "command";
		for my $number (@$_{qw(mean stddev median)}, @{$_->{times}}, values %{$_->{parameters}}) {
			$number =~ /^[0-9.]+(e-?[0-9]+)?$/ or die "no number: $number";
		}
		@{$_->{times}} >= 2 or die "times";
		keys %{$_->{parameters}} == 1 or die "parameters";
	}'
	same commands 'head-1 head-2 seccomp-allow: head-1 seccomp-allow: head-2' \
		"$(json o.json 'sort map { $_->{command} } @{$j->{results}}')"
}

@test "the CSV begins with the columns of hyperfine's" {
	command -v hyperfine >/dev/null || skip "hyperfine is not installed"
	hyperfine -N --runs 2 --export-csv theirs.csv -L n 7,8 -L a x,y 'true {n} {a}' >/dev/null 2>&1
	short_ok --export-csv ours.csv --parameter-list n 7,8 --parameter-list a x,y -- true '{n}' '{a}'
	local columns
	columns=$(head -n 1 theirs.csv)
	[[ "$(head -n 1 ours.csv)" == "$columns",workload,* ]] || fail "$columns: $(head -n 1 ours.csv)"
	same rows "$(cut -d , -f 1,9,10 theirs.csv | sort)" "$(cut -d , -f 1,9,10 ours.csv | tr -d "'" | sort)"
}

@test "times are those of runs.csv, and lie between their least and their largest" {
	short_ok --mode untraced,seccomp-allow --export-json o.json -- true
	local recorded exported
	recorded=$(rows r/runs.csv '$r{mode} eq "untraced" && $r{status} eq "ok"' wall_ns | sort -n | xargs)
	exported=$(json o.json 'map { sprintf "%.0f", 1e9 * $_ } sort { $a <=> $b } map { @{$_->{times}} } grep { $_->{tracetax}{mode} eq "untraced" } @{$j->{results}}')
	same times "$recorded" "$exported"
	same "in order" 1 "$(json o.json '$j->{results}[0]{min} <= $j->{results}[0]{median} && $j->{results}[0]{median} <= $j->{results}[0]{max} && $j->{results}[0]{min} > 0 ? 1 : 0')"
}

@test "a line of CSV and of Markdown for each mode" {
	short_ok --mode untraced,seccomp-allow --export-csv o.csv --export-markdown o.md -- true
	local measured
	measured=$(rows r/runs.csv '$r{status} eq "ok"' mode | sort -u | wc -l)
	same "lines of CSV" $((measured + 1)) "$(wc -l <o.csv)"
	same "lines of Markdown" $((measured + 2)) "$(wc -l <o.md)"
	[[ "$(head -n 1 o.csv)" == command,mean,stddev,median,user,system,min,max,* ]]
}

@test "a workload for each value, with its own words" {
	short_ok --export-json o.json --parameter-list n a,b --parameter-scan m 1 2 --output inherit -- echo '<{n}{m}>'
	same commands 'echo <a1>,echo <a2>,echo <b1>,echo <b2>' "$(json o.json \
		'join ",", map { $_->{command} } sort { $a->{tracetax}{workload} cmp $b->{tracetax}{workload} } @{$j->{results}}' | tr -d "'")"
	same workloads 'command:echo-1 command:echo-2 command:echo-3 command:echo-4' "$(rows r/runs.csv 1 workload | sort -u | xargs)"
	for due in '<a1>' '<b1>' '<a2>' '<b2>'; do grep -qxF "$due" <<<"$output" || fail "$due was not executed"; done
}

@test "what surrounds a command has its values too: setup for all before, cleanup for all after" {
	short_ok --parameter-list d a,b --prepare 'echo prepare {d} >>log' --conclude 'echo conclude {d} >>log' \
		--setup 'echo setup {d} >>log' --cleanup 'echo cleanup {d} >>log' -- sh -c 'echo run {d} >>log'
	same setup 'setup a setup b' "$(head -n 2 log | xargs)"
	same cleanup 'cleanup a cleanup b' "$(tail -n 2 log | xargs)"
	same executions $'prepare a run a conclude a\nprepare b run b conclude b' \
		"$(sed '1,2d; $d' log | sed '$d' | paste -d ' ' - - - | sort -u)"
}

@test "a parameter may stand in prepare alone; a setup without one is run once" {
	short_ok --parameter-list d a,b --prepare 'echo {d} >of' --setup 'echo setup >>log' -- sh -c 'cat of >>read'
	same setup setup "$(cat log)"
	same values 'a b' "$(sort -u read | xargs)"
}

@test "the answer has the variants in their order, with their values" {
	finishes exec --mode untraced --runs 1 --ops 1 -o r --parameter-list how x --parameter-scan n 1 10 -- true '{n}{how}'
	same answer "$(for n in {1..10}; do echo "command:true-$n (n=$n, how=x)"; done)" \
		"$(sed -n 's/ takes .* when nothing watches it.*//p' <<<"$output")"
}

@test "a shell, and none" {
	short_ok --shell sh --output "$WORK/out" -- 'echo "$0" | tr a-z A-Z'
	same output SH "$(cat out)"
	short_ok --shell none --output "$WORK/out" -- echo 'a | b'
	same output 'a | b' "$(cat out)"
	command -v bash >/dev/null || skip "bash is not installed"
	short_ok --shell 'bash --norc' --output "$WORK/out" -- 'echo ${BASH_VERSION:+yes}' and more
	same output 'yes and more' "$(cat out)"
}

@test "what is wrong is told before anything is executed" {
	local marked=(-- touch "$WORK/executed")
	complains 2 '--export-json /nonexistent/x: No such file' exec --export-json /nonexistent/x "${marked[@]}"
	complains 2 '--export-csv /dev/null/x: Not a directory' exec --export-csv /dev/null/x "${marked[@]}"
	complains 2 "--export-markdown $WORK: Is a directory" exec --export-markdown "$WORK" "${marked[@]}"
	complains 2 'n stands nowhere in the command, --prepare or --conclude: write {n}' \
		exec --parameter-list n 1,2 --setup 'echo {n}' "${marked[@]}"
	complains 2 'MIN is larger than MAX' exec --parameter-scan n 2 1 "${marked[@]}" '{n}'
	complains 2 'needs --parameter-step-size' exec --parameter-scan n 1 1.5 "${marked[@]}" '{n}'
	complains 2 'n is given twice' exec --parameter-list n 1 --parameter-list n 2 "${marked[@]}" '{n}'
	complains 2 '--parameter-step-size: it is the step of --parameter-scan' exec --parameter-step-size 2 "${marked[@]}"
	complains 2 'expected VAR VALUE,... before --' exec --parameter-list n -- true
	complains 2 '--shell: expected a shell, found none' exec --shell '' "${marked[@]}"
	complains 2 'no-such-shell: no such command' exec --shell no-such-shell "${marked[@]}"
}
