#!/usr/bin/env python3
"""compare.py - every compiler and every -O level counts the same

    compare.py --tests DIRECTORY --counts DIRECTORY TOOLCHAIN...

    counts/gcc-12/e2e/fork.c/3.1 ══ counts/clang-14/e2e/fork.c/3.1 ══ …
                 ║                              ║
    counts/gcc-12/e2e/fork.c/5.1 ══ …       if RUN lines 4-5 are RUN lines 2-3
                                            but for the level

The files are those that counted.py keeps: the rows (columns.py) of the profiles
that one %check looked at. They are compared byte by byte, but for the rows that
allowed.txt excuses.
"""
import argparse
import collections
import pathlib
import re
import sys

# What is printed of one test: enough to see what is wrong.
MOST_ROWS, MOST_VERSIONS = 8, 4
ALLOWED = pathlib.Path(__file__).with_name("allowed.txt")


def allowed_rows():
    """Return {test: {start of row: reason}}."""
    allowed = {}
    for number, line in enumerate(ALLOWED.read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        match = re.fullmatch(r"(\S+\.(?:c|cpp|test)): (.+?): (\w.+)", line)
        if not match:
            sys.exit("%s:%d: not SUITE/TEST: ROW: REASON" % (ALLOWED, number))
        test, row, reason = match.groups()
        allowed.setdefault(test, {})[row] = reason
    return allowed


def run_lines(source):
    """Return the RUN lines of a test, continued ones joined, from number 1."""
    lines, open_ = [], False
    for text in source.read_text(encoding="utf-8").splitlines():
        match = re.search(r"\bRUN: (.*)", text)
        if not match:
            continue
        if open_:
            lines[-1] = lines[-1][:-1] + match[1].strip()
        else:
            lines.append(match[1].strip())
        open_ = lines[-1].endswith("\\")
    return lines


def level_groups(source, checks):
    """Group the checks `RUN.N` of a test that differ only in the -O level: by
    all RUN lines behind the check before, up to their own."""
    lines, before, groups = run_lines(source), 0, {}
    ordered = sorted(checks, key=lambda check: tuple(map(int, check.split("."))))
    for check in ordered:
        run, number = map(int, check.split("."))
        begin = before if number == 1 else run - 1
        text = "\n".join(lines[begin:run])
        groups.setdefault((re.sub(r" -O\w+", " -O", text), number),
                          []).append(check)
        before = run
    return list(groups.values())


def name_of(row):
    """Return a row without its counts."""
    name, equals, _ = row.partition("=")
    return name.rpartition(" ")[0] if equals else name


def by_name(text):
    """Return {name: the words of all its rows, sorted}."""
    found = {}
    for row in text.splitlines():
        name = name_of(row)
        found.setdefault(name, []).extend(row[len(name):].split())
    return found


def differences(versions):
    """Say in which rows, and counts, the versions differ from the first."""
    said = []
    where, base = versions[0][0], by_name(versions[0][1])
    for other, text in versions[1:MOST_VERSIONS]:
        theirs = by_name(text)
        names = sorted(name for name in base.keys() | theirs.keys()
                       if base.get(name) != theirs.get(name))
        said.append("    %s; %s" % (where, other))
        for name in names[:MOST_ROWS]:
            said.append("        %s: %s" % (
                name, compared(base.get(name), theirs.get(name))))
        if len(names) > MOST_ROWS:
            said.append("        and %d rows more" % (len(names) - MOST_ROWS))
    if len(versions) > MOST_VERSIONS:
        said.append("    and %d versions more" % (len(versions) - MOST_VERSIONS))
    return said


def compared(ours, theirs):
    """Say what differs between the counts of two rows of the same name."""
    if ours is None or theirs is None:
        return "no such row; " + " ".join(theirs) if ours is None else (
            " ".join(ours) + "; no such row")
    only_ours = collections.Counter(ours) - collections.Counter(theirs)
    only_theirs = collections.Counter(theirs) - collections.Counter(ours)
    return "%s; %s" % (" ".join(only_ours.elements()),
                       " ".join(only_theirs.elements()))


def versions(texts, excused):
    """Return [(where it was counted, text)] of the texts that differ."""
    found = {}
    for where, text in texts:
        rows = text.splitlines(keepends=True)
        kept = "".join(row for row in rows
                       if not name_of(row).startswith(tuple(excused)))
        found.setdefault(kept, []).append(where)
    return sorted((", ".join(wheres), text) for text, wheres in found.items())


class Comparison:
    def __init__(self, options):
        self.options, self.allowed = options, allowed_rows()
        self.n_tests = self.n_files = self.n_differ = 0
        self.seen = {toolchain: 0 for toolchain in options.toolchain}

    def read(self, test):
        """Return {check: {toolchain: text}}."""
        found = {}
        for toolchain in self.options.toolchain:
            for file in sorted((self.options.counts / toolchain / test)
                               .glob("*.*")):
                found.setdefault(file.name, {})[toolchain] = file.read_text()
                self.seen[toolchain] += 1
                self.n_files += 1
        return found

    def compare(self, test):
        """Compare what is there of a test; say where it differs."""
        found, allowed = self.read(test), self.allowed.pop(test, {})
        groups = [
            [("%s RUN %s" % (toolchain, check), text) for check in checks
             for toolchain, text in found[check].items()]
            for checks in level_groups(self.options.tests / test, found)]
        self.n_tests += 1
        for excuse in allowed:
            others = [row for row in allowed if row != excuse]
            if all(len(versions(group, others)) == 1 for group in groups):
                self.fail("%s: nothing differs in %r: remove it from %s" % (
                    test, excuse, ALLOWED.name))
        for group in groups:
            differ = versions(group, allowed)
            if len(differ) > 1:
                self.fail("%s: counts differ:" % test, *differences(differ))

    def fail(self, *lines):
        self.n_differ += 1
        print("\n".join(lines))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tests", type=pathlib.Path, required=True)
    parser.add_argument("--counts", type=pathlib.Path, required=True)
    parser.add_argument("toolchain", nargs="+")
    options = parser.parse_args()
    tests = sorted({str(path.relative_to(options.counts / toolchain))
                    for toolchain in options.toolchain
                    for path in (options.counts / toolchain).glob("*/*")})
    comparison = Comparison(options)
    for test in tests:
        comparison.compare(test)
    for test in comparison.allowed:
        comparison.fail("%s: %s names it, but it counted nothing" % (
            test, ALLOWED.name))
    for toolchain, n_files in comparison.seen.items():
        if n_files == 0:
            comparison.fail("%s: nothing was counted: run lit.e2e.%s first" % (
                toolchain, toolchain))
    print("%d tests, %d profiles of %d toolchains compared: %s" % (
        comparison.n_tests, comparison.n_files, len(options.toolchain),
        "%d differ" % comparison.n_differ if comparison.n_differ
        else "all equal"))
    return 1 if comparison.n_differ else 0


if __name__ == "__main__":
    sys.exit(main())
