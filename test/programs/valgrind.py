"""valgrind.py - what valgrind's tools say of the heap of a program

    memcheck(command, work)   ──▶  the totals
    dhat(command, work)       ──▶  a Point for each stack that allocated
    massif(command, work)     ──▶  a Point for each stack, as of the peak

A stack is a tuple of frames, the outermost first; only frames whose place in
the source is known are kept. Symbols are as the linker has them.

Where valgrind 3.19 is wrong:

    pvalloc            aborts the program (no figure at all)
    a block of 0 bytes is one of 1 byte for DHAT and massif
    what is too large  memcheck counts a failed realloc, dies of calloc
    equal maxima       DHAT shows the last of them; massif the first
    mb, mbk of DHAT    the most a stack had: often 0, and less than at the peak
"""
import json
import re
from dataclasses import dataclass

from programs import fail, run

# Valgrind's own clean-up at exit is not the program's.
VALGRIND = ("valgrind", "--run-libc-freeres=no", "--run-cxx-freeres=no")
# DHAT and massif: whole stacks (500 and 200 frames are the most there can be).
DHAT = (*VALGRIND, "--tool=dhat", "--demangle=no", "--num-callers=500")
MASSIF = (*VALGRIND, "--tool=massif", "--demangle=no", "--num-callers=200",
          "--depth=200", "--threshold=0.0", "--peak-inaccuracy=0.0")
FRAME = re.compile(r"0x[0-9A-F]+: (.+) \(([^()]+):(\d+)\)$")


@dataclass(frozen=True)
class Frame:
    symbol: str
    file: str
    line: int


@dataclass(frozen=True)
class Point:
    """Figures by name, each a number; of what one stack allocated."""
    stack: tuple
    figures: dict


def number(text):
    return int(text.replace(",", ""))


def memcheck(command, work):
    """Return (allocations, frees, bytes, live bytes) by memcheck."""
    said = run([*VALGRIND, "--leak-check=no", *command], cwd=work).stderr
    live = re.search(r"in use at exit: ([\d,]+) bytes", said)
    total = re.search(r"total heap usage: ([\d,]+) allocs, ([\d,]+) frees, "
                      r"([\d,]+) bytes", said)
    if live is None or total is None:
        fail(f"valgrind printed no heap summary:\n{said}")
    return (*map(number, total.groups()), number(live[1]))


# What DHAT's keys are called in a dump of profpass.
DHAT_FIGURES = {"tbk": "allocations", "tb": "allocated", "ebk": "live_blocks",
                "eb": "live", "gbk": "at_peak_blocks", "gb": "at_peak"}


def dhat(command, work):
    """Return [Point], with the figures DHAT_FIGURES."""
    out = work / "dhat.json"
    run([*DHAT, f"--dhat-out-file={out}", *command], cwd=work)
    data = json.loads(out.read_text())
    frames = [frame(text) for text in data["ftbl"]]
    return [Point(stack(frames[i] for i in reversed(point["fs"])),
                  {ours: point[key] for key, ours in DHAT_FIGURES.items()})
            for point in data["pps"]]


def massif(command, work):
    """Return [Point], with the figure at_peak. The tree of massif's snapshot
    has callees above their callers: its leaves are whole stacks."""
    out = work / "massif.out"
    run([*MASSIF, f"--massif-out-file={out}", *command], cwd=work)
    snapshots = out.read_text().split("snapshot=")
    peak = next((s for s in snapshots if "heap_tree=peak" in s), None)
    if peak is None:
        fail(f"massif saw no peak: {out}")
    points, path = [], []
    for indent, children, n_bytes, label in re.findall(
            r"^( *)n(\d+): (\d+) (.*)$", peak, re.M):
        path[len(indent):] = [frame(label)]
        if children == "0":
            points.append(Point(stack(reversed(path)),
                                {"at_peak": int(n_bytes)}))
    return points


def frame(text):
    """Return the Frame that a line of valgrind's describes, or None."""
    found = FRAME.match(text)
    return found and Frame(found[1], found[2].rsplit("/", 1)[-1],
                           int(found[3]))


def stack(frames):
    return tuple(filter(None, frames))
