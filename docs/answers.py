#!/usr/bin/env python3
"""answers.py CONDUCTOR [PAGE]: run what docs/scenarios.md asks, write the answers.

In the page a block names its runs, one a line, and is followed by their table:

    <!-- runs
    as shipped: tuesday
    nine machines: tuesday --set fleet.dedicated.0.count=9
    -->
    | ... |
    <!-- end -->

Each run is `conductor sim` with these arguments and the scenario's own
replications; what is between the two comments is replaced.  Nothing else of the
page is touched.  Needs no network and no other package.

The third column is the margin less that of the block's first run, as
`conductor report FIRST RUN` compares them: paired where both meet the same
demand, so narrower than the brackets of the two margins suggest.  The runs of
a block have one window.
"""
import csv
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"(<!-- runs\n(.*?)-->\n).*?(<!-- end -->)", re.S)
HEAD = ("| run | margin, EUR | difference, EUR | promise | in time, % "
        "| no room, % | unserved, % | cloud, started hours |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n")
VERDICTS = {"kept": "kept", "broken": "broken", "close": "too close to call",
            None: "not judged"}


def run(conductor, arguments, out):
    subprocess.run([conductor, "sim", *arguments, "--no-static", "--no-advice",
                    "--out", out], check=True, stdout=subprocess.DEVNULL)
    return json.loads((out / "summary.json").read_text())


def against(conductor, first, out):
    """The difference in margin with its interval; its sign is always shown."""
    if first == out:
        return ""
    subprocess.run([conductor, "report", first, out, "--csv", "plain"],
                   check=True, stdout=subprocess.DEVNULL)
    with (out / "compare.csv").open() as rows:
        for line in csv.DictReader(rows):
            if line["key"] == "margin_eur":
                break
    if not line["low"]:
        return "0"
    return (f"{signed(line['difference'])} "
            f"({signed(line['low'])} ... {signed(line['high'])})")


def figure(value):
    value = float(value)
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}".replace("-", "\u2212")


def signed(value):
    return ("+" if float(value) > 0 else "") + figure(value)


def with_bracket(summary, key, scale=1):
    """The mean over replications and its 95 % interval."""
    value = summary
    for part in key.split("."):
        value = value[part]
    low, high = summary["ci95"].get(key) or (None, None)
    text = figure(scale * float(value))
    if low is None:
        return text
    return f"{text} ({figure(scale * low)} ... {figure(scale * high)})"


def row(name, summary, difference):
    cells = [
        name,
        with_bracket(summary, "margin_eur"),
        difference,
        VERDICTS[summary["promise"]["kept"]],
        with_bracket(summary, "starts.within_promise", 100),
        with_bracket(summary, "starts.no_room", 100),
        with_bracket(summary, "starts.unserved", 100),
        with_bracket(summary, "fleet.vm_hours_billed"),
    ]
    return "| " + " | ".join(cells) + " |\n"


def answer(conductor, match):
    table = HEAD
    with tempfile.TemporaryDirectory() as work:
        first = None
        for number, line in enumerate(match.group(2).splitlines()):
            name, arguments = line.split(": ", 1)
            print(f"{name}: conductor sim {arguments}", file=sys.stderr)
            out = pathlib.Path(work) / str(number)
            summary = run(conductor, shlex.split(arguments), out)
            first = first or out
            table += row(name, summary, against(conductor, first, out))
    return match.group(1) + table + match.group(3)


def main():
    conductor = pathlib.Path(sys.argv[1]).resolve()
    page = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else \
        pathlib.Path(__file__).with_name("scenarios.md")
    text = page.read_text()
    page.write_text(BLOCK.sub(lambda m: answer(conductor, m), text))


main()
