"""graph_tables.py NAME FILE - write a table of calls as Python's profilers do

weights   functions that take 0, 10, 25, 50, 75 and 100 % of the time
measured  a run of a small program under cProfile, as it was once captured
zero      the same, but the clock stood still
old       counts alone for callers, as the module profile writes them
names     names that are hard to draw
chain     a calls b calls c calls d, and a calls d itself
before, after   two versions of a program
"""
import marshal
import sys

MAIN = ("/src/w.py", 1, "main")


def weights():
    table = {MAIN: (1, 1, 0.0, 8.0, {})}
    for percent in (0, 10, 25, 50, 75):
        time = 8.0 * percent / 100
        table["/src/w.py", percent, "f"] = (
            1, 1, 0.0, time, {MAIN: (1, 1, 0.0, time)})
    table["/src/w.py", 2, "leaf"] = (1, 1, 8.0, 8.0, {})
    return table


def measured():
    file = "/src/fib.py"
    main, work, fib, seq = [(file, line, name) for line, name in (
        (14, "main"), (10, "work"), (2, "fib"), (4, "fib_seq"))]
    total = ("~", 0, "<built-in method builtins.sum>")
    return {
        fib: (13, 1205, 265e-6, 265e-6, {fib: (1192, 22, 252e-6, 252e-6),
                                         seq: (13, 13, 13e-6, 265e-6)}),
        seq: (2, 26, 30e-6, 300e-6, {seq: (24, 2, 20e-6, 280e-6),
                                     main: (2, 2, 10e-6, 300e-6)}),
        work: (4, 4, 11e-6, 9655e-6, {main: (4, 4, 11e-6, 9644e-6)}),
        total: (4, 4, 9644e-6, 9644e-6, {work: (4, 4, 9644e-6, 9644e-6)}),
        main: (1, 1, 50e-6, 10000e-6, {}),
    }


def zero():
    return {f: (cc, nc, 0.0, 0.0, {c: (v[0], v[1], 0.0, 0.0)
                                   for c, v in callers.items()})
            for f, (cc, nc, _, _, callers) in measured().items()}


def old():
    main, f = ("m.py", 1, "main"), ("m.py", 5, "f")
    return {main: (1, 1, 1.0, 4.0, {}), f: (4, 4, 3.0, 3.0, {main: 3, f: 1})}


def names():
    main = ("/src/n.py", 1, "main")
    table = {main: (1, 1, 1.0, 1.0, {})}
    for line, name in enumerate((
            "ns::f(int, char const*) const",
            "ns::T<std::vector<int, std::allocator<int> >, 3>::g(void (*)(int))",
            "a::operator()(int)", "(anonymous namespace)::h(long)", "<lambda>",
            'quote " back \\ slash \\N <b>&amp; tab\there', "caf\u00e9 \u00fcn\u00ef",
            "line\nbreak", "x" * 5000, "\u4e2d" * 5000, "\\" * 5000), 10):
        table["/src/n.py", line, name] = (1, 1, 1.0, 1.0, {})
    return table


def chain():
    a, b, c, d = [("/src/%s.c" % name, 1, name) for name in "abcd"]
    other = ("/lib/other.c", 7, "other")
    small = ("/src/small.c", 9, "small")
    return {
        a: (1, 1, 1.0, 10.0, {}),
        b: (1, 1, 1.0, 5.0, {a: (1, 1, 1.0, 5.0)}),
        c: (1, 1, 1.0, 4.0, {b: (1, 1, 1.0, 4.0)}),
        d: (2, 2, 6.96, 6.96, {c: (1, 1, 3.0, 3.0), a: (1, 1, 3.96, 3.96)}),
        other: (1, 1, 0.0, 0.3, {a: (1, 1, 0.0, 0.3)}),
        small: (1, 1, 0.04, 0.04, {a: (1, 1, 0.04, 0.04)}),
    }


def before():
    main, same, slow, fast, gone = [("/src/v.c", line, name) for line, name in (
        (1, "main"), (10, "same"), (20, "slow"), (30, "fast"), (40, "gone"))]
    return {main: (1, 1, 1.0, 10.0, {}),
            same: (3, 3, 2.0, 2.0, {main: (3, 3, 2.0, 2.0)}),
            slow: (2, 2, 1.0, 1.0, {main: (2, 2, 1.0, 1.0)}),
            fast: (13, 13, 4.0, 4.0, {main: (13, 13, 4.0, 4.0)}),
            gone: (1, 1, 2.0, 2.0, {main: (1, 1, 2.0, 2.0)})}


def after():
    main, same, slow, fast, new = [("/src/v.c", line, name) for line, name in (
        (1, "main"), (12, "same"), (20, "slow"), (30, "fast"), (50, "new"))]
    return {main: (1, 1, 2.0, 20.0, {}),
            same: (3, 3, 4.0, 4.0, {main: (3, 3, 4.0, 4.0)}),
            slow: (4, 4, 9.0, 9.0, {main: (4, 4, 9.0, 9.0)}),
            fast: (13, 13, 3.0, 3.0, {main: (13, 13, 3.0, 3.0)}),
            new: (1, 1, 2.0, 2.0, {main: (1, 1, 2.0, 2.0)})}


with open(sys.argv[2], "wb") as file:
    marshal.dump(globals()[sys.argv[1]](), file)
