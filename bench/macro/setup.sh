#!/bin/sh
# Makes what the commands of bench/macro.plan work on, in build/macro: a tree of 10,000 small files that is a git
# repository of 100 commits, a text, a program to compile, a project, statements for sqlite3. Nothing is drawn at
# random and nothing fetched. What lacks its tool is left out; its command is then a skip. What is whole is kept.
set -eu
cd "$(dirname "$0")/../.."
[ ! -e build/macro/whole ] || exit 0
rm -rf build/macro
mkdir -p build/macro/project
cd build/macro

awk 'BEGIN {
	for (d = 0; d < 100; d++) {
		system("mkdir -p tree/part" d "/deep/er")
		for (f = 0; f < 100; f++) {
			file = "tree/part" d (f % 3 ? f % 3 > 1 ? "/deep" : "/deep/er" : "") "/file" f (f % 2 ? ".h" : ".c")
			for (l = 0; l < 20 + f; l++) print "line " l " of file " f " in part " d (l % 50 == 49 ? " needle" : "") > file
			close(file)
		}
	}
}'

awk 'BEGIN { for (i = 1; i <= 100000; i++) { x = x * 69069 % 4294967296 + 1; print x, "GET /page/" x % 977, x % 3 ? 200 : 404 } }' >text

awk 'BEGIN {
	print "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>"
	for (i = 0; i < 60; i++) {
		print "static double f" i "(const double *x, int n) { double s = " i ";"
		print "for (int i = 0; i < n; i++) { s += x[i] * s; if (s > 1e9) s /= " i + 2 "; } return s; }"
	}
	print "int main(void) { double x[64], s = 0; for (int i = 0; i < 64; i++) x[i] = i;"
	for (i = 0; i < 60; i++) print "s += f" i "(x, 64);"
	print "printf(\"%g\\n\", s); return 0; }"
}' >program.c

for i in 0 1 2 3 4 5 6 7; do
	printf '#include <stdio.h>\nint part%d(int x)\n{\n\treturn printf("%%d\\n", x + %d);\n}\n' $i $i >project/part$i.c
done
printf 'CFLAGS = -O2\nall: part0.o part1.o part2.o part3.o part4.o part5.o part6.o part7.o\n' >project/Makefile

awk 'BEGIN {
	print "pragma synchronous = off;\ndrop table if exists t;\ncreate table t (a integer primary key, b text);"
	for (i = 0; i < 2000; i++) print "insert into t (b) values (\x27" i * 7919 % 10007 " some text\x27);"
}' >insert.sql
awk 'BEGIN { for (i = 0; i < 4000; i++) print "select count(*), max(b) from t where a between " i % 1900 " and " i % 1900 + 40 ";" }' >read.sql
if command -v sqlite3 >/dev/null; then sqlite3 read.db <insert.sql; fi

if command -v git >/dev/null; then
	awk 'BEGIN {
		for (c = 1; c <= 100; c++) {
			print "commit refs/heads/main\ncommitter a <a@b> " 1700000000 + c " +0000\ndata <<END\ncommit " c "\nEND"
			for (f = 0; f < 5; f++) {
				print "M 644 inline part0/history" f "\ndata <<END"
				for (l = 0; l < 100; l++) print "line " (l == c ? "changed" : l) " of " f
				print "END"
			}
		}
	}' >history
	git init -q -b main tree
	git -C tree config gc.auto 0 # nothing changes behind a command
	git -C tree fast-import --quiet <history
	git -C tree reset -q --mixed
	git -C tree checkout -q -- part0
	git -C tree add -A
	git -C tree -c user.name=a -c user.email=a@b commit -q -m all
	git -C tree repack -a -d -q
	rm history
fi
: >whole
