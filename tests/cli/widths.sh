#!/bin/bash
# widths.sh CONDUCTOR SOURCE - no table is wider than 80 columns, in English and
# German, whatever worlds are called; East Asian letters and emoji count twice.
# Commands to be copied and paths are on lines of their own.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

cat >narrow.py <<'END'
import sys, unicodedata
wide = [line for line in sys.stdin.read().splitlines()
        if sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line) > 80 and "conductor sim" not in line]
if wide:
    sys.exit("wider than 80 columns: " + sys.argv[1] + "\n" + "\n".join(wide[:5]))
END

# narrow ARGUMENT...: what this prints
narrow() {
	"$conductor" "$@" >table
	python3 narrow.py "$*" <table
}

name='Wält 世界のとても長い名前のワールド🎮🎮 with a name that never ends'
{
	echo world,start,stop,ram_mb
	printf '%s,%s,%s,4096\n' \
		"$name" 2024-11-08T18:00:00Z 2024-11-08T20:00:00Z \
		"$name 2" 2024-11-08T18:10:00Z 2024-11-08T20:00:00Z
} >named.csv
night="sim friday-night --replications 4 --no-advice"
"$conductor" $night --out a >/dev/null
"$conductor" $night --set fleet.dedicated.0.count=8 --out b >/dev/null
"$conductor" $night --set fleet.dedicated.0.count=700 --out rich >/dev/null
"$conductor" sim friday-night --sessions named.csv --out named --no-advice >/dev/null

"$conductor" plan friday-night --window --most 40 --margin 40% --out planned >/dev/null
"$conductor" plan friday-night --window --over fleet.dedicated.0.count=3,4 --promise 'wait_p95<=1s' --out none >/dev/null

for language in en de; do
	narrow report planned --lang $language
	narrow report none --lang $language
	for run in a b rich named; do
		narrow report "$run" --lang $language
		for table in customers starts nodes; do
			narrow list "$run" $table --lang $language --top 30
		done
		narrow invoice "$run" --lang $language
	done
	narrow report a b --lang $language
	narrow report a rich --lang $language
	narrow invoice named "$name" --lang $language
	narrow quote friday-night "$name" --sessions named.csv --balance 5 --lang $language
	narrow why named "$name" --lang $language
done
"$conductor" sweep friday-night --vary fleet.cloud.max=0,4 \
	--vary fleet.dedicated.0.count=-1:9:10 --replications 2 --out s.db >/dev/null
narrow report s.db --lang en
narrow report s.db --lang de
narrow machines
