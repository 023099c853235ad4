#!/bin/sh
# replay_from.sh CONDUCTOR SOURCE - a list of decisions begins at the instant
# that is asked for, whatever snapshot it is made from, and an instant outside
# the journal is refused.
set -eu
conductor=$1
export CONDUCTOR_DATA="$2/scenarios"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$conductor" sim archive-box --replications 1 --no-static --journal night.db \
	--out run >/dev/null
"$conductor" replay night.db >all

# Instants are written alike, so their order is the order of their text.
listed() { # FROM [UNTIL], without their zone
	awk -v from="$1" -v until="${2:-9}" \
		'/^#/ || (substr($1, 1, length($1) - 1) >= from &&
		substr($1, 1, length($1) - 1) <= until)' all
}

check() { # FROM [UNTIL]
	listed "$@" >expected
	"$conductor" replay night.db --from "$1Z" ${2:+--until "$2Z"} >found
	if ! cmp -s expected found; then
		echo "--from $1 ${2:+--until $2}: not the list it should be:"
		diff expected found | head -n 5
		exit 1
	fi
	echo "--from $1 ${2:+--until $2}: $(($(wc -l <found) - 1)) commands"
}

refused() { # EXIT ERROR OPTION...
	status=0
	wanted=$1
	message=$2
	shift 2
	"$conductor" replay night.db "$@" >out 2>err || status=$?
	if [ "$status" -ne "$wanted" ] || [ -s out ] ||
		[ "$(cat err)" != "$message" ]; then
		echo "$*: exit $status, and instead of"
		echo "$message"
		cat err out
		exit 1
	fi
}

# The instants of a command in the middle and of the last one are included.
middle=$(sed -n "$(($(wc -l <all) / 2))p" all | cut -f 1 | tr -d Z)
last=$(tail -n 1 all | cut -f 1 | tr -d Z)
check 2024-11-08T12:00:00
check 2024-11-08T19:00:00
check 2024-11-08T19:00:00 2024-11-08T19:10:00
check "$middle"
check "$last"

# A snapshot is what makes a late beginning cheap.
"$conductor" replay night.db --verify --from 2024-11-09T06:00:00Z >late
"$conductor" replay night.db --verify >whole
inputs() { sed -n 's/^verified: \([0-9]*\) inputs.*/\1/p' "$1"; }
if [ "$(inputs late)" -ge "$(inputs whole)" ]; then
	echo "a late beginning replays from the first input on"
	exit 1
fi

ends=$(sed -n 's/.* up to //p' whole)
covers="lies outside the journal; it covers 2024-11-06T11:00:00Z to $ends"
refused 1 "conductor: night.db: --from 2030-01-01T00:00:00Z $covers" \
	--from 2030-01-01T00:00:00Z
refused 1 "conductor: night.db: --from 2024-11-06T10:59:59Z $covers" \
	--from 2024-11-06T11:59:59+01:00 --verify
refused 1 "conductor: night.db: --until 1970-01-01T00:00:00Z $covers" \
	--until 0
refused 2 "conductor: replay: --from lies after --until; see \`conductor replay --help\`" \
	--from 2024-11-08T20:00:00Z --until 2024-11-08T19:00:00Z
