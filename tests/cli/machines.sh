#!/bin/sh
# machines.sh CONDUCTOR SOURCE - `machines` says what the catalogue says, on
# every day, as a table and as JSON; recomputed here from the file.
set -eu
conductor=$1
catalogue=$2/scenarios/catalogue/hetzner.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

cat >agree.py <<'END'
import json, re, sys
from decimal import Decimal
path, at, said, table = sys.argv[1:]
text = re.sub(r'//.*$', '', open(path).read(), flags=re.M)
types = json.loads(text)["types"]
said = json.load(open(said))
assert said["at"] == (at or None), said["at"]
listed = {m["type"]: m for m in said["machines"]}
assert list(listed) == list(types), "other machines, or another order"
rows = {line.split()[0]: line.split() for line in open(table) if line[:1].isupper()}
def money(text):
    return Decimal(text.removesuffix(" EUR"))
def same(a, b, what):
    assert (a is None) == (b is None), what
    if a is not None:
        assert abs(Decimal(a) - b) <= Decimal("1e-9"), (what, a, b)
for name, t in types.items():
    m, lists = listed[name], t["prices"]
    valid = [p for p in lists if not at or p["valid_from"] <= at]
    p = valid[-1] if valid else lists[0]
    gb = int(t["ram"].removesuffix("GB"))
    hour = money(p["hour"]) if "hour" in p else None
    month = money(p["month"])
    assert m["kind"] == t["kind"] and m["ram_gb"] == gb, name
    assert m["cores"] == t["cpu_milli"] / 1000 and m["speed"] == t.get("speed", 1), name
    assert m["disk_gb"] == int(t["disk"].removesuffix("GB")), name
    assert m["by_the_hour"] == (hour is not None), name
    assert m["valid_from"] == p["valid_from"], name
    assert m.get("note") == t.get("note"), name
    same(m["hour_eur"], hour, name)
    same(m["month_eur"], month, name)
    same(m["gb_hour_eur"], None if hour is None else hour / gb, name)
    same(m["gb_month_eur"], month / gb, name)
    same(m["setup_eur"], money(p.get("setup", "0 EUR")), name)
    row = rows[name]
    assert row[1] == t["kind"] and row[2] == str(gb), row
    assert Decimal(row[5]) == month, row
    assert row[6] == "-" if hour is None else Decimal(row[6]) == round(hour, 4), row
    assert row[-1].endswith("*") == (not valid), row
    assert m["price_assumed"] == p.get("assumed", False) == ("~" in row[-1]), row
lead = {name: m["lead_time_s"] for name, m in listed.items()}
assert lead["AX41"] == 13 * 60, "8 minutes, and 5 of our own"
assert lead["AX102"] == 15 * 86400 + 300 and lead["AX162"] is None
shown = [rows[name][-1].rstrip("*") for name in ("AX41", "AX102", "AX162")]
assert any(m["price_assumed"] for m in listed.values())
assert shown == ["13m", "15d", "-"], shown
print(len(types), "machines of", at or "the newest prices")
END

for at in "" 2025-01-01 2025-10-01 2026-02-02 2026-06-14 2026-06-15 2030-01-01; do
	"$conductor" machines ${at:+--at $at} >table
	"$conductor" machines ${at:+--at $at} --json >said
	awk 'length > 80 { exit 1 }' table || {
		echo "wider than 80 columns"
		exit 1
	}
	python3 agree.py "$catalogue" "$at" said table
done

# a catalogue of one's own, and what is none
cat >own.json <<'END'
{ "name": "Ours", "locations": [ "here" ], "ipv4": { "month": "0 EUR" }, "types": {
	"BOX": { "kind": "cloud", "ram": "512MB", "cpu_milli": 500, "disk": "10GB",
		"boot": "90s", "prices": [ { "valid_from": "2026-01-01", "hour": "0.002 EUR", "month": "1 EUR" } ] } } }
END
"$conductor" machines own.json >table
grep -q '^Ours: the newest prices$' table
tr -s ' ' <table |
	grep -q -x 'BOX cloud 0.5 0.5 10 1.00 0.0020 2.000 0.00400 - 90s' || { cat table; exit 1; }
for file in nothing.json "$2/scenarios/friday-night.json"; do
	status=0
	"$conductor" machines "$file" >output 2>errors || status=$?
	[ "$status" -eq 1 ] && [ "$(wc -l <errors)" -eq 1 ] && [ ! -s output ] || {
		echo "machines $file: $status"
		cat output errors
		exit 1
	}
done
