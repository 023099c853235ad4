#!/bin/sh
# decisions.sh CONDUCTOR SOURCE - the decisions and the digest of one Friday
# night do not depend on the compiler or on how much it optimises.
# Without both compilers it is a test that was skipped (77), not passed.
set -eu
conductor=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$source"
export CONDUCTOR_DATA="$source/scenarios"

# night BINARY NAME: one night into NAME.*
night() {
	"$1" sim friday-night --replications 1 --journal "$work/$2.db" \
		--out "$work/$2.run" >/dev/null
	"$1" replay "$work/$2.db" >"$work/$2.decisions"
	"$1" replay "$work/$2.db" --verify >"$work/$2.verified"
	# what the clock on the wall says differs, and the names of the files
	grep -v -E '"(wall_seconds|load_seconds|events_per_second|peak_rss_mb|command_line)"' \
		"$work/$2.run/summary.json" >"$work/$2.summary"
}

# build COMPILER LEVEL NAME
build() {
	"$1" -std=c17 -D_GNU_SOURCE "$2" -w -ffp-contract=off -I. \
		-I"$(dirname "$conductor")/embedded" \
		-I"$(dirname "$conductor")/commit" \
		-DCONDUCTOR_VERSION='"0.1.0"' \
		-DCONDUCTOR_INSTALLED_DATA='"nowhere"' \
		-DCONDUCTOR_SOURCE_DATA='"nowhere"' \
		-o "$work/$3" $(find conductor.c engine sim live traces \
			scenarios reports -name '*.c') \
		-lcjson -lsqlite3 -lgsl -lgslcblas -lm -lcsv -larchive -lz -lzstd -lpthread
}

night "$conductor" reference
if [ "$(wc -l <"$work/reference.decisions")" -lt 1000 ]; then
	echo "the night has fewer than 1000 decisions"
	exit 1
fi
status=0
names=
for compiler in gcc clang; do
	if ! command -v "$compiler" >/dev/null; then
		echo "$compiler is not installed, so nothing was compared with it"
		status=77
		continue
	fi
	for level in -O0 -O3; do
		names="$names $compiler$level"
		build "$compiler" "$level" "$compiler$level" &
	done
done
# each is one long command: side by side they take all cores
wait
for name in $names; do
	night "$work/$name" "$name"
	for what in decisions verified summary; do
		if ! cmp -s "$work/reference.$what" "$work/$name.$what"; then
			echo "$name: other $what"
			diff "$work/reference.$what" "$work/$name.$what" |
				head -n 5
			exit 1
		fi
	done
	echo "$name: the same decisions, digest and summary"
done
exit $status
