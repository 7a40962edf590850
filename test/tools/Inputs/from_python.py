# from_python.py DOCUMENT - run the examples of docs/from-python.md, here
#
#     ```c      /* NAME.c - ... */ …     becomes NAME.c
#     ```sh     $ COMMAND, output …      prints that, but for dates
#     | … | … | `COMMAND` → `TEXT` |     prints TEXT among other things
#     | … | … | `NAME.c` |               NAME.c has all calls of the row
#
# In the order of the document. And every public name of Python's pstats.Stats,
# cProfile and its browser must be in the document.
import cProfile
import inspect
import pstats
import re
import subprocess
import sys

DATE = re.compile(r"\b[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}    ")
EXAMPLE = re.compile(r"`((?:[^`])+)` → `([^`]+)`$")
CALL = re.compile(r"\bprofpass_[a-z_]+")

document = open(sys.argv[1], encoding="utf-8").read()
files, failures, counts = {}, [], {"c": 0, "sh": 0, "row": 0}


def run(command):
    done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    return done.returncode, DATE.sub("DATE    ", done.stdout)


def fail(what, expected, found):
    failures.append("%s\nexpected:\n%s\nfound:\n%s\n" % (what, expected, found))


def sh_block(text):
    for session in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = session.partition("\n")
        status, found = run(command)
        if found != DATE.sub("DATE    ", expected) or status != 0:
            fail("$ " + command, expected, found + "exit status %d" % status)
        counts["sh"] += 1


def table_row(theirs, ours, example):
    if theirs == "Python":
        return
    counts["row"] += 1
    name = example.strip("`")
    if name in files:
        for call in CALL.findall(ours):
            if call + "(" not in files[name]:
                fail("%s: %s" % (theirs, call), "a call in " + name, "none")
        return
    match = EXAMPLE.match(example)
    if match is None:
        fail(theirs, "an example: `COMMAND` → `TEXT`", example)
        return
    command, text = (part.replace("\\|", "|") for part in match.groups())
    status, found = run(command)
    if text not in found or status != 0:
        fail(command, text, found + "exit status %d" % status)


def names():
    for owner in (pstats.Stats, cProfile.Profile):
        for name in dir(owner):
            if not name.startswith("_"):
                yield r"\.%s\b|\b%s\b" % (name, name)
    for name in re.findall(r"def do_(\w+)", inspect.getsource(pstats)):
        yield r"`%s\b" % name
    for key in pstats.SortKey:
        yield r"SortKey\.%s\b" % key.name
    for option in ("-o", "-s", "-m"):
        yield "`%s " % option
    yield r"cProfile\.run\("
    yield r"cProfile\.runctx\("


for text in re.findall(r"^```c\n(.*?)^```$", document, re.MULTILINE | re.DOTALL):
    name = re.match(r"/\* (\w+\.c) - ", text)[1]
    files[name] = text
    with open(name, "w", encoding="utf-8") as stream:
        stream.write(text)
    counts["c"] += 1
for block in re.finditer(r"^```(sh)\n(.*?)^```$|^(\| [^\n]*)$", document,
                         re.MULTILINE | re.DOTALL):
    kind, text, row = block.groups()
    if row is not None:
        # A bar within a cell is written \|.
        table_row(*re.split(r"(?<!\\) \| ", row[2:-2]))
    else:
        sh_block(text)
for name in names():
    if not re.search(name, document):
        fail("docs/from-python.md", name, "nothing")
if min(counts.values()) == 0:
    failures.append("there is nothing to run: %s" % counts)
print("\n".join(failures) or "%(c)d programs, %(sh)d sessions and %(row)d "
      "rows are as they say" % counts)
sys.exit(bool(failures))
