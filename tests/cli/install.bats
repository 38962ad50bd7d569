# make install and uninstall: what is installed works wherever it lies, and goes as it came.
load ../helpers

# A name with all that a shell or make could stumble on, and how make is told of it.
prefix="a b'c\"d\$e"
escaped=${prefix//\$/\$\$}

# of_make TARGET TREE: as if everything was built and up to date.
of_make() {
	env -u MAKEFLAGS -u MAKELEVEL make -s -C "$BATS_TEST_DIRNAME/../.." -o all B="$BUILD" DESTDIR="$2" PREFIX="/$escaped" "$1"
}

setup_file() {
	FILE_DIR=$(mktemp -d "${TMPDIR:-/tmp}/tracetax-tests-XXXXXX")
	export FILE_DIR
	chmod 755 "$FILE_DIR"
	mkdir -p "$FILE_DIR/bin" "$FILE_DIR/$prefix/bin"
	ln -s "$BUILD/tracetax" "$FILE_DIR/bin" # helpers.bash wants one
	echo ours >"$FILE_DIR/$prefix/bin/theirs"
	of_make install "$FILE_DIR"
	INSTALLED=$FILE_DIR/$prefix
	export INSTALLED
}

files_below() { (cd "$1" && find . ! -type d | sort); }

@test "install: programs in bin/, what they load in libexec/, data in share/" {
	cd "$INSTALLED"
	[ "$(ls bin)" = $'theirs\ntracetax' ]
	[ ! -L bin/tracetax ]
	[ -x libexec/tracetax/tracetax-driver ]
	[ -e libexec/tracetax/preload.so ]
	diff <(cd "$TOP/bench" && ls *.plan) <(cd share/tracetax/bench && ls *.plan)
	diff <(cd "$TOP/scripts/charts" && ls *.gp) <(ls share/tracetax/charts)
	for page in "$TOP"/docs/tracetax*.[17]; do [ -s "share/man/man${page##*.}/${page##*/}" ]; done
}

# Only one chart is left of them, as each takes its time.
@test "install: a blank and a quote in its name, and a link to it: charts and published figures are found" {
	command -v gnuplot >/dev/null || skip "gnuplot is not installed"
	cp -r "$INSTALLED" "it's"
	cp -r "$TOP/results/2026-11-29-linux-6.18.44" c
	rm c/charts/*
	grep -l '^title = ' "it's"/share/tracetax/charts/*.gp | grep -v /switches.gp | xargs -d '\n' rm
	ln -s "it's/bin/tracetax" "link to it"
	capture env -i PATH="$PATH" TMPDIR="$TMPDIR" "./link to it" report c -o c.md
	[ "$status" -eq 0 ] && [ -z "$stderr" ] || fail
	[ -s c/charts/switches.svg ] || fail "no chart"
	grep -q "$(sed -n '2s/,.*//p' "$TOP/results/published.csv")" c.md || fail "published figures"
}

@test "install: it may be moved, asks for nothing of the source tree, and puts objects into programs from there" {
	cp -r "$INSTALLED" "moved: \$LIB"
	hidden "mount --bind '$WORK' '$BUILD'"
	TRACETAX=("${TRACETAX[@]:0:${#TRACETAX[@]}-1}" "moved: \$LIB/bin/tracetax")
	capture "${TRACETAX[@]}" run --workload getpid --mode preload,sud-trap "${SMALL[@]}" -o r
	finished
	[ "$(count r/runs.csv '$r{mode} ne "untraced" && $r{status} eq "ok"')" -eq "$(count r/runs.csv '$r{mode} ne "untraced" && $r{reason} !~ /dispatch/')" ] ||
		fail "not both were measured"
	capture "${TRACETAX[@]}" trace -c -m preload -- sh -c 'env true; exec env true'
	[ "$status" -eq 0 ] && [ "${#stderr_lines[@]}" -eq 1 ] || fail
	[[ "$stderr" =~ [0-9]{2} ]] || fail "few calls"
}

@test "uninstall: takes out what install put there, and nothing else" {
	cp -r "$INSTALLED" .
	echo mine >"$prefix/share/tracetax/bench/mine.plan"
	of_make uninstall "$PWD"
	same "what is left" $'./bin/theirs\n./share/tracetax/bench/mine.plan' "$(files_below "$prefix")"
	[ ! -e "$prefix/libexec/tracetax" ] && [ ! -e "$prefix/share/tracetax/charts" ] || fail "folders"
}

@test "dist: the source as it was committed knows its commit" {
	git -C "$TOP" cat-file -e HEAD:scripts/commit.sh 2>/dev/null || skip "this is not the git repository"
	git -C "$TOP" archive HEAD scripts/commit.sh | tar -x
	same commit "$(git -C "$TOP" log -1 --format=%h)" "$(sh scripts/commit.sh)"
}

@test "set-up: what has no C library of GNU's is named before anything is installed" {
	printf 'ID=alpine\nVERSION_ID=3.20\n' >os-release
	hidden "mount --bind '$WORK/os-release' /etc/os-release"
	capture "${TRACETAX[@]:0:${#TRACETAX[@]}-1}" sh "$TOP/scripts/setup.sh"
	[ "$status" -eq 1 ] && [ "${#stderr_lines[@]}" -eq 1 ] && [ -z "$output" ] || fail
	[[ "$stderr" == "setup.sh: Alpine has musl "*"make dist-static"* ]] || fail
}
