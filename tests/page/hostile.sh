#!/bin/sh
# Makes a campaign hostile: its names, its facts, and four of its charts. Usage: hostile.sh DIR
set -eu

cd "$1"
perl -i -pe '
	BEGIN { ($name = q(a`"'\''><script>alert(1)</script>)) =~ s/"/""/g }
	s/,(seccomp-trace-exit|signals|chain),/,"$name",/' runs.csv
perl -i -0pe 's/("[a-z_0-9]+": )"[^"]*"/$1"\\u001b]0;x\\u0007\\u0085<script>alert(1)<\/script><img src=x onerror=y> `]( | \\" onload=\\"x"/g' machine.json
sed -i 's/<\/svg>/<script>alert(1)<\/script><\/svg>/' charts/density.svg charts/narrow/spread.svg
sed -i 's/<g /<g onclick="alert(1)" style="fill:url(http:\/\/evil)" /; s/xlink:href=.#gpPt5./xlink:href="http:\/\/evil#x"/' charts/slowdown.svg charts/narrow/slowdown.svg
