#!/usr/bin/env python3
"""quotes.py CONDUCTOR PAGE...: run a page's commands, quote their output again.

The commands are those that tests/quoted.bash runs: an indented line
"    $ COMMAND", with what it prints indented below it.  A line "    ..." stands
for lines that are left out; what stands between two of them is found again by
the line that is most like its first and the one most like its last.  Rewrites
the page; look at the difference before you commit it.
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile


def likeness(a, b):
    def bare(line):
        return re.sub(r'[-+]?[\d.,]+', '0', line)
    return difflib.SequenceMatcher(None, bare(a), bare(b)).ratio()


def most_like(line, among, start, near):
    """The place of the line that is most like it; of equals that nearest."""
    best = max(range(start, len(among)), default=None,
               key=lambda i: (likeness(line, among[i]), -abs(i - near)))
    return best if best is not None and likeness(line, among[best]) > .5 \
        else None


def quoted_again(old, new):
    """Old lines of a quotation, with its dots, from the new lines."""
    if '...' not in old:
        return new
    out, at, part = [], 0, []
    for line in old + [None]:
        if line is not None and line != '...':
            part.append(line)
            continue
        if part:
            first = most_like(part[0], new, at, at) if out else 0
            if first is None:
                sys.exit('not found again: ' + part[0])
            last = len(new) - 1 if line is None else \
                most_like(part[-1], new, first, first + len(part) - 1)
            # as long as before, where the end is not sure
            if last is None:
                last = min(first + len(part), len(new)) - 1
            out += new[first:last + 1]
            at, part = last + 1, []
        if line is not None:
            out.append(line)
    return out


def run(command, place, conductor, source):
    env = dict(os.environ, CONDUCTOR_DATA=source + '/scenarios',
               PATH=place + '/bin:' + os.environ['PATH'])
    done = subprocess.run(['bash', '-c', command], cwd=place + '/here',
                          env=env, capture_output=True, text=True)
    if done.returncode not in (0, 141):
        sys.exit('failed: %s\n%s' % (command, done.stderr))
    text = done.stdout or done.stderr
    lines = text.rstrip('\n').split('\n')
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def requote(page, conductor, source):
    place = tempfile.mkdtemp()
    os.makedirs(place + '/bin')
    os.makedirs(place + '/here')
    os.symlink(os.path.abspath(conductor), place + '/bin/conductor')
    os.symlink(source + '/scenarios', place + '/here/scenarios')
    lines = open(page).read().split('\n')
    night = [i for i, line in enumerate(lines)
             if line.startswith('    // my-night.json')]
    if night:
        end = lines.index('', night[0])
        open(place + '/here/my-night.json', 'w').write(
            '\n'.join(line[4:] for line in lines[night[0]:end]) + '\n')
    if os.path.basename(page) == 'README.md':  # its table, see readme.sh
        table = run('conductor sim friday-night', place, conductor, source)
        fences = [i for i, line in enumerate(lines) if line[:3] == '```']
        lines[fences[0] + 1:fences[1]] = table
    out, i = [], 0
    while i < len(lines):
        out.append(lines[i])
        if not lines[i].startswith('    $ '):
            i += 1
            continue
        command = lines[i][6:]
        while command.endswith('\\'):
            i += 1
            out.append(lines[i])
            command = command[:-1] + lines[i].lstrip()
        i += 1
        old = []
        while i < len(lines) and (not lines[i] or
                                  lines[i].startswith('    ')) and \
                not lines[i].startswith('    $ '):
            old.append(lines[i][4:])
            i += 1
        after = []
        while old and not old[-1]:
            after.append(old.pop())
        new = run(command, place, conductor, source)
        if old:
            out += [('    ' + line).rstrip()
                    for line in quoted_again(old, new)]
        out += after
    open(page, 'w').write('\n'.join(out))


if __name__ == '__main__':
    if len(sys.argv) < 3:
        sys.exit(__doc__.split('\n')[0])
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for name in sys.argv[2:]:
        requote(name, sys.argv[1], home)
