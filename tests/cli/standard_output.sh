#!/bin/bash
# standard_output.sh CONDUCTOR SOURCE - whatever a command prints, it says when
# it could not be written: on a full disk, to a stream that is closed, beyond a
# limit.  Who stops reading hears nothing.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

cat >model.json <<'END'
{ "worlds": { "living": 30 }, "ram_mix": [ { "ram": "2GB", "share": "100%" } ] }
END
"$conductor" traces generate model.json --from 2026-03-02T06:00:00+01:00 \
	--to 2026-04-13T06:00:00+02:00 -o sessions.csv 2>/dev/null
"$conductor" traces import sessions.csv -o trace.db 2>/dev/null
# half of it: what it says is not the question here
night="sim friday-night --replications 1 --no-static --jobs 1 --set window.to=2024-11-08T18:00:00+01:00 --set window.start=archive"
$conductor $night --journal night.db --out run >/dev/null
$conductor $night --out other >/dev/null

# every command that prints, and every form of what it prints
cat >commands <<END
--version
--help
sim --help
$night --out again
$night --out again --json
init sessions.csv -o -
compare friday-night --with fleet.cloud.max=0 --replications 1 --jobs 1 --out compared
compare friday-night --with fleet.cloud.max=0 --replications 1 --jobs 1 --out compared --json
report compared
sweep friday-night --vary fleet.cloud.max=0,4 --replications 1 --jobs 1 --out swept.db
sweep friday-night --vary fleet.cloud.max=0,4 --replications 1 --jobs 1 --out swept.db --json
report swept.db
plan friday-night --window --over fleet.dedicated.0.count=9,10 --most 20 --no-tornado --jobs 1 --out planned
plan friday-night --window --over fleet.dedicated.0.count=9,10 --most 20 --no-tornado --jobs 1 --out planned --json
report planned
report run
report run other
report run --json
report run other --json
report run --lang de --csv excel
why run w00062
why run w00062 --json
why night.db 2
list run customers
list run starts --csv plain
list run nodes --csv excel
list run starts --json
quote friday-night 4GB
quote friday-night 4GB --json
invoice run
invoice run --csv plain
invoice run --json
invoice run w00008
invoice run w00008 --json
replay night.db
replay night.db --verify
check model.json sessions.csv
check model.json sessions.csv --json
machines
machines --json
scenarios
scenarios --json
schema scenario
schema --markdown
version
version --json
completion bash
completion zsh
completion fish
help
help sim
traces --help
traces import sessions.csv -o -
traces check sessions.csv
traces check sessions.csv --json
traces export trace.db -o -
traces info sessions.csv --plain
traces info sessions.csv --json
traces fit sessions.csv --plain
traces fit sessions.csv --json
traces generate model.json --from 0 --to 500000 -o -
END

"$conductor" --help | sed -n 's/^  \([a-z]\+\) .*/\1/p' >names
"$conductor" traces --help | sed -n 's/^  \([a-z]\+\) .*/traces \1/p' |
	grep -v ' conductor$' >>names
while read -r name; do
	grep -q "^$name " commands || [ "$name" = scenarios ] ||
		[ "$name" = traces ] || {
		echo "no row for $name"
		exit 1
	}
done <names

count=0
# fails WHY COMMAND...: status 1 and one line, in `errors`
fails() {
	if [ "$status" -ne 1 ] || [ "$(wc -l <errors)" -ne 1 ] ||
		! grep -q '^conductor: standard output: cannot be written' errors; then
		echo "$1: conductor $2: status $status:"
		cat errors
		exit 1
	fi
	count=$((count + 1))
}

while read -r line; do
	# shellcheck disable=SC2086
	{
		status=0
		"$conductor" $line >/dev/full 2>errors </dev/null || status=$?
		fails "full" "$line"
		status=0
		"$conductor" $line >&- 2>errors </dev/null || status=$?
		fails "closed" "$line"
		# whoever ignores the signal of a closed pipe, as servers do
		status=0
		( trap '' PIPE
			"$conductor" $line 2>errors </dev/null || echo $? >status
		) | true
		# it may have been read before it was left
		[ ! -s errors ] || case $line in
		*"-o -") grep -q '^conductor: standard output' errors ;;
		*) false ;;
		esac || {
			echo "left: conductor $line says:"
			cat errors
			exit 1
		}
	}
done <commands

# a row that is longer than the buffer, so that the failure is an early one
status=0
"$conductor" schema --markdown 2>errors | head -n 1 >/dev/null || status=$?
[ ! -s errors ]

# nothing printed, nothing lost: a closed stream is no fault of its own
"$conductor" traces import sessions.csv -o closed.csv >&- 2>/dev/null
cmp sessions.csv closed.csv
# what is opened first must not become the stream that is closed
"$conductor" traces import sessions.csv -o closed2.csv >&- 2>&- <&-
cmp sessions.csv closed2.csv
status=0
"$conductor" sim none 2>&- >&- <&- || status=$?
[ "$status" -eq 1 ]
echo "$count failures of standard output are told"
