#!/usr/bin/env python3
"""check_lists.py - has every row of a list its documentation and its test?

    check_lists.py --profpass PROGRAM

    list                          each row is named in
    tools/cmd.def                 docs/man/profpass-NAME.1, test/tools
      options (from --help)       that page
    the exporters                 docs/man/profpass-export.1, test/
    include/profpass/format.def   docs/file-format.md
    include/profpass/losses.def   docs/file-format.md
    runtime/rt_options.def        docs/man/profpass-options.7, test/
    plugin/policy/policy_options.def   docs/man, test/
"""
import argparse
import glob
import os
import re
import subprocess
import sys


def read(*patterns):
    """The text of all files that match."""
    paths = [p for pattern in patterns
             for p in glob.glob(pattern, recursive=True) if os.path.isfile(p)]
    texts = []
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as stream:
            texts.append(stream.read())
    # Manual pages write a hyphen as \-.
    return "\n".join(texts).replace("\\-", "-")


def rows(path, macro, column):
    """A column of a list."""
    text = re.sub(r"/\*.*?\*/", "", read(path), flags=re.DOTALL)
    found = re.findall(r"^%s\(([^)\"]*)" % macro, text, re.MULTILINE)
    if not found:
        raise SystemExit("check_lists.py: no %s in %s" % (macro, path))
    return [row.split(",")[column].strip() for row in found]


def is_word(name, text):
    return re.search(r"(?<![\w])%s(?![\w])" % re.escape(name), text) is not None


def commands(profpass):
    tests = read("test/tools/**")
    for name in rows("tools/cmd.def", "PROFPASS_COMMAND", 0):
        page = "docs/man/profpass-%s.1" % name
        manual = read(page)
        if not manual:
            yield "%s is missing" % page
        if not re.search(r"%%profpass %s\b" % name, tests):
            yield "test/tools: no test of profpass %s" % name
        answer = subprocess.run([profpass, name, "--help"], text=True,
                                stdout=subprocess.PIPE).stdout
        options = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", answer))
        if not options:
            yield "profpass %s --help names no option" % name
        for option in sorted(options):
            if not re.search(r"%s(?![\w-])" % option, manual):
                yield "%s: %s is missing" % (page, option)


def exporters(profpass):
    answer = subprocess.run([profpass, "export", "--format=help"], text=True,
                            stdout=subprocess.PIPE).stdout
    names = [line.split()[0] for line in answer.splitlines() if line.strip()]
    if not names:
        yield "profpass export --format=help names no format"
    tests = read("test/**")
    for name in names:
        if not is_word(name, read("docs/man/profpass-export.1")):
            yield "docs/man/profpass-export.1: %s is missing" % name
        if not re.search(r"export (-f ?|--format[= ])%s\b" % name, tests):
            yield "test: no test of profpass export --format=%s" % name


def named(names, *places):
    for place in places:
        text = read(place)
        for name in names:
            if not is_word(name, text):
                yield "%s: %s is missing" % (place, name)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--profpass", required=True)
    profpass = parser.parse_args().profpass
    found = list(commands(profpass)) + list(exporters(profpass))
    found += named(rows("include/profpass/format.def", "PROFPASS_BLOCK", 1) +
                   rows("include/profpass/losses.def", "PROFPASS_LOSS", 1),
                   "docs/file-format.md")
    found += named(rows("runtime/rt_options.def", "RT_OPTION", 0),
                   "docs/man/profpass-options.7", "test/e2e/options_*")
    found += named(rows("plugin/policy/policy_options.def", "POLICY_OPTION", 1),
                   "docs/man/*", "test/**")
    print("\n".join(found) or "every row is documented and tested")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
