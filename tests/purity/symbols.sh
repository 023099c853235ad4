#!/bin/sh
# symbols.sh LIBRARY ALLOWED - fail if the library calls anything outside itself
# that is not in ALLOWED (mem*, and the compiler's own 128-bit division): no clock, no file, no malloc, no random, no environment.
set -eu
defined=$(mktemp)
trap 'rm -f "$defined"' EXIT
nm -g --defined-only "$1" | awk 'NF == 3 { print $3 }' | sort -u >"$defined"
sort -u "$2" >>"$defined"
outside=$(nm -u "$1" | awk '$1 == "U" { print $2 }' |
	grep -v -E '^(__(asan|ubsan|sanitizer|msan|gcov|llvm)|_GLOBAL_OFFSET_TABLE_)' |
	sort -u | grep -v -x -F -f "$defined" || true)
if [ -n "$outside" ]; then
	echo "the engine must not call:" $outside
	exit 1
fi
