# Files of a campaign that others have had in hand, and reports and charts where they are to lie.
load ../helpers

setup_file() {
	copy_programs "$BUILD"
	(cd "$FILE_DIR" && bin/tracetax run --workload getpid,compute --mode ptrace-syscall,seccomp-trace \
		--blocks 2 --window 1 --ops 20 --quiet -o campaign) || [ $? -eq 3 ]
}

# A private copy of it, as ./r
campaign() { rm -rf r && cp -r "$FILE_DIR/campaign" r; }

drawing() { command -v gnuplot || skip "gnuplot is not installed"; }

# resolves FILE N: of the N links or more of a report, each leads somewhere from where it lies.
resolves() {
	local link n=0
	while read -r link; do
		link=$(printf '%b' "${link//%/\\x}")
		[ -e "$(dirname "$1")/$link" ] || fail "$1: $link leads nowhere" || return 1
		n=$((n + 1))
	done < <(grep -o '\]([^)#]*)' "$1" | sed 's/^](\(.*\))$/\1/' | grep -v '^https\?:' | sort -u)
	[ "$n" -ge "$2" ] || fail "$1: $n links"
}

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

@test "links of a report resolve from where it lies" {
	campaign
	mkdir -p out/deep 'a (b) c' s
	cp -r r 'a (b) c/d e'
	ln -s deep/../../s out/link
	ln -s ../r s/link-to-r
	for to in r.md out/r.md out/link/r.md "$WORK/out/abs.md" r/r.md ../up.md; do
		readable report --no-charts -o "$to" 'a (b) c/d e'
		resolves "$to" 3 || fail "$to"
	done
	for directory in r r/ ./r "$WORK/r" s/link-to-r out/../r; do
		readable report --no-charts -o out/deep/r.md "$directory"
		resolves out/deep/r.md 3 || fail "$directory"
	done
	readable report --no-charts -o r/r.md r
	resolves r/r.md 3
	rm ../up.md
	# where the report goes elsewhere, from here
	tracetax report --no-charts r >here.md || [ $? -eq 3 ]
	resolves here.md 3
	mkfifo pipe
	cat pipe >out/read 3>&- &
	PID=$!
	disown
	readable report --no-charts -o pipe r
	await cmp -s here.md out/read
}

@test "output onto a link: what it leads to is written, and its mode is kept" {
	campaign
	mkdir elsewhere
	echo old >elsewhere/file
	chmod 600 elsewhere/file
	ln -s elsewhere/file link
	ln -s link chain
	for to in link chain elsewhere/file; do
		readable report --no-charts -o $to r
		[ -L link ] && [ -L chain ] || fail "$to: the link was replaced"
		[ "$(stat -c %a elsewhere/file)" = 600 ] || fail "$to: the mode is another"
		resolves elsewhere/file 3
		echo old >elsewhere/file
	done
	[ "$(ls elsewhere)" = file ]
	readable report --no-charts -o new.md r
	[ "$(stat -c %a new.md)" = "$(printf '%o' $((0644 & ~0$(umask))))" ]
	ln -s nowhere dangling
	complains 1 'dangling: a link to what is not there: name the file itself' report --no-charts -o dangling r
	ln -s round round
	complains 1 'round: Too many levels of symbolic links' report --no-charts -o round r
}

@test "summary.csv that only its owner may read stays so" {
	campaign
	chmod 600 r/summary.csv
	readable summary r
	[ "$(stat -c %a r/summary.csv)" = 600 ]
}
