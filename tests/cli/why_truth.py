"""why_truth.py - compare what `conductor why` said with the tables of the run.

Run by why.sh in a folder with run/run.db, run.json and journal.json (node 18 of
the run and of its journal), and wWORLD.json.
"""
import glob
import json
import sqlite3

db = sqlite3.connect("run/run.db")


def none(what, sql):
    wrong = db.execute(sql).fetchall()
    assert not wrong, f"{what}: {wrong[:3]}"


def some(what, sql):
    (count,) = db.execute(sql).fetchone()
    assert count > 0, f"{what}: none of them, so nothing was tested"


# A place has room, and what is refused for want of RAM has none.
none("placed without room", "SELECT * FROM decisions WHERE rule LIKE 'place%'"
     " AND have_mib < need_mib")
none("refused in spite of room", "SELECT * FROM alternatives JOIN decisions"
     " USING(decision) WHERE objection = 'no_ram' AND free_mib >= need_mib")
none("not preferred without room", "SELECT * FROM alternatives JOIN decisions"
     " USING(decision) WHERE objection = 'not_preferred'"
     " AND free_mib < need_mib")
none("the chosen one refused", "SELECT * FROM alternatives AS a JOIN decisions"
     " AS d USING(decision) WHERE a.node = d.node")
none("a warm place elsewhere", "SELECT * FROM decisions AS d JOIN alternatives"
     " USING(decision) WHERE rule = 'place_warm' AND holds_data = 1")
some("refused for RAM", "SELECT count(*) FROM alternatives"
     " WHERE objection = 'no_ram'")

# Every start that was served was decided on, for the node that it ran on.
none("served without a decision", "SELECT * FROM starts AS s WHERE"
     " end = 'served' AND NOT EXISTS(SELECT 1 FROM decisions AS d WHERE"
     " d.world = s.world AND d.rule LIKE 'place%' AND d.node = s.node"
     " AND d.at_us BETWEEN s.requested_us AND s.requested_us + s.wait_us)")
# A start that waited for nothing was placed where its data lie.
none("warm by another rule", "SELECT * FROM starts AS s JOIN decisions AS d"
     " ON d.world = s.world AND d.at_us = s.requested_us WHERE path = 'warm'"
     " AND d.rule LIKE 'place%' AND d.rule <> 'place_warm'")
# Who moved had its data on a node that is named among the refused.
none("moved without its old node", "SELECT * FROM decisions AS m WHERE rule ="
     " 'move' AND NOT EXISTS(SELECT 1 FROM decisions AS d JOIN alternatives"
     " USING(decision) WHERE d.world = m.world AND d.at_us = m.at_us"
     " AND holds_data = 1)")

# Orders are the nodes of the run, at their price.
none("ordered, but no node", "SELECT * FROM decisions AS d WHERE rule LIKE"
     " 'order%' AND NOT EXISTS(SELECT 1 FROM nodes AS n WHERE n.node = d.node"
     " AND n.ordered_us = d.at_us AND abs(n.sellable_gb - d.have_mib / 1024.0)"
     " < 0.001)")
none("a node without its order", "SELECT * FROM nodes, (SELECT min(from_us) AS"
     " w FROM series0) WHERE location <> '' AND ordered_us >= w AND NOT EXISTS"
     "(SELECT 1 FROM decisions AS d WHERE d.node = nodes.node AND d.at_us ="
     " ordered_us AND rule LIKE 'order%')")
none("other price than billed", "SELECT * FROM decisions AS d JOIN nodes AS n"
     " USING(node), (SELECT min(from_us) AS w FROM series0) WHERE rule LIKE"
     " 'order%' AND ordered_us >= w AND hours_billed > 0 AND"
     " abs(d.amount_nano_eur / 1e9 * hours_billed - cost_eur) > 1e-6")
# The share of a node's rent is by RAM.
none("other share", "SELECT * FROM decisions AS d JOIN nodes AS n USING(node)"
     " WHERE rule LIKE 'place%' AND location <> '' AND abs(d.input -"
     " (SELECT o.amount_nano_eur FROM decisions AS o WHERE o.node = d.node AND"
     " o.rule LIKE 'order%') * d.need_mib / (n.sellable_gb * 1024)) > 2")
some("places on rented nodes", "SELECT count(*) FROM decisions WHERE input > 0"
     " AND rule LIKE 'place%'")
none("a rent where none is due", "SELECT * FROM decisions AS d JOIN nodes AS n"
     " USING(node) WHERE rule LIKE 'place%' AND location = '' AND input <> 0")

# The sentences say what the rows say.
files = glob.glob("w*.json")
assert len(files) == 12
for name in files:
    told = json.load(open(name))
    rows = {row[0]: row for row in db.execute(
        "SELECT requested_us, wait_us, ready_us, end, node FROM starts"
        " WHERE world = ?", (told["world"],))}
    outcomes = [i for i in told["items"] if i["kind"] == "outcome"]
    assert len(outcomes) == len(rows), name
    for item in outcomes:
        _, wait, ready, end, _ = rows[item["requested_us"]]
        if ready >= 0:
            said = (f"{told['world']} is ready after {ready / 1e6:,.1f} s,"
                    f" of which {wait / 1e6:,.1f} s are ours:")
        else:
            said = {"abandoned": f"gives up after {wait / 1e6:,.1f} s",
                    "refused": "is not started",
                    "pending": "is still not ready when the run ends"}[end]
        assert said in item["text"], (said, item["text"])
    for item in told["items"]:
        if item["kind"] != "decision":
            continue
        for other in item["alternatives"]:
            if other["node"] is not None:
                assert f"node {other['node']} (" in item["text"], item
        if item["node"] is not None:
            assert f"ode {item['node']} (" in item["text"], item
        if item["rule"].startswith("place"):
            assert f"{item['need_mib'] / 1024:g} GB" in item["text"], item
            assert f"{item['amount_nano_eur'] / 1e9:.4f} EUR" in item["text"]
    times = [item["at"] for item in told["items"]]
    assert times == sorted(times), name

# A journal tells the same decisions, without names.
keys = ("at", "node", "rule", "reason", "need_mib", "have_mib", "input",
        "amount_nano_eur", "text")


def plain(path):
    return [tuple(item[key] for key in keys[:-1])
            for item in json.load(open(path))["items"]]


run, journal = plain("run.json"), plain("journal.json")
assert len(run) > 20 and run == journal[-len(run):], (run[:2], journal[:2])
print(f"{len(files)} worlds and {len(run)} decisions of a node as the tables say")
