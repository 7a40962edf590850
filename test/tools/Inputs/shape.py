#!/usr/bin/env python3
"""shape.py - the program of shape.c, for cProfile

    shape.py N FILE
"""
import cProfile
import sys


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def is_even(n):
    return n == 0 or is_odd(n - 1)


def is_odd(n):
    return n != 0 and is_even(n - 1)


def leaf(n):
    return n * n


def twice(n):
    return leaf(n) + leaf(n + 1)


def descend(n):
    if n == 0:
        return leaf(n)
    return twice(n) + descend(n - 1) + (is_even(n) if n < 3 else 0)


def shape(n):
    fib(n)
    is_odd(n)
    twice(n)
    return descend(n)


if __name__ == "__main__":
    profile = cProfile.Profile()
    profile.runcall(shape, int(sys.argv[1]))
    profile.dump_stats(sys.argv[2])
