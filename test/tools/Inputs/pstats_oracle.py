#!/usr/bin/env python3
"""pstats_oracle.py - does profpass print what Python's pstats prints?

    pstats_oracle.py --profpass PROGRAM same THEIRS OURS
    pstats_oracle.py --profpass PROGRAM counts FILE.pstats PYTHON.pstats

same: THEIRS and OURS are directories with files of the same names and times;
the files of THEIRS are read by pstats, those of OURS by profpass, and what both
print must be the same to the character, for many combinations of files,
options and restrictions. The first difference is printed.

counts: the functions of shape.c and shape.py have the same calls and callers.
"""
import argparse
import difflib
import io
import itertools
import marshal
import os
import pstats
import random
import subprocess
import sys

# Each key, number and abbreviation of pstats: what to give to each side.
KEYS = ["calls", "ncalls", "cumtime", "cumulative", "filename", "line",
        "module", "name", "nfl", "pcalls", "stdname", "time", "tottime",
        "ca", "cu", "cumt", "cumu", "f", "file", "l", "m", "na", "nc", "nf",
        "p", "s", "ti", "to"]
NUMBERS = [-1, 0, 1, 2]
RESTRICTIONS = [
    [], ["3"], ["0"], ["1000"], [".5"], ["0.25"], ["0.3333"], [".0625"],
    ["1e-1"], ["0.0"], ["fib"], ["[a-f]"], [r"\(i"], ["(fib"], ["a'b"],
    ["a'b\"c|e"], ["\u00e9|e", "2"], ["odd$|\\)$", ".5"], [".5", "e", "3"],
    ["e", ".5", "(", "[st]"], ["nothing at all"], [r"\d+\("], ["^<?[^{]", "4"],
    [r"\w{4,}", ".75", "^.*:1?2"], ["tab\there"], ["-3", "1.0", "fib"]]


def restriction(word):
    """As pstats' browser reads a word."""
    for kind in int, float:
        try:
            return kind(word)
        except ValueError:
            pass
    return word


def by_pstats(directory, files, keys, reverse, strip, command, words):
    here = os.getcwd()
    os.chdir(directory)
    out = io.StringIO()
    # One after the other: Stats(a, b, c) would list, and add, a, c, b.
    stats = pstats.Stats(files[0], stream=out)
    for file in files[1:]:
        stats.add(file)
    os.chdir(here)
    if strip:
        stats.strip_dirs()
    if keys:
        stats.sort_stats(*keys)
    if reverse:
        stats.reverse_order()
    method = {"stats": stats.print_stats, "callers": stats.print_callers,
              "callees": stats.print_callees}[command]
    method(*map(restriction, words))
    return out.getvalue()


def by_profpass(profpass, directory, files, keys, reverse, strip, command,
                words):
    arguments = [profpass, command, "--sort=" + ",".join(map(str, keys))]
    arguments += ["--reverse"] * reverse + ["--strip-dirs"] * strip
    arguments += files + ["--"] + words
    done = subprocess.run(arguments, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, cwd=directory)
    return done.stdout.decode(), arguments


def cases(files):
    """Each key, each restriction and each command at least once; and more."""
    chance = random.Random(1)
    commands = "stats", "callers", "callees"
    sorts = [[key] for key in KEYS + NUMBERS] + [[], ["time", "name"],
             ["calls", "file", "line"], ["nfl", "cumulative", "stdname"]]
    longest = max(len(sorts), len(RESTRICTIONS), 3 * len(files))
    for i, command in itertools.product(range(longest), commands):
        some = files[i % len(files):][:1] if i % 3 else files
        yield (some, sorts[i % len(sorts)], chance.random() < .3,
               chance.random() < .4, command,
               RESTRICTIONS[(i + len(command)) % len(RESTRICTIONS)])


def compare(profpass, theirs, ours):
    files = sorted(os.listdir(theirs))
    for file in files:
        status = os.stat(os.path.join(ours, file))
        os.utime(os.path.join(theirs, file), (status.st_mtime,) * 2)
    n = 0
    for case in cases(files):
        expected = by_pstats(theirs, *case)
        found, arguments = by_profpass(profpass, ours, *case)
        if expected != found:
            print("in", ours, ":", *map(repr, arguments))
            print("".join(difflib.unified_diff(
                expected.splitlines(True), found.splitlines(True), "pstats",
                "profpass")))
            return 1
        n += 1
    print("%d texts are the same" % n)
    return 0


def shape(file):
    """{function: (calls, primitive calls, {caller: the same of it})}"""
    with open(file, "rb") as stream:
        table = marshal.load(stream)
    names = {"fib", "is_even", "is_odd", "leaf", "twice", "descend", "shape"}
    return {name: (nc, cc, {caller[2]: figures[:2]
                            for caller, figures in callers.items()
                            if caller[2] in names})
            for (_, _, name), (cc, nc, _, _, callers) in table.items()
            if name in names}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--profpass", required=True)
    parser.add_argument("question", choices=["same", "counts"])
    parser.add_argument("a")
    parser.add_argument("b")
    options = parser.parse_args()
    if options.question == "same":
        return compare(options.profpass, options.a, options.b)
    in_c, in_python = shape(options.a), shape(options.b)
    if in_c == in_python and len(in_c) == 7:
        print("the same calls and callers")
        return 0
    print("in C: %s\nin Python: %s" % (in_c, in_python))
    return 1


if __name__ == "__main__":
    sys.exit(main())
