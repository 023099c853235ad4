#!/bin/sh
# why.sh CONDUCTOR SOURCE - what `conductor why` says of a Friday night is what
# the tables of the run say; decisions are kept by size and by name, change
# nothing, and a journal tells the same.
# Without python3, which reads the tables, it is a test that was skipped (77).
set -eu
conductor=$1
export CONDUCTOR_DATA="$2/scenarios"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
	echo "$*"
	exit 1
}

# refused EXIT ERROR ARGUMENT...
refused() {
	status=0
	wanted=$1
	message=$2
	shift 2
	"$conductor" "$@" >out 2>err || status=$?
	if [ "$status" -ne "$wanted" ] || [ -s out ] ||
		[ "$(cat err)" != "conductor: $message" ]; then
		echo "$*: exit $status, and instead of"
		echo "conductor: $message"
		cat err out
		exit 1
	fi
}

night() { # DIRECTORY OPTION...
	directory=$1
	shift
	"$conductor" sim friday-night --replications 1 --no-static \
		--out "$directory" "$@" >/dev/null
}

night run --journal night.db
night quiet --no-why
night some --why=w00244,node-13

# --- listening changes nothing
figures() {
	grep -v -E '"(wall_seconds|load_seconds|events_per_second|peak_rss_mb|command_line)"' \
		"$1/summary.json"
}
for other in quiet some; do
	figures run >a
	figures "$other" >b
	cmp a b || fail "$other: other figures than with all decisions"
	cmp run/ledger.csv "$other/ledger.csv"
done

# --- the moment that is asked for
"$conductor" why run w00108 20:45 >slow
grep -q '^At 2024-11-08 20:43:38 a player requested w00108\.' slow ||
	fail "no answer at the top: $(head -n 3 slow)"
grep -q '^20:43:38  w00108 needs 4 GB\. It goes to node 3 ' slow ||
	fail "not where it was put: $(cat slow)"
grep -q '^21:34:06  w00108 is ready after 3028\.4 s' slow ||
	fail "not what became of it: $(cat slow)"
! awk 'length > 80 { exit 1 } ' slow && fail "wider than 80 columns"
for time in 20:45:00 2024-11-08T20:45 '2024-11-08 20:45:00' \
	2024-11-08T19:45:00Z 1731095100; do
	"$conductor" why run w00108 "$time" >same
	cmp -s slow same || fail "$time is not 20:45"
done
"$conductor" why some w00244 >kept
"$conductor" why run w00244 >all
cmp all kept || fail "--why=w00244 tells something else"
grep -q 'Node 16 (CCX33) is ordered: a start that needs 16 GB fits nowhere' \
	kept || fail "the order it waited for is missing"
"$conductor" why some 13 >kept
"$conductor" why run node-13 >all
cmp all kept || fail "--why=node-13 tells something else"

# --- by size
awk 'BEGIN {
	print "world,start,stop,ram_mb"
	for (i = 0; i < 10001; i++) {
		at = 1731070000 + int(i / 10) * 40
		printf "v%d,%d,%d,2048\n", i % 10, at, at + 20
	}
}' >many.csv
sed '$d' many.csv >fewer.csv
for file in many fewer; do
	night $file --sessions $file.csv
	night $file-all --sessions $file.csv --why
done
"$conductor" why fewer v3 >/dev/null
"$conductor" why many-all v3 >/dev/null
refused 1 'many: was recorded without decisions; run `conductor sim` again with --why=v3' \
	why many v3

# --- what is wrong
covers='it covers 2024-11-08T12:00:00+01:00 to 2024-11-09T08:00:00+01:00'
refused 1 'quiet: was recorded without decisions; run `conductor sim` again with --why=w00108' \
	why quiet w00108
refused 1 'some: decisions were kept for some only, not of w00108; run `conductor sim` again with --why=w00108' \
	why some w00108
refused 1 'run: no start and no decision for a world "w0108", and no node of that number (1 to 20); nearest is "w00108"' \
	why run w0108
refused 1 'run: no start and no decision for a world "99", and no node of that number (1 to 20)' \
	why run 99
refused 1 "run: 09:00 lies outside the run; $covers" why run w00108 09:00
refused 1 "run: 2024-11-10T00:00:00Z lies outside the run; $covers" \
	why run w00108 2024-11-10T00:00:00Z
refused 1 'why: 9:00 is not a time; write 20:17, 20:17:03, 2024-11-08T20:17, RFC 3339 or epoch seconds' \
	why run w00108 9:00
refused 1 'run: w00108 is first requested at 2024-11-08T18:56:29.672984+01:00' \
	why run w00108 13:00
refused 1 'night.db: the clock shows 20:45 on 3 days; say which: 2024-11-08T20:45' \
	why night.db 5 20:45
refused 1 'sim: --why w0108: no world of this demand and no node (node-1, node-2 ...); nearest is "w00108"' \
	sim friday-night --replications 1 --why=w0108 --out never
refused 2 'sim: exactly one scenario is needed; names for --why follow a sign: --why=NAME; see `conductor sim --help`' \
	sim friday-night --why w00108
[ ! -e never ] || fail "a run that was refused left something"

# --- truth, by the tables
command -v python3 >/dev/null || {
	echo "python3 is not installed, so nothing was compared with the tables"
	exit 77
}
"$conductor" why run node-13 --json >run.json
"$conductor" why night.db node-13 --json >journal.json
for world in $(python3 -c 'import sqlite3
for (world,) in sqlite3.connect("run/run.db").execute("""SELECT world FROM
    starts GROUP BY 1 ORDER BY max(wait_us) DESC LIMIT 12"""): print(world)')
do
	"$conductor" why run "$world" --json >"$world.json"
done
exec python3 "$2/tests/cli/why_truth.py"
