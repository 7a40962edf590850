#!/usr/bin/env python3
"""check_symbols.py - does a library refer to, or export, what it must not?

    check_symbols.py --nm NM --lib DIRECTORY

What a guest in someone's program may ask of the C library is written here.
"""
import argparse
import os
import re
import subprocess
import sys

ALLOCATES = {"malloc", "calloc", "realloc", "free", "strdup", "strndup",
             "asprintf", "vasprintf", "getline", "posix_memalign", "qsort"}
PRINTS = {"printf", "fprintf", "vfprintf", "puts", "putchar", "fputs", "fwrite",
          "fopen", "fclose", "stdout", "stderr", "perror", "fflush"}
ENDS = {"exit", "abort", "_exit", "__assert_fail"}
LOCKS = {"pthread_mutex_lock", "pthread_mutex_unlock", "sem_wait"}
GLOBAL = {"getenv", "secure_getenv", "setenv", "setlocale", "strerror",
          "strtok", "srand", "rand", "environ"}

# (archive, objects): symbols that they must not refer to
FORBIDDEN = [
    ("libprofstats.a", r"(?!sink_stream|profile_stamp)",
     ALLOCATES | PRINTS | ENDS | LOCKS | GLOBAL),
    ("libprofstats.a", r"sink_stream|profile_stamp", ALLOCATES | ENDS),
    ("libprofrt.a", r"rt_(hooks|cct|lines)", ALLOCATES | PRINTS | ENDS | LOCKS |
     GLOBAL | {"mmap", "write", "clock_gettime"}),
    ("libprofrt.a", r"rt_", (PRINTS | LOCKS) - {"fflush"}),
]

# What libprofrt.so may offer to the program that it is a guest in.
FAMILY = os.path.join("runtime", "rt_family.def")
JUMPS_AND_ENDS = {"longjmp", "_longjmp", "siglongjmp", "__longjmp_chk",
                  "__cxa_begin_catch", "exit", "_exit", "_Exit", "quick_exit",
                  "abort", "pthread_exit", "dlopen", "dlmopen", "mmap", "mmap64",
                  "munmap", "mremap", "sbrk", "brk"}
PLUGINS_ENTRY = {"__profpass_attach"}
OPERATORS = re.compile(r"_Z(n[wa]|d[la])")  # C++ new and delete


def nm(options, *arguments):
    run = subprocess.run([options.nm] + list(arguments), text=True,
                         stdout=subprocess.PIPE, check=True)
    return run.stdout.splitlines()


def undefined(options, archive):
    """Pairs (object, symbol) of an archive's open references."""
    member = ""
    for line in nm(options, "-u", os.path.join(options.lib, archive)):
        if line.endswith(":"):
            member = line[:-1]
        elif line.strip():
            yield member, line.split()[-1].split("@")[0]


def references(options):
    for archive, members, forbidden in FORBIDDEN:
        pairs = [(m, s) for m, s in undefined(options, archive)
                 if re.match(members, m)]
        if not pairs:
            yield "%s: no object %s" % (archive, members)
        for member, symbol in pairs:
            if symbol in forbidden:
                yield "%s: %s must not refer to %s" % (archive, member, symbol)


def exports(options):
    with open(FAMILY, encoding="utf-8") as family:
        allowed = set(re.findall(r"^RT_FAMILY\w*\((?:[\w *]+, )?(\w+),",
                                 family.read(), re.MULTILINE))
    allowed |= JUMPS_AND_ENDS | PLUGINS_ENTRY
    library = os.path.join(options.lib, "libprofrt.so")
    names = {line.split()[-1].split("@")[0]
             for line in nm(options, "-D", "--defined-only", library)}
    for name in sorted(names - allowed):
        if not OPERATORS.match(name):
            yield "%s: must not export %s" % (library, name)
    for name in sorted(PLUGINS_ENTRY | {"malloc", "free"}):
        if name not in names:
            yield "%s: does not export %s" % (library, name)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nm", required=True)
    parser.add_argument("--lib", required=True)
    options = parser.parse_args()
    found = list(references(options)) + list(exports(options))
    print("\n".join(found) or "every object keeps to its list")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
