# recorded.py PROFPASS PROGRAM - what profpass run records, against what the
# program did, which it prints
import decimal
import os
import re
import subprocess
import sys

D = decimal.Decimal
SLACK = D("0.002")  # two clocks are compared
profpass, program = sys.argv[1:3]
environment = dict(os.environ, PROFPASS_OPTIONS="report=none")


def run(mode, *options, status=0, by=()):
    """Record a run; what it said, and the words of the records."""
    name = mode + ".dat"
    done = subprocess.run(
        [profpass, "run", "-o", name, "--profile=%s.prof" % mode, *options,
         *by, program, name, mode], text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment)
    assert done.returncode == status, (mode, done)
    return done.stdout, records(name), done.stderr


def records(name):
    with open(name, encoding="utf-8") as stream:
        text = stream.read()
    assert text.endswith("\n") and "\n\n" not in text, name
    return [line.split(" ") for line in text[:-1].split("\n")]


def of(kind, rows):
    return [row[1:] for row in rows if row[0] == kind]


def distinct(values):
    return [v for i, v in enumerate(values) if i == 0 or v != values[i - 1]]


def check_form(rows):
    """Each record has its words, numbers have theirs."""
    mib, time = r"\d+\.\d{6}", r"\d{10}\.\d{9}"
    forms = {"MEM": [mib, time], "HEAP": [mib, time],
             "CHLD": [r"\d+", mib, time],
             "FUNC": [r"\S+", mib, time, mib, time, r"\d+"],
             "CALLS": [r"\S+", mib, time, mib, time, r"\d+", r"\d+", r"\d+\.\d{9}"],
             "PEAK": [mib, time + "|-", r"\S+", r"\S+"]}
    assert rows[0][0] == "CMDLINE", rows[0]
    assert rows[1] == ["WHAT", "rss"], rows[1]
    for kind, *words in rows[2:]:
        if kind == "PROFILE":
            continue
        assert len(words) == len(forms[kind]), (kind, words)
        for word, form in zip(words, forms[kind]):
            assert re.fullmatch(form, word), (kind, words)
    times = [D(row[1]) for row in of("MEM", rows)]
    assert times == sorted(times), times


def steps():
    """Known blocks, nested calls, and their moments."""
    out, rows, err = run("steps", "-T", "0.02", status=7)
    check_form(rows)
    assert err == "profpass: sampling memory every 0.02 s into steps.dat\n", err
    assert rows[0] == ["CMDLINE", program, "steps.dat", "steps"], rows[0]
    heap = distinct([row[0] for row in of("HEAP", rows)])
    want = ["8.000000", "24.000000", "16.000000"]
    assert [v for v in heap if v != "0.000000"] == want, heap
    calls = of("FUNC", rows)
    assert sorted(c[0] + c[5] for c in calls) == [
        "both1", "main0", "take2", "take2"], calls
    assert of("CALLS", rows) == [], rows
    said = [line.split() for line in out.splitlines()]
    assert [s[0] for s in said] == ["before", "in", "out", "after"] * 2, said
    for i, call in enumerate(c for c in calls if c[0] == "take"):
        before, inside, leaving, after = (D(s[1]) for s in said[4 * i:4 * i + 4])
        enter, leave = D(call[2]), D(call[4])
        assert before - SLACK <= enter <= inside + SLACK, (before, enter, inside)
        assert leaving - SLACK <= leave <= after + SLACK, (leaving, leave, after)
        assert D(call[3]) - D(call[1]) > 1, call  # 8 or 16 MiB, if partly
    peak, = of("PEAK", rows)
    line = 1 + next(i for i, text in enumerate(open(sys.argv[3])) if "malloc(mib" in text)
    assert peak[0] == "24.000000" and peak[2] == "take", peak
    assert peak[3].endswith("recorded.c:%d" % line), (peak, line)
    profile, = of("PROFILE", rows)
    assert profile == [os.path.join(os.getcwd(), "steps.prof")], profile


def kill():
    """All samples are there, and no half of one."""
    _, rows, _ = run("kill", "-T", "0.02", status=-9)
    check_form(rows)
    assert "8.000000" in [row[0] for row in of("HEAP", rows)], rows
    assert of("PROFILE", rows) == [], rows


def term():
    """The program is told, ends as it likes, and the last records are there."""
    _, rows, _ = run("term", "-T", "0.02", status=15)
    check_form(rows)
    assert len(of("PROFILE", rows)) == 1 and len(of("PEAK", rows)) == 1, rows
    assert "take" in [c[0] for c in of("FUNC", rows)], rows


def execute():
    """A program that executes another one: the records are of both."""
    _, rows, _ = run("term", "-T", "0.02", status=15,
                     by=("sh", "-c", 'exec "$0" "$@"'))
    check_form(rows)
    assert "8.000000" in [row[0] for row in of("HEAP", rows)], rows
    profile, = of("PROFILE", rows)
    assert profile[0].endswith("/term.prof.2"), profile  # .1 is the shell's


def timeout():
    """The program goes on after the last record, and its status is passed on."""
    _, rows, _ = run("timeout", "-t", "0.05", status=4)
    check_form(rows)
    main, = of("FUNC", rows)  # which runs still
    assert main[0] == "main" and D(main[4]) - D(main[2]) > D("0.01"), main


def children():
    out, rows, _ = run("children", "-T", "0.02", "-M", "-C")
    check_form(rows)
    child = out.split()[1]
    assert {row[0] for row in of("CHLD", rows)} == {child}, rows
    by_time = {row[1]: D(row[0]) for row in of("MEM", rows)}
    for _, mib, time in of("CHLD", rows):
        assert by_time[time] > D(mib), (by_time[time], mib)
    assert max(by_time.values()) > 32, by_time


def many():
    """Of a million calls none is lost, and the file stays small."""
    _, rows, _ = run("many", "-T", "0.001")
    check_form(rows)
    groups = [c for c in of("CALLS", rows) if c[0] == "tiny"]
    singles = [c for c in of("FUNC", rows) if c[0] == "tiny"]
    assert sum(int(c[6]) for c in groups) + len(singles) == 1000000, rows
    assert all(c[5] == "1" for c in groups + singles), groups
    assert sum(D(c[7]) for c in groups) > 0 and groups, groups
    assert len(rows) < 20000, len(rows)
    main, = [c for c in of("FUNC", rows) if c[0] == "main"]
    assert all(D(c[2]) <= D(c[4]) <= D(main[4]) + SLACK
               for c in groups + singles), (main, groups)


for check in (steps, kill, term, execute, timeout, children, many):
    check()
