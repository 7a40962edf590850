#!/usr/bin/env python3
"""heap_exact.py - heap totals and peak equal valgrind's, to the byte

For known.c, expat's xmlwf on real XML, jsoncpp's jsontestrunner on real JSON
and pbzip2 with four threads (whose peak is left out), the plain program under valgrind (memcheck's "total heap usage", DHAT's
totals and global maximum) is compared with profpass in each of its modes:

    linked     probes, runtime linked:     from the first allocation
    run        probes, `profpass run`:     from the first allocation
    plain      no probes, `profpass run`:  from the first allocation
    dlopened   probes, no further flag:    from the constructor of the object
                                           on, see BEFORE_RUNTIME

and the rows of the line table are added up. The runtime itself allocates
nothing: the only difference allowed is what the last mode comes too late for.
"""
from programs import (HERE, Flavour, arguments, build, fail, profile,
                      real_input, require, table, workdir)
from valgrind import dhat, memcheck

NAMES = ("known", "xmlwf", "jsontestrunner", "pbzip2")
# pbzip2 starts 7 threads. How many blocks are live at once depends on how they
# run: the peak is not compared. For each thread the dynamic linker allocates a
# table of the modules with thread-local variables: 16 bytes more with the
# runtime in the process. A runtime that comes late does not see these tables.
THREADS = {"pbzip2": 7}
TABLE_ENTRY = 16
MODES = ("linked", "run", "plain", "dlopened")

# What was allocated before an object's constructor could load the runtime:
# (blocks, bytes), all of them live to the end.
BEFORE_RUNTIME = {
    "known": (0, 0),
    "xmlwf": (0, 0),
    # libstdc++'s emergency pool for exceptions, made by its constructor
    "jsontestrunner": (1, 72704),
    "pbzip2": (0, 0),
}

# The lines of known.c that allocate: (function, text of the line) and there
# (allocations, bytes, live at the end, live at the peak).
KNOWN_LINES = {
    ("leak", "malloc(1000)"): (3, 3000, 3000, 3000),
    ("churn", "malloc(64)"): (50, 3200, 0, 0),
    ("grow", "malloc(1000)"): (1, 1000, 0, 0),
    ("grow", "realloc("): (9, 54000, 0, 10000),
    ("main", "malloc(100000)"): (1, 100000, 0, 100000),
    ("main", "memalign("): (1, 4096, 0, 4096),
    ("main", "calloc("): (1, 5000, 0, 5000),
    ("main", "strdup("): (1, 12, 12, 0),
}

COLUMNS = ("allocations", "frees", "allocated_bytes", "live_bytes",
           "peak_bytes")

def valgrind(command, work):
    """Return COLUMNS as valgrind's two tools see them; they must agree."""
    allocations, frees, n_bytes, live = memcheck(command, work)
    points = dhat(command, work)
    blocks, dhat_bytes, peak = (
        sum(point.figures[key] for point in points)
        for key in ("allocations", "allocated", "at_peak"))
    if (blocks, dhat_bytes) != (allocations, n_bytes):
        fail(f"memcheck and DHAT disagree on {command[0]}: "
             f"{allocations} and {blocks} blocks, "
             f"{n_bytes} and {dhat_bytes} bytes")
    return allocations, frees, n_bytes, live, peak


def sums(data):
    """Return the line table's sums where COLUMNS has one, else None."""
    lines = data["lines"]
    return (sum(line["allocations"] for line in lines), None,
            sum(line["allocated_bytes"] for line in lines),
            sum(line["live_bytes"] for line in lines),
            sum(line["live_at_peak_bytes"] for line in lines))


def line_of(source, function, text):
    """Return the number of the first line with the text in a function."""
    inside = False
    for number_, line in enumerate(source, 1):
        if not line.startswith((" ", "}", "{")):
            inside = f"{function}(" in line
        if inside and text in line:
            return number_
    return fail(f"known.c: no {text} in {function}")


def check_known_lines(data):
    """Return what is wrong with the lines of known.c."""
    source = (HERE / "known.c").read_text().splitlines()
    expected = {(function, line_of(source, function, text)): figures
                for (function, text), figures in KNOWN_LINES.items()}
    found = {}
    for line in data["lines"]:
        if line["allocations"] and line["function"] is not None:
            name = data["functions"][line["function"]]["name"]
            found[name, line["line"]] = tuple(line[key] for key in (
                "allocations", "allocated_bytes", "live_bytes",
                "live_at_peak_bytes"))
    return [f"known.c: {place}: {found.get(place)}, not {expected.get(place)}"
            for place in sorted(found.keys() | expected.keys())
            if found.get(place) != expected.get(place)]


def equal(counted, expected, n_threads):
    """Whether COLUMNS are valgrind's; see THREADS."""
    if n_threads == 0:
        return counted == expected
    blocks, frees, n_bytes, live, _ = map(
        lambda ours, theirs: ours - theirs, counted, expected)
    return (blocks, frees) == (0, 0) and (
        n_bytes == TABLE_ENTRY * n_threads and
        live in range(0, n_bytes + 1, TABLE_ENTRY))


def compare(name, commands, work, tools):
    """Print the comparison for one program; return what is wrong."""
    arguments_ = real_input(name, work)
    expected = valgrind([commands["valgrind"][0], *arguments_], work)
    rows = [("valgrind", *expected)]
    wrong = []
    for mode in MODES[:3] if name in THREADS else MODES:
        data = profile(tools, [*commands[mode], *arguments_],
                       work / f"{mode}.prof", work)
        found = tuple(data["heap"][column] for column in COLUMNS)
        rows.append((mode, *found))
        blocks, n_bytes = BEFORE_RUNTIME[name] if mode == "dlopened" else (0, 0)
        early = (blocks, 0, n_bytes, n_bytes, n_bytes)
        counted = tuple(map(sum, zip(found, early)))
        if not equal(counted, expected, THREADS.get(name, 0)):
            wrong.append(f"{name}, {mode}: not what valgrind counts")
        if name == "known" and mode != "plain":
            wrong += check_known_lines(data)
        added = sums(data)
        rows.append(("  sum of lines",
                     *("" if cell is None else cell for cell in added)))
        if any(cell not in (None, whole)
               for cell, whole in zip(added, found)):
            wrong.append(f"{name}, {mode}: lines do not add up to the total")
    print(f"\n{name} {' '.join(str(a) for a in arguments_)}")
    table(("", *COLUMNS), rows)
    blocks, n_bytes = BEFORE_RUNTIME[name]
    if blocks:
        print(f"dlopened: {n_bytes:,} bytes in {blocks} block came before the "
              "runtime was loaded")
    return wrong


def main():
    tree, tools = arguments(__doc__)
    require(tree, NAMES)
    probes = tools.plugin_flags("all", "lines=all")
    # Valgrind 3.19 cannot read every clang's DWARF 5: its copy has none.
    plain = build(tree, Flavour("plain", ("-g0",)), NAMES)
    bare = build(tree, Flavour("lines", probes), NAMES)
    linked = build(tree, Flavour("linked", probes, tools.link_flags()), NAMES)
    wrong = []
    for name in NAMES:
        wrapper = (tools.profpass, "run", "--output=/dev/null", "--")
        commands = {"valgrind": (plain[name],), "linked": (linked[name],),
                    "run": (*wrapper, bare[name]),
                    "plain": (*wrapper, plain[name]),
                    "dlopened": (bare[name],)}
        wrong += compare(name, commands, workdir(tree, f"heap-{name}"), tools)
    if wrong:
        fail("\n" + "\n".join(wrong))
    print("\nall equal")


if __name__ == "__main__":
    main()
