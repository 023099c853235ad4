#!/bin/bash
# plan_page.sh CONDUCTOR SOURCE - the page of a plan shows what plan.json says:
# first what to rent, what that earns, the promise, the price for the margin and
# the command, then every other plan and every assumption, as charts and tables,
# in both languages; it is made again by `report`, and nothing is replaced that
# somebody has changed.
set -euo pipefail
conductor=$1
export CONDUCTOR_DATA="$2/scenarios"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
	echo "plan_page.sh: $*"
	exit 1
}

cat >night.json <<'END'
{ "extends": "friday-night.json", "name": "night",
  "workload": { "counts": { "peak_worlds": 40,
    "worlds": { "living": 300, "dormant": 300 } } },
  "fleet": { "dedicated": [{ "type": "AX41", "count": 4 }] } }
END
"$conductor" plan night.json --window --most 60 --margin 40% --out plan >table
"$conductor" report plan --lang de >/dev/null
page=plan/plan.html

# the text of a page, a line each for what is a block of its own
words() {
	python3 - "$1" <<'END'
import html, re, sys
page = open(sys.argv[1], encoding="utf-8").read()
page = re.sub(r"<(svg|style).*?</\1>", "", page, flags=re.S)
page = re.sub(r"</(p|h\d|td|th|li|strong|pre|code)>", "\n", page)
print(html.unescape(re.sub(r"<[^>]+>", "", page)))
END
}
words $page >english
words plan/plan.de.html >german

# what the file says is what the page says, to the last digit
python3 - english $page <<'END' || fail "the page and plan.json differ"
import html, json, sys
text = open(sys.argv[1], encoding="utf-8").read().replace("\u00a0", " ")
page = html.unescape(open(sys.argv[2], encoding="utf-8").read())
plan = json.load(open("plan/plan.json"))
wrong = []

def seen(what, where=text):
    if what not in where:
        wrong.append(what)

def figure(item, key):
    return next(f for f in item["figures"] if f["key"] == key)

def amount(value, decimals=2, sign=""):
    value = 0.0 if abs(value) < 0.5 * 10 ** -decimals else value
    return f"{value:{sign},.{decimals}f}"

first = plan["plans"][0]
margin = figure(first, "margin_per_month_eur")
seen(f"That earns {amount(margin['value'])}")
seen(f"({amount(margin['low'])} ... {amount(margin['high'])})")
seen(f"costs {amount(figure(first, 'cost_per_month_eur')['value'])} EUR")
seen(f"{first['safety']['kept']} of {first['safety']['of']}")
seen(amount(plan["price"]["eur_per_gb_hour"]["value"], 4) + " EUR")
seen("Price for 40 % margin")
machines, count = first["words"][0]["values"][1], first["words"][0]["values"][0]
seen(f"Rent {count} {machines} by the month")
lead = text.index("Rent ")
others = text.index("2. Other plans")
if not lead < text.index(first["command"]) < others:
    wrong.append("the command is not on the first screen")
for rank, item in enumerate(plan["plans"], 1):
    seen(f"\n{rank}: ")
    seen(item["command"])
    seen(item["digest"])
    seen(amount(figure(item, "margin_per_month_eur")["value"]))
    if item["difference"]:
        seen(amount(item["difference"]["value"], sign="+"))
for entry in plan["tornado"]:
    for side in entry["sides"]:
        seen(side["text"])
        if side["difference"]["value"] is not None:
            seen(amount(side["difference"]["value"], sign="+"))
seen(f"{plan['search']['tried']:,} plans of {plan['search']['grid']:,}")
seen(plan["command_line"])
# a hover for each plan, one for each assumption
for rank in range(1, len(plan["plans"]) + 1):
    seen(f"<title>{rank}: ", page)
if page.count(" EUR; ") < len(plan["tornado"]):
    wrong.append("an assumption without a hover")
print("\n".join(wrong))
sys.exit(len(wrong) > 0)
END

# two charts, wide and small, with a description and a table
for chart in plans tornado; do
	grep -q "id=\"${chart}_plot_1\"" $page || fail "no chart of $chart"
	grep -q "id=\"${chart}narrow_plot_1\"" $page || fail "no small $chart"
done
grep -q 'promised: 95 %' $page || fail "the promise is not drawn"
[ "$(grep -c 'role="img" aria-label=' $page)" -ge 2 ] || fail "no descriptions"

# a plan that is flipped by an assumption has its colour and its words
if grep -q '"flips":.*"\(sure\|likely\)"' plan/plan.json; then
	grep -q 'another plan is better, or the promise is not kept' $page ||
		fail "no legend of what flips"
fi

# German all over, and no raw code in either
if grep -n -i -w -E 'the|plan_|promise|margin|replications' german |
	grep -v -e 'conductor ' -e '--margin'; then
	fail "English on the German page"
fi
for text in english german; do
	if grep -n -E '\b(none_keeps|cloud_own|reserve_worlds|best_fit|session_end|direct_on|second_on|box_speed|world_size)\b' $text |
		grep -v -e 'policy\.' -e 'conductor '; then
		fail "a raw code in $text"
	fi
done

# a promise that nothing can keep: it says so first, and why
"$conductor" plan night.json --window --most 40 --no-tornado --out none \
	--promise 'wait_p95<=0.01s' --set policy.sleep_window=0s \
	--set promise.no_room=0 >/dev/null || fail "no plan for the impossible"
words none/plan.html >impossible
if grep -q '"outcome":.*"none_keeps"' none/plan.json; then
	grep -q 'No plan that was allowed keeps the promise' impossible ||
		fail "it does not say that none keeps the promise"
	grep -q 'times what is allowed' impossible || fail "it does not say why"
fi
grep -q 'Not looked at: --no-tornado' impossible || fail "no word of the tornado"

# made again it is the same; what somebody has changed stays
cp $page before.html
"$conductor" report plan >again
cmp -s before.html $page || fail "report makes another page"
diff <(sed 1,1d table) <(sed 1,1d again) || fail "report prints another table"
echo "<!-- mine -->" >>$page
if "$conductor" report plan >/dev/null 2>errors; then
	fail "a changed page is replaced"
fi
tail -n 1 $page | grep -q mine || fail "the changed page is gone"
"$conductor" report plan --force >/dev/null || fail "--force does not replace it"
if "$conductor" report plan --csv plain >/dev/null 2>errors; then
	fail "a plan has no --csv"
fi
echo "the plan's page says what plan.json says, in two languages"
