#!/usr/bin/env python3
"""check_headers.py - do the public headers compile alone?

    check_headers.py CC CXX

Each header of include/profpass, twice in a row, as C11 and as C++17, with all
warnings. A list (.def) is compiled by the headers that expand it.
"""
import glob
import subprocess
import sys

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wundef", "-Werror"]


def main():
    cc, cxx = sys.argv[1:3]
    headers = sorted(glob.glob("include/profpass/*.h"))
    failed = 0 if headers else 1
    for header in headers:
        name = header[len("include/"):]
        program = '#include "%s"\n#include "%s"\nint unit;\n' % (name, name)
        for command in ([cc, "-xc", "-std=c11", "-Wstrict-prototypes"],
                        [cxx, "-xc++", "-std=c++17"]):
            run = subprocess.run(command + WARNINGS + [
                "-Iinclude", "-fsyntax-only", "-"], input=program, text=True)
            if run.returncode:
                print("%s does not compile: %s" % (header, " ".join(command)))
                failed += 1
    print("%d headers" % len(headers))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
