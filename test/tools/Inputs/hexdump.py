# hexdump.py DOCUMENT PROFILE [--check] - print the bytes of a small profile, each
# field that is not zero with its offset and meaning, by the tables of
# docs/file-format.md; or check that the document has the same, but for what
# differs from machine to machine and from run to run.
#
#     00010  00 5c 00 00 00 00 00 00  used_bytes 23552
#     offset bytes                    field and value
import re
import struct
import sys

STRINGS = {"executable", "command", "directory", "host", "build_id", "options",
           "forked_from", "producer", "name", "linkage_name", "file"}
REFS = {"owner", "root", "function", "parent", "context", "module", "lines"}
WORDS = {"end_kind": {0: "running", 1: "exit", 2: "signal"},
         "clock": {3: "step"}, "timing": {0: "exact"}}
VARY = STRINGS | {"pid", "parent_pid", "tid", "start_unix_ns", "last_ticks",
                  "last_wall_ns", "runtime_bytes", "n_bytes"}
SHOWN_IF_ZERO = {"end_kind", "end_value"}
STRING_BLOCK, LINE_COUNTS_BLOCK = 1, 7


def read_tables(document):
    """{record: [(offset, size, field)]}, {kind: (name, record)}"""
    records, kinds, record = {}, {}, None
    for line in document.splitlines():
        heading = re.match(r"### (profpass_\w+) \((\d+)\)$", line)
        if line.startswith("#"):
            record = heading and heading[1]
        row = re.match(r"\| (\d+) \| (\d+) \| (\w+) \|", line)
        if row and record:
            records.setdefault(record, []).append(
                (int(row[1]), int(row[2]), row[3]))
        kind = re.match(r"\| (\d+) \| (\w+) \| (profpass_\w+) \| \d+ \|", line)
        if kind:
            kinds[int(kind[1])] = kind[2], kind[3]
    return records, kinds


class Dump:
    def __init__(self, tables, profile):
        self.records, self.kinds = tables
        self.bytes = profile
        self.lines = []

    def number(self, at, size):
        return int.from_bytes(self.bytes[at:at + size], "little")

    def line(self, at, size, text):
        shown = " ".join("%02x" % byte for byte in self.bytes[at:at + size])
        self.lines.append("    %05x  %-24s %s" % (at, shown, text))

    def string(self, at):
        size = self.number(at, 4)
        text = self.bytes[at + 8:at + 8 + size].decode().replace("\0", "\\0")
        return text if len(text) < 28 else text[:22] + "..."

    def field(self, at, size, name):
        value = self.number(at, size)
        if name == "magic":
            self.line(at, size, name)
        elif name == "name" and size == 16:
            text = self.bytes[at:at + size].rstrip(b"\0").decode()
            self.line(at, len(text), "name " + text)
        elif size > 8 or value == 0 and name not in SHOWN_IF_ZERO:
            if any(self.bytes[at:at + size]):
                raise SystemExit("hexdump.py: bytes in " + name)
        elif name in STRINGS:
            self.line(at, size, '%s "%s" at %05x' % (
                name, self.string(16 * value), 16 * value))
        elif name in REFS:
            self.line(at, size, "%s at %05x" % (name, 16 * value))
        elif name in WORDS:
            self.line(at, size, "%s %d: %s" % (name, value, WORDS[name][value]))
        elif value == 2 ** (8 * size) - 1:
            self.line(at, size, name + " none")
        else:
            self.line(at, size, "%s %d" % (name, value))

    def record(self, name, at):
        for offset, size, field in self.records[name]:
            self.field(at + offset, size, field)

    def line_counts(self, at):
        n_lines = self.number(at + 4, 4)
        counts, heap = at + 16, at + 16 + 8 * n_lines
        for i in range(n_lines):
            self.line(counts + 8 * i, 8, "occurrences[%d] %d" % (
                i, self.number(counts + 8 * i, 8)))
        for i in range(n_lines):
            for offset, size, field in self.records["profpass_line_heap"]:
                self.field(heap + 32 * i + offset, size, field)

    def block(self, at):
        kind, size, room, n = struct.unpack_from("<IIQI", self.bytes, at)
        name, record = self.kinds[kind]
        self.lines.append("    ---- block of " + name)
        self.record("profpass_block", at)
        here = at + 64
        for i in range(n):
            if kind == STRING_BLOCK:
                self.line(here, 8, 'n_bytes %d: "%s"' % (
                    self.number(here, 4), self.string(here)))
                here += (8 + self.number(here, 4) + 1 + 15) // 16 * 16
                continue
            if n > 1:
                self.lines.append("           record %d of %d" % (i + 1, n))
            self.record(record, here)
            if kind == LINE_COUNTS_BLOCK:
                self.line_counts(here)
            here += size
        return at + room

    def all(self):
        self.lines.append("    ---- header")
        self.record("profpass_header", 0)
        at = 4096
        while at < self.number(16, 8):
            at = self.block(at)
        return self.lines


def compared(lines):
    """What must be the same on each machine."""
    for line in lines:
        found = re.match(r"    ([0-9a-f]{5})  ((?:[0-9a-f]{2} )+) *(\w+)", line)
        if found is None:
            yield line
        elif found[3] == "n_bytes":
            yield found[3]
        elif found[3] in VARY:
            yield found[1] + " " + found[3]
        else:
            yield line


document = open(sys.argv[1], encoding="utf-8").read()
dump = Dump(read_tables(document), open(sys.argv[2], "rb").read()).all()
if "--check" not in sys.argv:
    print("\n".join(dump))
    sys.exit()
start = document.index("    ---- header\n")
documented = document[start:document.index("\n\n", start)].splitlines()
pairs = list(zip(compared(documented), compared(dump)))
for want, found in pairs:
    if want != found:
        raise SystemExit("hexdump.py: the document says\n%s\nand the profile\n%s"
                         % (want, found))
if len(documented) != len(dump):
    raise SystemExit("hexdump.py: the document has %d lines, the profile %d"
                     % (len(documented), len(dump)))
