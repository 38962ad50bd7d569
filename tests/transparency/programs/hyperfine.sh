#!/bin/sh
# A Rust program that starts others again and again.
# needs: hyperfine
hyperfine -N --runs 20 --export-csv table true >/dev/null 2>&1
echo $?
hyperfine -N --runs 3 false >/dev/null 2>&1
echo $?
cut -d, -f 1 table
rm table
