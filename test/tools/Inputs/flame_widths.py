"""flame_widths.py SVG FOLDED - does a flame graph show what the stacks say?

Each frame of the picture says its bytes in its title; summed here from the
stacks by path, the same names must have the same bytes, as often.
"""
import collections
import re
import sys
import xml.etree.ElementTree

picture, folded = sys.argv[1:]
titles = [element.text for element in xml.etree.ElementTree.parse(picture).iter(
    "{http://www.w3.org/2000/svg}title")]
have = collections.Counter(
    (name, int(count.replace(",", ""))) for name, count in
    (re.match(r"(.*) \(([\d,]+) \w+, [\d.]+%\)$", title).groups()
     for title in titles))

paths = collections.Counter()
for line in open(folded):
    stack, count = line.rsplit(" ", 1)
    frames = ["all"] + stack.split(";")
    for n in range(1, len(frames) + 1):
        paths[tuple(frames[:n])] += int(count)
want = collections.Counter((path[-1], n) for path, n in paths.items())
assert have == want, "\n have %s\n want %s" % (have, want)
print(picture, len(titles), "frames,", paths[("all",)], "in all")
