#!/bin/bash
# questions.sh CONDUCTOR SOURCE - the ten questions of docs/questions.md are
# answered by the commands that stand there, to the letter.
set -euo pipefail
. "$2/tests/quoted.bash"
quoted_begin "$1" "$2"
quoted_page "$2/docs/questions.md"
[ "$quoted_count" -eq 10 ] || {
	echo "$quoted_count questions, not ten"
	exit 1
}
