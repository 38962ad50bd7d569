#!/bin/sh
# Prints the commit that the source is of, "-dirty" behind it if files were changed since; nothing if that is unknown.
set -eu
cd "$(dirname "$0")/.."

# git archive puts it here.
# shellcheck disable=SC2016 # nothing to expand
archived='$Format:%h$'
case $archived in
*[!0-9a-f]*) [ ! -e .git ] || git describe --always --dirty --match= 2>/dev/null || true ;;
*) echo "$archived" ;;
esac
