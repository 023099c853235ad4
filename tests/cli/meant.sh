#!/bin/sh
# meant.sh CONDUCTOR SOURCE - what people type instead of what they should is
# understood, or told in words that help.
set -eu
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"
night="--replications 1 --no-static --no-why"

fail() {
	echo "$1"
	exit 1
}
# tells LINE ARGUMENT...: fails with exactly this line, and nothing else
tells() {
	line=$1
	shift
	status=0
	"$conductor" "$@" >output 2>errors </dev/null || status=$?
	[ "$status" -eq 1 ] && [ ! -s output ] &&
		[ "$(cat errors)" = "conductor: $line" ] || {
		echo "conductor $*: $status, not: $line"
		cat errors output
		exit 1
	}
}
digest() { sed -n 's/.*"digest":[^"]*"\([0-9a-f]*\)".*/\1/p' "$1/summary.json"; }

# a date is the midnight with which that day begins, on the scenario's clock
# shellcheck disable=SC2086
{
	"$conductor" sim friday-night $night --out dates --set window.from=2024-11-08 \
		--set window.to=2024-11-09 >/dev/null
	"$conductor" sim friday-night $night --out instants \
		--set window.from=2024-11-08T00:00:00+01:00 \
		--set window.to=2024-11-09T00:00:00+01:00 >/dev/null
}
[ -n "$(digest dates)" ] && [ "$(digest dates)" = "$(digest instants)" ] ||
	fail "a date is another instant"
grep -q '"from":[^"]*"2024-11-08T00:00:00+01:00"' dates/summary.json ||
	fail "the window does not begin at midnight"

# sizes, as people write them
for size in 4GB 4gb '4 Gb' 4096mb; do
	"$conductor" quote friday-night "$size" >"quote $size"
	cmp "quote 4GB" "quote $size" || fail "$size is not 4 GB"
done
"$conductor" quote friday-night 3.7GB | grep -q '^A world of 3\.7 GB RAM' ||
	fail "no quote for 3.7GB"

# the name of a file that is none
tells 'friday-night.json: no such scenario; nearest is "friday-night"' \
	sim friday-night.json
tells 'holidy.json: no such scenario; nearest is "holiday"' sim holidy.json
echo '{ "extends": "friday-night.json" }' >my-night.json
tells 'my-night: no such scenario; the file is "my-night.json"' sim my-night
# the limit of what a whole number may be
for seed in 9007199254740992 18446744073709551615; do
	tells "--set seed=$seed: seed: too large to be kept exactly; write a whole number up to 9007199254740991" \
		sim friday-night --seed $seed
done

# a scenario from standard input
cat >mine.json <<'END'
{ "name": "mine", "extends": "friday-night.json", "window": { "from": "2024-11-08T16:00:00+01:00" } }
END
# shellcheck disable=SC2086
{
	"$conductor" sim mine.json $night --out file >/dev/null
	"$conductor" sim - $night --out input <mine.json >/dev/null
	"$conductor" sim - $night <mine.json | grep -q '^Report: runs/mine-1-stdin,' ||
		fail "the run of standard input has another name"
	# twice: sessions of one's own look for their window and load it again
	printf 'world,start,stop,ram_mb\nw,2021-01-02T10:00:00Z,2021-01-02T12:00:00Z,4096\n' >own.csv
	"$conductor" sim - $night --sessions own.csv --out own <mine.json |
		grep -q '^2021-01-02 11:00' || fail "sessions with standard input"
}
[ "$(digest file)" = "$(digest input)" ] || fail "standard input is another night"
"$conductor" quote - 4GB <mine.json >found
"$conductor" quote mine.json 4GB >expected
cmp expected found || fail "a quote from standard input"
echo '{ "name": "mine",
"sed": 1 }' >bad.json
status=0
"$conductor" sim - <bad.json >output 2>errors || status=$?
[ "$status" -eq 1 ] && [ "$(cat errors)" = \
	'conductor: standard input:2: unknown key "sed"; nearest is "seed"' ] ||
	{ cat errors; fail "an error of standard input"; }
tells 'standard input is the scenario; write --sessions FILE' \
	sim - --sessions -

# one evening is no model
tells '0 whole playing days (06:00 to 06:00) in these sessions; at least 14 are needed for a week'"'s shape" \
	traces fit own.csv

# what a run wrote is none of our inputs, and is called what it is
"$conductor" check file file/summary.json file/run.db file/ledger.csv >found
cat >expected <<'END'
file: run directory, sound: `conductor report file` shows it
file/summary.json: file of a run, sound: as it was written; `conductor report file` shows it
file/run.db: file of a run, sound: as it was written; `conductor report file` shows it
file/ledger.csv: file of a run, sound: as it was written; `conductor report file` shows it
END
diff expected found || fail "files of a run"
echo >>file/summary.json
(cd file && "$conductor" check summary.json) | grep -q -x 'summary.json: file of a run, sound: changed since it was written; `conductor report .` shows it' ||
	fail "a changed file of a run"
echo "understood"
