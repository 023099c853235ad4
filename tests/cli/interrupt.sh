#!/bin/bash
# interrupt.sh CONDUCTOR SOURCE - a run that is interrupted leaves nothing
# half-written and says so.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"

# interrupted ARGUMENT...: it stops by a signal, says so and leaves nothing
interrupted() {
	"$conductor" "$@" --out "$work/run" \
		2>"$work/errors" >"$work/output" &
	child=$!
	# it has begun when its workers run
	while [ "$(find "/proc/$child/task" -mindepth 1 -maxdepth 1 | wc -l)" -lt 2 ]; do
		kill -0 "$child" # and must not end before
	done
	kill -INT "$child"
	status=0
	wait "$child" || status=$?
	if [ "$status" -ne 130 ]; then
		echo "exit status $status, not 130"
		cat "$work/errors"
		exit 1
	fi
	if [ "$(cat "$work/errors")" != "conductor: interrupted" ]; then
		echo "it says:"
		cat "$work/errors"
		exit 1
	fi
	left=$(find "$work" -mindepth 1 ! -name errors ! -name output)
	if [ -n "$left" ]; then
		echo "left behind: $left"
		exit 1
	fi
}

night="sim friday-night --no-advice"
# shellcheck disable=SC2086
interrupted $night --replications 1000
interrupted plan friday-night
# the journal too, or the same command would refuse to overwrite it
# shellcheck disable=SC2086
interrupted $night --replications 1 --journal "$work/night.db" \
	--set window.warm_up=1000h
