"""contexts.py - what each calling context allocated, by valgrind and by us

A context is a path of functions with probes, the outermost first, and the line
of the last one. Both sides are brought to that form:

    profpass   the tree of a dump           -> main -> grow  program.c:47
    valgrind   stacks of every function     without those that have no probes,
               recursion folded as our tree folds it (docs/design/002)

and both are {context: Counter of figures}, as a dump names the figures. What no
function with probes allocated has the context ((), "-", 0). Without lines, all
contexts have that place.
"""
import re
import subprocess
from collections import Counter

from programs import fail, run

NO_PLACE = ("-", 0)
FIGURE = re.compile(r"(\w+)=(-?\d+)(?= |$)")
FUNCTION = re.compile(r'function (.+) linkage=(\S*) file="(.*?)" line=')
NODE = re.compile(r"node (\d+) (.+?)( folded)? calls=")
ROW = re.compile(r"(site \d+|line) (.+?) (\S+):(\d+) ((?:kind|allocations)=.*)")


class Dump:
    """A dump of a profile: heap {figure: number}, contexts, lines {(function,
    file, line): Counter}, and how to find functions by their symbols."""

    def __init__(self, profpass, profile, with_lines):
        self.with_lines = with_lines
        self.heap, self.contexts, self.lines = {}, {}, {}
        functions, path = [], []
        for text in run([profpass, "dump", profile]).stdout.splitlines():
            if text.startswith("heap "):
                self.heap = figures(text)
            elif found := FUNCTION.match(text):
                functions.append(found.groups())
            elif found := NODE.match(text):
                path[int(found[1]):] = [found[2]]
            elif found := ROW.match(text):
                kind, name, file, line, rest = found.groups()
                place = (file.rsplit("/", 1)[-1], int(line))
                if kind == "line":
                    table, key = self.lines, (name, *place)
                else:
                    table, key = self.contexts, self.key(path[1:], place)
                table.setdefault(key, Counter()).update(figures(rest))
        plain = demangled(linkage for _, linkage, _ in functions)
        self.names = {}
        for name, linkage, file in functions:
            symbol = plain[linkage]
            # Static functions of several files may share a name.
            for key in ((symbol, file.rsplit("/", 1)[-1]), (symbol, None)):
                self.names.setdefault(key, name)

    def key(self, path, place):
        return (tuple(path), *(place if self.with_lines else NO_PLACE))

    def fold(self, points):
        """Return the points of valgrind's as contexts."""
        contexts = {}
        plain = demangled(frame.symbol
                          for point in points for frame in point.stack)
        for point in points:
            key = self.context(point.stack, plain)
            contexts.setdefault(key, Counter()).update(point.figures)
        return contexts

    def context(self, frames, plain):
        path, node, place = (), (), NO_PLACE
        for frame in frames:
            symbol = plain[frame.symbol]
            name = self.names.get((symbol, frame.file),
                                  self.names.get((symbol, None)))
            if name is None:
                continue
            node, place = (*path, name), (frame.file, frame.line)
            path = path[:path.index(name) + 1] if name in path else node
        return self.key(node, place)


def figures(text):
    return Counter({key: int(value) for key, value in FIGURE.findall(text)})


def demangled(symbols):
    """Return {symbol: its name in the source}."""
    symbols = sorted(set(symbols))
    done = subprocess.run(["c++filt"], input="\n".join(symbols), text=True,
                          stdout=subprocess.PIPE, check=True)
    names = done.stdout.splitlines()
    if symbols and len(names) != len(symbols):
        fail("c++filt returned more or fewer names than it was given")
    return dict(zip(symbols, names))


def written(context):
    """A context as text."""
    path, file, line = context
    return f"{' -> '.join(path) or 'outside'} ({file}:{line})"
