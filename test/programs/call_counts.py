#!/usr/bin/env python3
"""call_counts.py - the call count of every function equals gcov's, llvm-cov's

Real programs are built with probes in all functions and with the compiler's own
counters, and run on real data: expat's xmlwf, jsoncpp's jsontestrunner and its
tests, which throw and catch, and pbzip2, whose threads share the work anew in
each run. So that both count the same run, both kinds of probes are in one
program; of the others they are in two, lest one disturbs the other unseen.
Functions are matched by linkage name; a local function that a header gives to
several files counts as one.
"""
import collections
import json
import os

from programs import (PROGRAMS, Flavour, arguments, build, fail, profile,
                      real_input, require, run, table, workdir)

SEPARATE = ("xmlwf", "jsontestrunner", "jsoncpp_test")
TOGETHER = ("pbzip2",)

# The fewest functions that both must know of, and what must have been called.
ENOUGH = 20
CALLED = {"jsoncpp_test": "_ZN4Json15throwLogicErrorERKNSt7__cxx1112basic_"
                          "stringIcSt11char_traitsIcESaIcEEE"}

# LLVM: counters in a mapped file (%c, below), so that destructors which run
# after the compiler's own writer at exit are counted too.
LLVM_COUNTERS = ("-fprofile-instr-generate", "-fcoverage-mapping",
                 "-mllvm", "-runtime-counter-relocation=true")
# GCC's counters come after its first optimisations, which merge calls of pure
# functions and inline: of two programs, theirs does without.
GCC_COUNTERS = ("--coverage", "-fno-early-inlining")
GCC_COUNTERS_ALONE = ("--coverage", "-O0")
# What is defaulted (= default) nobody wrote: it has no probes, but the compilers
# list it.
DEFAULTED = {
    "_ZN4Json10CharReader7FactoryD2Ev", "_ZN4Json10CharReaderD2Ev",
    "_ZN4Json10FastWriterC2Ev", "_ZN4Json10FastWriterD2Ev",
    "_ZN4Json12PathArgumentC2Ev", "_ZN4Json12StreamWriter7FactoryD2Ev",
    "_ZN4Json12StreamWriterD2Ev", "_ZN4Json12StyledWriterC2Ev",
    "_ZN4Json12StyledWriterD2Ev", "_ZN4Json13ValueIteratorC2ERKS0_",
    "_ZN4Json13ValueIteratorC2Ev", "_ZN4Json17CharReaderBuilderD2Ev",
    "_ZN4Json18StyledStreamWriterD2Ev", "_ZN4Json18ValueConstIteratorC2Ev",
    "_ZN4Json19StreamWriterBuilderD2Ev", "_ZN4Json5Value8CommentsC2Ev",
    "_ZN4Json6WriterD2Ev", "_ZN4Json8FeaturesC2Ev", "_ZN4Json9ExceptionD2Ev",
    "_ZN8JsonTest6RunnerC2Ev", "_ZN8JsonTest8TestCaseC2Ev",
    "_ZN8JsonTest8TestCaseD2Ev", "_ZN9ValueTest7IsCheckC2Ev"}
# Threads must not lose counts.
ATOMIC = ("-fprofile-update=atomic",)


def is_gcov(tools):
    return tools.coverage.name.startswith("gcov")


def counters(tools, alone):
    if not is_gcov(tools):
        return LLVM_COUNTERS + ATOMIC
    return (GCC_COUNTERS_ALONE if alone else GCC_COUNTERS) + ATOMIC


def by_llvm_cov(tools, program, work):
    """Yield (linkage name, count) of all functions after a run in `work`."""
    merged = work / "default.profdata"
    run([tools.coverage.with_name("llvm-profdata"), "merge",
         work / "default.profraw", "-o", merged])
    exported = run([tools.coverage, "export", program,
                    f"-instr-profile={merged}", "-skip-expansions"])
    for function in json.loads(exported.stdout)["data"][0]["functions"]:
        # A local function's name is preceded by its file's: "a.c:f", "a.c;f".
        name = function["name"].replace(";", ":").rpartition(":")[2]
        yield name, function["count"]


def by_gcov(tools, program, data_files):
    """Yield (linkage name, count) of all functions in the objects' counters,
    but for those of system headers, which have no probes."""
    for data in data_files:
        said = run([tools.coverage, "--json-format", "--stdout", data],
                   cwd=data.parent).stdout
        for file in json.loads(said)["files"]:
            if file["file"].startswith("/usr/"):
                continue
            for function in file["functions"]:
                yield function["name"], function["execution_count"]


def counter_files(program):
    """Return gcov's files of the objects that a program was made of."""
    package = PROGRAMS[program.name].package
    return sorted(program.parent.glob(f"{package}-*.gcda"))


def forget_counts(program):
    for file in counter_files(program):
        file.unlink()


def covered(tools, program, work):
    """Return {linkage name: count} by the compiler's own tool."""
    counts = collections.Counter()
    listed = (by_gcov(tools, program, counter_files(program))
              if is_gcov(tools) else by_llvm_cov(tools, program, work))
    for name, count in listed:
        if name not in DEFAULTED:
            counts[name] += count
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
    forget_counts(cover)
    os.environ["LLVM_PROFILE_FILE"] = f"%c{work / 'default.profraw'}"
    if cover != probed:
        run([cover, *arguments_], cwd=work)
    ours = counted(profile(tools, [probed, *arguments_], work / "calls.prof",
                           work))
    theirs = covered(tools, cover, work)
    return report(name, arguments_, ours, theirs, tools)


def report(name, arguments_, ours, theirs, tools):
    """Print what both counted; return what is wrong."""
    both = ours.keys() & theirs.keys()
    differ = [f for f in both if ours[f] != theirs[f]]
    # The compiler also lists inline functions that no object holds.
    only_theirs = {f for f in theirs.keys() - both if theirs[f]}
    never_emitted = theirs.keys() - both - only_theirs
    only_ours = {f for f in ours.keys() - both if ours[f]}
    print(f"\n{name} {' '.join(str(a) for a in arguments_)}")
    table(("", "functions", "calls"), [
        ("profpass", len(ours), sum(ours.values())),
        (tools.coverage.name, len(theirs), sum(theirs.values())),
        ("equal", len(both) - len(differ),
         sum(ours[f] for f in both if f not in differ)),
    ])
    print(f"never called, only listed by {tools.coverage.name}: "
          f"{len(never_emitted)}")
    show(f"only {tools.coverage.name} counts:", only_theirs, theirs)
    show("only profpass counts:", only_ours, ours)
    for f in sorted(differ):
        print(f"    differs: {f}: profpass {ours[f]}, "
              f"{tools.coverage.name} {theirs[f]}")
    wanted = CALLED.get(name)
    if wanted and not ours[wanted]:
        return [f"{name}: {wanted} was not called: nothing was thrown"]
    if len(both) < ENOUGH:
        return [f"{name}: only {len(both)} functions on both sides"]
    if differ or only_theirs or only_ours:
        return [f"{name}: {len(differ)} counts differ, {len(only_ours)} only "
                f"in profpass, {len(only_theirs)} only in the compiler's"]
    return []


def main():
    tree, tools = arguments(__doc__)
    require(tree, SEPARATE + TOGETHER)
    probes = tools.plugin_flags("all")
    cover = build(tree, Flavour("coverage", counters(tools, True)), SEPARATE)
    probed = build(tree, Flavour("all", probes), SEPARATE)
    together = build(
        tree, Flavour("both", probes + counters(tools, False)), TOGETHER)
    cover.update(together)
    probed.update(together)
    wrong = []
    for name in SEPARATE + TOGETHER:
        wrong += compare(name, cover[name], probed[name],
                         workdir(tree, f"calls-{name}"), tools)
    if wrong:
        fail("\n" + "\n".join(wrong))
    print("\nall equal")


if __name__ == "__main__":
    main()
