"""browse_terminal.py - profpass browse on a terminal: Tab, history, a pager

    browse_terminal.py PROFPASS PROFILE

The profile is of Inputs/shape.c. Keys go in, and what must come out is waited
for; the time limit is for a browser that hangs.
"""
import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

profpass, profile = sys.argv[1:]
os.chdir(os.path.dirname(profile))
profile = os.path.basename(profile)
pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(TERM="vt100", PAGER="sed 's/^/paged: /'", LC_ALL="C")
    os.execl(profpass, "profpass", "browse", profile)

seen = ""


def expect(pattern):
    """Read until the pattern is there, and forget what is up to it."""
    global seen
    end = time.monotonic() + 20
    while not re.search(pattern, seen):
        if time.monotonic() > end or not select.select([terminal], [], [], 20)[0]:
            sys.exit("no %r in:\n%s" % (pattern, seen))
        try:
            seen += os.read(terminal, 4096).decode()
        except OSError:
            sys.exit("the browser ended; no %r in:\n%s" % (pattern, seen))
    seen = seen[re.search(pattern, seen).end():]


def keys(text):
    """Press keys once the editor reads them itself: the prompt comes first, and
    until then the kernel would take Ctrl-D."""
    end = time.monotonic() + 20
    while termios.tcgetattr(terminal)[3] & termios.ICANON:
        if time.monotonic() > end:
            sys.exit("lines are not edited")
        time.sleep(0.001)
    os.write(terminal, text.encode())


prompt = re.escape(profile) + "% "
expect(prompt)
keys("sort sou\x7f\x7f\x7fti\t\n")  # a sort key, after corrections
expect(prompt)
keys("rev\t\n")  # a command
expect(prompt)
keys("stats fi\t\n")  # a function
expect(r"Ordered by: internal time\s+List reduced from 7 to 1 .*<'fib'>")
expect(prompt)
keys("\x10\x10\n")  # back by two: the command, which prints nothing
expect(prompt)
keys("\x10\x10\n")  # back by two: the table again
expect(r"List reduced from 7 to 1 .*<'fib'>")
expect(prompt)
keys("read " + profile[:-3] + "\t\n")  # a file
expect(prompt)
keys("stats\n")
expect("Random listing order")
expect(prompt)
keys("source fi\t\n")
expect("Function: .*fib")
expect(prompt)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 5, 80, 0, 0))
keys("sort\n")  # 18 lines on 5
expect("paged: calls -- call count")
expect(prompt)
keys("\x04")
expect("Goodbye")
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
