"""dhat_same.py - whether two DHAT files say the same of each context

    dhat_same.py OURS VALGRINDS

By the functions on the way and the line of the innermost, without malloc's own
frame. Lifetimes are measured in other units and are not compared. Of the greatest
that a context had, valgrind 3.19 sees what it has while the process has more than
ever before: ours is no less.
"""
import json
import re
import sys

FIGURES = ("tb", "tbk", "gb", "gbk", "eb", "ebk")


def contexts(path):
    with open(path) as file:
        data = json.load(file)
    found = {}
    for point in data["pps"]:
        frames = [re.match(r"0x[0-9A-F]+: (.*) \((.*)\)$", data["ftbl"][i])
                  for i in point["fs"]]
        frames = [f for f in frames if f[1] != "malloc"]
        key = (frames[0][2].rpartition("/")[2], *(f[1] for f in frames))
        assert key not in found, key
        found[key] = ([point[figure] for figure in FIGURES],
                      (point["mb"], point["mbk"]))
    return found


ours, valgrinds = map(contexts, sys.argv[1:])
assert ours.keys() == valgrinds.keys(), (ours, valgrinds)
for context, (figures, greatest) in ours.items():
    assert figures == valgrinds[context][0], (context, figures, valgrinds)
    assert greatest >= valgrinds[context][1], (context, greatest, valgrinds)
    print(*context[1:], *greatest)
