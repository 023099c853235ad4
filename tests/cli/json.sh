#!/bin/bash
# json.sh CONDUCTOR SOURCE - whatever is printed as a table is there as JSON,
# with the same values.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

cat >model.json <<'END'
{ "worlds": { "living": 30 }, "ram_mix": [ { "ram": "2GB", "share": "100%" } ] }
END
"$conductor" traces generate model.json --from 2026-03-02T06:00:00+01:00 \
	--to 2026-04-13T06:00:00+02:00 -o sessions.csv 2>/dev/null
night="sim friday-night --replications 2 --no-static"
$conductor $night --out a >/dev/null
$conductor $night --set fleet.dedicated.0.count=8 --out b >/dev/null
echo 'world,start,stop,ram_mb' >empty.csv

# every command that prints a table has the option
for command in sim compare plan sweep report why list quote invoice replay check \
	scenarios machines version "traces check" "traces info" \
	"traces fit"; do
	# shellcheck disable=SC2086
	"$conductor" help $command | grep -q '^ *--json ' || {
		echo "$command has no --json"
		exit 1
	}
done

for table in customers starts nodes; do
	"$conductor" list a $table --json >list-$table.json
	"$conductor" list a $table --csv plain >list-$table.csv
done
"$conductor" list a starts --top 3 --json >top.json
"$conductor" list a starts --of "$(sed -n '2s/^[^,]*,\([^,]*\),.*/\1/p' list-starts.csv)" --json >of.json
"$conductor" report a --json >report.json
"$conductor" report a b --json --csv plain >pair.json
"$conductor" scenarios >scenarios.txt
"$conductor" scenarios --json >scenarios.json
"$conductor" traces info sessions.csv --plain >info.txt
"$conductor" traces info sessions.csv --json >info.json
"$conductor" traces fit sessions.csv --plain --now 1775000000 >fit.txt
"$conductor" traces fit sessions.csv --json >fit.json
status=0
"$conductor" check sessions.csv model.json friday-night empty.csv --json \
	>check.json 2>check.err || status=$?
[ "$status" -eq 1 ] && [ "$(wc -l <check.err)" -eq 1 ]
"$conductor" check sessions.csv model.json friday-night empty.csv >check.txt 2>/dev/null || true
"$conductor" traces check sessions.csv --json >check2.json
"$conductor" sim friday-night --replications 1 --no-static --no-advice \
	--journal night.db --out night >/dev/null
"$conductor" replay night.db --from 2024-11-08T19:00:00+01:00 >replay.txt
"$conductor" replay night.db --from 2024-11-08T19:00:00+01:00 --json >replay.json
"$conductor" replay night.db --verify >verify.txt
"$conductor" replay night.db --verify --json >verify.json

python3 - <<'END'
import csv, json
def read(name):
    return json.load(open(name))

for table in "customers", "starts", "nodes":
    said = read(f"list-{table}.json")
    rows = list(csv.DictReader(open(f"list-{table}.csv")))
    assert said["table"] == table and said["run"] == "a"
    assert said["all"] == len(rows) == len(said["rows"]) > 5, table
    for row, item in zip(rows, said["rows"]):
        assert list(row) == list(item), item
        for key, text in row.items():
            value = item[key]
            if text == "":
                assert value is None, (key, value)
            elif isinstance(value, str):
                assert value == text, (key, value, text)
                assert key.endswith("_eur") or not text.replace(".", "").isdigit() or key in ("customer", "world"), key
            else:
                assert not key.endswith("_eur") and value == float(text), (key, value, text)
top = read("top.json")
assert len(top["rows"]) == 3 and top["all"] == len(read("list-starts.json")["rows"])
assert {row["world"] for row in read("of.json")["rows"]} == {read("list-starts.json")["rows"][0]["world"]}

assert read("report.json") == read("a/summary.json")
pair = read("pair.json")
assert pair["paired"] and "differs_in" not in pair
assert pair["a"]["promise"] == read("a/summary.json")["promise"]["kept"]
assert pair["b"]["promise"] == read("b/summary.json")["promise"]["kept"]
assert [k["key"] for k in pair["keys"]] == ["fleet.dedicated"], pair["keys"]
rows = list(csv.DictReader(open("b/compare.csv")))
assert len(rows) == len(pair["figures"]) > 50
words = {"worse": "worse", "better": "better", "same": "the same", "noise": "could be noise",
         "more": "more", "less": "less", None: None}
for row, f in zip(rows, pair["figures"]):
    assert row["key"] == f["key"] and row["unit"] == f["unit"], (row, f)
    for key in "a", "b":
        if f[key] is None or f[key] == "over":
            assert row[key] in ("", "over"), (row, f)
        else:
            assert abs(float(row[key]) - f[key]) <= 1e-6 + 1e-9 * abs(f[key]), (row, f)
    if f["verdict"] is not None:
        assert words[f["verdict"]] in row["verdict"], (row, f)
margin = next(f for f in pair["figures"] if f["key"] == "margin_eur")
assert margin["low"] < margin["difference"] < margin["high"]

lines = [line.split(None, 1) for line in open("scenarios.txt").read().splitlines()]
assert [[s["name"], s["title"]] for s in read("scenarios.json")] == lines

info, text = read("info.json"), open("info.txt").read()
assert f"{info['sessions']} sessions of {info['worlds']['all']} worlds, {info['accounts']} accounts" in text
assert info["worlds"]["small"] == info["worlds"]["all"] and info["unfinished"] == 0
assert info["from"][:16].replace("T", " ") + " to " + info["to"][:16].replace("T", " ") in text
assert f"{info['hours_played']:.0f} hours played" in text
length = info["session_length_s"]
assert length["count"] == info["sessions"]
assert abs(length["mean"] * length["count"] / 3600 - info["hours_played"]) < 0.01
assert abs(sum(b["share"] for b in length["bins"]) - 1) < 1e-4
assert length["p5"] < length["p50"] < length["p95"]
assert [len(day) for day in info["active_worlds"]] == [24] * 7
peak = info["highest_days"][0]
assert peak["at"][:16].replace("T", " ") + f"  {peak['active_worlds']} active worlds" in text
silence = info["without_a_start"][0]
assert silence["from"][:16].replace("T", " ") + " to " + silence["to"][:16].replace("T", " ") in text

fit, text = read("fit.json"), open("fit.txt").read()
assert fit["sessions"] == info["sessions"]
assert f"fitted to {fit['playing_days']} playing days, {fit['from'][:10]}" in text
named = {p["name"]: p for p in fit["parameters"]}
living = named["worlds.living"]
assert f"{living['value']:.2f}   ({living['low']:.2f} ... {living['high']:.2f})" in text, living
assert all(t["observations"] > 0 for t in fit["tests"]) and len(fit["tests"]) > 2

said = read("check.json")
assert [s["sound"] for s in said] == [True, True, True, False]
told = open("check.txt").read().splitlines()
assert [f"{s['file']}: {s['kind']}, sound: {s['holds']}" for s in said[:3]] == told
assert "conductor: " + said[3]["error"] + "\n" == open("check.err").read()
assert read("check2.json") == said[:1]

commands = read("replay.json")["commands"]
lines = [line.split("\t") for line in open("replay.txt").read().splitlines()[1:]]
assert len(commands) == len(lines) > 100
for line, c in zip(lines, commands):
    assert line == ["-" if v is None else str(v) for v in c.values()], (line, c)
verified, text = read("verify.json"), open("verify.txt").read()
said = ("verified: {inputs} inputs, {commands_issued} commands, {commits} commits and {snapshots} snapshots "
        "as recorded, up to {until}\ntrail {trail}, digest {digest}\n").format(**verified)
assert text == said.replace(" 1 snapshots ", " 1 snapshot "), verified
assert verified["as_recorded"] and read("replay.json")["replay"]["digest"] == verified["digest"]
END
