#!/bin/sh
# why.sh CONDUCTOR SOURCE - what `conductor why` says of the night of archive-box is what
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
	"$conductor" sim archive-box --replications 1 --no-static --no-advice \
		--out "$directory" "$@" >/dev/null
}

night run --journal night.db
night quiet --no-why
night some --why=w01072,node-18

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
"$conductor" why run w01155 19:35 >slow
grep -q '^At 2024-11-08 19:31:32 a player requested w01155\.' slow ||
	fail "no answer at the top: $(head -n 3 slow)"
grep -q '^19:31:32  w01155 needs 12 GB\. It goes to node 4 ' slow ||
	fail "not where it was put: $(cat slow)"
grep -q '^20:12:43  w01155 is ready after 2,471\.5 s' slow ||
	fail "not what became of it: $(cat slow)"
! awk 'length > 80 { exit 1 } ' slow && fail "wider than 80 columns"
for time in 19:35:00 2024-11-08T19:35 '2024-11-08 19:35:00' \
	2024-11-08T18:35:00Z 1731090900; do
	"$conductor" why run w01155 "$time" >same
	cmp -s slow same || fail "$time is not 19:35"
done
"$conductor" why some w01072 >kept
"$conductor" why run w01072 >all
cmp all kept || fail "--why=w01072 tells something else"
grep -q 'Node 21 (CCX33) is ordered: no node has the 16 GB free' \
	kept || fail "the order it waited for is missing"
"$conductor" why some 18 >kept
"$conductor" why run node-18 >all
cmp all kept || fail "--why=node-18 tells something else"

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
refused 1 'quiet: was recorded without decisions; run `conductor sim` again with --why=w01155' \
	why quiet w01155
refused 1 'some: decisions were kept for some only, not of w01155; run `conductor sim` again with --why=w01155' \
	why some w01155
refused 1 'run: no start and no decision for a world "w1155", and no node of that number (1 to 25); nearest is "w01155"' \
	why run w1155
refused 1 'run: no start and no decision for a world "99", and no node of that number (1 to 25)' \
	why run 99
refused 1 "run: 09:00 lies outside the run; $covers" why run w01155 09:00
refused 1 "run: 2024-11-10T00:00:00Z lies outside the run; $covers" \
	why run w01155 2024-11-10T00:00:00Z
refused 1 'why: 9:00 is not a time; write 20:17, 20:17:03, 2024-11-08T20:17, RFC 3339 or epoch seconds' \
	why run w01155 9:00
refused 1 'run: w01155 is first requested at 2024-11-08T19:31:32.375587+01:00' \
	why run w01155 13:00
refused 1 'night.db: the clock shows 20:45 on 3 days; say which: 2024-11-08T20:45' \
	why night.db 5 20:45
refused 1 'sim: --why w1155: no world of this demand and no node (node-1, node-2 ...); nearest is "w01155"' \
	sim archive-box --replications 1 --why=w1155 --out never
refused 2 'sim: exactly one scenario is needed; names for --why follow a sign: --why=NAME; see `conductor sim --help`' \
	sim friday-night --why w01155
[ ! -e never ] || fail "a run that was refused left something"

# --- truth, by the tables
command -v python3 >/dev/null || {
	echo "python3 is not installed, so nothing was compared with the tables"
	exit 77
}
"$conductor" why run node-18 --json >run.json
"$conductor" why night.db node-18 --json >journal.json
for world in $(python3 -c 'import sqlite3
for (world,) in sqlite3.connect("run/run.db").execute("""SELECT world FROM
    starts GROUP BY 1 ORDER BY max(wait_us) DESC LIMIT 12"""): print(world)')
do
	"$conductor" why run "$world" --json >"$world.json"
done
exec python3 "$2/tests/cli/why_truth.py"
