#!/usr/bin/env python3
"""contexts_exact.py - each context's share of the heap equals valgrind's

Compiled with -O0, so that functions are called where the source calls them, and
run once with probes and once, without them, under each of valgrind's tools:

    memcheck   allocations, frees, bytes, bytes live at the end
    DHAT       the same, bytes and blocks at the peak; for each context, with
               the line that allocates: allocations, bytes, live at the end
               and live at the peak
    massif     bytes at the peak, in all and for each context

All as equalities, with threads too: known_threads.c takes turns, and pbzip2's
four threads meet before they give back (compress_together.cpp), so that what is
live at the peak is the same however they are scheduled. When they run free, each
run has a peak of its own. Then the totals of a context are DHAT's, and the
shares of a peak add up to it within one operation of each other thread: what was
in flight when the peak was set.

After realloc a block is, for DHAT, still its first line's; for massif and for us
it is the line's that called realloc. So contexts whose blocks were moved are
compared with DHAT in sum, and one by one with massif.

Of real programs contexts are compared without their lines: a line is for us the
one where a statement begins, for the compiler's tables the one of the call.

Programs of our own say in comments, behind //=, what is true of a line; there
the temporaries are, which no tool of valgrind's counts.
"""
import concurrent.futures
import os
import re
from collections import Counter

from contexts import Dump, written
from programs import (PROGRAMS, Flavour, arguments, build, fail, profile,
                      real_input, require, table, workdir)
from valgrind import dhat, massif, memcheck

KNOWN = ("known_contexts", "known_edges", "known_objects", "known_threads")
REAL = ("xmlwf", "jsontestrunner", "pbzip2_together")
FREE, FREE_RUNS = "pbzip2", 5

SUMS = ("allocations", "allocated", "live_blocks", "live", "at_peak_blocks",
        "at_peak")
TRUTH = ("allocations", "allocated", "live", "at_peak", "temporaries")
# Of our heap line: what memcheck, DHAT and massif call the same.
HEAP = ("allocations", "frees", "allocated_bytes", "live_bytes",
        "live_blocks", "peak_bytes", "peak_blocks")
# What DHAT has wrong (known_edges.c says why): bytes too many, and functions
# whose contexts only the truth in the source is asked about.
DHAT_SURPLUS = {("DHAT", "known_edges", "allocated_bytes"): 4}
NOT_BY_DHAT = ("nothing", "twice")
NONE = Counter()


def moved(counted):
    return counted["moved_in"] or counted["moved_out"]


def last(context):
    """The function that allocates."""
    return context[0][-1] if context[0] else "-"


def check_totals(name, dump, totals, points, peak_by_massif):
    """Return (rows of a table, what is wrong with the totals)."""
    def added(key):
        return sum(point.figures[key] for point in points)
    allocations, frees, n_bytes, live = totals
    ours = tuple(dump.heap[key] for key in HEAP)
    rows = [("profpass", *ours),
            ("memcheck", allocations, frees, n_bytes, live, "", "", ""),
            ("DHAT", added("allocations"), "", added("allocated"),
             added("live"), added("live_blocks"), added("at_peak"),
             added("at_peak_blocks")),
            ("massif", "", "", "", "", "", peak_by_massif, "")]
    wrong = [f"{row[0]}: {column} is {theirs:,}, not {mine:,}"
             for row in rows[1:]
             for column, mine, theirs in zip(HEAP, ours, row[1:])
             if theirs not in ("", mine) and
             theirs - mine != DHAT_SURPLUS.get((row[0], name, column))]
    return rows, wrong


def differ(context, keys, ours, theirs, tool):
    return [f"{written(context)}: {key} {ours[key]:,}, {tool} has "
            f"{theirs[key]:,}" for key in keys if ours[key] != theirs[key]]


def check_dhat(dump, points):
    """Return what DHAT has otherwise, and how many contexts it is about."""
    theirs = dump.fold(points)
    ours = dump.contexts
    tied = {context for context, counted in ours.items() if moved(counted)}
    wrong = []
    for context in sorted(ours.keys() | theirs.keys()):
        if context in tied or last(context) in NOT_BY_DHAT:
            continue
        wrong += differ(context, SUMS, ours.get(context, NONE),
                        theirs.get(context, NONE), "DHAT")
    if tied:
        together = [{key: sum(side.get(context, NONE)[key] for context in tied)
                     for key in SUMS} for side in (ours, theirs)]
        wrong += differ((("contexts tied by realloc",), "-", 0), SUMS,
                        *together, "DHAT")
    return wrong, len(theirs), len(tied)


def check_massif(dump, points):
    """Return what massif has otherwise, realloc's moves included."""
    theirs = dump.fold(points)
    return [line for context in sorted(dump.contexts.keys() | theirs.keys())
            for line in differ(context, ("at_peak",),
                               dump.contexts.get(context, NONE),
                               theirs.get(context, NONE), "massif")]


def check_lines(dump, points):
    """Return what DHAT has otherwise of lines from which nothing moved."""
    theirs = dump.fold(points)
    by_line = {}
    for context, counted in theirs.items():
        key = (last(context), *context[1:])
        by_line.setdefault(key, Counter()).update(counted)
    tied = {(last(context), *context[1:])
            for context, counted in dump.contexts.items() if moved(counted)}
    wrong = []
    for key in sorted((dump.lines.keys() | by_line.keys()) - tied):
        function, *place = key
        if function not in NOT_BY_DHAT:
            wrong += differ(((function,), *place), SUMS,
                            dump.lines.get(key, NONE), by_line.get(key, NONE),
                            "the line in DHAT")
    return wrong


def check_truth(dump, source, given=()):
    """Return which lines are not what the source says in its comments. What
    begins with a word is true if the program was given that word."""
    wrong, rows = [], {}
    for (_, file, line), counted in dump.lines.items():
        if file == source.name:
            rows.setdefault(line, Counter()).update(counted)
    for number, text in enumerate(source.read_text().splitlines(), 1):
        said = re.search(r"//= ([a-z]*) ?(.*)", text)
        if said and said[1] == "library":
            continue
        true = dict.fromkeys(TRUTH, 0)
        if said and (not said[1] or said[1] in given):
            true = dict(zip(TRUTH, map(int, said[2].split())))
        found = rows.get(number, NONE)
        wrong += [f"{source.name}:{number}: {key} {found[key]}, the truth is "
                  f"{true[key]}" for key in TRUTH if found[key] != true[key]]
    return wrong


def compare(tree, tools, name, plain, probes):
    """Print the comparison for one program; return what is wrong."""
    work = workdir(tree, f"contexts-{name}")
    given = real_input(name, work)
    command = [plain, *given]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        by_dhat, by_massif, totals = [
            job.result() for job in [pool.submit(tool, command, work)
                                     for tool in (dhat, massif, memcheck)]]
    profile_ = work / "linked.prof"
    profile(tools, [probes, *given], profile_, work)
    dump = Dump(tools.profpass, profile_, with_lines=name in KNOWN)
    rows, wrong = check_totals(
        name, dump, totals, by_dhat,
        sum(point.figures["at_peak"] for point in by_massif))
    not_dhat, n_contexts, n_tied = check_dhat(dump, by_dhat)
    wrong += not_dhat + check_massif(dump, by_massif)
    if name in KNOWN:
        wrong += check_lines(dump, by_dhat)
        (source,) = PROGRAMS[name].sources
        wrong += check_truth(dump, tree.path("own", source))
        profile(tools, [probes, "alone"], profile_, work)
        wrong += check_truth(Dump(tools.profpass, profile_, with_lines=True),
                             tree.path("own", source), ("alone",))
    print(f"\n{name} {' '.join(map(str, given))}")
    table(("", *HEAP), rows)
    print(f"{n_contexts} contexts by DHAT, {n_tied} tied by realloc; "
          f"{len(by_dhat)} and {len(by_massif)} stacks by DHAT and massif")
    return [f"{name}: {line}" for line in wrong]


def check_free(tree, tools, plain, probes):
    """Return what is wrong with runs whose threads are not held together."""
    work = workdir(tree, f"contexts-{FREE}")
    given = real_input(FREE, work)
    points = dhat([plain, *given], work)
    largest = max(point.figures["allocated"] // point.figures["allocations"]
                  for point in points)
    wrong, off = [], []
    for _ in range(FREE_RUNS):
        data = profile(tools, [probes, *given], work / "free.prof", work)
        dump = Dump(tools.profpass, work / "free.prof", with_lines=False)
        theirs = dump.fold(points)
        for context in sorted(dump.contexts.keys() | theirs.keys()):
            wrong += differ(context, SUMS[:4], dump.contexts.get(context, NONE),
                            theirs.get(context, NONE), "DHAT")
        shares = sum(counted["at_peak"] for counted in dump.contexts.values())
        off.append(abs(shares - dump.heap["peak_bytes"]))
        bound = (len(data["threads"]) - 1) * largest
        if off[-1] > bound:
            wrong.append(f"shares of the peak are off by {off[-1]:,} bytes, "
                         f"more than {bound:,}")
    print(f"\n{FREE}, free: shares of the peak off by {off} bytes; the bound "
          f"is {bound:,}, one operation of each other thread")
    return [f"{FREE}: {line}" for line in wrong]


def main():
    tree, tools = arguments(__doc__)
    names = KNOWN + REAL + (FREE,)
    require(tree, names)
    # Valgrind 3.19 cannot read every clang's DWARF 5. The runtime is linked to
    # both: for each thread the dynamic linker allocates a table of the modules
    # with thread-local variables. Under valgrind it leaves the heap alone.
    dwarf = ("-gdwarf-4", "-fno-builtin")
    plain = build(tree, Flavour("plain", dwarf, tools.link_flags()), names)
    probes = build(tree, Flavour("probes", dwarf + tools.plugin_flags(
        "all", "lines=all"), tools.link_flags()), names)
    wrong = []
    for name in KNOWN + REAL:
        wrong += compare(tree, tools, name, plain[name], probes[name])
    wrong += check_free(tree, tools, plain[FREE], probes[FREE])
    if wrong:
        fail("\n" + "\n".join(wrong[:60]) + f"\n{len(wrong)} differences")
    print("\nall equal")


if __name__ == "__main__":
    main()
