#!/bin/bash
# run_names.sh CONDUCTOR SOURCE - a what-if does not replace what it is compared
# with; the same command replaces its own run and no other.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

cat >night.json <<'END'
{ "extends": "friday-night.json", "name": "night", "replications": 1,
  "window": { "to": "2024-11-08T18:00:00+01:00", "start": "archive" } }
END
sed 's/"replications": 1/"replications": 2/' night.json >changed.json
cat >mine.csv <<'END'
world,start,stop,ram_mb
w1,2024-11-08T13:00:00Z,2024-11-08T14:00:00Z,4096
END
printf '%s\n' '' '--seed 2' '--replications 2 --no-advice' '--no-static --no-advice' '--no-advice' '--no-why' '--why=w00062' \
	'--set fleet.dedicated.0.count=11' '--sessions mine.csv' '--journal j.db' \
	"--set title=a/b" >what-ifs

mapfile -t rows <what-ifs
for row in "${rows[@]}"; do
	# shellcheck disable=SC2086
	"$conductor" sim night.json $row >table
	tail -n 1 table | sed 's/^Report: //'
done >first
"$conductor" sim changed.json --no-advice | tail -n 1 | sed 's/^Report: //' >>first
# a run with a journal is one without the static fleet and without advice
[ "$(sort -u first | wc -l)" -eq 11 ] || {
	echo "two have one directory:"
	sort first | uniq -d
	exit 1
}
head -n 1 first | grep -qx runs/night-1/report.html
grep -qx 'runs/night-1-fleet.dedicated.0.count=11/report.html' first
find runs -type f -exec sha256sum {} + | sort >before

# again, and with what changes nothing that is kept
rm j.db
for row in "${rows[@]}"; do
	# shellcheck disable=SC2086
	"$conductor" sim ./night.json $row --jobs 1 >table
	tail -n 1 table | sed 's/^Report: //'
done >second
head -n 11 first | diff - second
find runs -type f -name ledger.csv -exec sha256sum {} + | sort >after
grep 'ledger.csv$' before | diff - after
[ "$(ls runs | wc -l)" -eq 11 ]
echo "ten runs, each in its directory"
