# attach.py PROFPASS PROGRAM - attach to programs that run, and to what is none
import decimal
import os
import shutil
import signal
import subprocess
import sys
import time

profpass, program = sys.argv[1:3]
environment = dict(os.environ, PROFPASS_OPTIONS="report=none:output=%p.prof")


def attach(*words, status=0, user=None):
    done = subprocess.run([profpass, "attach", *words], text=True, user=user,
                          stderr=subprocess.PIPE, timeout=30)
    assert done.returncode == status, (words, done)
    return done.stderr


def records(name):
    with open(name, encoding="utf-8") as stream:
        return [line.split() for line in stream.read().splitlines()]


def instrumented():
    """Live heap and calls of a program, to its end."""
    p = subprocess.Popen([program, "a.dat", "steps"], env=environment,
                         stdout=subprocess.PIPE, text=True)
    assert p.stdout.readline().startswith("before")
    said = attach("-T", "0.02", "-o", "a.dat", str(p.pid))
    assert p.wait() == 7, p.returncode
    assert "profpass: process %d " % p.pid in said and "has ended" in said, said
    rows = records("a.dat")
    assert rows[0] == ["CMDLINE", program, "a.dat", "steps"], rows[0]
    heap = [row[1] for row in rows if row[0] == "HEAP"]
    want = ["8.000000", "24.000000", "16.000000"]
    assert [v for i, v in enumerate(heap)
            if v in want and (i == 0 or v != heap[i - 1])] == want, heap
    calls = [row[1] + row[-1] for row in rows if row[0] == "FUNC"]
    assert sorted(calls) == ["both1", "main0", "take2", "take2"], calls
    times = [decimal.Decimal(row[2]) for row in rows if row[0] == "MEM"]
    for row in rows:
        if row[0] == "FUNC":  # what had begun before begins with the curve
            assert decimal.Decimal(row[3]) >= times[0], (row, times[0])
    assert ["PEAK", "24.000000"] in [row[:2] for row in rows], rows
    profile = os.path.join(os.getcwd(), "%d.prof" % p.pid)
    assert ["PROFILE", profile] in rows, rows


def sleeper(name):
    """A program of that name that does nothing."""
    shutil.copy(shutil.which("sleep"), name)
    return subprocess.Popen([os.path.abspath(name), "60"])


def by_name():
    name = "a_rather_long_name_%d" % os.getpid()
    p = sleeper(name)
    while name not in open("/proc/%d/cmdline" % p.pid).read():
        time.sleep(0.001)
    said = attach("-t", "0.03", "-T", "0.01", "-o", "b.dat", name[2:])
    assert "process %d (%s) every 0.01 s into b.dat\n" % (p.pid, name) in said, said
    rows = records("b.dat")
    assert len([row for row in rows if row[0] == "MEM"]) >= 2, rows
    assert {row[0] for row in rows} == {"CMDLINE", "WHAT", "MEM"}, rows

    # Part of two names is none; the whole of one is.
    other = sleeper(name + "s")
    while name + "s" not in open("/proc/%d/cmdline" % other.pid).read():
        time.sleep(0.001)
    said = attach("-o", "none.dat", name[2:], status=1)
    lines = said.splitlines()
    assert lines[0] == "profpass: 2 processes have %s in their names; give the " \
        "id of one:" % name[2:], said
    assert sorted(line.split() for line in lines[1:]) == sorted(
        [[str(p.pid), name], [str(other.pid), name + "s"]]), said
    attach("-t", "0.01", "-o", "c.dat", name)
    other.kill()
    other.wait()

    # Told to stop, it keeps what it has.
    a = subprocess.Popen([profpass, "attach", "-T", "0.01", "-o", "d.dat", str(p.pid)])
    while not os.path.exists("d.dat") or len(records("d.dat")) < 4:
        time.sleep(0.001)
    a.send_signal(signal.SIGTERM)
    assert a.wait() == 0, a.returncode
    if os.getuid() == 0:  # another user's
        said = attach("--backend=pss", "-o", "none.dat", str(p.pid), status=1,
                      user=65534)
        assert "its memory cannot be read: Permission denied" in said, said
        said = attach("-t", "0.02", "-o", "/dev/null", str(p.pid), user=65534)
        assert "it cannot be seen whether it has a profile: Permission denied" in said
    p.kill()
    p.wait()
    said = attach("-o", "none.dat", str(p.pid), status=1)
    assert said == "profpass: there is no process %d\n" % p.pid, said
    said = attach("-o", "none.dat", "no such process", status=1)
    assert said == "profpass: there is no process with no such process in its name\n"
    assert not os.path.exists("none.dat")


instrumented()
by_name()
