#!/bin/bash
# sweep.sh CONDUCTOR SOURCE - a sweep is one file, the same bytes whatever
# threads, shards, interruptions and kills made it; a point is the run that its
# command plays; what is wrong is one line, and nothing of others is lost.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

fail() {
	echo "$@"
	exit 1
}

# refused WORDS ARGUMENT...: one line that holds these words, and no success
refused() {
	local words=$1
	shift
	if "$conductor" sweep "$@" >out 2>errors; then
		fail "not refused: conductor sweep $*"
	fi
	[ "$(wc -l <errors)" -eq 1 ] && grep -qF -- "$words" errors ||
		fail "conductor sweep $*: $(cat errors)"
}

# asked FILE SQL: what the file says
asked() {
	python3 - "$@" <<'END'
import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
    print(*row, sep="|")
END
}

# a tenth of the Friday night
cat >night.json <<'END'
{ "extends": "friday-night.json", "name": "night", "replications": 4,
  "workload": { "counts": { "peak_worlds": 40,
    "worlds": { "living": 300, "dormant": 300 } } },
  "fleet": { "dedicated": [{ "type": "AX41", "count": 4 }] } }
END
axes=(--vary fleet.dedicated.0.count=3:6:1
	--vary 'policy.sleep_window=48h:144h:48h')

# --- one machine
"$conductor" sweep night.json "${axes[@]}" --out whole.db >table
"$conductor" sweep night.json "${axes[@]}" --jobs 1 --out one.db >/dev/null
cmp whole.db one.db || fail "threads can be seen in the file"
find . -name '*work*' | grep . && fail "a work file is left"
[ "$(asked whole.db 'SELECT count(*), sum(refused IS NULL) FROM points')" = "12|12" ] ||
	fail "not 12 points"
[ "$(asked whole.db 'SELECT group_concat(value) FROM settings WHERE point=5')" = 4,96h ] ||
	fail "the grid counts otherwise"
grep -qaF "$work" whole.db && fail "the file tells where it was made"

# the same command again shows it, and plays nothing
"$conductor" sweep night.json "${axes[@]}" --out whole.db >again
tail -n +2 table | cmp -s - <(tail -n +2 again) || fail "shown otherwise: $(diff table again)"

# a point is the run that its command plays
sh -c "$(asked whole.db 'SELECT command FROM points WHERE point=5' |
	sed "s|^conductor|$conductor|") --no-static --no-advice --no-why --json --out run" >run.json
python3 - <<'END' || fail "point 5 is not the run of its command"
import json, math, sqlite3, sys
run = json.load(open("run.json"))
db = sqlite3.connect("whole.db")
assert run["digest"] == db.execute("SELECT digest FROM points WHERE point=5").fetchone()[0]
rows = dict((k, (m, l, h)) for k, m, l, h in db.execute(
    "SELECT key, mean, low, high FROM intervals WHERE point=5"))
kpis = sqlite3.connect("run/run.db").execute("SELECT replication, key, value FROM kpi")
checked = 0
for replication, key, value in kpis:
    if key in rows:
        (kept,) = db.execute(f'SELECT "{key}" FROM figures WHERE point=5 AND replication=?',
                             (replication,)).fetchone()
        assert kept == value, (key, replication, kept, value)
        checked += 1
assert checked == 4 * len(rows), (checked, len(rows))
assert run["promise"]["kept"] == db.execute("SELECT promise FROM points WHERE point=5").fetchone()[0]
END

# --- shards, in any order
for i in 1 2 3 4 5; do
	"$conductor" sweep night.json "${axes[@]}" --jobs $((i % 2 + 1)) \
		--shard $i/5 --out part$i.db >/dev/null
done
"$conductor" sweep merge part{1,2,3,4,5}.db --out merged.db >/dev/null
cmp whole.db merged.db || fail "merged is another file"
"$conductor" sweep merge part{4,2,5,1,3}.db --out merged2.db >/dev/null
cmp whole.db merged2.db || fail "the order of the shards can be seen"
refused "missing: shard 2/5, 5/5" merge part{4,1,3}.db --out no.db
refused "as part1.db is; give each shard once" merge part{1,2,1}.db --out no.db
refused "is a whole sweep" merge whole.db --out no.db
refused "no file of a sweep" merge night.json --out no.db
refused "exists already" merge part{1,2,3,4,5}.db --out whole.db
"$conductor" sweep night.json "${axes[@]}" --seed 2 --shard 2/5 --out other.db >/dev/null
refused "seed is 2 there, not 1" merge part1.db other.db part{3,4,5}.db --out no.db
"$conductor" sweep night.json "${axes[@]}" --shard 2/3 --out other3.db >/dev/null
refused "is a shard of 3" merge part1.db other3.db --out no.db
[ ! -e no.db ] || fail "a merge that failed left a file"

# --- killed three times, at different places
longer=(night.json "${axes[@]}" --replications 40 --jobs 1)
"$conductor" sweep "${longer[@]}" --out whole40.db >/dev/null
# changed FILE: what of it can be seen from outside
changed() {
	stat -c '%s %y' "$1" 2>/dev/null || true
}
for kill in 1 2 3; do
	was=$(changed killed.db-work)
	"$conductor" sweep "${longer[@]}" --out killed.db >/dev/null 2>&1 &
	child=$!
	# until it has kept another point (the first time: has begun)
	for again in $(seq "$kill"); do
		while [ "$(changed killed.db-work)" = "$was" ]; do
			kill -0 $child || fail "it ended before it was killed"
		done
		was=$(changed killed.db-work)
	done
	kill -KILL $child
	wait $child 2>/dev/null || true
	[ ! -e killed.db ] && [ -e killed.db-work ] || fail "kill $kill: $(ls)"
done
"$conductor" sweep "${longer[@]}" --out killed.db >/dev/null 2>errors
grep -q "points are kept" errors || fail "begun anew, not gone on with"
cmp whole40.db killed.db || fail "killed three times, another file"
find . -name 'killed.db-*' | grep . && fail "a work file is left"

# --- interrupted: 130, and how to go on
"$conductor" sweep "${longer[@]}" --out stopped.db >/dev/null 2>errors &
child=$!
while [ -z "$(find "/proc/$child/task" -mindepth 2 -maxdepth 2 -name comm | sed 1d)" ]; do
	kill -0 $child
done
kill -TERM $child
status=0
wait $child || status=$?
[ $status -eq 130 ] || fail "interrupted: status $status"
grep -q "interrupted; .* of 12 points are kept: the same command goes on" errors ||
	fail "interrupted: $(cat errors)"
# with other arguments it does not
refused "holds another sweep: replications is 40 there, not 41" "${longer[@]}" \
	--replications 41 --out stopped.db
refused "policy.queue_max is off there, not 9" "${longer[@]}" \
	--set policy.queue_max=9 --out stopped.db
refused "shard is not set there, not 1/2" "${longer[@]}" --shard 1/2 --out stopped.db
sed 's/"peak_worlds": 40/"peak_worlds": 41/' night.json >changed.json
mv night.json night.was && mv changed.json night.json
refused "workload.counts.peak_worlds is 40 there, not 41" "${longer[@]}" --out stopped.db
mv night.was night.json
refused "belongs to a sweep that is not finished" merge stopped.db-work --out no.db
"$conductor" sweep "${longer[@]}" --out stopped.db >/dev/null 2>&1
cmp whole40.db stopped.db || fail "interrupted, another file"

# --- two at once: the second does not disturb the first
"$conductor" sweep "${longer[@]}" --out both.db >/dev/null 2>&1 &
child=$!
while [ ! -s both.db-work ]; do
	kill -0 $child
done
refused "another sweep is writing it" "${longer[@]}" --out both.db
wait $child
cmp whole40.db both.db || fail "two at once, another file"

# --- what a rule forbids is kept, with its line
"$conductor" sweep night.json --vary fleet.dedicated.0.count=-1:2:1 \
	--replications 1 --out refused.db >/dev/null
[ "$(asked refused.db 'SELECT point, refused FROM points WHERE refused IS NOT NULL')" = \
	"1|--set fleet.dedicated.0.count=-1: fleet.dedicated.0.count: -1 is too small; at least 0" ] ||
	fail "refused otherwise: $(asked refused.db 'SELECT point, refused FROM points')"
# two keys that can only be changed together
"$conductor" sweep night.json --replications 1 --out together.db \
	--vary window.from=2024-11-01T12:00:00+01:00 \
	--vary window.to=2024-11-02T08:00:00+01:00 \
	--set workload.counts.peak_from=2024-11-01T12:00:00+01:00 \
	--set workload.counts.peak_to=2024-11-02T00:00:00+01:00 >/dev/null

# --- a Latin hypercube is the same everywhere, whatever the order of its axes
"$conductor" sweep night.json --replications 1 --lhs 4 --out drawn.db \
	--vary fleet.dedicated.0.count=2:5 --vary policy.sleep_window=24h:123h >/dev/null
[ "$(asked drawn.db 'SELECT group_concat(value, " ") FROM settings')" = \
	"5 24h 3 67h 2 112h 4 89h" ] || fail "drawn otherwise: $(asked drawn.db 'SELECT group_concat(value, " ") FROM settings')"
[ "$(asked drawn.db 'SELECT group_concat(value) FROM (SELECT value FROM settings WHERE axis=1 ORDER BY value)')" = 2,3,4,5 ] ||
	fail "not each value once"

# --- wrong: one line, nothing simulated, no file
refused 'unknown key "fleet.dedicatd"; nearest is "fleet.dedicated"' \
	night.json --vary fleet.dedicatd.0.count=3,4 --out no.db
refused "nothing to vary" night.json --out no.db
refused "write 3:5:2 or 3:7:2" night.json --vary fleet.dedicated.0.count=3:6:2 --out no.db
refused "write 3:6:1" night.json --vary fleet.dedicated.0.count=6:3:1 --out no.db
refused "write 3:6:1" night.json --vary fleet.dedicated.0.count=3:6:-1 --out no.db
refused "the step is not above 0" night.json --vary fleet.dedicated.0.count=3:6:0 --out no.db
refused "a range needs a step" night.json --vary fleet.dedicated.0.count=3:6 --out no.db
refused "a range has one unit" night.json --vary policy.sleep_window=48h:96:4h --out no.db
refused "seed belongs to all variants alike" night.json --vary seed=1,2 --out no.db
refused "is there twice" night.json --vary fleet.dedicated.0.count=3,4,3 --out no.db
refused "is there twice" night.json --vary policy.queue_max=3 --vary policy.queue_max=4 --out no.db
refused "more than 1000000 points" night.json --vary policy.queue_max=1:2000:1 \
	--vary fleet.dedicated.0.count=1:1000:1 --out no.db
refused "there are only 2 points" night.json --vary policy.queue_max=3,4 --shard 3/3 --out no.db
refused "--shard counts from 1" night.json --vary policy.queue_max=3,4 --shard 0/3 --out no.db
refused "--shard takes I/N" night.json --vary policy.queue_max=3,4 --shard 3 --out no.db
refused "merge needs --out" merge part1.db
refused "merge simulates nothing" merge part1.db --seed 3 --out no.db
refused "only one scenario" night.json friday-night --vary policy.queue_max=3,4 --out no.db
refused "too small; at least 0" night.json --vary fleet.dedicated.0.count=-2:-1:1 --out no.db
refused "cannot be written" night.json --vary policy.queue_max=3,4 --out no/where.db
refused "is no file" night.json --vary policy.queue_max=3,4 --out /dev/null
refused "exists already" night.json --vary policy.queue_max=3,4 --out whole.db
echo "somebody's notes" >notes.db-work
refused "no work file of a sweep" night.json --vary policy.queue_max=3,4 --out notes.db --force
[ "$(cat notes.db-work)" = "somebody's notes" ] || fail "notes are lost"
find . -name 'no.*' | grep . && fail "what was refused left a file"
# with --force another sweep takes the place
"$conductor" sweep night.json --vary policy.queue_max=3,4 --replications 1 \
	--out merged2.db --force >/dev/null
[ "$(asked merged2.db 'SELECT count(*) FROM points')" = 2 ] || fail "not replaced"
