#!/bin/bash
# plan.sh CONDUCTOR SOURCE - what `plan` says of a plan is, digit for digit, what
# its command says; the price that it asks for gives the margin that was asked
# for; any number of threads writes the same bytes; what cannot be kept is said;
# nothing of others is lost.
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
  "fleet": { "dedicated": [{ "type": "AX41", "count": 7 }] } }
END
over="--over fleet.dedicated.0.count=4:9:1 --over policy.sleep_window=48h,336h"

# --- a plan, its command, and the price that it asks for
# shellcheck disable=SC2086
"$conductor" plan night.json --window $over --margin 40% --out one >one.txt
awk '{ if (length($0) > 80 && !/^conductor/) exit 1 }' one.txt ||
	fail "wider than 80 columns"
# shellcheck disable=SC2086
"$conductor" plan night.json --window $over --margin 40% --jobs 1 --json \
	--out two >two.json
cmp -s two.json two/plan.json || fail "--json prints another plan.json"
sed 's/"command_line":.*//' one/plan.json >one.bytes
sed 's/"command_line":.*//' two/plan.json >two.bytes
cmp -s one.bytes two.bytes || fail "one thread gives another plan"
"$conductor" report one >again.txt
cmp -s one.txt again.txt || fail "report prints another table"

cat >commands.py <<'END'
import json, shlex
plan = json.load(open("one/plan.json"))
assert plan["window"]["kind"] == "own" and plan["window"]["why"] == "asked"
assert plan["search"]["grid"] == 12 and plan["search"]["replications"] <= 108
assert plan["search"]["replications"] <= plan["search"]["most"]
for p in plan["plans"]:
    print(" ".join(shlex.quote(w) for w in shlex.split(p["command"])[1:]))
END
python3 commands.py >commands
number=0
while read -r command; do
	number=$((number + 1))
	eval "\"\$conductor\" $command --json --no-static --no-advice --no-why \
		--out run$number" >run$number.json
done <commands
cat >agree.py <<'END'
import json
plan = json.load(open("one/plan.json"))
for i, p in enumerate(plan["plans"], 1):
    run = json.load(open(f"run{i}.json"))
    assert run["digest"] == p["digest"], (i, run["digest"], p["digest"])
    assert run["replications"] == p["replications"]
    assert run["promise"] == p["promise"], i
    for f in p["figures"]:
        key = f["key"]
        if key in ("cost_per_month_eur", "revenue_per_month_eur"):
            continue
        value, ci = run, run["ci95"].get(key)
        for part in key.split("."):
            value = value[part]
        assert abs(float(value) - f["value"]) <= 6e-7, (i, key, value, f)
        if ci is not None and f["low"] is not None:
            assert abs(float(ci[0]) - f["low"]) <= 6e-7, (i, key, ci, f)
            assert abs(float(ci[1]) - f["high"]) <= 6e-7, (i, key, ci, f)
    month = {f["key"]: f["value"] for f in p["figures"]}
    assert abs(month["revenue_per_month_eur"] - month["cost_per_month_eur"]
               - month["margin_per_month_eur"]) < 1e-6
    s = p["safety"]
    assert 0 <= s["low"] <= s["share"] <= s["high"] <= 1 and s["of"] == p["replications"]
print(plan["price"]["factor"]["value"])
END
factor=$(python3 agree.py)
price=$(python3 -c "print('%.9f EUR' % (0.02 * $factor))")
eval "\"\$conductor\" $(head -1 commands) --json --no-static --no-advice \
	--set 'prices.lists.0.active_gb_hour=$price' --out priced" >priced.json
python3 - <<'END'
import json
run = json.load(open("priced.json"))
# of a month of such nights: rents in full
hours = run["window_hours"]
net = float(run["revenue_eur"]["net"]) * 730 / max(hours, 24)
margin = float(run["margin_per_month_eur"])
assert abs(margin / net - 0.4) < 0.002, margin / net
END

# --- a month of a scenario, in German; the axes of the scenario
"$conductor" plan night.json --most 30 --no-tornado --lang de --out month >de.txt
grep -q 'Tage bis zum Ende des Fensters' de.txt || fail "$(head -4 de.txt)"
! grep -v '^Bericht' de.txt | grep -qiE 'promise|plans|month|cannot' || fail "$(cat de.txt)"
python3 - <<'END'
import json
plan = json.load(open("month/plan.json"))
assert plan["window"]["kind"] == "month" and plan["window"]["days"] == 28.041667
assert plan["window"]["set"] == ["window.from=2024-10-12T08:00:00+02:00"]
assert {a["code"] for a in plan["axes"]} >= {"machine", "nodes", "cloud", "sleep",
                                             "placement", "second", "boxes"}
assert plan["tornado"] is None and plan["price"] is None
assert plan["search"]["replications"] <= 30
END

# --- the promise of the command line; what no plan keeps
"$conductor" plan night.json --window --over fleet.dedicated.0.count=3,4,5 \
	--promise 'wait_p95<=1s,no_room<=0%,unserved<=0%' --out none >none.txt
grep -q 'No plan keeps the promise' none.txt || fail "$(cat none.txt)"
python3 - <<'END'
import json
plan = json.load(open("none/plan.json"))
assert plan["promise"] == {"wait_p95_s": 1, "wait": 0.95, "no_room": 0, "unserved": 0}
assert plan["search"]["outcome"] == "none_keeps" and plan["impossible"]["parts"]
assert plan["impossible"]["ends"] == [{"axis": "given",
    "key": "fleet.dedicated.0.count", "level": "5", "end": "highest"}], plan["impossible"]
assert plan["plans"][0]["set"] == ["fleet.dedicated.0.count=5"]
END

# --- sessions alone
python3 - <<'END'
import random
random.seed(5)
with open("mine.csv", "w") as out:
    out.write("world,start,stop,ram_mb\n")
    for w in range(40):
        t = 1727740800 + random.randrange(40 * 3600)
        while t < 1727740800 + 45 * 86400:
            stop = t + random.randrange(1200, 9000)
            out.write(f"w{w},{t},{stop},4096\n")
            t = stop + random.randrange(3600, 40 * 3600)
END
"$conductor" plan mine.csv --most 30 --no-tornado --json --out mine >mine.json
python3 - <<'END'
import json
plan = json.load(open("mine.json"))
assert plan["given"] == {"scenario": "mine.csv", "base": "friday-night",
                         "sessions_file": "mine.csv"}
assert plan["window"]["kind"] == "last" and round(plan["window"]["days"]) == 28
open("command", "w").write(plan["plans"][0]["command"])
json.dump(plan["plans"][0], open("first.json", "w"))
END
eval "\"\$conductor\" $(cut -d' ' -f2- <command) --json --no-static --no-advice \
	--out mine-run" >mine-run.json
python3 - <<'END'
import json
first, run = json.load(open("first.json")), json.load(open("mine-run.json"))
assert first["digest"] == run["digest"] and first["promise"] == run["promise"]
END

# --- refused
refused 'wait_p95<=30s' plan night.json --promise 'wait<=30s'
refused 'wait_p95<=30s' plan night.json --promise 'wait_p95=30s'
refused 'no_room is there twice' plan night.json --promise 'no_room<=1%,no_room<=2%'
refused 'a percentage below 100' plan night.json --margin 0.4
refused 'margin or cost' plan night.json --by price
refused 'is given twice' plan night.json --over policy.sleep_window=48h,96h \
	--over policy.sleep_window=1h
refused 'exactly one scenario' plan
refused 'given twice' plan mine.csv --sessions mine.csv
refused 'no such scenario' plan nothing

# --- what is there already
echo mine >one/plan.json
refused 'changed' plan night.json --window --over fleet.dedicated.0.count=6,7 --out one
"$conductor" sim night.json --no-static --no-advice --no-why --out run >/dev/null
refused 'holds a run' plan night.json --window --over fleet.dedicated.0.count=6,7 --out run
"$conductor" plan night.json --window --over fleet.dedicated.0.count=6,7 \
	--no-tornado --out run --force >/dev/null
[ -s run/plan.json ] && [ ! -e run/summary.json ] || fail "$(ls run)"

echo "plans agree"
