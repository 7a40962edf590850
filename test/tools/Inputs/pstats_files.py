#!/usr/bin/env python3
"""pstats_files.py - write Python's statistics of all kinds into a directory

    pstats_files.py DIRECTORY

By cProfile, and by hand what no program of a few lines brings, into
DIRECTORY/new; by profile, whose callers are counts alone, into DIRECTORY/old.
"""
import cProfile
import marshal
import os
import profile
import sys

from shape import descend, fib, shape


def café(n):
    return sorted(str(i) for i in range(n))


class First:
    def m(self, n):
        return max(self.m(n - 1), n) if n else 0


class Second:
    def m(self, n):
        return First().m(n) + sum(map(fib, range(n)))


def work(n):
    shape(n)
    café(n)
    Second().m(n)
    return [descend(i) for i in range(3)]


BY_HAND = {
    ("/src/a.c", 30, "main"): (1, 1, .25, 3.0, {}),
    ("/src/a.c", 3, "fib"): (2, 177, 1.5, 2.0, {
        ("/src/a.c", 30, "main"): (1, 1, .0005, 2.0),
        ("/src/a.c", 3, "fib"): (176, 1, 1.4995, 1.0)}),
    ("b.cpp", 20, "ns::T<int, char const*>::op(int, double)"):
        (5000000000, 5000000000, .75, .75, {
            ("/src/a.c", 3, "fib"): (5000000000, 5000000000, .75, .75)}),
    ("b.cpp", 3, "ns::operator<(int)"): (0, 3, 1e-7, 2e9, {
        ("/nowhere.c", 1, "known only as a caller"): (3, 0, 1e-7, 2e9)}),
    ("~", 0, "<malloc>"): (5, 5, .5, .5, {("/src/a.c", 3, "fib"):
                                          (5, 5, .5, .5)}),
    ("~", 0, "free"): (0, 0, 0, 0, {}),
    ("~", 7, "<in a line>"): (1, 1, .0625, 1234567.0625, {
        ("~", 0, "<malloc>"): (1, 1, .0625, 1234567.0625)}),
    ("", 0, "nowhere"): (1, 1, .001, .0015, {}),
    ("/src/a'b\"c.c", 1, "quote"): (1, 1, -.0001, .0005, {}),
    ("/src/\u00fcn\u00ef.c", 1, "caf\u00e9"): (1, 1, .1, .3, {
        ("/src/a.c", 30, "main"): (1, 1, .1, .3)}),
    ("/other/a.c", 3, "fib"): (1, 2, .1, .2, {
        ("/src/a.c", 30, "main"): (2, 1, .1, .2)}),
}


def write(directory, name, profiler, n):
    profiler.runcall(work, n)
    profiler.dump_stats(os.path.join(directory, name))


def main():
    new, old = (os.path.join(sys.argv[1], part) for part in ("new", "old"))
    os.makedirs(new)
    os.makedirs(old)
    for i in range(3):
        write(new, "c%d.pstats" % i, cProfile.Profile(), 4 + i)
        write(old, "p%d.pstats" % i, profile.Profile(), 2 + i)
    write(new, "without_callers.pstats", cProfile.Profile(subcalls=False), 3)
    with open(os.path.join(new, "hand.pstats"), "wb") as stream:
        marshal.dump(BY_HAND, stream)


if __name__ == "__main__":
    main()
