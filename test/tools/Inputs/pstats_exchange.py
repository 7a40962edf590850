#!/usr/bin/env python3
"""pstats_exchange.py - do Python and profpass read each other's statistics?

    pstats_exchange.py --profpass PROGRAM python DIRECTORY
    pstats_exchange.py --profpass PROGRAM export PROFILE FILE.pstats
    pstats_exchange.py --profpass PROGRAM calltree PROFILE FILE.calltree

python: each Python found writes files into DIRECTORY; profpass reads and saves
each, and sums of two of this Python's; all that is in them must be there, to the
last bit and in the same order, and each Python must read what profpass saved.

export: FILE is the export of PROFILE; it must hold the very figures that the
JSON export has, every caller must have an entry of its own, and each Python
must read it.

calltree: FILE is what pyprof2calltree made of the export; it must hold the same
calls and nanoseconds.
"""
import argparse
import glob
import json
import marshal
import os
import pstats
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = os.path.join(HERE, "pstats_python.py")


def output(*arguments):
    return subprocess.run(arguments, stdout=subprocess.PIPE,
                          check=True).stdout.decode()


def pythons():
    """This Python, and every other version that there is."""
    found = {sys.version.split()[0]: sys.executable}
    root = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    places = os.environ["PATH"].split(":") + glob.glob(root + "/versions/*/bin")
    for place in places:
        for path in sorted(glob.glob(place + "/python3.[0-9]*")):
            # pyenv's shims only lead to the versions.
            if not re.search(r"(?<!shims)/python3[.]\d+$", path):
                continue
            asked = subprocess.run(
                [path, "-S", "-c", "import cProfile, profile, sys; "
                 "assert sys.version_info >= (3, 6); "
                 "print(sys.version.split()[0])"],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            if asked.returncode == 0:
                found.setdefault(asked.stdout.decode().strip(), path)
    return found


def exact(value):
    """A value as text that tells 0.0 from -0.0 and 1 from 1.0."""
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, dict):
        return {exact(k): exact(v) for k, v in value.items()}
    return (tuple(map(exact, value)) if isinstance(value, tuple) else
            value.hex() if isinstance(value, float) else repr(value))


def table(stats):
    """A table's rows as profpass saves them, in their order.

    Times are floats, text that is no text is spelt, and a caller that had no
    entry has one, behind the others.
    """
    def function(f):
        spelt = (part.encode("utf-8", "surrogatepass")
                 .decode("utf-8", "backslashreplace") for part in (f[0], f[2]))
        file, name = spelt
        return file, f[1], name

    def figures(v):
        return v if isinstance(v, int) else v[:2] + tuple(map(float, v[2:]))
    rows = {function(f): v[:2] + tuple(map(float, v[2:4])) +
            ({function(c): figures(w) for c, w in v[4].items()},)
            for f, v in stats.items()}
    for v in list(rows.values()):
        for caller in v[4]:
            rows.setdefault(caller, (0, 0, 0.0, 0.0, {}))
    return [(exact(f), exact(v[:4]), list(exact(v[4]).items()))
            for f, v in rows.items()]


def expect(found, expected, what):
    if found == expected:
        return
    if len(found) != len(expected):
        print("%s: %d rows, not %d" % (what, len(found), len(expected)))
    for f, e in zip(found, expected):
        if f != e:
            print("%s: found\n  %s\nnot\n  %s" % (what, f, e))
    sys.exit(1)


def raw(file):
    with open(file, "rb") as stream:
        return marshal.load(stream)


def all_load(found, files):
    texts = {output(path, SCRIPT, "load", *files) for path in found.values()}
    expect(len(texts), 1, "ways in which Pythons load what profpass saved")


def exchange(profpass, directory):
    found, saved = pythons(), []
    for version, path in found.items():
        there = os.path.join(directory, version)
        os.makedirs(there)
        output(path, SCRIPT, "make", there)
        files = sorted(glob.glob(there + "/*"))
        for one, other in zip(files, files[1:] + files[:1]):
            ours = os.path.join(directory, "%d" % len(saved))
            output(profpass, "stats", "--dump", ours, one)
            expect(table(raw(ours)), table(raw(one)), one)
            saved.append(ours)
            if path != sys.executable:
                continue
            output(profpass, "stats", "--dump", ours + ".sum", one, other)
            both = pstats.Stats(one).add(other).stats
            expect(table(raw(ours + ".sum")), table(both), one + " + " + other)
            saved.append(ours + ".sum")
    all_load(found, saved)
    print("%d Pythons, %d files: the same" % (len(found), len(saved)))


def exported(profpass, profile, file):
    model = json.loads(output(profpass, "export", "--format=json", profile))
    stats, functions = raw(file), model["functions"]
    names = {(f["file"].split("/")[-1], f["line"], f["name"]): i
             for i, f in enumerate(functions) if f["calls"] != 0}

    def index(f):
        return names[(f[0].split("/")[-1],) + f[1:]]
    expect([f[0][0] for f in stats], ["/"] * len(stats), "absolute files")
    expect(sorted(map(index, stats)), sorted(names.values()), "functions")
    for f, (cc, nc, tt, ct, callers) in stats.items():
        of, i = functions[index(f)], index(f)
        expect((cc, nc, tt, ct),
               (of["primitive_calls"], of["calls"], of["self_ns"] / 1e9,
                of["total_ns"] / 1e9), f[2])
        edges = {e["caller"]: (e["calls"], e["primitive_calls"],
                               e["self_ns"] / 1e9, e["total_ns"] / 1e9)
                 for e in model["edges"]
                 if e["callee"] == i and e["caller"] is not None}
        expect({index(c): w for c, w in callers.items()}, edges,
               "callers of " + f[2])
        # gprof2dot looks the entry of each caller up, and ends if it has none.
        expect([c for c in callers if c not in stats], [], "callers of " + f[2])
    found = pythons()
    all_load(found, [file])
    print("%d Pythons, %d functions: the same" % (len(found), len(stats)))


def converted(profpass, profile, file):
    model = json.loads(output(profpass, "export", "--format=json", profile))
    functions = model["functions"]
    expected = {(f["name"], f["line"], f["self_ns"])
                for f in functions if f["calls"] != 0}
    expected |= {(functions[e["caller"]]["name"], functions[e["callee"]]["name"],
                  e["calls"], e["total_ns"])
                 for e in model["edges"] if e["caller"] is not None}
    found, name, callee, calls = set(), None, None, None
    with open(file) as stream:
        for line in stream:
            word, _, rest = line.rstrip("\n").partition("=")
            if word == "fn":
                name, callee = rest, None
            elif word == "cfn":
                callee = rest
            elif word == "calls":
                calls = int(rest.split()[0])
            elif word[:1].isdigit():
                at, ns = map(int, word.split())
                found.add((name, at, ns) if callee is None else
                          (name, callee, calls, ns))
                callee = None
    expect(sorted(found, key=str), sorted(expected, key=str), file)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--profpass", required=True)
    parser.add_argument("what", choices=["python", "export", "calltree"])
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    ask = {"python": exchange, "export": exported, "calltree": converted}
    ask[options.what](options.profpass, *options.paths)


if __name__ == "__main__":
    main()
