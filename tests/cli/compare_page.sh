#!/bin/bash
# compare_page.sh CONDUCTOR SOURCE - the page of a comparison says first what
# changes most, shows it as a chart, and calls every figure by words.
set -euo pipefail
conductor=$1
export CONDUCTOR_DATA="$2/scenarios"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
	echo "compare_page.sh: $1"
	exit 1
}

for scenario in archive-box friday-night; do
	"$conductor" sim $scenario --replications 3 --no-static \
		--out $scenario >/dev/null
done
"$conductor" report archive-box friday-night >/dev/null
page=friday-night/compare.html

# a sixth more of the starts, and the margin could be noise
lead=$(grep '<p class="lead">' $page)
[[ $lead == *'Largest change: served in time is '*' in B instead of '*' in A (better). B earns '* ]] ||
	fail "it begins with: $lead"

# two charts, each with its values where one points
for chart in changes late; do
	grep -q "id='${chart}_gpPt0'" $page || fail "no chart of $chart"
	grep -q "id='${chart}narrow_gpPt0'" $page || fail "no small $chart"
done
grep -q '<title>wait p95: -[0-9.]* % (' $page || fail "no change in per cent"
grep -q '^A, late: [0-9.]* % of [0-9]* starts' $page || fail "no share of A"

# no key of summary.json among the figures; keys of scenarios are above them
sed -n '/<section id="figures"/,/<\/section>/p' $page >figures
if grep -E '<th scope="row">[a-z_0-9]+([._][a-z_0-9]+)+<' figures; then
	fail "a figure without words"
fi
grep -q '<th scope="row">longest wait of each run, mean</th>' figures ||
	fail "a mean of maxima that does not say so"

# a nano-euro that the books round is no change
if grep -q '<th scope="row">cost of dedicated nodes</th>' figures; then
	fail "the same machines at another price"
fi

# nothing changes between a run and itself
"$conductor" report friday-night friday-night >/dev/null
grep -q 'No key figure changes by more than chance' $page ||
	fail "a run differs from itself"
echo "the largest change first, two charts, words for every figure"
