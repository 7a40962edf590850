"""heap_columns.py PROFPASS PROFILE... - do the columns of profpass heap add up?

In each table, however it is grouped, sorted, cut and restricted, the rows of a
column that adds up have the sum that its total says.
"""
import itertools
import re
import subprocess
import sys

ADD_UP = ("at peak", "blocks", "live", "allocated", "calls", "temporary", "remote")


def table(text):
    """The heading's columns, with where they end, and the rows below it."""
    lines = text.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("  ") and
              re.search(r" (line|function|context)$", line))
    heads = [(m[0], m.end()) for m in re.finditer(r"\S+( \S+)?", lines[at])]
    rows = [line for line in lines[at + 1:] if line and not re.match(
        r" {%d,}from " % heads[-2][1], line)]
    return heads[:-1], rows


def cells(heads, row):
    begin = 0
    for name, end in heads:
        yield name, re.sub(r" B$", "", row[begin:end].strip())
        begin = end


n_tables = 0
for profile, by, sort, rows, function in itertools.product(
        sys.argv[2:], ("line", "function", "context"),
        ("peak", "calls", "max"), ("0", "1", "3"), ("*", "{keep,get}")):
    text = subprocess.run(
        [sys.argv[1], "heap", "--unit=B", "--by=" + by, "--sort=" + sort,
         "--rows=" + rows, "--function=" + function, profile],
        check=True, stdout=subprocess.PIPE).stdout.decode()
    heads, lines = table(text)
    assert lines[-1].endswith("  total"), text
    sums, total = dict.fromkeys(ADD_UP, 0), dict(cells(heads, lines[-1]))
    for line in lines[:-1]:
        for name, value in cells(heads, line):
            if name in ADD_UP:
                sums[name] += int(value or 0)
    for name in ADD_UP:
        assert sums[name] == int(total.get(name, 0)), (name, sums, text)
    n_tables += 1
print(n_tables, "tables add up")
