#!/usr/bin/env python3
"""run.py - run a program that calls the probes by hand, and check its profile

usage: run.py PROGRAM SOURCE PROFPASS

The source says what to expect, in lines of its own:

    // OPTIONS: clock=step          PROFPASS_OPTIONS (default clock=step)
    // STATUS: 3                    exit status, or -9 for a signal
    // LIMIT: NOFILE 3              a resource limit
    // PROFILES: 2                  how many files there must be (default 1)
    // EXPECT: function f … calls=3 in the dump of the first process
    // CHILD: function f … calls=1  in the dump of the forked one
    // ABSENT: words                in neither
    // STDERR: words                in what it printed there
    // STDOUT: words

`…` stands for anything within a line. The laws of each profile are checked.
"""
import os
import re
import resource
import struct
import subprocess
import sys
import tempfile


def read_wishes(source):
    wishes = {}
    for line in open(source, encoding="utf-8"):
        found = re.match(r"\s*// ([A-Z]+): (.*)$", line)
        if found:
            wishes.setdefault(found[1], []).append(found[2].strip())
    return wishes


def is_forked(path):
    """Whether profpass_header.forked_from of format.h names a parent."""
    with open(path, "rb") as file:
        return struct.unpack_from("<I", file.read(84), 80)[0] != 0


def pattern(words):
    return re.compile(".*".join(re.escape(w.strip()) for w in words.split("…")))


def main():
    program, source, profpass = map(os.path.abspath, sys.argv[1:4])
    wishes = read_wishes(source)
    failures = []

    def limit():
        for line in wishes.get("LIMIT", []):
            name, value = line.split()
            kind = getattr(resource, "RLIMIT_" + name)
            resource.setrlimit(kind, (int(value), int(value)))

    def expect(what, words, text):
        if not pattern(words).search(text):
            failures.append(f"{what}: no '{words}' in\n{text}")

    with tempfile.TemporaryDirectory() as place:
        options = wishes.get("OPTIONS", ["clock=step"])[0]
        done = subprocess.run(
            [program], cwd=place, preexec_fn=limit, capture_output=True,
            text=True, timeout=120, check=False,
            env=dict(os.environ, PROFPASS_OPTIONS=options))
        status = int(wishes.get("STATUS", ["0"])[0])
        if done.returncode != status:
            failures.append(f"status {done.returncode}, not {status}\n"
                            f"{done.stdout}{done.stderr}")
        for words in wishes.get("STDERR", []):
            expect("stderr", words, done.stderr)
        for words in wishes.get("STDOUT", []):
            expect("stdout", words, done.stdout)

        paths = sorted((os.path.join(place, name) for name in os.listdir(place)
                        if ".prof" in name), key=os.path.getctime)
        n_profiles = int(wishes.get("PROFILES", ["1"])[0])
        if len(paths) != n_profiles:
            failures.append(f"{len(paths)} profiles, not {n_profiles}")
        dumps = {"EXPECT": "", "CHILD": ""}
        for path in paths:
            dump = subprocess.run([profpass, "dump", path],
                                  capture_output=True, text=True, check=False)
            if dump.returncode != 0:
                failures.append(dump.stderr)
            role = "CHILD" if is_forked(path) else "EXPECT"
            dumps[role] += dump.stdout
            info = subprocess.run([profpass, "info", "--check", path],
                                  capture_output=True, text=True, check=False)
            if info.returncode != 0:
                failures.append(info.stdout + info.stderr)
        for role, text in dumps.items():
            for words in wishes.get(role, []):
                expect(role, words, text)
            for words in wishes.get("ABSENT", []):
                if pattern(words).search(text):
                    failures.append(f"'{words}' must not be in\n{text}")
    if failures:
        sys.exit("\n".join(failures))


if __name__ == "__main__":
    main()
