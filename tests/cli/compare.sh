#!/bin/bash
# compare.sh CONDUCTOR SOURCE - what `compare` says of one variant is, digit for
# digit, what two runs and `report A B` say; what is equal differs by exactly
# nothing; common random numbers are worth it; nothing of others is lost.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

fail() {
	echo "$@"
	exit 1
}

# refused WORDS COMMAND...: one line that holds these words, and no success
refused() {
	local words=$1
	shift
	if "$conductor" "$@" >out 2>errors; then
		fail "not refused: conductor $*"
	fi
	[ "$(wc -l <errors)" -eq 1 ] && grep -qF -- "$words" errors ||
		fail "conductor $*: $(cat errors)"
}

# a tenth of the Friday night
cat >night.json <<'END'
{ "extends": "friday-night.json", "name": "night", "replications": 4,
  "workload": { "counts": { "peak_worlds": 40,
    "worlds": { "living": 300, "dormant": 300 } } },
  "fleet": { "dedicated": [{ "type": "AX41", "count": 4 }] } }
END
more=fleet.dedicated.0.count=5
sets="policy.sleep_window=96h,fleet.cloud.max=0"

# --- the same as two runs
quiet="--no-static --no-advice --no-why"
# shellcheck disable=SC2086
{
	"$conductor" sim night.json $quiet --out a >/dev/null
	"$conductor" sim night.json --set $more $quiet --out b >/dev/null
	"$conductor" sim night.json --set policy.sleep_window=96h \
		--set fleet.cloud.max=0 $quiet --out c >/dev/null
}
"$conductor" report a b --json >pair.json
"$conductor" report a b >pair.txt
"$conductor" compare night.json --with $more --out one >one.txt
"$conductor" compare night.json --with $more --with $sets --json --out two >two.json
"$conductor" compare a b --json --jobs 1 --out runs-one >runs.json
cmp -s two.json two/comparison.json || fail "--json prints another comparison.json"
[ ! -e two/compare.html ] && [ -s one/compare.html ] || fail "pages: $(ls one two)"

# the lines of the table, without the first run's column and the interval, which
# is half of it there and both ends here
sed -n 's/^\(margin\|net revenue\|cost\|served in time\|wait p95\|not served\)  *\(EUR\|%\|s\)  *[^ ]*  *//p' pair.txt |
	sed 's/ +-[^ ]*//' | tr -s ' ' >said
awk '/^B  / { block++ } block == 2' one.txt | sed -n 's/^\(margin\|net revenue\|cost\|served in time\|wait p95\|not served\)  *\(EUR\|%\|s\)  *//p' |
	sed 's/ ([^)]*)//' | tr -s ' ' >found
for line in said found; do
	[ "$(wc -l <$line)" -eq 6 ] || fail "$line: $(cat $line)"
	sort -o $line $line
done
diff said found || fail "the tables of report and compare differ"
awk '{ if (length($0) > 80) exit 1 }' one.txt || fail "wider than 80 columns"

python3 - <<'END'
import json
def read(name):
    return json.load(open(name))
pair = {f["key"]: f for f in read("pair.json")["figures"]}
a, b, c = (read(f"{run}/summary.json") for run in "abc")
one, two, runs = read("one/comparison.json"), read("two.json"), read("runs.json")

def near(x, y):
    return x == y or (x is not None and y is not None and abs(x - y) <= 6e-7)

# digits, verdicts and digests of one variant are those of two runs
assert one["comparisons"] == 1 and one["replications"] == 4 and one["stopped"] == "asked"
assert one["base"]["digest"] == a["digest"] and one["variants"][0]["digest"] == b["digest"]
assert one["base"]["promise"] == a["promise"] and one["variants"][0]["promise"] == b["promise"]
figures = one["variants"][0]["figures"]
assert len(figures) > 10
differ = 0
for own, f in zip(one["base"]["figures"], figures):
    said = pair[f["key"]]
    assert own["key"] == f["key"]
    for mine, theirs in (own["value"], said["a"]), (f["value"], said["b"]), \
            (f["difference"], said["difference"]), (f["low"], said["low"]), (f["high"], said["high"]):
        assert near(mine, theirs), (f, said)
    assert f["verdict"] == said["verdict"], (f, said)
    differ += f["verdict"] != "same"
assert differ > 5

# runs are played again as they were
assert runs["base"]["figures"] == one["base"]["figures"]
assert runs["variants"][0]["figures"] == figures and runs["variants"][0]["digest"] == b["digest"]

# with two variants the same differences, in wider intervals: Student's t at
# 1 - 5 %/2 instead of 5 % with three degrees of freedom
assert two["comparisons"] == 2 and two["variants"][1]["digest"] == c["digest"]
for f, g in zip(figures, two["variants"][0]["figures"]):
    assert f["value"] == g["value"] and f["difference"] == g["difference"]
    if f["low"] is not None and f["high"] > f["low"]:
        ratio = (g["high"] - g["low"]) / (f["high"] - f["low"])
        assert abs(ratio - 4.176535 / 3.182446) < 1e-4, (f["key"], ratio)
END

# --- what is equal differs by nothing
"$conductor" compare night.json --with fleet.dedicated.0.count=4 \
	--with policy.recall_moves=true night.json --out same >same.txt
grep -q 'Nothing changes: no figure differs from A.' same.txt ||
	fail "equal variants: $(cat same.txt)"
python3 - <<'END'
import json
all = json.load(open("same/comparison.json"))
assert len(all["variants"]) == 3
for v in all["variants"]:
    assert v["digest"] == all["base"]["digest"]
    for f in v["figures"]:
        assert f["verdict"] == "same" and f["difference"] in (0, None) and f["low"] is None, f
END

# --- as narrow as asked, or as many as allowed
"$conductor" compare night.json --with $more --until margin=10% --out narrow >narrow.txt
"$conductor" compare night.json --with $more --until margin=0.000001 --most 13 \
	--out most >most.txt
grep -q 'margin: every interval reaches at most ' narrow.txt || fail "$(cat narrow.txt)"
tr '\n' ' ' <most.txt | grep -q 'with 13 replications, the most allowed' || fail "$(cat most.txt)"
python3 - <<'END'
import json
narrow, most = (json.load(open(f"{d}/comparison.json")) for d in ("narrow", "most"))
def half(c):
    f = c["variants"][0]["figures"][0]
    return (f["high"] - f["low"]) / 2
assert narrow["stopped"] == "narrow" and narrow["replications"] in (10, 20, 40, 80)
until = narrow["until"][0]
assert until["reached"] and until["widest"] == half(narrow) <= until["width"]
assert abs(until["width"] - 0.1 * narrow["base"]["figures"][0]["value"]) < 1e-9
assert most["stopped"] == "most" and most["replications"] == 13 and not most["until"][0]["reached"]
END
"$conductor" compare night.json --with policy.recall_moves=true --until margin=1% --json \
	--out fast >/dev/null
grep -q '"replications":	10,' fast/comparison.json || fail "equal variants need more than ten"

# --- common random numbers: against another seed the interval of the margin is
# at least 1.5 times as wide with a machine more, 3 times with another reserve
reserve="--set policy.reactive.reserve_worlds=0 --set policy.reactive.reserve"
# shellcheck disable=SC2086
{
	"$conductor" sim friday-night $quiet --out n1 >/dev/null
	"$conductor" sim friday-night --set fleet.dedicated.0.count=11 --seed 2 \
		$quiet --out n2 >/dev/null
	"$conductor" sim friday-night $reserve=60GB $quiet --out r1 >/dev/null
	"$conductor" sim friday-night $reserve=80GB --seed 2 $quiet --out r2 >/dev/null
	"$conductor" compare n1 --with fleet.dedicated.0.count=11 --json --out n >n.json
	"$conductor" compare r1 --with policy.reactive.reserve=80GB --json --out r >r.json
	"$conductor" report n1 n2 --json >n-apart.json
	"$conductor" report r1 r2 --json >r-apart.json
}
python3 - <<'END'
import json
def half(figures):
    f = next(f for f in figures if f["key"] == "margin_eur")
    return (f["high"] - f["low"]) / 2
for name, least in ("n", 1.5), ("r", 3):
    common = half(json.load(open(f"{name}.json"))["variants"][0]["figures"])
    apart = half(json.load(open(f"{name}-apart.json"))["figures"])
    print(f"margin: +-{common:.2f} EUR on common draws, +-{apart:.2f} on others, {apart / common:.1f} times")
    assert apart / common >= least
END

# --- scenarios with another demand are no pairs, other windows no comparison
"$conductor" compare friday-night friday-night-raw --replications 2 --out demand >demand.txt
tr '\n' ' ' <demand.txt | grep -q 'NOT paired: B; its demand is another one' ||
	fail "$(cat demand.txt)"
refused 'compare windows of the same length' compare friday-night winter-break

# --- nothing of others is lost
echo mine >one/notes.txt
refused 'one/notes.txt: is not part of a run' compare night.json --with $more --out one
[ "$(cat one/notes.txt)" = mine ] && [ -s one/comparison.json ] || fail "lost"
refused 'a: holds a run' compare a b --out a
[ -s a/run.db ] || fail "the run is gone"
rm one/notes.txt
"$conductor" compare night.json --with $more --out one >/dev/null
"$conductor" report one --lang de >de.txt
[ -s one/compare.de.html ] && grep -q 'Zusage' de.txt || fail "no German page"

# --- runs whose scenario is not what it was
sed -i 's/"count": 4/"count": 6/' night.json
refused 'a: its scenario has changed since: fleet.dedicated was ' compare a b
"$conductor" sim - --replications 1 --no-static --no-advice --out piped \
	<night.json >/dev/null
refused 'piped: came from standard input' compare piped --with $more
rm night.json
refused 'night.json' compare a b
echo "compare agrees with two runs, finds equals equal, and keeps what is not its own"
