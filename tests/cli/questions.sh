#!/bin/bash
# questions.sh CONDUCTOR SOURCE - the ten questions of docs/questions.md are
# answered by the commands that stand there, to the letter.
set -euo pipefail
conductor=$1
export CONDUCTOR_DATA="$2/scenarios"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$conductor" "$work/bin/conductor"
PATH="$work/bin:$PATH"
cd "$work"

count=0
# answered COMMAND EXPECTED: it prints that, but for empty lines at the ends
answered() {
	bash -o pipefail -c "$1" | sed '/./,$!d' >found || {
		[ "${PIPESTATUS[0]}" -eq 141 ] || { # closed by head
			echo "failed: $1"
			exit 1
		}
	}
	printf '%s\n' "$2" >expected
	if ! diff expected found; then
		echo "another answer: $1"
		exit 1
	fi
	count=$((count + 1))
}

command= expected=
while IFS= read -r line; do
	case $line in
	"    $ "*)
		command=${line#    $ }
		expected=
		;;
	"    "*) expected+=${expected:+$'\n'}${line#    } ;;
	"") [ -z "$command" ] || [ -z "$expected" ] || expected+=$'\n' ;;
	*)
		[ -z "$command" ] || answered "$command" "${expected%%$'\n'}"
		command=
		;;
	esac
done <"$2/docs/questions.md"
[ "$count" -eq 10 ] || {
	echo "$count questions, not ten"
	exit 1
}
