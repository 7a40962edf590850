#!/usr/bin/env python3
"""heap.py - run a program with the runtime and compare what it says of the heap

The runtime is preloaded, or loaded late by heap_loader, or not asked for. What
is expected is given by hand (--expect allocations=67), is what valgrind counts
for the same program without us (--valgrind), or is a text on stderr (--says).
"""
import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile


def valgrind_counts(program):
    """Return what memcheck counts for the plain program."""
    text = subprocess.run(["valgrind", "--leak-check=no", program], check=True,
                          capture_output=True, text=True).stderr
    number = r"([\d,]+)"
    found = re.search(rf"heap usage: {number} allocs, {number} frees, "
                      rf"{number} bytes allocated", text)
    return dict(zip(("allocations", "frees", "allocated_bytes"),
                    (int(n.replace(",", "")) for n in found.groups())))


def run(arguments, profile):
    """Run the program; return its stderr and the counts of its profile."""
    environment = dict(os.environ, PROFPASS_OPTIONS=f"report=none:output={profile}")
    if arguments.loader:
        environment["LD_PRELOAD"] = arguments.loader
        environment["PROFPASS_TEST_RUNTIME"] = arguments.runtime
    elif arguments.runtime:
        environment["LD_PRELOAD"] = arguments.runtime
    def limit():
        if arguments.limit_kib:
            n_bytes = arguments.limit_kib * 1024
            resource.setrlimit(resource.RLIMIT_AS, (n_bytes, n_bytes))

    done = subprocess.run([arguments.program], env=environment,
                          preexec_fn=limit, capture_output=True, text=True)
    if done.returncode != arguments.status:
        sys.exit(f"exit status {done.returncode}: {done.stderr}")
    dump = subprocess.run([arguments.profpass, "dump", profile], check=True,
                          capture_output=True, text=True).stdout
    subprocess.run([arguments.profpass, "info", profile], check=True,
                   stdout=subprocess.DEVNULL)
    counts = {}
    for line in dump.splitlines():
        word, _, rest = line.partition(" ")
        if word == "heap":
            counts.update((k, int(v)) for k, v in
                          (pair.split("=") for pair in rest.split()))
        elif word == "account":
            name, *pairs = rest.split()
            counts.update((f"{name}.{k}", int(v)) for k, v in
                          (pair.split("=") for pair in pairs))
        elif word == "loss":
            name, _, n = rest.replace("=", " ").partition(" ")
            counts[name] = int(n)
        elif word == "program":
            counts["mode"] = re.search(r"heap=(\w+)", rest).group(1)
    return done.stderr, counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--profpass", required=True)
    parser.add_argument("--runtime")
    parser.add_argument("--loader")
    parser.add_argument("--expect", nargs="*", default=[])
    parser.add_argument("--valgrind", nargs="*")
    parser.add_argument("--says")
    parser.add_argument("--status", type=int, default=0)
    parser.add_argument("--limit-kib", type=int)
    parser.add_argument("program")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as directory:
        stderr, counts = run(arguments, os.path.join(directory, "heap.prof"))
    expected = dict(pair.split("=") for pair in arguments.expect)
    if arguments.valgrind is not None:
        oracle = valgrind_counts(arguments.program)
        expected.update((name, oracle[name]) for name in arguments.valgrind)
    wrong = [f"{name}: {counts.get(name)}, not {value}"
             for name, value in expected.items()
             if str(counts.get(name, 0)) != str(value)]
    if arguments.says and arguments.says not in stderr:
        wrong.append(f"stderr is {stderr!r}")
    said = [line for line in stderr.splitlines()
            if not line.startswith("profpass: profile written to ")]
    if not arguments.says and said:
        wrong.append(f"stderr is not empty: {said}")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
