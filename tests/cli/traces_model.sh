#!/bin/sh
# traces_model.sh CONDUCTOR SOURCE - from sessions to a model and back: generate,
# check, info, fit, generate again, replay; and what is wrong with a model is
# told in one line.
set -eu
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

cat >model.json <<'END'
{ // three tiers, new worlds, joins, holidays
  "worlds": { "living": 60, "dormant": 30, "new_per_day": 1 },
  "joins": { "pull": "5%" },
  "calendar": { "file": "data/calendar_de.csv", "state": "NW" },
  "ram_mix": [ { "ram": "2GB", "share": "50%" }, { "ram": "8GB", "share": "50%" } ]
}
END
from=2026-03-02T06:00:00+01:00
to=2026-04-13T06:00:00+02:00
"$conductor" traces generate model.json --from $from --to $to -o a.csv 2>told
"$conductor" traces generate model.json --from $from --to $to -o a.csv.zst 2>told
"$conductor" traces generate model.json --from $from --to $to --seed 2 -o b.csv 2>told
zstd -dqc a.csv.zst | cmp - a.csv
if cmp -s a.csv b.csv; then
	echo "another seed gives the same file"
	exit 1
fi
"$conductor" traces check a.csv >told
"$conductor" traces info a.csv --plain >plain
"$conductor" traces info a.csv --plot a.svg >told
grep -q '</svg>' a.svg
LC_ALL=C.UTF-8 "$conductor" traces info a.csv | awk '
	# bytes that continue a character are no columns
	{ gsub(/[\200-\277]/, ""); if (length > 80) { print; exit 1 } }'
if LC_ALL=C grep -n '[^ -~]' plain; then
	echo "--plain is not plain"
	exit 1
fi
"$conductor" traces fit a.csv -o fit.json --dormant 30 --plain \
	--calendar "$2/scenarios/data/calendar_de.csv" --state NW \
	--now 2026-04-15T00:00:00Z >table
grep -q 'the newest is [0-9] days old' table
grep -q 'public holidays\|school holidays' table
"$conductor" traces generate fit.json --from $from --to $to -o - 2>told |
	head -n 1 | grep -q '^world,start,stop'
"$conductor" sim friday-night --replications 2 --no-static --out run \
	--set workload.generate=fit.json --set workload.generate.worlds.living=40 \
	>told 2>&1 || "$conductor" sim friday-night --replications 2 --out run \
	--set workload.generate=fit.json --set workload.generate.worlds.living=40 \
	>told
grep -q -x 'Model fit.json on the fleet of friday-night' told
grep -q -x 'Demand: drawn from the model fit.json' told
grep -q '^Sessions: [0-9]* drawn' told
"$conductor" sim friday-night --replications 1 --no-static --out run \
	--set title=Ours --set workload.generate=fit.json \
	--set workload.generate.worlds.living=40 >told
grep -q -x 'Ours' told

# wrong STATUS ARGUMENT...: one line on stderr, nothing on stdout, this status
wrong() {
	expected=$1
	shift
	status=0
	"$conductor" "$@" >output 2>errors || status=$?
	if [ "$status" -ne "$expected" ] || [ "$(wc -l <errors)" -ne 1 ] ||
		! grep -q '^conductor: ' errors || [ -s output ]; then
		echo "conductor $*: status $status, not $expected:"
		cat errors output
		exit 1
	fi
}

# bad LINE JSON: the error of a model names the line
bad() {
	printf '%s\n' "$2" >bad.json
	wrong 1 traces generate bad.json --from $from --to $to -o bad.csv
	if ! grep -q "bad.json:$1: " errors || [ -e bad.csv ]; then
		cat errors
		exit 1
	fi
}
mix='"ram_mix": [ { "ram": "2GB", "share": "100%" } ]'
bad 1 '{ "worlds": { "living": 5 } }'
bad 1 "{ $mix }"
bad 1 "{ \"worlds\": { \"living\": 0 }, $mix }"
bad 1 "{ \"worlds\": { \"living\": 5 }, \"hours\": { \"weekday\": [1, 2] }, $mix }"
bad 1 "{ \"worlds\": { \"living\": 5 }, \"week\": [0, 0, 0, 0, 0, 0, 0], $mix }"
bad 1 "{ \"worlds\": { \"livin\": 5 }, $mix }"
bad 1 '{ "worlds": { "living": 5 }, "ram_mix": [ { "ram": "2GB", "share": "90%" } ] }'
bad 1 "{ \"worlds\": { \"living\": 5 }, \"events\": [ { \"from\": \"2026-03-02T06:00:00Z\", \"to\": \"2026-03-01T06:00:00Z\", \"factor\": 2 } ], $mix }"
bad 1 "{ \"worlds\": { \"living\": 5 }, \"calendar\": { \"file\": \"none.csv\" }, $mix }"
printf 'state,kind,name,from,to\nDE,party,x,2026-01-01,2026-01-02\n' >cal.csv
printf '{ "worlds": { "living": 5 }, "calendar": { "file": "cal.csv" }, %s }\n' "$mix" >bad.json
wrong 1 traces generate bad.json --from $from --to $to -o bad.csv
grep -q 'cal.csv:2: kind "party"; write public or school' errors
wrong 2 traces generate model.json --from $from -o x.csv
wrong 2 traces generate model.json --from $to --to $from -o x.csv
wrong 2 traces fit
wrong 2 traces fit a.csv --law weibull
wrong 1 traces fit a.csv --to 2026-03-10T00:00:00Z
wrong 1 traces info missing.csv
wrong 1 traces info a.csv --clock Europe/Nowhere
for command in info fit generate; do
	"$conductor" traces $command --help >help
	grep -q '^Example:' help
	awk 'length > 80 { print; exit 1 }' help
done
