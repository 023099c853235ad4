#!/bin/sh
# includes.sh ROOT - fail if a room, or a folder of a room, includes what it must
# not know.
set -eu
cd "$1"
status=0

# refuse TEXT LINES: the test fails if there are lines.
refuse() {
	if [ -n "$2" ]; then
		echo "$1:"
		echo "$2"
		status=1
	fi
}

# may PLACE REGEX: quoted includes with a folder, in a room and its folders or in
# one folder, must match REGEX.
may() {
	refuse "$1 must not include" "$(grep -rn --include='*.[ch]' \
		'#include "[a-z]*/' "$1" |
		grep -v -E "#include \"($2)" || true)"
}

#   room or folder  may include
may engine          'engine/'
# Within the engine a folder is a layer, and arrows point downwards only.  The
# border (headers straight under engine/) is below all of them; engine.int.h,
# the composition of the tables, belongs to no layer.
border='engine/[a-z_]+\.h'
own='engine/engine\.int\.h'
may engine/kit       "($border|engine/kit/)"
may engine/tables    "($border|$own|engine/(kit|tables)/)"
may engine/money     "($border|$own|engine/(kit|tables|money)/)"
may engine/questions "($border|$own|engine/(kit|tables|money|questions)/)"
may engine/lives     "($border|$own|engine/(kit|tables|money|questions|lives)/)"
may engine/decide    "($border|$own|engine/(kit|tables|money|questions|lives|decide)/)"
may traces          '(traces|engine)/'
may traces/base     'engine/'
may traces/store    'traces/base/'
may traces/import   'traces/(base|store)/'
may traces/model    'traces/(base|store)/'
may scenarios       '(scenarios|traces|engine)/'
may sim             '(sim|scenarios|traces|engine)/'
may live            '(live|traces/base|engine)/'
may reports         '(reports|traces/base)/'

# A folder's own headers have no path, and none is reached by "..".
refuse "a path must not lead upwards" \
	"$(grep -rn --include='*.[ch]' '#include "\.' \
	conductor.c engine live reports scenarios sim tests traces || true)"
# The engine's border is in the base only where the rooms around the engine
# share it.
refuse "only these two touch the engine" \
	"$(grep -rn --include='*.[ch]' '#include "engine/' traces |
	grep -v -E '^traces/base/(engine_heap|decisions)\.h:' || true)"
refuse "nothing includes tests" \
	"$(grep -rn --include='*.[ch]' '#include "tests/' \
	conductor.c engine live reports scenarios sim traces || true)"
# The world may not look into the engine: only its border, and four pieces of
# the kit that have nothing to do with its state.
refuse "private headers of the engine" \
	"$(grep -rn -E --include='*.[ch]' '#include "engine/' \
	sim live scenarios reports traces |
	grep -E '"engine/(.*/|create\.h|engine\.int\.h)' |
	grep -v -E '"engine/kit/(arithmetic|ledger|timers)\.h"' || true)"
# Nor may reports, which read run directories only.
refuse "reports must not know the engine" \
	"$(grep -rn --include='*.[ch]' \
	'#include "traces/base/\(engine_heap\|decisions\)' reports || true)"
exit $status
