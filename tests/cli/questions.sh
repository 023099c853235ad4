#!/bin/bash
# questions.sh CONDUCTOR SOURCE - the fourteen questions of docs/questions.md are
# answered by the commands that stand there, to the letter.
set -euo pipefail
. "$2/tests/quoted.bash"
quoted_begin "$1" "$2"
quoted_page "$2/docs/questions.md"
[ "$quoted_count" -eq 14 ] || {
	echo "$quoted_count questions, not fourteen"
	exit 1
}
