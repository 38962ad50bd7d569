# Files of a campaign that others have had in hand, and reports and charts where they are to lie.
load ../helpers

setup_file() {
	copy_programs "$BUILD"
	(cd "$FILE_DIR" && bin/tracetax run --workload getpid,compute --mode ptrace-syscall,seccomp-trace \
		--blocks 2 --window 1 --ops 20 --quiet -o campaign) || [ $? -eq 3 ]
}

# A private copy of it, as ./r
campaign() { rm -rf r && cp -r "$FILE_DIR/campaign" r; }

@test "a directory that cannot be brought to the disk is no failure, a file is one" {
	denied fsync --errno EINVAL
	readable run --mode untraced "${SMALL[@]}" -o s
	[ -z "$stderr" ] || fail "nothing is due on standard error"
	exact s
	readable report --no-charts -o r.md s
	[ -s r.md ]
	denied fsync,fdatasync --errno EIO
	capture tracetax run --mode untraced "${SMALL[@]}" -o t
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"t/machine.json: Input/output error"* ]]
}

@test "summary.csv that only its owner may read stays so" {
	campaign
	chmod 600 r/summary.csv
	readable summary r
	[ "$(stat -c %a r/summary.csv)" = 600 ]
}
