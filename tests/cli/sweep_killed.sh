#!/bin/bash
# sweep_killed.sh CONDUCTOR SOURCE - killed at its system calls that change a
# file, and killed again, a sweep ends with the same bytes.  At every third of
# them; CONDUCTOR_EVERY=1 tries each.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
# the sanitizer of leaks cannot be traced itself
export ASAN_OPTIONS=detect_leaks=0
cd "$work"
[ "$(uname -m)" = x86_64 ] || {
	echo "skipped: system calls are traced on x86_64 only"
	exit 77
}
cc -O2 -o fail_call "$2/tests/random/fail_call.c"

cat >night.json <<'END'
{ "extends": "friday-night.json", "name": "night", "replications": 2,
  "window": { "from": "2024-11-08T18:00:00+01:00",
    "to": "2024-11-08T20:00:00+01:00", "warm_up": "0h", "start": "archive" },
  "workload": { "counts": { "peak_worlds": 10,
    "worlds": { "living": 20, "dormant": 20 } } },
  "fleet": { "dedicated": [{ "type": "AX41", "count": 1 }] } }
END
sweep=(sweep night.json --vary policy.queue_max=3:6:1 --jobs 1)
"$conductor" "${sweep[@]}" --out whole.db >/dev/null

# dying AT: killed at that call; the file is there or not, but never in part
dying() {
	status=0
	./fail_call killed "$1" count "$conductor" "${sweep[@]}" \
		--out o/sweep.db >out 2>&1 || status=$?
	if [ "$status" -eq 125 ]; then
		echo "skipped: nothing can be traced here"
		exit 77
	fi
	[ "$status" -eq 137 ] || return 0
	[ ! -e o/sweep.db ] || cmp whole.db o/sweep.db
}

at=1
status=137
while [ "$status" -eq 137 ]; do
	rm -rf o
	mkdir o
	dying "$at" 2>/dev/null
	first=$status
	# it goes on, and dies again, twice
	dying $((at / 3 + 2)) 2>/dev/null
	dying $((at / 7 + 5)) 2>/dev/null
	status=$first
	"$conductor" "${sweep[@]}" --out o/sweep.db >out 2>&1 || {
		echo "killed at call $at, it cannot go on: $(cat out)"
		exit 1
	}
	cmp whole.db o/sweep.db || {
		echo "killed at call $at, another file"
		exit 1
	}
	left=$(find o -name '*work*')
	[ -z "$left" ] || {
		echo "killed at call $at: left $left"
		exit 1
	}
	at=$((at + ${CONDUCTOR_EVERY:-3}))
done
[ "$at" -gt 30 ] || {
	echo "only $at calls were tried"
	exit 1
}
echo "killed up to call $at"
