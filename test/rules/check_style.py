#!/usr/bin/env python3
"""check_style.py - does every file look as files of this house look?

    check_style.py --clang-format PROGRAM

clang-format leaves the C and C++ files as they are; a file has at most 600
lines; it begins `name - what it is`; its name is unique among the layers; no
file names a path of somebody's machine (/home/me is nobody's) or leaves work
for later.

Programs that are tests (lit) and files of others are not formatted: their
columns carry meaning.
"""
import argparse
import os
import re
import subprocess
import sys

CODE = (".c", ".h", ".def", ".cpp", ".cc")
TEXT = CODE + (".py", ".txt", ".cmake", ".md", ".in", ".sh", ".json", ".1", ".7")
SKIP = {".git", "build", "__pycache__", "corpus", "node_modules"}
LAYERS = ("include", "plugin", "runtime", "lib", "tools")
NOT_FORMATTED = ("test/e2e/", "test/plugin/", "test/tools/", "test/packaging/")
MAX_LINES = 600
# Spelt so that this file does not find itself.
LATER = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
MACHINE = re.compile(r"(^|[^A-Za-z0-9_.$}])/(ho" r"me|ro" r"ot|wo" r"rk|Us" r"ers)/(?!me\b)\w")
FIRST_LINE = re.compile(r"(\W*)([\w.+-]+) - \S")


def files():
    for directory, inner, names in os.walk("."):
        inner[:] = sorted(d for d in inner if d not in SKIP and
                          not d.startswith("build-"))
        for name in sorted(names):
            yield os.path.relpath(os.path.join(directory, name))


def begins_with_its_name(path, lines):
    """The first line (after #!) says `name - what`, name as the file's."""
    first = next((l for l in lines[:2] if not l.startswith("#!")), "")
    match = FIRST_LINE.match(first)
    name = os.path.basename(path)
    return match and match.group(2) in (name, name.rsplit(".", 1)[0])


def faults_of_text(path):
    with open(path, encoding="utf-8") as stream:
        lines = stream.read().split("\n")
    if path.endswith(CODE + (".py",)) and len(lines) > MAX_LINES + 1:
        yield "%s: %d lines; a room that wants walls" % (path, len(lines) - 1)
    if path.endswith(CODE + (".py",)) and not path.startswith(NOT_FORMATTED) \
            and not begins_with_its_name(path, lines):
        yield "%s:1: does not begin with `%s - what it is`" % (
            path, os.path.basename(path))
    for number, line in enumerate(lines, 1):
        later = LATER.search(line) and not path.endswith(".md")
        if later or MACHINE.search(line):
            yield "%s:%d: %s" % (path, number, line.strip())


def faults_of_format(program, paths):
    run = subprocess.run([program, "--dry-run", "--Werror"] + paths, text=True,
                         stderr=subprocess.PIPE)
    return sorted({line.split(":")[0] + ": clang-format would change it"
                   for line in run.stderr.splitlines() if ": error" in line})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--clang-format")
    options = parser.parse_args()
    found, formatted, homes = [], [], {}
    for path in files():
        if path.endswith(TEXT) or path.startswith(("scripts/", ".ci/")):
            found += faults_of_text(path)
        if path.endswith((".c", ".h", ".cpp", ".cc")):
            if not path.startswith(NOT_FORMATTED):
                formatted.append(path)
            if path.split(os.sep)[0] in LAYERS:
                name = os.path.basename(path)
                if name in homes:
                    found.append("%s: the name is taken by %s" % (
                        path, homes[name]))
                homes[name] = path
    if options.clang_format and "NOTFOUND" not in options.clang_format:
        found += faults_of_format(options.clang_format, formatted)
    print("\n".join(found) or "%d files formatted" % len(formatted))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
