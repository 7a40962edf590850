#!/usr/bin/env python3
"""untouched.py - is the code of unmarked functions what it is without the plugin?

    untouched.py OBJDUMP PLAIN.o WITH.o MARKED...

Compares instructions and relocations of every function of PLAIN.o with those in
WITH.o, but for the functions whose names contain one of the words MARKED. Both
are compiled with -ffunction-sections and -fdata-sections, so that addresses
begin at 0. Strings and constants of marked functions stand among the others, so
a reference to one is compared by what it says.
"""
import re
import subprocess
import sys


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          universal_newlines=True).stdout


def section_bytes(objdump, path, name):
    """The bytes of a section, from a hex dump."""
    found = bytearray()
    for line in run(objdump, "-s", "-j", name, path).splitlines():
        match = re.match(r" [0-9a-f]+ ((?:[0-9a-f]{2,8} ){1,4})", line)
        if match:
            found += bytes.fromhex(match.group(1))
    return bytes(found)


class Object:
    def __init__(self, objdump, path):
        self.objdump, self.path = objdump, path
        self.sections, self.symbols = {}, {}
        for line in run(objdump, "-t", path).splitlines():
            match = re.match(r"([0-9a-f]+) l.{6} (\S+)\s+[0-9a-f]+ (\S+)$", line)
            if match:
                address, section, name = match.groups()
                self.symbols[name] = (section, int(address, 16))

    def constant(self, section, at):
        """What a mergeable section holds at an offset."""
        if section not in self.sections:
            self.sections[section] = section_bytes(self.objdump, self.path,
                                                   section)
        rest = self.sections[section][at:]
        size = re.search(r"cst(\d+)$", section)
        return rest[:int(size.group(1))] if size else rest.split(b"\0")[0]

    def relocation(self, kind, place):
        """The relocation, by what it refers to where that is a constant."""
        match = re.match(r"(.+?)([+-]0x[0-9a-f]+)?$", place)
        name, addend = match.group(1), int(match.group(2) or "0", 16)
        section, address = self.symbols.get(name, (name, 0))
        if not re.match(r"\.rodata.*\.(str|cst)", section):
            return "%s %s" % (kind, place)
        if "PC32" in kind or "PLT32" in kind:
            addend += 4
        return "%s %r" % (kind, self.constant(section, address + addend))

    def functions(self):
        """Name -> lines of disassembly, without addresses."""
        found, name = {}, None
        for line in run(self.objdump, "-dr", "--no-show-raw-insn",
                        self.path).splitlines():
            header = re.match(r"[0-9a-f]+ <(.*)>:$", line)
            if header:
                name = header.group(1)
                found[name] = []
            elif re.match(r"\s+[0-9a-f]+:", line):
                text = line.split(":", 1)[1].strip()
                kind = re.match(r"(R_\w+)\s+(\S+)$", text)
                found[name].append(self.relocation(*kind.groups()) if kind
                                   else text)
        return found


def main():
    objdump, plain_path, with_path, *marked = sys.argv[1:]
    plain = Object(objdump, plain_path).functions()
    other = Object(objdump, with_path).functions()
    compared, failures = 0, 0
    for name, code in plain.items():
        if any(word in name for word in marked):
            continue
        compared += 1
        if other.get(name) != code:
            failures += 1
            print("%s: %s" % (name, "not in " + with_path
                              if name not in other else "changed"))
            for a, b in zip(code, other.get(name, [])):
                if a != b:
                    print("  without: %s\n  with:    %s" % (a, b))
                    break
    for name in other.keys() - plain.keys():
        if "profpass" not in name and "_GLOBAL__" not in name and \
                not any(word in name for word in marked):
            failures += 1
            print("%s: only in %s" % (name, with_path))
    if compared < 3 or not any(code for code in plain.values()):
        raise SystemExit("untouched.py: compared %d functions only" % compared)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
