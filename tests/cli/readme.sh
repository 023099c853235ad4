#!/bin/bash
# readme.sh CONDUCTOR SOURCE - the table that the README shows is that of the
# first command, and what it quotes of others is what they print, to the letter.
set -euo pipefail
. "$2/tests/quoted.bash"
quoted_begin "$1" "$2"
ln -s "$2/scenarios" scenarios
awk '/^```/ { inside++; next } inside == 1' "$2/README.md" >table
quoted_answer 'conductor sim friday-night' "$(cat table)"
quoted_page "$2/README.md"
[ "$quoted_count" -ge 11 ] || {
	echo "only $quoted_count commands"
	exit 1
}
