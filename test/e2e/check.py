#!/usr/bin/env python3
"""check.py - compare a profile with what the comments of its source say

    // CHECK: end exit 0
    // CHECK: function fib calls=15 primitive=1 self=29 total=29
    // CHECK: edge main -> fib calls=1 primitive=1
    // CHECK: edge outside -> main calls=1
    // CHECK: heap allocations=3 allocated=300 live=100
    // CHECK: site heap grow 12 max=300 max_blocks=3      (of one context)
    // CHECK: sizes grow 12 7:2 8:1       allocations by class (sizes.h)
    // CHECK: points 100 200 300          the heap after each operation
    // CHECK: peak grow 12                whose allocation made the peak
    // CHECK: unattributed allocations=0
    // CHECK: account mapped allocations=3 peak=8192
    // CHECK: site mapped main 20 allocated=4096 moved_in=1   by main, line 20
    // CHECK: threads 3
    // CHECK: loss exits=1
    // CHECK: lines main 20 21      the function's lines that have probes
        grow(list);  //@ occurrences=3 increment=300 allocations=3

A comment //@ states facts of the line it stands on, over all functions that
have it (`//@ absent`: no row at all); `function NAME net=N` the sum of the
increments of its rows. A key is the name of a JSON field, with or without its
_ns, _bytes, _calls; = may be >= or <=. A name with blanks wants quotes.

If one function (edge) is named, the functions that were called (the edges) must
be exactly the named ones. Losses that are not named must be 0. Whatever the
comments say, the profile must keep the laws (function laws below).

--counts keeps the counts for the comparison of all compilers (test/equal), but
for a test that says in a comment `CHECK: vary REASON`: two runs of it differ.
"""
import argparse
import json
import operator
import os
import re
import shlex
import subprocess
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "equal"))
import columns

COMPARE = {"=": operator.eq, ">=": operator.ge, "<=": operator.le}
LARGEST = ("usage_bytes", "peak_bytes")  # of several rows: the others add up


def field(entity, key):
    for name in (key, key + "_bytes", key + "_ns", key + "_calls"):
        if name in entity:
            return entity[name]
    raise SystemExit("check.py: no field %r in %s" % (key, sorted(entity)))


class Check:
    def __init__(self, profile, dump):
        self.profile = profile
        self.dump = dump  # a function, as few ask for it
        self.functions = profile["functions"]
        self.failures = []

    def fail(self, text):
        self.failures.append(text)

    def facts(self, what, entity, facts):
        """Compare `key=value` words with the fields of an entity."""
        for fact in facts:
            match = re.fullmatch(r"(\w+)(=|>=|<=)(-?\d+)", fact)
            if not match:
                raise SystemExit("check.py: %s: not a fact: %r" % (what, fact))
            key, compare, value = match.groups()
            found = field(entity, key)
            if not COMPARE[compare](found, int(value)):
                self.fail("%s: %s, found %s" % (what, fact, found))

    def name(self, index):
        return "outside" if index is None else self.functions[index]["name"]

    # ---- the directives ------------------------------------------------------

    def end(self, words):
        found = self.profile["program"]["end"]
        if found != " ".join(words):
            self.fail("end: want %r, found %r" % (" ".join(words), found))

    def function(self, name, *facts):
        found = [f for f in self.functions if f["name"] == name]
        if len(found) != 1:
            return self.fail("function %s: found %d times in %s" % (
                name, len(found), sorted(f["name"] for f in self.functions)))
        index = self.functions.index(found[0])
        net = sum(row["increment_bytes"] for row in self.profile["lines"]
                  if row["function"] == index)
        self.facts("function " + name, dict(found[0], net=net), facts)

    def edge(self, caller, arrow, callee, *facts):
        assert arrow == "->"
        found = [e for e in self.profile["edges"]
                 if (self.name(e["caller"]), self.name(e["callee"])) ==
                 (caller, callee)]
        what = "edge %s -> %s" % (caller, callee)
        if len(found) != 1:
            return self.fail("%s: found %d times" % (what, len(found)))
        self.facts(what, found[0], facts)

    def lines(self, name, *numbers):
        # A function's opening line always has a row.
        found = [str(r["line"]) for r in self.profile["lines"]
                 if self.name(r["function"]) == name and r["line"] not in
                 (0, self.functions[r["function"]]["line"])]
        if found != list(numbers):
            self.fail("lines of %s: found %s" % (name, found))

    def heap(self, *facts):
        self.facts("heap", self.profile["heap"], facts)

    def dumped(self, what, head, facts):
        """Compare facts with the sum of the lines of the dump that so begin."""
        total = {}
        for line in self.dump().splitlines():
            if re.match(head + r"\b", line):
                for key, value in re.findall(r" (\w+)=(-?\d+)", line):
                    total[key] = total.get(key, 0) + int(value)
        if not total:
            return self.fail("%s: not in the dump" % what)
        self.facts(what, total, facts)

    def account(self, name, *facts):
        if facts == ("absent",):
            if re.search(r"(?m)^account %s\b" % name, self.dump()):
                self.fail("account %s: want none" % name)
            return
        self.dumped("account " + name, "account " + name, facts)

    def site(self, account, function, line, *facts):
        kind = "site" if account == "heap" else account + "_site"
        self.dumped("site %s %s:%s" % (account, function, line),
                    r"%s \d+ %s \S+:%s" % (kind, function, line), facts)

    def sizes(self, name, line, *counts):
        """How many allocations of each class of sizes, all others being 0."""
        found = {}
        for record in self.profile["sizes"]:
            row = self.profile["lines"][record["line"]]
            if (self.name(row["function"]), row["line"]) == (name, int(line)):
                for size, count in enumerate(record["counts"]):
                    if count:
                        found[size] = found.get(size, 0) + count
        found = ["%d:%d" % pair for pair in sorted(found.items())]
        if found != list(counts):
            self.fail("sizes of %s:%s: found %s" % (name, line, found))

    def points(self, *facts):
        """The live heap over time: `points 10 30 20`, or facts about it."""
        live = [point["live_bytes"] for point in self.profile["series"]]
        if all(fact.isdigit() for fact in facts):
            if facts != tuple(map(str, live)):
                self.fail("points: found %s" % live)
        else:
            self.facts("points", {"n": len(live), "sum": sum(live),
                                  "most": max(live)}, facts)

    def peak(self, *where):
        found, row = ["unknown"], self.profile["heap"]["peak_line"]
        if row is not None:
            row = self.profile["lines"][row]
            found = [self.name(row["function"]), str(row["line"])]
        if found != list(where):
            self.fail("peak: found %s" % found)

    def unattributed(self, *facts):
        rows = [r for r in self.profile["lines"] if r["function"] is None]
        self.facts("unattributed", add_up(rows), facts)

    def threads(self, number):
        if len(self.profile["threads"]) != int(number):
            self.fail("threads: want %s, found %d" % (
                number, len(self.profile["threads"])))

    def line(self, source, number, facts):
        rows = [r for r in self.profile["lines"] if r["line"] == number and
                os.path.basename(r["file"]) == os.path.basename(source)]
        what = "line %d" % number
        if facts == ["absent"]:
            if rows:
                self.fail("%s: want no row, found %s" % (what, rows))
        elif not rows:
            self.fail("%s: no row" % what)
        else:
            self.facts(what, add_up(rows), facts)

    def losses(self, wanted):
        self.facts("losses", self.profile["losses"], wanted)
        for key, value in self.profile["losses"].items():
            if value != 0 and not any(
                    re.match(key + r"\W", fact) for fact in wanted):
                self.fail("loss %s: found %d" % (key, value))

    def exactly(self, what, found, named):
        if named and sorted(found) != sorted(named):
            self.fail("%s: want %s, found %s" % (
                what, sorted(named), sorted(found)))


def add_up(rows):
    """One row out of many."""
    total = {key: 0 for key in (
        "occurrences", "increment_bytes", "usage_bytes", "peak_bytes",
        "allocations", "allocated_bytes", "live_bytes", "live_at_peak_bytes",
        "frees", "freed_bytes", "temporaries", "remote_frees",
        "remote_freed_bytes", "lifetime_events", "moved_in", "moved_in_bytes",
        "moved_out", "moved_out_bytes")}
    for row in rows:
        for key in total:
            total[key] = (max if key in LARGEST else operator.add)(
                total[key], row[key])
    return total


def laws(check, timed):
    """What is true of every profile; of times only if nothing was cut short."""
    profile, edges = check.profile, check.profile["edges"]
    for index, function in enumerate(check.functions):
        calls = sum(e["calls"] for e in edges if e["callee"] == index)
        if calls != function["calls"]:
            check.fail("law: %s was called %d times, its edges say %d" % (
                function["name"], function["calls"], calls))
        if not (function["primitive_calls"] <= function["calls"] and
                function["self_ns"] <= function["total_ns"] or not timed):
            check.fail("law: primitive <= all, self <= total: %s" % function)
    if timed:
        own = sum(f["self_ns"] for f in check.functions)
        whole = sum(e["total_ns"] for e in edges if e["caller"] is None)
        if own != whole:
            check.fail("law: self times add up to %d, not %d" % (own, whole))
    threads = sum(thread["calls"] for thread in profile["threads"])
    if threads != sum(function["calls"] for function in check.functions):
        check.fail("law: the threads' calls add up to %d" % threads)
    for key in ("allocations", "allocated_bytes", "live_bytes"):
        rows = sum(row[key] for row in profile["lines"])
        if rows != profile["heap"][key]:
            check.fail("law: the lines' %s add up to %d, not %d" % (
                key, rows, profile["heap"][key]))


def read_profile(profpass, path):
    """The profile as JSON text, after the tool's own check of it."""
    ask(profpass, "info", "--check", path)
    return ask(profpass, "export", "--format=json", path)


def ask(profpass, *arguments):
    """What the command prints."""
    run = subprocess.run([profpass, *arguments], stdout=subprocess.PIPE,
                         text=True)
    if run.returncode:
        raise SystemExit("check.py: profpass %s: exit status %d" % (
            " ".join(arguments), run.returncode))
    return run.stdout


def obey(check, source, prefix):
    """Follow the directives of a source; return how many there were."""
    n, losses, functions, edges = 0, [], [], []
    for number, text in enumerate(open(source, encoding="utf-8"), 1):
        marked = re.search(r"//@\s*(.*)", text)
        if marked and prefix == "CHECK":
            check.line(source, number, marked.group(1).split())
            n += 1
        directive = re.search(r"\b%s: (.*)" % prefix, text)
        if not directive:
            continue
        verb, *words = shlex.split(directive.group(1))
        if verb == "vary":
            continue
        n += 1
        if verb == "end":
            check.end(words)
        elif verb == "loss":
            losses.extend(words)
        elif verb in ("function", "edge", "lines", "heap", "account", "site",
                      "sizes", "points", "peak", "unattributed", "threads"):
            getattr(check, verb)(*words)
        else:
            raise SystemExit("check.py: unknown directive %r" % verb)
        if verb == "function":
            functions.append(words[0])
        if verb == "edge":
            edges.append(" ".join(words[:3]))
    check.losses(losses)
    check.exactly("functions", [f["name"] for f in check.functions
                                if f["calls"]], functions)
    check.exactly("edges", ["%s -> %s" % (check.name(e["caller"]),
                                          check.name(e["callee"]))
                            for e in check.profile["edges"] if e["calls"]],
                  edges)
    return n


def keep_counts(options):
    """Write what all compilers must count alike into the next free file."""
    text = open(options.source, encoding="utf-8").read()
    if re.search(r"\bCHECK: vary \w", text):
        return
    os.makedirs(os.path.dirname(options.counts), exist_ok=True)
    number = 1
    while os.path.exists("%s.%d" % (options.counts, number)):
        number += 1
    # Of several processes it does not matter which was the first.
    profiles = sorted("\n".join(columns.rows(options.profpass, path)) + "\n"
                      for path in options.profile)
    with open("%s.%d" % (options.counts, number), "w") as counts:
        counts.write("\n".join(profiles))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--profpass", required=True)
    parser.add_argument("--prefix", default="CHECK")
    parser.add_argument("--counts", metavar="FILE", help="keep them in FILE.N")
    parser.add_argument("source")
    parser.add_argument("--untimed", action="store_true",
                        help="self times, rounded, need not add up")
    parser.add_argument("--profiles", type=int, metavar="N",
                        help="there must be so many")
    parser.add_argument("profile", nargs="+")
    options = parser.parse_args()
    if options.profiles not in (None, len(options.profile)):
        raise SystemExit("check.py: want %d profiles, found %s" % (
            options.profiles, options.profile))
    if options.counts:
        keep_counts(options)
    return max(check_profile(options, path) for path in options.profile)


def check_profile(options, path):
    text = read_profile(options.profpass, path)
    check = Check(json.loads(text), lambda: ask(options.profpass, "dump", path))
    n = obey(check, options.source, options.prefix)
    laws(check, not options.untimed and
         check.profile["program"]["end"] != "running")
    if n == 0:
        check.fail("no directive %s in %s" % (options.prefix, options.source))
    for failure in check.failures:
        print("%s: %s" % (options.source, failure), file=sys.stderr)
    if check.failures:
        print(text, file=sys.stderr)
    return 1 if check.failures else 0


if __name__ == "__main__":
    sys.exit(main())
