#!/bin/bash
# planning.sh CONDUCTOR SOURCE - the commands of docs/planning.md print what
# the page quotes, to the letter.
set -euo pipefail
. "$2/tests/quoted.bash"
quoted_begin "$1" "$2"
quoted_page "$2/docs/planning.md"
[ "$quoted_count" -eq 9 ] || {
	echo "$quoted_count commands, not nine"
	exit 1
}
echo "$quoted_count commands"
