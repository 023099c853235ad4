#!/bin/sh
# schema.sh CONDUCTOR SOURCE - the shipped schemas and the reference are those
# that this program writes; schemas and files agree by a validator that is not
# ours (status 77 where it is missing: skipped).
set -eu
conductor=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

stale() {
	echo "$1 is stale; run: cmake --build --preset dev --target generated"
	exit 1
}

for kind in scenario prices catalogue model; do
	"$conductor" schema "$kind" >"$work/schema"
	cmp "$work/schema" "$source/scenarios/schema/$kind.schema.json" ||
		stale "scenarios/schema/$kind.schema.json"
done
"$conductor" schema >"$work/default"
cmp "$work/default" "$source/scenarios/schema/scenario.schema.json"
"$conductor" schema --markdown >"$work/reference"
cmp "$work/reference" "$source/docs/reference.md" || stale docs/reference.md

"$source/tests/independent/schema_check.py" "$source"
