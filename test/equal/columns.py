"""columns.py - what of a profile must be the same for every compiler and level

    profpass dump ──rows()──▶ "edge main -> fib calls=1 primitive=1"

A row is an entity of the canonical dump with its counts and bytes; times, which
depend on the machine, peaks, which depend on how threads interleave, and the
names of one toolchain's directories are left out.
"""
import re
import subprocess

COLUMNS = {
    "loss": None,
    "heap": ("allocations", "allocated_bytes", "frees", "freed_bytes",
             "live_blocks", "live_bytes"),
    "function": ("calls", "primitive", "returns", "unwound", "open"),
    "edge": ("calls", "primitive"),
    "line": ("occurrences", "increment", "allocations", "allocated", "frees",
             "freed", "live_blocks", "live"),
}
# `key=value` words end a row of the dump; its name may hold anything else.
FACTS = re.compile(r'(?: \w+=(?:"(?:[^"\\]|\\.)*"|\S*))+$')
FACT = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|\S*)')


def row(text):
    """Reduce a row of the dump to its counts; None if it has none."""
    kind = text.partition(" ")[0]
    if kind not in COLUMNS:
        return None
    if COLUMNS[kind] is None:
        return text
    facts = FACTS.search(text)
    values = dict(FACT.findall(facts.group()))
    name = re.sub(r"(?<= )/\S*/(?=[^/]+$)", "", text[:facts.start()])
    return " ".join([name] + ["%s=%s" % (column, values[column])
                              for column in COLUMNS[kind]])


def rows(profpass, profile):
    """Return the rows of a profile, sorted."""
    dump = subprocess.run([profpass, "dump", profile], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    return sorted(filter(None, map(row, dump.splitlines())))
