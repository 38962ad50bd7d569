#!/bin/sh
# Draws all charts of a campaign, as SVG, PNG and PDF, into DIR/charts. They draw its derived tables:
# `tracetax summary DIR` writes these, where a campaign lacks one.
set -eu
NOTHING_TO_DRAW=3 # as reading.gp ends

[ $# -ge 1 ] || { echo "usage: sh scripts/plot.sh DIR [svg] [png] [pdf]" >&2; exit 2; }
folder=$1
shift
[ -f "$folder/summary.csv" ] || { echo "plot: $folder/summary.csv is not there: tracetax summary $folder makes it" >&2; exit 2; }
for format; do
	case $format in
	svg | png | pdf) ;;
	*) echo "plot: $format: expected svg, png or pdf" >&2; exit 2 ;;
	esac
done
[ $# -gt 0 ] || set -- svg png pdf
command -v gnuplot >/dev/null || { echo "plot: gnuplot is not installed (sh scripts/setup.sh)" >&2; exit 1; }
scripts=$(cd "$(dirname "$0")/charts" && pwd)
cd "$folder"
mkdir -p charts
trap 'rm -f charts/*.partial' EXIT

# draw CHART FORMAT: replaces the old picture once the new one is whole.
draw() {
	gnuplot -d -e "format='$2'" "$scripts/$1.gp" 2>/dev/null </dev/null >"charts/$1.$2.partial" || return $?
	mv "charts/$1.$2.partial" "charts/$1.$2"
}

failed=0
for script in $(cd "$scripts" && grep -l "^title = " ./*.gp); do
	chart=$(basename "$script" .gp)
	for format; do
		status=0
		draw "$chart" "$format" || status=$?
		case $status in
		0) echo "$folder/charts/$chart.$format" ;;
		"$NOTHING_TO_DRAW") break ;;
		*) failed=1 && echo "plot: $chart: gnuplot failed; to see why, run gnuplot $scripts/$chart.gp in $folder" >&2 ;;
		esac
	done
done
exit $failed
