"""browse_python.py - the same sessions in Python's browser and in ours

    browse_python.py PROFPASS DIRECTORY

What the two print must be the same, to the character, but for what we add: four
sort keys and a second list of commands.
"""
import cProfile
import os
import subprocess
import sys

import shape

profpass, directory = sys.argv[1:]
os.chdir(directory)

OWN_KEYS = ("allocs -- ", "bytes -- ", "live -- ", "peak -- ")
OWN_LIST = "Commands for profiles of C and C++ programs:\n"


for name, n in (("a.pstats", 4), ("b 2.pstats", 9)):
    profile = cProfile.Profile()
    profile.runcall(shape.shape, n)
    profile.dump_stats(name)

SESSIONS = (
    ("a.pstats", "stats\nsort\nsort time\nstats 5\n\n   reverse\nstats .5\n"
     "callers 3\ncallees fib\nstrip\nstats 3 fib\nsort name calls\nstats\n"
     "sort cumu\nstats .3 2\nsort bogus\nsort name bogus\nstats 1.5 1\n"
     "stats -1\nstats (\ncallers .5 twice|fib\nEOF\nstats\n"),
    ("", "stats\nsort\nreverse\nstrip\nadd x\nread\ncallers\nquit\n"),
    ("", "read nothing\nread .\nread a.pstats\nadd b 2.pstats\nsort nfl\n"
     "stats\nread\nstats\nadd nothing\nquit\nstats\n"),
    ("nothing", "read\nstats\n"),
    ("a.pstats|b 2.pstats|nothing", "sort stdname\nstats\ncallers\ncallees\n"),
    ("a.pstats", "?\nhelp\nhelp foo\n?foo\n!ls\nfoo bar\nstats.5\n\n\n"
     "  stats\t2  \nsort;\n"),
)


def own_additions_removed(text):
    lines = text.splitlines(keepends=True)
    while OWN_LIST in lines:
        at = lines.index(OWN_LIST)
        del lines[at:at + 4]  # heading, rule, list, blank
    return "".join(line for line in lines if not line.startswith(OWN_KEYS))


def session(command, files, text):
    files = files.split("|") if files else []
    return subprocess.run(command + files, input=text, text=True, check=False,
                          stdout=subprocess.PIPE).stdout


for files, text in SESSIONS:
    theirs = session([sys.executable, "-m", "pstats"], files, text)
    ours = own_additions_removed(session([profpass, "browse"], files, text))
    if ours != theirs:
        sys.exit("==== %r %r\n---- Python:\n%s\n---- ours:\n%s\n" %
                 (files, text, theirs, ours))
print("%d sessions are the same" % len(SESSIONS))
