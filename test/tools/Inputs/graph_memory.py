"""graph_memory.py PROFPASS PROFILE - do the bytes on a graph add up?

A site's bytes count for each function and each call on its path, once: summed
here from the tree of the dump, and compared with the graph as Graphviz reads
it, for each weight.
"""
import json
import re
import subprocess
import sys

PROFPASS, PROFILE = sys.argv[1:]


def run(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          **options).stdout


def wanted(field):
    """Bytes by function, own and in all; by edge; and of no function."""
    own, total, edges, path = {}, {}, {}, []
    for line in run(PROFPASS, "dump", PROFILE).decode().splitlines():
        row = re.match(r"(node|site) (\d+) (\S+)", line)
        if row is None:
            continue
        if row[1] == "node":
            path[int(row[2]):] = [row[3]]
            for pair in zip(path[1:], path[2:]):
                edges.setdefault(pair, 0)
            for name in path[1:]:
                own.setdefault(name, 0)
                total.setdefault(name, 0)
            continue
        path = path[:int(row[2]) + 1]
        n = int(re.search(r" %s=(\d+)" % field, line)[1])
        names = path[1:] or ["<no instrumented caller>"]
        own[names[-1]] = own.get(names[-1], 0) + n
        for name in set(names):
            total[name] = total.get(name, 0) + n
        for pair in set(zip(names, names[1:])):
            edges[pair] += n
    if not own.get("<no instrumented caller>", 1):
        del own["<no instrumented caller>"], total["<no instrumented caller>"]
    return own, total, edges


def found(weight):
    text = run(PROFPASS, "graph", "-n0", "-e0", "--weight=" + weight, PROFILE)
    graph = json.loads(run("dot", "-Tdot_json", input=text))
    nodes = {o["_gvid"]: o for o in graph["objects"]}
    names = {i: o["label"].split("\\n")[0].split(":", 2)[2]
             for i, o in nodes.items()}
    return ({names[i]: int(o["self_bytes"]) for i, o in nodes.items()},
            {names[i]: int(o["total_bytes"]) for i, o in nodes.items()},
            {(names[e["tail"]], names[e["head"]]): int(e["total_bytes"])
             for e in graph["edges"]}, graph["label"])


heap = run(PROFPASS, "dump", PROFILE).decode()
for weight, field, whole in (("bytes", "allocated", "allocated_bytes"),
                             ("live", "live", "live_bytes"),
                             ("peak", "at_peak", "peak_bytes")):
    want, have = wanted(field), found(weight)
    assert want == have[:3], "%s:\n want %s\n have %s" % (weight, want, have)
    process = int(re.search(r"^heap .*\b%s=(\d+)" % whole, heap, re.M)[1])
    assert sum(have[0].values()) == process, (weight, process)
    print(weight, process, have[3])
    for name in sorted(have[0]):
        print("  %s own %d total %d" % (name, have[0][name], have[1][name]))
    for pair in sorted(have[2]):
        print("  %s > %s %d" % (*pair, have[2][pair]))
