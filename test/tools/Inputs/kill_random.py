#!/usr/bin/env python3
"""kill_random.py - kill a program again and again, and read what it left

usage: kill_random.py PROFPASS PROGRAM single|threads|fork

50 times, or 1000 with PROFPASS_TEST_LONG=1, the program is killed at a random moment, its start included. Then
every profile must open and keep the laws, and hold all that the program has
counted itself (kill_random.c), but for what each thread was just at.
"""
import json
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time

N_PROCESSES, COUNT = 4096, struct.Struct("4Q")
IN_FLIGHT = {"single": 1, "threads": 3, "fork": 1}


def output(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    if done.returncode != 0:
        raise SystemExit("%s: exit status %d\n%s" % (
            command, done.returncode, done.stdout))
    return done.stdout


def run_and_kill(program, kind, directory, delay):
    """What the processes counted, by process id."""
    path = os.path.join(directory, "counts")
    with open(path, "wb") as file:
        file.truncate(N_PROCESSES * COUNT.size)
    process = subprocess.Popen(
        [program, path, kind], start_new_session=True, env=dict(
            os.environ, PROFPASS_OPTIONS="report=none:output=%s/%%p.prof" %
            directory))
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    time.sleep(0.002 if kind == "fork" else 0)  # its children go, too
    with open(path, "rb") as file:
        rows = [row for row in COUNT.iter_unpack(file.read()) if row[0] != 0]
    return {pid: counts for pid, *counts in rows}


def compare(profile, counted, in_flight):
    """What is wrong with a profile, as texts."""
    calls = sum(f["calls"] for f in profile["functions"] if f["name"] == "work")
    heap = profile["heap"]
    edges = sum(edge["calls"] for edge in profile["edges"])
    if edges != sum(f["calls"] for f in profile["functions"]):
        yield "edges do not add up"
    for name, found, number in (
            ("calls", calls, counted[0]),
            ("allocations", heap["allocations"], counted[1]),
            ("frees", heap["frees"], counted[2])):
        if not number <= found <= number + in_flight:
            yield "%s: %d, but the program counted %d" % (name, found, number)
    for name in ("allocations", "allocated_bytes", "live_bytes"):
        lines = sum(row[name] for row in profile["lines"])
        unit = 1 if name == "allocations" else 19  # the largest block
        if abs(lines - heap[name]) > unit * in_flight:
            yield "the lines' %s: %d, not %d" % (name, lines, heap[name])


def main():
    profpass, program, kind = sys.argv[1:4]
    times = 1000 if os.environ.get("PROFPASS_TEST_LONG") == "1" else 50
    random.seed(os.environ.get("PROFPASS_TEST_SEED", "profpass"))
    n_profiles = n_calls = 0
    for round_ in range(times):
        with tempfile.TemporaryDirectory() as directory:
            delay = 10 ** random.uniform(-3.5, -1.5)
            counts = run_and_kill(program, kind, directory, delay)
            found = {int(name[:-5]): os.path.join(directory, name)
                     for name in os.listdir(directory) if name != "counts"}
            wrong = ["process %d: no profile of %s" % item
                     for item in counts.items()
                     if item[0] not in found and any(item[1])]
            for pid, path in found.items():
                output([profpass, "info", "--check", path])
                profile = json.loads(output(
                    [profpass, "export", "--format=json", path]))
                counted = counts.get(pid, [0, 0, 0])
                wrong += ["process %d: %s" % (pid, text) for text in compare(
                    profile, counted, IN_FLIGHT[kind])]
                n_profiles += 1
                n_calls += counted[0]
            if wrong:
                raise SystemExit("round %d, killed after %.4f s:\n%s" % (
                    round_, delay, "\n".join(wrong)))
    print("%s: %d times killed, %d profiles, %d calls" % (
        kind, times, n_profiles, n_calls))
    if n_profiles == 0 or n_calls == 0:
        raise SystemExit("nothing was recorded")


if __name__ == "__main__":
    main()
