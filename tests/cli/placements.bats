load ../helpers

# Which CPUs tracer and tracee get on machines that describe themselves otherwise: hwloc is told of them
# (HWLOC_SYNTHETIC, HWLOC_XMLFILE); or the files in which the kernel describes this one are hidden.

# Sets $CPUS to the first two that this process may use.
two_cpus() {
	mapfile -t CPUS < <(taskset -cp $$ | sed 's/.*: //' | tr , '\n' | while IFS=- read -r from to; do seq "$from" "${to:-$from}"; done)
	if [ "${#CPUS[@]}" -lt 2 ]; then skip "there is one CPU"; fi
	through taskset -c "${CPUS[0]},${CPUS[1]}"
}

fact() { perl -MJSON::PP -e 'local $/; my $at = decode_json(<STDIN>); $at = $at->{$_} for split /\./, $ARGV[0]; print $at // "null"' "$1" <r/machine.json; }

# crossed SHARE: fails unless two CPUs are measured as cross, and share this in the list, in the records and in the
# report.
crossed() {
	expect 0 list placements || return 1
	[[ "$(grep '^cross ' <<<"$output")" == *"(tracee on CPU ${CPUS[1]}, tracer on CPU ${CPUS[0]}; shared: $1)" ]] || fail "$1 is due" || return 1
	rm -rf r
	finishes run --mode ptrace-syscall --placement cross "${SMALL[@]}" -o r || return 1
	exact r || return 1
	[ "$(rows r/runs.csv 1 status tracee_cpu tracer_cpu | sort -u)" = "ok	${CPUS[1]}	${CPUS[0]}" ] || fail "$(cat r/runs.csv)" || return 1
	[ "$(fact placements.cross.share)" = "$1" ] || fail "$(fact placements.cross.share)" || return 1
	expect 0 report --no-charts r || return 1
	[[ "$output" == *"\`cross\`: the two nearest CPUs, of two cores if there are two (shared: $1)"*"| shared by the two CPUs of cross | $1 |"* ]] || fail "$1 is due"
}

@test "two CPUs are always a cross, whatever they share" {
	two_cpus
	local share synthetic pus="(indexes=${CPUS[0]},${CPUS[1]})"
	while IFS=: read -r share synthetic; do
		export HWLOC_SYNTHETIC="${synthetic}$pus"
		crossed "$share" || return 1
	done <<-END
		L3 cache:pack:1 l3:1 core:2 pu:1
		package:pack:1 l2:2 core:1 pu:1
		nothing known:pu:2
		core:pack:1 l3:1 core:1 pu:2
	END
}

@test "two CPUs of a machine whose caches are not shared, from a file of hwloc's" {
	two_cpus
	local i=0 cpu mask=0
	for cpu in "${CPUS[@]:0:2}"; do
		((cpu < 32)) || skip "CPU $cpu takes more than a word of the mask"
		mask=$((mask | 1 << cpu))
	done
	sets() { printf 'cpuset="0x%x" complete_cpuset="0x%x" nodeset="0x1" complete_nodeset="0x1"' "$1" "$1"; }
	{
		echo '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE topology SYSTEM "hwloc2.dtd"><topology version="2.0">'
		echo "<object type='Machine' os_index='0' $(sets $mask) allowed_cpuset='$(printf 0x%x $mask)' allowed_nodeset='0x1'>"
		echo "<object type='NUMANode' os_index='0' $(sets $mask) local_memory='1073741824'/>"
		for cpu in "${CPUS[@]:0:2}"; do
			echo "<object type='L2Cache' $(sets $((1 << cpu))) cache_size='524288' depth='2' cache_linesize='64' cache_associativity='8' cache_type='0'>"
			echo "<object type='Core' os_index='$((i++))' $(sets $((1 << cpu)))>"
			echo "<object type='PU' os_index='$cpu' $(sets $((1 << cpu)))/></object></object>"
		done
		echo '</object></topology>'
	} | sed "s/'/\"/g; s/></>\n</g" >two.xml # hwloc's own reader takes a tag a line
	export HWLOC_XMLFILE=$WORK/two.xml
	crossed 'nothing known'
	[ "$(fact topology.this_system) $(fact topology.cpus) $(fact topology.packages)" = "0 2 null" ]
	expect 0 list placements
	[[ "$output" == *'socket '*'(not here: packages are not known here)'* ]]
	expect 0 doctor
	[[ "$(tr -s ' \n' ' ' <<<"$output")" == *' note caches what CPUs share is told of another machine; those of cross share: nothing known -> see HWLOC_SYNTHETIC, HWLOC_XMLFILE'* ]]
}

@test "CPUs that do not exist are never taken, whatever hwloc is told; a warning says what it is told" {
	local cpu
	export HWLOC_SYNTHETIC='pack:2 core:2 pu:2(indexes=1000-1007)'
	expect 0 list placements
	[ -z "$stderr" ]
	[ "$(grep -c 'is told of another machine: see HWLOC_SYNTHETIC' <<<"$output")" -eq 1 ]
	for cpu in $(grep -o 'on CPU [0-9]*' <<<"$output" | cut -d' ' -f3); do taskset -c "$cpu" true || fail "there is no CPU $cpu"; done
	export HWLOC_SYNTHETIC='pack:2 core:2 pu:2'
	finishes run --mode ptrace-syscall --placement same,cross,smt,socket "${SMALL[@]}" -o r
	[ "$(grep -c 'is told of another machine: see HWLOC_SYNTHETIC' <<<"$stderr")" -eq 1 ]
	exact r
	[ "$(count r/runs.csv '$r{status} eq "fail"')" -eq 0 ]
	[ "$(count r/runs.csv '$r{status} eq "ok" && $r{placement} eq "same"')" -eq 3 ]
	[ "$(fact topology.this_system)" = 0 ]
	[ "$(fact topology.usable_cpus)" -eq "$(nproc)" ]
}

@test "a topology that cannot be read: the CPUs that may be used all the same" {
	two_cpus
	echo nonsense >bad.xml
	export HWLOC_XMLFILE=$WORK/bad.xml
	crossed 'nothing known'
	[ "$(fact topology.this_system)" = null ]
	expect 0 list placements
	[[ "$output" == *'hwloc cannot read what describes these CPUs: see HWLOC_SYNTHETIC, HWLOC_XMLFILE'* ]]
	expect 0 doctor
	[[ "$(tr -s ' \n' ' ' <<<"$output")" == *' note caches hwloc cannot read what describes these CPUs; those of cross share: nothing known '* ]]
}

@test "no word of the machine from the kernel: nothing is made up, and hwloc is silent" {
	hidden 'mount -t tmpfs none /sys && mount -t proc -o subset=pid none /proc'
	expect 0 list placements
	[ -z "$stderr" ]
	[[ "$output" == *'smt '*'(not here: cores are not known here)'*'socket '*'(not here: packages are not known here)'* ]]
	[[ "$output" != *cache* && "$output" != *'another machine'* ]]
	expect 0 doctor
	[ -z "$stderr" ]
	for check in smt mitigations; do
		grep -q "^  ok    $check *not known$" <<<"$output" || fail "$check is not known"
	done
}

@test "what the kernel does not describe is null in the records" {
	hidden 'mount -t tmpfs none /sys/devices/system/cpu'
	finishes run --mode untraced --placement same,socket "${SMALL[@]}" -o r
	[[ "$stderr" != *hwloc* ]]
	for name in packages cores cpus caches; do
		[ "$(fact topology.$name)" = null ] || fail "$name: $(fact topology.$name)"
	done
	[ "$(fact topology.usable_cpus)" -ge 1 ]
	[ "$(fact placements.socket.tracee_cpu)" = null ]
	[ "$(fact placements.socket.lacking)" = 'packages are not known here' ]
	[ "$(rows r/runs.csv '$r{placement} eq "socket"' status reason | sort -u)" = 'skip	packages are not known here' ]
}
