#!/usr/bin/env python3
"""cpu.py [PAGE]: where CPU begins to bind, for docs/model.md.

From the plans of friday-night (RAM, share, CPU), the share of its RAM that a
node sells, and the machines of the catalogue (RAM, cores, speed).  A node whose
RAM is full asks for so many cores; world.cpu_oversubscribe times its cores,
counted at their speed, is what it may sell.  Below that factor CPU binds first,
and so much of the RAM can be sold.

What is between `<!-- cpu -->` and `<!-- end -->` of the page is replaced.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MACHINES = ["AX102", "AX42", "AX41", "CCX33"]
FACTORS = [1, 1.5, 2, 3]
BLOCK = re.compile(r"(<!-- cpu -->\n).*?(<!-- end -->)", re.S)


def read(path):
    """JSON with // comments; no text of these files holds '//'."""
    return json.loads(re.sub(r"//.*", "", (ROOT / path).read_text()))


def gb(text):
    return float(text.removesuffix("GB"))


def share(text):
    return float(text.removesuffix("%")) / 100


def main():
    page = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else \
        ROOT / "docs/model.md"
    night = read("scenarios/friday-night.json")
    types = read("scenarios/catalogue/hetzner.json")["types"]
    mix = night["workload"]["counts"]["ram_mix"]
    ram_gb = sum(share(p["share"]) * gb(p["ram"]) for p in mix)
    cores = sum(share(p["share"]) * p["cpu_milli"] / 1000 for p in mix)
    sold = 1 - share(night["world"]["node_reserve_share"])

    table = ("| machine | RAM for worlds | worlds | cores they ask for "
             "| cores x speed | CPU binds below |"
             + "".join(f" at {f:g} |" for f in FACTORS) + "\n"
             + "| --- " * (6 + len(FACTORS)) + "|\n")
    for name in MACHINES:
        machine = types[name]
        room_gb = gb(machine["ram"]) * sold
        worlds = room_gb / ram_gb
        asked = worlds * cores
        speed = machine.get("speed", 1)
        has = machine["cpu_milli"] / 1000 * speed
        cells = [name, f"{room_gb:.1f} GB", f"{worlds:.1f}", f"{asked:.1f}",
                 f"{machine['cpu_milli'] // 1000} x {speed:g} = {has:g}",
                 f"{asked / has:.2f}"]
        cells += [f"{min(1, f * has / asked) * 100:.0f} %" for f in FACTORS]
        table += "| " + " | ".join(cells) + " |\n"
    text = page.read_text()
    if not BLOCK.search(text):
        sys.exit(f"{page}: no <!-- cpu --> block")
    page.write_text(BLOCK.sub(lambda m: m[1] + table + m[2], text))


if __name__ == "__main__":
    main()
