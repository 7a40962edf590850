#!/usr/bin/env python3
"""own_suites.py - the programs' own test suites pass with probes everywhere

expat's runtests and jsoncpp's jsoncpp_test, built with all functions and all
lines instrumented, print and return what they print and return without.
"""
import os

from programs import (Flavour, arguments, build, fail, require, run, table,
                      workdir)

# What a suite prints when all its tests ran and passed.
VERDICT = {"expat_runtests": "100%: Checks: 365, Failed: 0",
           "jsoncpp_test": "All 119 tests passed"}


def outcome(program, work, profile):
    options = f"output={profile}:report=none"
    done = run([program], check=False, cwd=work,
               env={**os.environ, "PROFPASS_OPTIONS": options})
    return done.returncode, done.stdout, done.stderr


def main():
    tree, tools = arguments(__doc__)
    require(tree, VERDICT)
    plain = build(tree, Flavour("plain", ("-g0",)), VERDICT)
    probed = build(tree, Flavour("lines", tools.plugin_flags("all",
                                                             "lines=all")),
                   VERDICT)
    work = workdir(tree, "suites")
    rows, wrong = [], []
    for name, verdict in VERDICT.items():
        file = work / f"{name}.prof"
        before = outcome(plain[name], work, file)
        after = outcome(probed[name], work, file)
        if verdict not in before[1] or before[0] != 0:
            fail(f"{name} does not pass without probes:\n{before[1]}")
        if after != before:
            wrong.append(f"{name}: status {after[0]}, output\n"
                         f"{after[1][-2000:]}{after[2][-2000:]}")
        if not file.exists():
            wrong.append(f"{name}: no profile {file}")
            continue
        checked = run([tools.profpass, "info", file], check=False)
        if checked.returncode != 0:
            wrong.append(f"{name}: {checked.stderr}")
        rows.append((name, verdict, f"{file.stat().st_size:,} bytes"))
    table(("suite", "with probes", "profile"), rows)
    if wrong:
        fail("\n" + "\n".join(wrong))


if __name__ == "__main__":
    main()
