"""graph_check.py PROFPASS TABLE - is what `profpass graph` draws the graph of
the table?

Graphviz reads the text itself. What it should hold is computed again from
TABLE, a file of Python's cProfile, by other means: pstats reads it, colorsys
makes the colours.
"""
import argparse
import colorsys
import json
import math
import os.path
import pstats
import subprocess
import sys

# least and most: hue, lightness, saturation; gamma; fonts; pens; filled
THEMES = {
    "color": ((2 / 3, .25, .8), (0, .5, 1), 1, (10, 10), (.5, 4), True),
    "pink": ((0, .9, 1), (0, .5, 1), 2.2, (10, 10), (.5, 4), True),
    "gray": ((0, .85, 0), (0, 0, 0), 2.2, (10, 10), (.5, 4), True),
    "bw": ((0, 0, 0), (0, 0, 0), 2.2, (8, 24), (.1, 8), True),
    "print": ((0, 0, 0), (0, 0, 0), 2.2, (18, 30), (.1, 8), False),
}

CHOICES = ["", "-c pink", "-c gray", "-c bw", "-c print", "--skew=.1",
           "--skew=20", "-n 3 -e 3", "-n 0 -e 0", "--color-nodes-by-selftime"]

parser = argparse.ArgumentParser()
parser.add_argument("-n", type=float, default=.5)
parser.add_argument("-e", type=float, default=.1)
parser.add_argument("-c", default="color")
parser.add_argument("--skew", type=float, default=1)
parser.add_argument("--color-nodes-by-selftime", action="store_true")


def color(weight):
    k = options.skew
    if k != 1:
        weight = (k ** weight - 1) / (k - 1)
    hls = [a + weight * (b - a) for a, b in zip(LEAST, MOST)]
    return "#" + "".join("%02x" % int(255 * c ** GAMMA + .5)
                         for c in colorsys.hls_to_rgb(*hls))


def sizes(weight):
    return "%.2f" % max(weight ** 2 * FONTS[1], FONTS[0])


def node_look(weight):
    return {"color": color(weight), "fontsize": sizes(weight),
            "fontcolor": "#ffffff" if FILLED else color(weight)}


def edge_look(weight):
    pen = max(weight * PENS[1], PENS[0])
    return {"color": color(weight), "fontcolor": color(weight),
            "fontsize": sizes(weight), "penwidth": "%.2f" % pen,
            "labeldistance": "%.2f" % pen,
            "arrowsize": "%.2f" % (math.sqrt(pen) / 2)}


def label(function):
    file, line, name = function
    base = os.path.splitext(os.path.basename(file))[0]
    return "%s:%d:%s" % (base, line, name)


def count(value):
    nc, cc = value[:2]
    return "%d\u00d7" % nc if nc == cc else "%d/%d\u00d7" % (nc, cc)


def wanted():
    """The nodes and the edges that there should be."""
    stats = pstats.Stats(sys.argv[2]).stats
    self_sum = sum(row[2] for row in stats.values())
    whole = max([self_sum] + [row[3] for row in stats.values()])
    nodes, edges = {}, {}
    for function, (_, nc, tt, ct, _) in stats.items():
        if ct / whole >= options.n / 100:
            nodes[function] = [ct / whole, tt / self_sum, nc]
    most = max(own for _, own, _ in nodes.values())
    drawn = {}
    for function, (total, own, nc) in nodes.items():
        look = node_look(own / most if options.color_nodes_by_selftime
                         else total)
        look["label"] = "%s\\n%.2f%%\\n(%.2f%%)\\n%d\u00d7" % (
            label(function), total * 100, own * 100, nc)
        look["tooltip"] = function[0]
        drawn[label(function)] = look
        for caller, value in stats[function][4].items():
            share = value[3] / whole
            if caller in nodes and share >= options.e / 100:
                edges[label(caller), label(function)] = dict(
                    edge_look(share),
                    label="%.2f%%\\n%s" % (share * 100, count(value)))
    return drawn, edges


def read_all():
    """The graphs of all choices, as Graphviz reads them, in one go."""
    texts = [subprocess.run([sys.argv[1], "graph", *choice.split(),
                             sys.argv[2]], check=True,
                            stdout=subprocess.PIPE).stdout
             for choice in CHOICES]
    read = subprocess.run(["dot", "-Tdot_json"], input=b"".join(texts),
                          check=True, stdout=subprocess.PIPE).stdout.decode()
    decoder = json.JSONDecoder()
    while read.strip():
        graph, end = decoder.raw_decode(read.lstrip())
        read = read.lstrip()[end:]
        yield graph


def found(graph):
    drop = ("_gvid", "name", "head", "tail", "fontname")
    objects = graph.get("objects", [])
    names = {o["_gvid"]: o["label"].split("\\n")[0] for o in objects}
    assert all("shape" not in o or o["shape"] == "box" for o in objects)
    nodes = {names[o["_gvid"]]: {k: v for k, v in o.items()
                                 if k in ("color", "fontcolor", "fontsize",
                                          "label", "tooltip")}
             for o in objects}
    edges = {(names[e["tail"]], names[e["head"]]):
             {k: v for k, v in e.items() if k not in drop}
             for e in graph.get("edges", [])}
    assert graph["nodesep"] == "0.125" and graph["ranksep"] == "0.25"
    return nodes, edges


graphs = list(read_all())
assert len(graphs) == len(CHOICES)
for choice, graph in zip(CHOICES, graphs):
    options = parser.parse_args(choice.split())
    LEAST, MOST, GAMMA, FONTS, PENS, FILLED = THEMES[options.c]
    for kind, want, have in zip(("node", "edge"), wanted(), found(graph)):
        for key in sorted(set(want) | set(have), key=str):
            assert want.get(key) == have.get(key), (
                "%s: %s %s:\n want %s\n have %s" % (
                    choice, kind, key, want.get(key), have.get(key)))
        assert want, "no %s" % kind
