#!/bin/sh
# upgrade.sh THIS NEXT - a snapshot of this behaviour version loads under the next
# one; that of the next one is refused by this.
set -eu
file=$(mktemp)
trap 'rm -f "$file"' EXIT
[ "$("$2" version)" -eq $(($("$1" version) + 1)) ]
"$1" save "$file"
[ "$("$1" load "$file")" = ok ]
[ "$("$2" load "$file")" = ok ] || {
	echo "the next version does not load a snapshot of this one"
	exit 1
}
"$2" save "$file"
[ "$("$2" load "$file")" = ok ]
[ "$("$1" load "$file" || true)" = "bad snapshot" ] || {
	echo "this version loads a snapshot of the next one"
	exit 1
}
