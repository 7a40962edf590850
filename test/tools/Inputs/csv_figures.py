# csv_figures.py - check the CSV export of a run of stacks.c
import csv
import os
import sys

with open(sys.argv[1], newline="", encoding="utf-8") as stream:
    text = stream.read()
assert text.count("\r\n") == text.count("\n"), "line ends"
rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
for row in rows:
    assert None not in row and None not in row.values(), row
    assert not row["file"] or os.path.basename(row["file"]) == "stacks.c", row


def pick(kind, *columns):
    """These columns of the rows of a kind."""
    return [tuple(int(row[c]) if row[c].lstrip("-").isdigit() else row[c]
                  for c in columns) for row in rows if row["kind"] == kind]


times = ("calls", "primitive_calls", "self_ns", "total_ns")
assert pick("function", "function", "line", *times) == [
    ("leaf", 5, 4, 4, 4, 4),
    ("walk", 10, 3, 1, 8, 11),
    ("main", 16, 1, 1, 3, 15)], pick("function", "function", "line", *times)
assert pick("edge", "caller", "caller_line", "function", *times) == [
    ("walk", 10, "leaf", 3, 3, 3, 3),
    ("walk", 10, "walk", 2, 1, 5, 7),
    ("main", 16, "leaf", 1, 1, 1, 1),
    ("main", 16, "walk", 1, 1, 3, 11),
    ("", "", "main", 1, 1, 3, 15)], pick("edge", "caller", "function", *times)
lines = pick("line", "function", "line", "occurrences", "increment_bytes",
             "usage_bytes", "peak_bytes", "allocations", "allocated_bytes",
             "frees", "freed_bytes", "live_bytes", "live_at_peak_bytes")
assert [l for l in lines if l[6]] == [
    ("leaf", 7, 4, 130, 110, 110, 4, 130, 3, 30, 100, 110)], lines
assert ("walk", 12, 3, 0, 100, 110, 0, 0, 0, 0, 0, 0) in lines, lines
