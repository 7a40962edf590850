#!/usr/bin/env python3
"""own_suites.py - the programs' own test suites pass with probes everywhere

expat's runtests, jsoncpp's jsoncpp_test and Debian's tests of pbzip2, with all
functions and all lines instrumented, print and return what they print and
return without.
"""
import os

from programs import (Flavour, arguments, build, fail, require, run, table,
                      workdir)

# What a suite prints when all its tests ran and passed.
VERDICT = {"expat_runtests": "100%: Checks: 365, Failed: 0",
           "jsoncpp_test": "All 119 tests passed",
           "pbzip2": "3 commands passed"}


def suite(tree, name, program):
    """Return the command that runs a suite, and the directory for it."""
    if name != "pbzip2":
        return [program], None
    package = tree.path("pbzip2", ".")
    commands = [line.partition(":")[2].strip() for line in
                (package / "debian/tests/control").read_text().splitlines()
                if line.startswith("Test-Command:")]
    # Compression is compared with what it was when the package was made.
    return ["sh", "-c", " && ".join(
        [f"PATH={program.parent}:$PATH", *commands,
         f"echo {len(commands)} commands passed"])], package


def outcome(tree, name, program, work, profile):
    options = f"output={profile}:report=none"
    command, directory = suite(tree, name, program)
    done = run(command, check=False, cwd=directory or work,
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
        before = outcome(tree, name, plain[name], work, file)
        after = outcome(tree, name, probed[name], work, file)
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
