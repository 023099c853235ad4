#!/bin/bash
# advice.sh CONDUCTOR SOURCE - what a run says of an alternative is, digit for
# digit, what the printed command and then `report A B` say; it changes nothing
# of the run, and is said again without simulating.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$conductor" "$work/bin/conductor"
PATH="$work/bin:$PATH"
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

fail() {
	echo "$@"
	exit 1
}

# a tenth of the Friday night, and one that breaks its promise
cat >night.json <<'END'
{ "extends": "friday-night.json", "name": "night", "replications": 3,
  "workload": { "counts": { "peak_worlds": 40,
    "worlds": { "living": 300, "dormant": 300 } } },
  "fleet": { "dedicated": [{ "type": "AX41", "count": 4 }] } }
END
cat >late.json <<'END'
{ "extends": "night.json", "name": "late",
  "fleet": { "dedicated": [{ "type": "AX41", "count": 1 }] },
  "policy": { "direct_copy": false, "second_copies": "off",
    "sleep_window": "1h" } }
END

# field FILE EXPRESSION: of a summary
field() {
	python3 -c 'import json, sys
print(eval(sys.argv[2], {"s": json.load(open(sys.argv[1]))}))' "$1" "$2"
}

# compare RUN NUMBER KEY: the action's line says what the comparison says
compare() {
	local run=$1 number=$2 key=$3 said found
	found=$(field comparison.json '[
	"{difference:+,.2f} ({low:+,.2f} ... {high:+,.2f}) {verdict}".format(**f)
	for f in s["figures"] if f["key"] == "'"$key"'"][0]' |
		sed 's/noise$/could be noise/; s/same$/the same/')
	said=$(awk -v n="$number." -v what="$key" '
		$1 == n { on = 1; next }
		on && what == "margin_eur" && / EUR in / { print; exit }
		on && what != "margin_eur" && / EUR a month: / { print; exit }' table |
		sed 's/^ *//; s/ EUR.*: / /')
	[ -n "$said" ] && [ "$said" = "$found" ] ||
		fail "$run, action $number, $key: said \"$said\", found \"$found\""
}

for night in night late; do
	conductor sim "$night.json" --out "$night" >table
	conductor sim "$night.json" --out quiet --no-advice >without
	[ "$(field "$night/summary.json" 's["digest"]')" = \
		"$(field quiet/summary.json 's["digest"]')" ] ||
		fail "advice changes the run"
	[ "$(field quiet/summary.json 's["advice"]')" = None ] || fail "not asked for"
	grep -q -- '--no-advice' without || fail "it does not say why there is none"
	mapfile -t commands < <(sed -n 's/^ *\(conductor sim .*\)/\1/p' table)
	[ "${#commands[@]}" -eq 3 ] || fail "${#commands[@]} actions, not three"
	for i in 0 1 2; do
		rm -rf other
		bash -c "${commands[i]} --no-static --no-advice --out other" >/dev/null
		conductor report "$night" other --json >comparison.json
		for key in margin_eur margin_per_month_eur; do
			compare "$night" $((i + 1)) "$key"
		done
		# the promise of the one is that of the other
		[ "$(field "$night/summary.json" "s['advice']['actions'][$i]['promise']")" = \
			"$(field other/summary.json 's["promise"]["kept"]')" ] ||
			fail "$night: another promise"
	done
	grep -q 'Too few to judge: 3 replications' table || fail "few is not said"
	# again, without simulating, with the same words
	conductor report "$night" >again
	diff table again || fail "the report says something else"
	grep -q '<h3>What to do</h3>' "$night/report.html" || fail "not on the page"
	conductor report "$night" --lang de >again
	grep -q '^Was zu tun ist' again || fail "not in German"
	conductor report "$night" >/dev/null
done
grep -q 'VERFEHLT' again || fail "this one was to break its promise"

# a machine whose price is our assumption: what names it says so
codes='[(a["code"], a["values"]) for a in s["advice"]["actions"] + s["advice"]["others"]
	if a["code"].startswith("hourly")]'
[ "$(field night/summary.json "$codes")" = "[('hourly_assumed', ['SB-64'])]" ] ||
	fail "assumed: $(field night/summary.json "$codes")"
grep -q 'its price is an assumption' night/report.html || fail "not on the page"
conductor sim night.json --out assumed --set \
	'fleet.cloud.types=["SB-64@fsn1","SB-128@fsn1","CCX33@fsn1"]' >table
[ "$(field assumed/summary.json "$codes")" = "[('hourly', ['AX41'])]" ] ||
	fail "not assumed: $(field assumed/summary.json "$codes")"
grep -q 'Note: the prices of SB-64, SB-128 are assumptions' table ||
	fail "the table does not say what is assumed"
grep -q 'the prices of SB-64.*SB-128.*assumptions' assumed/report.html ||
	fail "the page does not say what is assumed"

# another machine by the month: the cheapest by published price, with as much RAM
# and CPU
base='[(a["code"], a["values"]) for a in s["advice"]["actions"] + s["advice"]["others"]
	if a["code"] == "base_type"]'
[ "$(field night/summary.json "$base")" = "[('base_type', ['4', 'AX42', '4 AX41'])]" ] ||
	fail "base type: $(field night/summary.json "$base")"

# what changes nothing is not named: nobody is there whom a longer sleep, or
# another reserve, would serve
printf 'world,start,stop,ram_mb\nw1,2024-11-08T18:00:00Z,2024-11-08T20:00:00Z,4096\n' \
	>single.csv
conductor sim friday-night --sessions single.csv \
	--set promise.wait_p95=10m --out single >table
[ "$(field single/summary.json '[a["code"] for a in s["advice"]["actions"]
	if a["margin_per_month_eur"]["verdict"] == "same" or
	abs(a["margin_per_month_eur"]["difference"]) < 0.005]')" = "[]" ] ||
	fail "named, though it changes nothing"
grep -q '^  1\. ' table || fail "something was to be named"
# where the promise is kept, too: what is as good is no advice
{
	echo world,start,stop,ram_mb
	for i in $(seq 1 40); do
		for hour in 12 15 18; do
			echo "w$i,2024-11-08T$hour:00:00Z,2024-11-08T$((hour + 2)):00:00Z,2048"
		done
	done
} >many.csv
conductor sim friday-night --sessions many.csv --replications 4 \
	--set promise.wait_p95=10m --set world.restore=0s \
	--set demand.patience=never --set fleet.dedicated.0.count=2 \
	--set fleet.cloud.max=0 --out many >/dev/null
[ "$(field many/summary.json '(s["promise"]["kept"], s["advice"]["state"],
	[a["code"] for a in s["advice"]["actions"]])')" = "('kept', 'tried', [])" ] ||
	fail "named: $(field many/summary.json '[a["code"] for a in s["advice"]["actions"]]')"
grep -q 'Too few to judge: 1 start,' table || fail "one start, not starts"
grep -q ' EUR of net revenue$' table || fail "the share is beyond sense"

# what was set already stays, and what is set again is set once
conductor sim night.json --set fleet.dedicated.0.count=3 --seed 2 \
	--replications 2 --out third >table
grep -q 'conductor sim night.json .*--seed 2 --replications 2' table ||
	fail "the command forgets what was set"
if grep -q 'count=3 .*fleet.dedicated.0.count=' table; then
	fail "one key is set twice"
fi

# chance with one run: nothing is tried, and that is said
conductor sim night.json --replications 1 --out one >table
grep -q 'Not tried: one run' table || fail "one run"
[ "$(field one/summary.json 's["advice"]["state"]')" = one_run ] || fail "state"

# as many threads, the same
conductor sim late.json --jobs 1 --out alone >/dev/null
[ "$(field alone/summary.json 's["advice"]')" = \
	"$(field late/summary.json 's["advice"]')" ] || fail "threads change it"
