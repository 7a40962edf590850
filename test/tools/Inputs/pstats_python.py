"""pstats_python.py - one Python's side of pstats_exchange.py

    pstats_python.py make DIRECTORY     write statistics of all kinds there
    pstats_python.py load FILE...       print what pstats.Stats makes of each

Any Python since 3.6 runs it.
"""
import cProfile
import io
import marshal
import os
import profile
import pstats
import sys


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def café(n):
    return sorted((str(i) for i in range(n)), key=len)


class First:
    def m(self, n):
        return max(self.m(n - 1), n) if n else 0


class Second:
    def m(self, n):
        return First().m(n)


def work():
    scope = {}
    exec(compile("def g():\n  return [i for i in range(3)]\n", "/\u00fcn/\u00ef.py",
                 "exec"), scope)
    exec(compile("def h():\n  return 1\n", b"caf\xe9.py", "exec"), scope)
    fib(9)
    café(5)
    Second().m(3)
    return scope["g"]() + [scope["h"]()]


# What no program of a few lines brings: large counts, odd names, negative
# times, callers without an entry, tables that share objects.
MAIN = ("/src/a.c", 30, "main")
SHARED = {MAIN: (1, 1, .5, .5)}
BY_HAND = {
    MAIN: (1, 1, .1, 3.0000000000000004, {}),
    ("b.cpp", 7, "ns::T<int, char const*>::op(int, double) const"):
        (2**31, 2**63 - 1, 5e-324, 1e300, {
            MAIN: (2**31 - 1, 2**62, -1e-9, -0.0),
            ("b.cpp", 2**31, "\U0001f600 \u00e9"): (2**32, 0, 1e22, 1/3.)}),
    ("b.cpp", 2**31, "\U0001f600 \u00e9"): (0, 0, 0, 1, {}),
    ("~", 0, "<malloc>"): (5, 5, .5, .5, SHARED),
    ("~", 0, "<free>"): (5, 5, .5, .5, SHARED),
    ("", 0, ""): (True, 1, 0, 0, {MAIN: 32767, ("~", 0, "<free>"): 32768}),
    ("n" * 300, 1, "\u00e9" * 200): (1, 1, 0.0, 0.0, {}),
}


def make(directory):
    def path(name):
        return os.path.join(directory, name)
    for name, module in ("c", cProfile), ("p", profile):
        profiler = module.Profile()
        profiler.runcall(work)
        profiler.dump_stats(path(name))
        stats = pstats.Stats(path(name)).strip_dirs()
        stats.dump_stats(path(name + ".stripped"))
        stats.add(path(name)).add(path(name)).dump_stats(path(name + ".sum"))
    profiler = cProfile.Profile(subcalls=False, builtins=False)
    profiler.runcall(work)
    profiler.dump_stats(path("without_callers"))
    for version in range(marshal.version + 1):
        with open(path("hand.%d" % version), "wb") as stream:
            marshal.dump(BY_HAND, stream, version)


def load(files):
    out = []
    for file in files:
        stats = pstats.Stats(file, stream=io.StringIO())
        stats.sort_stats("time", "nfl").print_stats().print_callers()
        stats.print_callees()
        out.append(ascii((list(stats.stats.items()), stats.total_calls,
                          stats.prim_calls, stats.total_tt)))
    print("\n".join(out))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        load(sys.argv[2:])
