#!/usr/bin/env bash
# lint.sh format   every source file has the form of .clang-format
# lint.sh tidy     clang-tidy has nothing to say (needs the clang preset)
set -euo pipefail
cd "$(dirname "$0")/.."

sources() {
	find conductor.c engine sim live traces scenarios reports tests \
		-name '*.[ch]' | sort
}

case "${1:-}" in
format)
	sources | xargs clang-format --dry-run -Werror
	;;
tidy)
	sources | grep '\.c$' | grep -v '^tests/' |
		xargs -P "$(nproc)" -n 4 clang-tidy --quiet -p build/clang \
			2> >(grep -v 'warnings generated' >&2)
	;;
*)
	echo "usage: tests/lint.sh format|tidy" >&2
	exit 2
	;;
esac
