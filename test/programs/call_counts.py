#!/usr/bin/env python3
"""call_counts.py - the call count of every function equals llvm-cov's

expat's xmlwf and jsoncpp's jsontestrunner are built twice with the same
compiler, once with probes in all functions and once with the compiler's own
counters (-fprofile-instr-generate -fcoverage-mapping), and run on the same
real data. Functions are matched by linkage name; a local function that a header
gives to several files counts as one.
"""
import collections
import json
import os

from programs import (Flavour, arguments, build, fail, profile, real_input,
                      require, run, table, workdir)

NAMES = ("xmlwf", "jsontestrunner")

# Counters in a mapped file (%c, below), so that destructors which run after the
# compiler's own writer at exit are counted too.
COUNTERS = ("-fprofile-instr-generate", "-fcoverage-mapping",
            "-mllvm", "-runtime-counter-relocation=true")


def covered(tools, program, arguments_, work):
    """Return {linkage name: count} by llvm-cov."""
    raw, merged = work / "default.profraw", work / "default.profdata"
    run([program, *arguments_], cwd=work,
        env={**os.environ, "LLVM_PROFILE_FILE": f"%c{raw}"})
    run([tools.llvm_bin / "llvm-profdata", "merge", raw, "-o", merged])
    exported = run([tools.llvm_bin / "llvm-cov", "export", program,
                    f"-instr-profile={merged}", "-skip-expansions"])
    counts = collections.Counter()
    for function in json.loads(exported.stdout)["data"][0]["functions"]:
        # A local function's name is preceded by its file's: "a.c:f", "a.c;f".
        name = function["name"].replace(";", ":").rpartition(":")[2]
        counts[name] += function["count"]
    return counts


def counted(data):
    """Return {linkage name: calls} by profpass."""
    counts = collections.Counter()
    for function in data["functions"]:
        counts[function["linkage_name"]] += function["calls"]
    return counts


def show(title, names, counts):
    if names:
        print(title)
    for name in sorted(names):
        print(f"    {counts[name]:>12,}  {name}")


def compare(name, cover, probed, work, tools):
    """Print the comparison for one program; return what is wrong."""
    arguments_ = real_input(name, work)
    theirs = covered(tools, cover, arguments_, work)
    ours = counted(profile(tools, [probed, *arguments_], work / "calls.prof",
                           work))
    both = ours.keys() & theirs.keys()
    differ = [f for f in both if ours[f] != theirs[f]]
    # llvm-cov also lists inline functions that no object holds.
    only_theirs = {f for f in theirs.keys() - both if theirs[f]}
    never_emitted = theirs.keys() - both - only_theirs
    only_ours = ours.keys() - both
    print(f"\n{name} {' '.join(str(a) for a in arguments_)}")
    table(("", "functions", "calls"), [
        ("profpass", len(ours), sum(ours.values())),
        ("llvm-cov", len(theirs), sum(theirs.values())),
        ("equal", len(both) - len(differ),
         sum(ours[f] for f in both if f not in differ)),
    ])
    show("only llvm-cov lists, never called:", never_emitted, theirs)
    show("only llvm-cov counts:", only_theirs, theirs)
    show("only profpass counts:", only_ours, ours)
    for f in sorted(differ):
        print(f"    differs: {f}: profpass {ours[f]}, llvm-cov {theirs[f]}")
    if len(both) < 50:
        return [f"{name}: only {len(both)} functions on both sides"]
    if differ or only_theirs or only_ours:
        return [f"{name}: {len(differ)} counts differ, {len(only_ours)} only "
                f"in profpass, {len(only_theirs)} only in llvm-cov"]
    return []


def main():
    tree, tools = arguments(__doc__)
    require(tree, NAMES)
    cover = build(tree, Flavour("coverage", COUNTERS), NAMES)
    probed = build(tree, Flavour("all", tools.plugin_flags("all")), NAMES)
    wrong = []
    for name in NAMES:
        wrong += compare(name, cover[name], probed[name],
                         workdir(tree, f"calls-{name}"), tools)
    if wrong:
        fail("\n" + "\n".join(wrong))
    print("\nall equal")


if __name__ == "__main__":
    main()
