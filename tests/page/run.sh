#!/bin/sh
# Looks at report.html in headless Chromium: the page of the reference campaign, and that of one whose records are
# hostile. Prints TAP.
#   PICTURES=FOLDER   pictures of it go there
set -eu

B=${B:-build}
reference=results/2026-11-29-linux-6.18.44
command -v python3 >/dev/null || { echo "check-html: python3 is not installed" >&2 && exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

cp -r "$reference" "$work/campaign"
"$B/tracetax" report --html "$work/report.html" "$work/campaign"
sh tests/page/hostile.sh "$work/campaign"
"$B/tracetax" report --no-charts --html "$work/hostile.html" "$work/campaign" 2>/dev/null
python3 -B tests/page/check.py "$work/report.html" "$work/hostile.html" ${PICTURES:+"$PICTURES"}
