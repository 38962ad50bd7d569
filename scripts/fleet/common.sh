# What fleet.sh and fleet.sbatch have in common. What a host says is text of a stranger: plain() is between it and all
# that is written.
# shellcheck shell=sh disable=SC2034,SC2154 # who reads this file has, or uses, the other half of the names

campaign_limit=$((256 << 20)) # bytes of a campaign: a larger one is refused

fleet_columns=host,campaign,status,step,tries,reason,copy_s,run_s,fetch_s,bytes

# Prints one line of printable ASCII, fit to stand between quotes in a CSV file.
plain() { LC_ALL=C tr -c '[:print:]\n' '?' | LC_ALL=C tr '"' "'" | grep -v '^[ ?]*$' | tail -n 1 | cut -c 1-200; }

# pack BUILD PLAN ROOM: unpacks a build, as ROOM/tracetax, with the plan and what runs it.
pack() {
	mkdir -p "$3" && tar -C "$3" -xzf "$1" && mv "$3"/tracetax-* "$3/tracetax" &&
		cp "$2" "$3/tracetax/share/tracetax/bench/fleet.plan" && cp "$fleet/measure.sh" "$3"
}

# unpack_all BUILDS PLAN STATE: unpacks each build, which are lines, as STATE/MACHINE. Sets $machines to their names. If one is
# no build, says so in $unpack_reason, and fails.
unpack_all() {
	machines='' unpack_reason=''
	while IFS= read -r build; do
		[ "$build" ] || continue
		unpack_reason="$build: no such build: make dist-static makes one"
		[ -f "$build" ] || return
		machine=$(machine_of "$build")
		unpack_reason="$build: expected a tar of make dist-static"
		pack "$build" "$2" "$3/$machine" 2>/dev/null || return
		machines="$machines${machines:+ }$machine"
	done <<END
$1
END
}

# good_directory PATH: whether it may stand in a command of another machine as it is.
good_directory() { echo "$1" | tr '\n' ' ' | grep -qE '^(/[A-Za-z0-9_][A-Za-z0-9._-]*)+ $'; }

# machine_of BUILD: prints the machine that a build is for, as `uname -m` names it.
machine_of() { basename "$1" .tar.gz | sed 's/.*-//'; }

# reason_against DIR TRACETAX: prints why a directory that came from a host is no campaign, or nothing. Ends with 3 if it is
# one that is not to be trusted: that is told, and no reason to refuse it.
reason_against() {
	judged=0
	odd=$(LC_ALL=C find "$1" ! -type f ! -type d -o -name '*[!A-Za-z0-9._-]*' | head -n 1 | plain)
	if [ "$odd" ]; then
		echo "it holds what no campaign has: ${odd##*/}"
	elif [ ! -f "$1/runs.csv" ] || [ ! -f "$1/machine.json" ]; then
		echo "it lacks runs.csv or machine.json"
	else
		"$2" summary "$1" >/dev/null 2>"$1.said" || judged=$?
		[ "$judged" -eq 0 ] || [ "$judged" -eq 3 ] || plain <"$1.said"
	fi
	rm -f "$1.said"
	return "$judged"
}

# status_word STATUS: prints what a status of tracetax is called in fleet.csv.
status_word() {
	case $1 in
	0) echo ok ;;
	1) echo incomplete ;;
	3) echo untrusted ;;
	*) echo failed ;;
	esac
}

# conclude DIR TRACETAX: compares the campaigns, says who failed, and returns the status for all of them.
conclude() {
	awk -F , 'NR > 1 && $3 != "failed" { print $2 }' "$1/fleet.csv" >"$1/.came"
	came=$(wc -l <"$1/.came") all=$(($(wc -l <"$1/fleet.csv") - 1))
	doubted=$(grep -cE '^[^,]*,[^,]*,(incomplete|untrusted),' "$1/fleet.csv")
	if [ "$came" -ge 2 ]; then
		compared=0
		(cd "$1" && tr '\n' '\0' <.came | xargs -0 -s 1500000 "$2" compare) >"$1/comparison.txt" 2>"$1/.said" || compared=$?
		if [ -s "$1/comparison.txt" ]; then
			# a screen or two are read here, and a thousand machines in the file
			[ "$(wc -l <"$1/comparison.txt")" -gt 100 ] || cat "$1/comparison.txt"
			say "compared: $1/comparison.txt"
		else
			rm -f "$1/comparison.txt"
			say "they are not compared (status $compared): $(grep '^tracetax' "$1/.said" | head -n 1 | plain)"
		fi
	fi
	rm -f "$1/.came" "$1/.said"
	awk -F , 'NR > 1 && $3 == "failed" {
		reason = $0
		gsub(/^[^"]*"|"[^"]*$/, "", reason)
		print "failed: " $1 " (" $4 "): " reason }' "$1/fleet.csv" >&2
	say "$came of $all hosts gave a campaign, $doubted of them with rows that failed or that are not to be trusted: $1/fleet.csv"
	[ "$came" -eq "$all" ] || return 1
	[ "$doubted" -eq 0 ] || return 3
}
