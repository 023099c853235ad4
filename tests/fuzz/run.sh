#!/usr/bin/env bash
# run.sh SECONDS [NAME...]   fuzz every parser, or those that are named, so long
#
# Builds the preset `fuzz` (clang).  Begins with tests/fuzz/corpus/NAME and with
# what make_seeds writes; what is new goes to build/fuzz/corpus/NAME, what breaks
# something to build/fuzz/broken/NAME-*.  To see a break again:
#
#     build/fuzz/tests/fuzz/fuzz_NAME build/fuzz/broken/NAME-...
#
# A break that is mended becomes an example in tests/fuzz/corpus/NAME.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:?usage: tests/fuzz/run.sh SECONDS [NAME...]}
shift
mkdir -p build
cmake --preset fuzz >build/fuzz.log
cmake --build --preset fuzz --target fuzzers >>build/fuzz.log 2>&1 ||
	{ tail -n 40 build/fuzz.log; exit 1; }

programs=build/fuzz/tests/fuzz
seeds=build/fuzz/seeds
"$programs/make_seeds" "$seeds"
if [ $# -eq 0 ]; then
	for source in tests/fuzz/fuzz_*.c; do
		name=${source##*/fuzz_}
		set -- "$@" "${name%.c}"
	done
fi

failed=0
for name; do
	found=build/fuzz/corpus/$name
	log=build/fuzz/$name.log
	mkdir -p "$found" build/fuzz/broken "$seeds/$name"
	if "$programs/fuzz_$name" -max_total_time="$seconds" -timeout=20 \
		-rss_limit_mb=2000 -print_final_stats=1 \
		-artifact_prefix="build/fuzz/broken/$name-" \
		"$found" "tests/fuzz/corpus/$name" "$seeds/$name" \
		>"$log" 2>&1; then
		echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' \
			"$log") runs, $(grep -o 'cov: [0-9]*' "$log" |
			tail -n 1), nothing broken"
	else
		echo "$name: broken"
		tail -n 40 "$log"
		failed=1
	fi
done
exit $failed
