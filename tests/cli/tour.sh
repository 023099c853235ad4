#!/bin/bash
# tour.sh CONDUCTOR SOURCE - every command of docs/tour.md, in an empty folder
# beside the sample logs, prints what the tour quotes, to the letter.
set -euo pipefail
. "$2/tests/quoted.bash"
quoted_begin "$1" "$2"
ln -s "$2/scenarios" scenarios
# the file that its reader writes
sed -n '/^    \/\/ my-night.json/,/^$/s/^    //p' "$2/docs/tour.md" >my-night.json
quoted_page "$2/docs/tour.md"
[ "$quoted_count" -ge 24 ] || {
	echo "only $quoted_count commands"
	exit 1
}
echo "$quoted_count commands"
