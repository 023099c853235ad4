#!/bin/bash
# own_sessions.sh CONDUCTOR SOURCE - a night of one's own: the window follows
# from the sessions if it holds none of them and is not set, and a run without any says what to type.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

cat >mine.csv <<'END'
world,start,stop,ram_mb
a,2026-11-06T18:10:00+01:00,2026-11-06T19:10:00+01:00,4096
b,2026-11-06T20:00:00+01:00,,4096
c,2026-11-06T19:00:00+01:00,2026-11-06T23:30:00+01:00,8192
END

fail() {
	echo "own_sessions.sh: $1"
	cat output errors
	exit 1
}

# sim ARGUMENT...: output, errors and $status
sim() {
	status=0
	"$conductor" sim friday-night --replications 2 --no-advice --out run "$@" \
		>output 2>errors || status=$?
}

# says LINE: the output holds exactly this line
says() {
	grep -q -x -F -- "$1" output || fail "no line \"$1\""
}

# refuses LINE: it fails with this line and leaves no run
refuses() {
	[ "$status" -eq 1 ] || fail "status $status"
	[ "$(cat errors)" = "conductor: $1" ] || fail "not \"$1\""
	[ ! -e run ] || fail "a run is left"
}

# the window is that of the file, prices are those of the scenario
sim --sessions mine.csv
[ "$status" -eq 0 ] || fail "status $status"
says '2026-11-06 18:00 to 2026-11-07 00:00 (Europe/Berlin)   2 replications, seed 1'
says 'Sessions of mine.csv on the fleet of friday-night'
says 'Demand: the sessions of mine.csv'
says 'Window:   first start to last end of the sessions, in whole hours; no warm-up,'
says 'Sessions: 3 read, 3 used (warm-up included), 1 of them cut, 0 outside'
says 'Prices of 2026-11-06; EUR net of VAT unless marked gross'
grep -q '"key":	"window.from",' run/summary.json
grep -A2 '"key":	"window.from",' run/summary.json |
	grep -q '"source":	"--sessions mine.csv"' || fail "no source"
grep -q 'sessions read, 3' run/report.html || fail "not on the page"
rm -r run

# the same from standard input, which can be read only once
sim --sessions - <mine.csv
says 'Demand: the sessions of standard input'
says 'Sessions: 3 read, 3 used (warm-up included), 1 of them cut, 0 outside'
rm -r run

# a scenario whose window holds some of them keeps it
sed 's/^b,.*/b,2024-11-08T20:00:00+01:00,2024-11-08T21:00:00+01:00,4096/' \
	mine.csv >same.csv
sim --sessions same.csv
says '2024-11-08 12:00 to 2024-11-09 08:00 (Europe/Berlin)   2 replications, seed 1'
says 'Sessions: 3 read, 1 used (warm-up included), 0 of them cut, 2 outside'
says 'WARNING: most of the sessions lie outside the run and were skipped'
! grep -q '^Window:' output || fail "a window of their own"
rm -r run

# a warm-up that is asked for is taken from the beginning
sim --sessions mine.csv --set window.warm_up=2h
says '2026-11-06 20:00 to 2026-11-07 00:00 (Europe/Berlin)   2 replications, seed 1'
says 'Sessions: 3 read, 3 used (warm-up included), 1 of them cut, 0 outside'
rm -r run

# a window that is set holds, and what it leaves out is said
sim --sessions mine.csv --set window.warm_up=0s \
	--set window.from=2026-11-06T18:00:00+01:00 \
	--set window.to=2026-11-06T18:30:00+01:00
says 'Sessions: 3 read, 1 used (warm-up included), 1 of them cut, 2 outside'
says 'WARNING: most of the sessions lie outside the run and were skipped'
grep -q 'Warning: most of the sessions' run/report.html || fail "no warning"
rm -r run

# one with none of them is an error
sim --sessions mine.csv --set window.from=2024-11-08T12:00:00+01:00
refuses 'mine.csv: none of its 3 sessions lies in the run: they lie between 2026-11-06T18:00:00+01:00 and 2026-11-07T00:00:00+01:00, the run (with warm-up) between 2024-11-07T12:00:00+01:00 and 2024-11-09T08:00:00+01:00; type --set window.from=2026-11-06T18:00:00+01:00 --set window.to=2026-11-07T00:00:00+01:00 --set window.warm_up=0s'
sim --sessions mine.csv --set window.warm_up=6h
refuses 'window.warm_up: is as long as the sessions of mine.csv; write less'
head -n 1 mine.csv >header.csv
sim --sessions header.csv
refuses 'header.csv: holds no session; write a line of world,start,stop,ram_mb'

# nothing that is drawn changes anything: seven replications are one run
cat >still.json <<'END'
{
	"name": "still",
	"window": { "from": "2026-11-06T18:00:00+01:00",
	            "to": "2026-11-07T00:00:00+01:00" },
	"workload": { "sessions": "mine.csv" },
	"fleet": { "dedicated": [ { "type": "AX102", "count": 1 } ] },
	"world": { "container_start": "0s", "container_stop": "0s", "restore": "0s" }
}
END
"$conductor" sim still.json --replications 7 --out run >output 2>errors
says '2026-11-06 18:00 to 2026-11-07 00:00 (Europe/Berlin)   one run, seed 1'
says '          nothing varies: one run'
grep -q '"varies":	false' run/summary.json || fail "it varies"
grep -q '<p class="soft">One run, seed 1.</p>' run/report.html ||
	fail "the page has seven"
grep -q 'All replications are identical' run/report.html ||
	fail "the page asks for replications"

# a month whose last hours are free under the cap: no idle cost is below zero
printf 'world,start,stop,ram_mb\n%s\n%s\n' \
	w1,2021-01-02T10:00:00Z,2021-01-02T12:00:00Z,4096 \
	w1,2021-01-30T10:00:00Z,2021-01-30T12:00:00Z,4096 >cap.csv
sim --sessions cap.csv --replications 1 --set fleet.dedicated.0.count=0 \
	--set window.from=2021-01-01T00:00:00+01:00 \
	--set window.to=2021-02-01T00:00:00+01:00
[ "$status" -eq 0 ] || fail "the month under a cap: $status"
python3 -c 'import json
cost = json.load(open("run/summary.json"))["cost_eur"]
idle = {k: float(v) for k, v in cost["idle"].items() if v is not None}
assert min(idle.values()) >= 0, idle
assert sum(idle.values()) <= float(cost["cloud"]) + 1e-6, (idle, cost)' ||
	fail "idle cost below zero"
