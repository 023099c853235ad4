#!/bin/bash
# init.sh CONDUCTOR SOURCE - from a file of sessions, or a model of demand, to a
# run in two commands: what `init` writes is checked and simulated as it stands,
# with a window, worlds and a fleet that follow from the sessions.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

fail() {
	echo "$1"
	exit 1
}

# sessions of an evening, of many worlds, of two giants, of half a year
python3 - <<'END'
import random
random.seed(3)
def write(name, start, span_h, worlds, rams):
    with open(name, "w") as out:
        out.write("world,start,stop,ram_mb\n")
        for w in range(worlds):
            t = start + random.randrange(3600)
            while t < start + span_h * 3600:
                stop = t + random.randrange(1200, 9000)
                out.write(f"w{w},{t},{stop},{rams[w % len(rams)]}\n")
                t = stop + random.randrange(3600, 40 * 3600 if span_h > 100 else 7200)
write("my evening.csv", 1731085200, 5, 9, [2048, 4096, 4096])
write("big.csv", 1731085200, 5, 160, [4096, 8192, 16384])
write("giant.csv", 1731085200, 5, 2, [61440]) # more than an AX41 sells
write("half-year.csv", 1704063600, 182 * 24, 12, [3072])
END

cat >agree.py <<'END'
import csv, datetime, json, math, re, sys
path, sessions = sys.argv[1:]
lines = open(path).read().splitlines()
assert all(len(l.expandtabs(4)) <= 90 for l in lines), max(lines, key=len)
said = json.loads("\n".join(re.sub(r"^\s*//.*", "", l) for l in lines))
rows = [(r["world"], int(r["start"]), int(r["stop"]), int(r["ram_mb"]))
        for r in csv.DictReader(open(sessions))]
first, last = min(r[1] for r in rows) // 3600 * 3600, -(-max(r[2] for r in rows) // 3600) * 3600
at = lambda text: datetime.datetime.fromisoformat(text)
begin, end = at(said["window"]["from"]), at(said["window"]["to"])
assert end.timestamp() == last, (end, last)
if last - first <= 35 * 86400:
    assert begin.timestamp() == first and said["window"]["warm_up"] == "0h"
else:
    assert 27 <= (end - begin).total_seconds() / 86400 <= 29 and begin.hour == begin.minute == 0
    assert said["window"]["warm_up"] == "24h"
assert said["replications"] == (20 if (end - begin).total_seconds() <= 2 * 86400 else 10)
# the peaks of RAM and of cores (one a world) in the window, and the machines
# that hold both; cores are sold twice, those of an AX41 are 0.6 of one
changes = []
for _, start, stop, ram in rows:
    if stop > begin.timestamp() and start < last:
        changes += [(start, 1, ram), (stop, 0, -ram)]
now = peak = running = cores = 0
for _, way, change in sorted(changes, key=lambda c: (c[0], c[1])):
    now += change
    running += 1 if way else -1
    peak, cores = max(peak, now), max(cores, running)
largest = max(r[3] for r in rows)
sold = {"AX41": 64 * 1024 * 92 // 100, "AX102": 128 * 1024 * 92 // 100}
machine = said["fleet"]["dedicated"][0]
def needed(type, cpu):
    return max(math.ceil(peak / sold[type]), math.ceil(cores / cpu))
nodes = {"AX41": needed("AX41", 2 * 6 * 0.6), "AX102": needed("AX102", 2 * 16)}
small = nodes["AX41"]
expected = "AX41" if small <= 3 and largest <= sold["AX41"] else "AX102"
assert machine["type"] == expected, (machine, small)
assert machine["count"] == nodes[expected], (machine, peak, cores)
text = "\n".join(lines)
worlds = {}
for world, _, _, ram in rows:
    worlds[world] = ram
assert f'{len(rows)} sessions of {len(worlds)} worlds' in said["source"], said["source"]
for ram in set(worlds.values()):
    assert f'//   {sum(r == ram for r in worlds.values())} of {ram // 1024} GB' in text, ram
assert f"At most {peak / 1024:.4g} GB" in text
print(said["name"], machine, said["policy"])
END

# made SESSIONS SCENARIO: it is sound and runs
made() {
	python3 agree.py "$2" "$1"
	[ "$("$conductor" check "$2" | grep -c ': scenario, sound: ')" -eq 1 ] ||
		fail "$2 is not sound"
	"$conductor" sim "$2" --replications 1 --out run --no-static --force >table
	grep -q 'without room: 0\.000 %' table || {
		cat table
		fail "$2: the fleet does not hold the peak"
	}
}
"$conductor" init "my evening.csv" 2>notes
grep -q '^written   my_evening.json: ' notes
made "my evening.csv" my_evening.json
"$conductor" init big.csv -o large.json 2>/dev/null
made big.csv large.json
"$conductor" init giant.csv 2>/dev/null
made giant.csv giant.json
"$conductor" init half-year.csv --clock Europe/London 2>/dev/null
grep -q '"clock": "Europe/London"' half-year.json
grep -q '"from": "2024-06-0[0-9]T00:00:00+01:00"' half-year.json || fail "midnight of another clock"
made half-year.csv half-year.json

# elsewhere: the scenario still finds its sessions
mkdir elsewhere
"$conductor" init half-year.csv -o elsewhere/mine.json 2>/dev/null
"$conductor" check elsewhere/mine.json >/dev/null
(cd elsewhere && "$conductor" check mine.json >/dev/null)
"$conductor" init half-year.csv -o - 2>/dev/null >output
[ "$("$conductor" check output.json 2>/dev/null || "$conductor" sim - --replications 1 --no-static --out piped <output | grep -c '^Margin')" -eq 1 ] ||
	fail "what is printed cannot be run"

# a model: a week of as many worlds as one says, in proportion, and the model
# itself is that of the file
cat >model.json <<'END'
{
	"worlds": { "living": 20, "dormant": 10, "new_per_day": 0.5 },
	"starts": { "per_day": 3 },
	"ram_mix": [{ "ram": "4GB", "share": "100%" }]
}
END
"$conductor" init model.json --worlds 200 -o plan.json 2>notes
grep -q '^written   plan.json: a week of 200 worlds; at most [0-9]* GB at once, ' notes
[ "$("$conductor" check plan.json | grep -c ': scenario, sound: plan, demand from a model')" -eq 1 ] ||
	fail "plan.json is not sound"
grep -q '"from": "2026-11-02T00:00:00+01:00"' plan.json &&
	grep -q '"to": "2026-11-09T00:00:00+01:00"' plan.json || fail "no week"
digest() {
	"$conductor" sim "$@" --replications 1 --no-static --no-advice --json \
		--out run --force | sed -n 's/.*"digest":[^"]*"\([^"]*\)".*/\1/p'
}
written=$(digest plan.json)
[ -n "$written" ] && [ "$written" = "$(digest plan.json \
	--set workload.generate=model.json \
	--set workload.generate.worlds.living=200 \
	--set workload.generate.worlds.dormant=100 \
	--set workload.generate.worlds.new_per_day=5)" ] ||
	fail "plan.json is not the model with ten times as many worlds"
[ "$written" != "$(digest plan.json --set workload.generate.starts.per_day=2)" ] ||
	fail "the model is not that of the file"
"$conductor" init model.json -o elsewhere/few.json 2>/dev/null
(cd elsewhere && "$conductor" check few.json >/dev/null) || fail "no model elsewhere"
grep -q '"living": 20,' elsewhere/few.json || fail "not as many as the model has"
sed 's/"living": 20/"living": 0/' model.json >nobody.json

# refused STATUS WHAT ARGUMENT...: one line, and nothing is changed
refused() {
	local expected=$1 what=$2 status=0 before
	shift 2
	before=$(ls -R . | grep -v -x errors; cat ./*.json | sha256sum)
	"$conductor" init "$@" >output 2>errors || status=$?
	[ "$status" -eq "$expected" ] && [ "$(wc -l <errors)" -eq 1 ] &&
		grep -q -e "$what" errors && [ ! -s output ] || {
		cat errors
		fail "init $*: $status, not $expected with $what"
	}
	[ "$before" = "$(ls -R . | grep -v -x errors; cat ./*.json | sha256sum)" ] ||
		fail "init $*: something was written"
}
touch errors
refused 1 'half-year.json: exists already; .*--force' half-year.csv
refused 1 'no-such.csv' no-such.csv
refused 2 'cannot be standard input' -
refused 2 'exactly one file' big.csv half-year.csv
refused 1 'not a zone' big.csv --clock Mars/Base
printf 'world,start,stop,ram_mb\n' >none.csv
refused 1 'none.csv' none.csv
printf 'server,start,stop\nx,1,2\n' >foreign.csv
refused 1 'traces import --columns' foreign.csv
refused 2 'a model needs the name of its scenario' model.json
refused 2 'worlds is for a model' half-year.csv --worlds 300
refused 2 'at most 10000000' model.json --worlds 10000001 -o new.json
refused 1 'nobody.json: no world is played' nobody.json -o new.json
refused 1 'no-such.json' no-such.json -o new.json
refused 1 'plan.json:.*unknown key' plan.json -o new.json
"$conductor" init half-year.csv --force --clock Europe/Paris 2>/dev/null
grep -q Europe/Paris half-year.json || fail "--force does not replace"
