#!/bin/sh
# headers.sh ROOT COMPILER - every header compiles alone.
set -eu
cd "$1"
status=0
for header in */*.h */*/*.h; do
	case $header in build/*) continue ;; esac
	"$2" -std=c17 -D_GNU_SOURCE -I. -Itests -fsyntax-only -x c "$header" ||
		{ echo "$header does not compile alone"; status=1; }
done
exit $status
