#!/usr/bin/env python3
"""check_layers.py - does any layer include what it must not see?

The table is the rule. A layer may include files of its own, the listed files of
the project, and all system headers but the forbidden ones.
"""
import fnmatch
import os
import re
import sys

CONTRACTS = ["profpass/*"]
COMPILERS = ["llvm/*", "clang/*", "llvm-c/*", "gcc-plugin.h", "tree.h"]

# layer: (what it may see of the project, system headers that it must not)
LAYERS = {
    "include/profpass": (CONTRACTS, [
        "[!s]*", "stdlib.h", "string.h", "sys/*"]),
    "plugin/policy": (["profpass/glob.h"], COMPILERS),
    "plugin/clang": (["policy.h", "policy_options.def", "profpass/abi.h",
                      "profpass/hooks.def", "profpass/records.def",
                      "llvm/*", "clang/*"], ["iostream", "time.h", "chrono",
                                             "random"]),
    "runtime": (["profpass/abi.h", "profpass/format.h", "profpass/glob.h",
                 "profpass/process.h",
                 "profpass/profpass.h", "profpass/*.def"], COMPILERS + ["stdio.h"]),
    "lib": (["profpass/stats.h", "profpass/format.h", "profpass/abi.h",
             "profpass/glob.h", "profpass/process.h", "profpass/recording.h",
             "profpass/plot.h",
             "profpass/follow.h", "profpass/*.def", "pprof.pb-c.h"],
            COMPILERS + ["malloc.h", "locale.h"]),
    "tools": (["profpass/stats.h", "profpass/process.h",
               "profpass/recording.h", "profpass/plot.h", "profpass/follow.h"],
              COMPILERS + ["dlfcn.h"]),
}

# The files of the runtime that know the library: for the report at exit, and for
# what the program asks to see.
EXCEPTIONS = {("runtime/rt_report.c", "profpass/stats.h"),
              ("runtime/rt_stats.c", "profpass/stats.h"),
              ("runtime/rt_streams.h", "profpass/stats.h")}

# Version tests live in one header per compiler.
VERSIONS = re.compile(r"^\s*#\s*(el)?if.*(LLVM_VERSION|GCCPLUGIN_VERSION|"
                      r"__clang_major__|__GNUC__)")
COMPATIBILITY = ("LlvmCompat.h", "gcc_compat.h")

SOURCES = (".c", ".h", ".def", ".cpp", ".cc")


def matches(name, patterns):
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def faults(layer, path, allowed, forbidden, own):
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        where = "%s:%d" % (path, number)
        if layer.startswith("plugin/") and VERSIONS.match(line) and \
                os.path.basename(path) not in COMPATIBILITY:
            yield "%s: a test of a compiler's version belongs into %s" % (
                where, " or ".join(COMPATIBILITY))
        include = re.match(r'\s*#\s*include\s*([<"])([^">]+)', line)
        if not include:
            continue
        kind, name = include.groups()
        if kind == "<" and matches(name, forbidden):
            yield "%s: %s must not see <%s>" % (where, layer, name)
        if kind == '"' and name not in own and not matches(name, allowed) \
                and (path, name) not in EXCEPTIONS:
            yield '%s: %s must not see "%s"' % (where, layer, name)


def main():
    found = []
    for layer, (allowed, forbidden) in LAYERS.items():
        own = {f for f in os.listdir(layer) if f.endswith(SOURCES)}
        if not own:
            found.append("%s: no sources" % layer)
        for name in sorted(own):
            found += faults(layer, os.path.join(layer, name), allowed,
                            forbidden, own)
    print("\n".join(found) or "no layer sees what it must not")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
