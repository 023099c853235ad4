#!/usr/bin/env python3
"""make.py FOLDER: write the sample logs into FOLDER (default: servers, here).

Six Minecraft servers, four weeks, all of it invented: the servers, the players
(their names say so), what they did and when.  All draws come from one seed, so
the text is the same each time.  Addresses are those that RFC 5737 keeps for
documents.

What it draws is simple on purpose: a world is played today more likely if it
was yesterday; visits begin mostly in the evening, at weekends also in the
afternoon; who comes first brings some of the others; lengths are Weibull.
"""
import datetime
import gzip
import pathlib
import random
import sys

FIRST = datetime.datetime(2026, 10, 26)  # a Monday, after the clocks went back
DAYS = 28
SEED = 1

# Relative weight of a visit's beginning in each local hour.
WEEKDAY = [3, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 3, 4, 6, 9, 11, 13, 15, 18, 17,
           13, 9, 5]
WEEKEND = [6, 3, 1, 0, 0, 0, 0, 1, 3, 5, 8, 10, 11, 12, 13, 14, 14, 14, 15, 16,
           15, 12, 9, 7]
# Monday to Sunday: how much more than usual is played
WEEK = [0.85, 0.85, 0.9, 0.9, 1.2, 1.35, 1.1]

ANIMALS = ("Fox Owl Elk Bee Cat Ant Emu Yak Koi Eel Ape Bat Cod Cow Doe Gnu "
           "Hen Jay Kid Pug Ram Rat Sow Wasp").split()

# name, kind, players, share of days, visits on such a day, median minutes
SERVERS = [
    ("alpha", "paper", 7, 0.90, 4.5, 55),
    ("bravo", "vanilla", 3, 0.50, 2.5, 45),
    ("charlie", "forge", 5, 0.65, 3.0, 65),
    ("delta", "fabric", 4, 0.70, 2.5, 45),
    ("echo", "bedrock", 3, 0.55, 3.5, 30),
    ("foxtrot", "old", 2, 0.45, 2.5, 40),
]
CHAT = ["hello", "brb", "who took my pickaxe", "gg", "creeper!", "night?",
        "at the nether hub", "back in 5"]


def after(**of):
    return datetime.timedelta(**of)


# --- who is there when --------------------------------------------------------

def visits_of(draw, players, share, per_day, median):
    """Stays (player, from, to) of one world; no player is there twice."""
    stays, played = [], draw.random() < share
    until = {player: FIRST for player in players}
    for day in range(DAYS):
        # today as yesterday in half of the cases, else anew
        played = played if draw.random() < 0.5 else draw.random() < share
        midnight = FIRST + after(days=day)
        rate = per_day * WEEK[day % 7] if played else 0
        while rate > 0 and draw.random() < rate / (1 + rate):
            rate *= 0.8
            hours = WEEKEND if day % 7 >= 5 else WEEKDAY
            hour = draw.choices(range(24), hours)[0]
            begin = midnight + after(hours=hour,
                                       seconds=int(draw.random() * 3600))
            for player in draw.sample(players, len(players)):
                at = begin + after(seconds=int(draw.random() ** 2 * 2400))
                minutes = median * draw.weibullvariate(1.45, 0.85)
                end = at + after(seconds=20 + int(60 * min(minutes, 360)))
                if until[player] < at and end < FIRST + after(days=DAYS):
                    stays.append((player, at, end))
                    until[player] = end + after(minutes=2)
                if draw.random() > 0.45:
                    break
    return sorted(stays, key=lambda stay: stay[1])


def events_of(draw, stays):
    """What a server says of them: (time, thread, text or event)."""
    events = []
    for player, begin, end in stays:
        events.append((begin, "join", player))
        if draw.random() < 0.15:
            at = begin + (end - begin) * draw.random()
            events.append((at, "chat", (player, draw.choice(CHAT))))
        events.append((end, "leave", player))
    return sorted(events, key=lambda event: event[0])


# --- what a log looks like ----------------------------------------------------

class Log:
    """The lines of one server, by the file that they go to."""

    def __init__(self, folder, draw, ids):
        self.folder, self.draw, self.ids, self.files = folder, draw, ids, {}
        self.entity = 40

    def put(self, file, line):
        self.files.setdefault(file, []).append(line)

    def address(self, player):
        return f"192.0.2.{10 + self.ids[player]}"

    def write(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, lines in self.files.items():
            text = ("\n".join(lines) + "\n").encode()
            if name.endswith(".gz"):
                text = gzip.compress(text, 9, mtime=0)
            (self.folder / name).write_bytes(text)


def java_words(log, kind, what):
    """The lines of a Java server about an event: (thread, text)."""
    if kind == "chat":
        return [("Async Chat Thread - #0", f"<{what[0]}> {what[1]}")]
    if kind == "leave":
        return [("Server thread", f"{what} lost connection: Disconnected"),
                ("Server thread", f"{what} left the game")]
    log.entity += 1 + int(log.draw.random() * 400)
    uuid = f"00000000-0000-4000-8000-{log.ids[what]:012d}"
    port = 49152 + int(log.draw.random() * 16000)
    x, z = (round(log.draw.random() * 600 - 300, 1) for _ in "xz")
    return [("User Authenticator #0", f"UUID of player {what} is {uuid}"),
            ("Server thread", f"{what}[/{log.address(what)}:{port}] logged in "
             f"with entity id {log.entity} at ({x}, 64.0, {z})"),
            ("Server thread", f"{what} joined the game")]


def starting(version):
    return [("Server thread", f"Starting minecraft server version {version}"),
            ("Server thread", 'Done (14.208s)! For help, type "help"')]


STOPPING = [("Server thread", "Stopping server")]


def paper(log, events):
    """Runs all the time; a new file at midnight, packed."""
    lines = [(FIRST, words) for words in starting("1.21.8")]
    for at, kind, what in events:
        lines += [(at, words) for words in java_words(log, kind, what)]
    for at, (thread, text) in lines:
        log.put(f"{at:%Y-%m-%d}-1.log.gz",
                f"[{at:%H:%M:%S}] [{thread}/INFO]: {text}")


def runs_of(events, linger):
    """The events from a start of the server to its stop."""
    run, online = [], 0
    for event in events:
        if run and online == 0 and event[0] - run[-1][0] > 2 * linger:
            yield run
            run = []
        run.append(event)
        online += {"join": 1, "leave": -1}.get(event[1], 0)
    if run:
        yield run


def by_hand(log, events, end, stamp, version, crash=None):
    """Started for each evening; what it says goes to a file of its own."""
    before, number = None, 0
    linger = after(minutes=12)
    for index, run in enumerate(runs_of(events, linger)):
        begin = run[0][0] - after(minutes=2)
        number = number + 1 if before == begin.date() else 1
        before = begin.date()
        lines = [(begin, words) for words in starting(version)]
        for at, kind, what in run:
            lines += [(at, words) for words in java_words(log, kind, what)]
        if index == crash:  # no word of the last who left, nor of the stop
            lines = lines[:-2]
        else:
            lines += [(run[-1][0] + linger, words) for words in STOPPING]
        for at, (thread, text) in lines:
            log.put(f"{before}-{number}{end}", stamp(at, thread) + text)


def of_day(at, thread):
    return f"[{at:%H:%M:%S}] [{thread}/INFO]: "


def vanilla(log, events):
    by_hand(log, events, ".log.gz", of_day, "1.21.4")


def fabric(log, events):
    by_hand(log, events, ".log", of_day, "1.20.4", crash=6)


def forge(log, events):
    """Its stamps have the date; the newest log is not packed yet, and the
    debug.log says everything twice."""
    def stamp(at, thread):
        logger = "net.minecraft.server.MinecraftServer/"
        return (f"[{at:%d%b%Y %H:%M:%S}.{at.microsecond // 1000:03d}] "
                f"[{thread}/INFO] [{logger}]: ")

    by_hand(log, events, ".log.gz", stamp, "1.20.1")
    newest = list(log.files)[-1]
    log.files["latest.log"] = log.files.pop(newest)
    log.files["debug.log"] = log.files["latest.log"]


def bedrock(log, events):
    """One file for all the time."""
    for at, kind, what in events:
        if kind != "chat":
            word = "connected" if kind == "join" else "disconnected"
            log.put("server.log", f"[{at:%Y-%m-%d %H:%M:%S}:000 INFO] Player "
                    f"{word}: {what}, xuid: {2535400000000000 + log.ids[what]}")


def old(log, events):
    """A server before 1.7: one file, no threads."""
    for at, kind, what in events:
        for _, text in java_words(log, kind, what)[-2:]:
            log.put("server.log", f"{at:%Y-%m-%d %H:%M:%S} [INFO] {text}")


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else \
        pathlib.Path(__file__).with_name("servers")
    names = [f"Sample_{animal}" for animal in ANIMALS]
    for number, (name, kind, count, share, per_day, median) in \
            enumerate(SERVERS):
        draw = random.Random(SEED + number)
        players, names = names[:count], names[count:]
        ids = {player: 20 * number + i for i, player in enumerate(players)}
        events = events_of(draw, visits_of(draw, players, share, per_day,
                                           median))
        log = Log(folder / name / "logs", draw, ids)
        globals()[kind](log, events)
        log.write()


main()
