# run_signals.py PROFPASS - send signals to run, and see what its program got
import os
import signal
import subprocess
import sys

PROGRAM = """
import os, signal, sys
def answer(number, frame):
    os.write(1, b"got %d\\n" % number)
    sys.exit(10 + number)
for s in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(s, answer)
os.write(1, b"ready\\n")
while True:
    signal.pause()
"""


def run(number, to_group):
    child = subprocess.Popen(
        [sys.argv[1], "run", sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE, start_new_session=True, text=True,
        env=dict(os.environ, PROFPASS_OPTIONS="report=none:output=signals.prof"))
    assert child.stdout.readline() == "ready\n"
    (os.killpg if to_group else os.kill)(child.pid, number)
    out = child.stdout.read()
    assert out == "got %d\n" % number, (number, out)
    assert child.wait() == 10 + number, child.returncode


run(signal.SIGTERM, to_group=False)
run(signal.SIGHUP, to_group=False)
run(signal.SIGINT, to_group=True)
