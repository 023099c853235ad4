#!/bin/sh
# fail_on.sh CONDUCTOR SOURCE - with --fail-on broken a broken promise is exit
# status 3, whatever is printed; what is kept, or not asked for, is 0.  So is a
# variant that is worse, or breaks its promise, with `compare`.
set -eu
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

# status EXPECTED VERDICT ARGUMENT...: and what is printed says so
status() {
	expected=$1 verdict=$2
	shift 2
	found=0
	"$conductor" "$@" >output 2>errors || found=$?
	if [ "$found" -ne "$expected" ] || ! grep -q -i "$verdict" output; then
		echo "conductor $*: $found, not $expected with $verdict"
		head -n 20 output; cat errors
		exit 1
	fi
	if [ "$expected" -eq 3 ]; then
		[ "$(cat errors)" = "conductor: the promise is broken" ]
	else
		[ ! -s errors ]
	fi
}

night="sim friday-night --replications 1 --no-static --no-why"
few="$night --set fleet.dedicated.0.count=5 --set fleet.cloud.max=0"
# shellcheck disable=SC2086
{
	status 0 broken $few --out few
	status 3 broken $few --out few --fail-on broken
	status 3 '"kept":.*"broken"' $few --out few --fail-on=broken --json
	status 0 kept $night --out enough --fail-on broken
}
status 0 broken report few
status 3 broken report few --fail-on broken
status 0 kept report enough --fail-on broken
# of two, the second is meant
status 3 "promise.*kept *broken" report enough few --fail-on broken
status 0 "promise.*broken *kept" report few enough --fail-on broken
# the run is complete
[ -s few/report.html ] && [ -s few/run.db ]

# compare: the base is not asked, every other variant is
few="fleet.dedicated.0.count=5,fleet.cloud.max=0"
unmet() {
	expected=$1 line=$2
	shift 2
	found=0
	"$conductor" compare friday-night --replications 3 "$@" --out compared \
		--force >output 2>errors || found=$?
	if [ "$found" -ne "$expected" ] || [ "$(cat errors)" != "$line" ]; then
		echo "compare $*: $found, not $expected with \"$line\""
		cat output errors
		exit 1
	fi
}
unmet 0 "" --with $few
unmet 3 "conductor: $few: the promise is broken" --with $few --fail-on broken
unmet 3 "conductor: $few: worse than friday-night" --with fleet.cloud.max=40 \
	--with $few --fail-on worse
unmet 3 "conductor: $few: the promise is broken" --with $few --fail-on worse \
	--fail-on broken --json
python3 -c 'import json; json.load(open("output"))'
unmet 0 "" --with fleet.cloud.max=40 --fail-on worse --fail-on broken
# a broken base is no reason; nor is what is better than it
unmet 0 "" --set fleet.dedicated.0.count=5 --set fleet.cloud.max=0 \
	--with fleet.dedicated.0.count=14 --fail-on broken
unmet 2 'conductor: compare: --fail-on takes worse or broken, not "kept"; see `conductor compare --help`' \
	--with $few --fail-on kept

# a promise that cannot be asked for
found=0
"$conductor" report few --fail-on kept >output 2>errors || found=$?
[ "$found" -eq 2 ] && [ "$(cat errors)" = 'conductor: report: --fail-on takes broken, not "kept"; see `conductor report --help`' ] || {
	cat errors
	exit 1
}
# help names the status
"$conductor" --help | tr '\n' ' ' | grep -q '3 the promise is broken, or a variant worse, with --fail-on; 130 interrupted'
"$conductor" help sim | tr -s '\n ' ' ' | grep -q -e '--fail-on broken exit with status 3'
