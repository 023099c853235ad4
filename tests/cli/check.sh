#!/bin/sh
# check.sh CONDUCTOR SOURCE - `conductor check` knows every kind of our files,
# says what each is, and a bad one does not hide those behind it.  The shipped
# scenarios are listed and found from anywhere.
set -eu
conductor=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$source/scenarios"
cd "$work"

fail() {
	echo "$1"
	cat output errors 2>/dev/null
	exit 1
}

printf 'world,start,stop,ram_mb\nw,1,2,2048\nv,1,2,2048\n' >sessions.csv
printf 'world,start,stop,ram_mb\nw,1,2,x\n' >bad-sessions.csv
printf 'time,value\n2024-11-08T12:00:00Z,5\n2024-11-08T13:00:00Z,-5\n' \
	>bad-counts.csv
printf '{ "lists": [] }\n' >bad-prices.json
printf '{ "locations": ["x"], "types": 1 }\n' >bad-catalogue.json
printf '{ "extends": "friday-night.json", "sed": 1 }\n' >bad-scenario.json
printf '{ "extends": "friday-night.json", "workload": { "counts": {\n%s } } }' \
	'"file": "bad-counts.csv"' >bad-demand.json
printf 'state,kind,name,from,to\nDE,public,New Year,2027-01-01,2026-01-01\n' \
	>bad-calendar.csv
printf 'no store' >bad-store.db
"$conductor" traces import sessions.csv -o store.db >output 2>errors ||
	fail "no store to check"
printf '{ "worlds": { "living": 5 }, "ram_mix": [%s] }\n' \
	'{ "ram": "2GB", "share": "100%" }' >model.json
printf '{ "worlds": { "living": 5 }, "ram_mix": [] }\n' >bad-model.json
gzip -k sessions.csv

# every kind, alone and packed
"$conductor" check friday-night "$source/scenarios/friday-night.json" \
	"$source/scenarios/prices/blockclock.json" \
	"$source/scenarios/catalogue/hetzner.json" \
	"$source/scenarios/data/hypixel-2024-autumn.csv" \
	"$source/scenarios/data/calendar_de.csv" model.json store.db \
	sessions.csv sessions.csv.gz >output 2>errors || fail "good files refused"
[ ! -s errors ] || fail "good files, but a complaint"
cat >expected <<END
friday-night: scenario, sound:
friday-night.json: scenario, sound:
blockclock.json: price book, sound:
hetzner.json: catalogue, sound:
hypixel-2024-autumn.csv: counts, sound:
calendar_de.csv: calendar, sound:
model.json: model of demand, sound:
store.db: trace store, sound:
sessions.csv: sessions, sound:
sessions.csv.gz: sessions, sound:
END
sed -E 's,^.*/,,; s/(sound:).*/\1/' output | diff expected - ||
	fail "not what the files are"

# bad ones first: the good one behind them is still checked
status=0
"$conductor" check bad-sessions.csv bad-counts.csv bad-prices.json \
	bad-catalogue.json bad-scenario.json bad-demand.json \
	bad-calendar.csv bad-store.db bad-model.json missing.json \
	missing.csv no-such-name sessions.csv >output 2>errors || status=$?
[ "$status" -eq 1 ] || fail "status $status, not 1"
[ "$(wc -l <errors)" -eq 12 ] || fail "not one line for each of twelve faults"
[ "$(grep -c '^conductor: ' errors)" -eq 12 ] || fail "not our error lines"
grep -q '^sessions.csv: sessions, sound: 2 of 2 worlds$' output ||
	fail "stopped at a bad file"
grep -q '^conductor: bad-scenario.json:1: unknown key "sed"; nearest is "seed"' \
	errors || fail "the error does not help"

# check refuses what sim refuses: nothing in it, names that are not UTF-8
head -n 1 sessions.csv >header.csv
printf 'world,start,stop,ram_mb\nW\344lt,1,2,2048\n' >latin.csv
for file in header latin; do
	status=0
	"$conductor" check $file.csv >output 2>by_check || status=$?
	[ "$status" -eq 1 ] || fail "check takes $file.csv"
	status=0
	"$conductor" sim friday-night --sessions $file.csv --out run \
		>output 2>errors || status=$?
	[ "$status" -eq 1 ] || fail "sim takes $file.csv"
	cmp by_check errors || fail "check and sim differ on $file.csv"
	status=0
	"$conductor" traces import $file.csv -o - >output 2>errors || status=$?
	[ "$status" -eq 1 ] && [ ! -s output ] || fail "import takes $file.csv"
done
grep -q 'world "W.xe4lt" is not UTF-8' by_check || fail "no name shown"

# a plan in GB is sound, and doubtful
printf 'world,start,stop,ram_mb\nw,1,2,4\n' >small.csv
"$conductor" check small.csv >output 2>errors || fail "refused a small plan"
grep -q 'such as w with 4; ram_mb is in MB' errors || fail "said nothing"
"$conductor" traces import small.csv -o - >output 2>errors || fail "import"
grep -q '^ram .* w, 4$' errors || fail "import said nothing"

# the list is of names that sim takes, from any directory
unset CONDUCTOR_DATA
"$conductor" scenarios >list 2>errors || fail "scenarios: failed"
if ! awk 'length > 80 { exit 1 }' list; then
	fail "wider than 80 columns"
fi
cut -d ' ' -f 1 list >names
find "$source/scenarios" -maxdepth 1 -name '*.json' |
	sed -E 's,.*/(.*)\.json$,\1,' | LC_ALL=C sort | diff - names ||
	fail "not every shipped scenario is listed"
xargs "$conductor" check <names >output 2>errors ||
	fail "a shipped scenario is not sound"
"$conductor" sim tuesday --replications 1 --no-static >output 2>errors ||
	fail "sim does not find a shipped scenario"

# each has its page, its answer, and its place in the README
while read -r name title; do
	grep -q '^// Asks:' "$source/scenarios/$name.json" ||
		fail "$name.json does not say what it asks"
	grep -q "^## $name\$" "$source/docs/scenarios.md" ||
		grep -q "^raw counts: $name\$" "$source/docs/scenarios.md" ||
		fail "docs/scenarios.md has no answer to $name"
	grep -q -E "^    $name +$title\$" "$source/README.md" ||
		fail "README.md does not list $name: $title"
done <list
