#!/bin/sh
# includes.sh ROOT - fail if a room includes a room that it must not know.
set -eu
cd "$1"
status=0

# may ROOM REGEX: quoted includes with a folder must match REGEX.
may() {
	bad=$(grep -n '#include "[a-z]*/' "$1"/*.[ch] |
		grep -v -E "#include \"($2)" || true)
	if [ -n "$bad" ]; then
		echo "$1 must not include:"
		echo "$bad"
		status=1
	fi
}

may engine 'engine/'
may traces 'traces/'
may scenarios '(scenarios|traces|engine)/'
may sim '(sim|scenarios|traces|engine)/'
may live '(live|scenarios|traces|engine)/'
may reports '(reports/|traces/(csv_row|error_text|nearest|times|values)\.h)'
if grep -n '#include "tests/' conductor.c */*.[ch]; then
	echo "nothing includes tests"
	status=1
fi
# the world may not look into the engine: only its public headers
bad=$(grep -n -E '#include "engine/(state|idle|check|walk|pricing|calendar)\.h"' \
	sim/*.[ch] live/*.[ch] scenarios/*.[ch] reports/*.[ch] || true)
if [ -n "$bad" ]; then
	echo "private headers of the engine:"
	echo "$bad"
	status=1
fi
exit $status
