#!/usr/bin/env python3
"""check_wordindex.py - do the numbers agree as examples/README.md says?

    check_wordindex.py SOURCE PROFILE.json OUTPUT FILE...

OUTPUT is what wordindex has printed about the FILEs; they are counted here once
more, in Python.
"""
import json
import re
import sys


def main():
    source, profile, output, *paths = sys.argv[1:]
    texts = [open(path, "rb").read() for path in paths]
    words = [word.lower() for text in texts for word in
             re.findall(rb"[^ \t\n\v\f\r]+", text)]
    distinct = len(set(words))
    n_lines = sum(text.count(b"\n") for text in texts)
    unended = sum(1 for text in texts if text and not text.endswith(b"\n"))
    slots, n_grown, seen = 0, 0, set()
    for word in words:
        if 2 * len(seen) >= slots:
            slots, n_grown = 2 * slots or 1024, n_grown + 1
        seen.add(word)

    with open(profile, encoding="utf-8") as stream:
        found = json.load(stream)
    names = [function["name"] for function in found["functions"]]
    code = open(source, encoding="utf-8").read().splitlines()

    def calls(name):
        return found["functions"][names.index(name)]["calls"]

    def row(name, text):
        """The row of the line of a function that holds the text."""
        rows = [r for r in found["lines"] if r["function"] == names.index(name)
                and text in code[r["line"] - 1]]
        assert len(rows) == 1, (name, text, rows)
        return rows[0]

    def net(name):
        return sum(r["increment_bytes"] for r in found["lines"]
                   if r["function"] == names.index(name))

    kept = (row("index_grow", "calloc")["increment_bytes"] +
            row("index_grow", "free")["increment_bytes"])
    facts = [
        ("first line", open(output).readline().strip(),
         "%d files, %d lines, %d words, %d bytes, %d distinct words" % (
             len(paths), n_lines, len(words), sum(map(len, texts)), distinct)),
        ("calls of index_add", calls("index_add"), len(words)),
        ("strndup", row("index_add", "strndup")["occurrences"], len(words)),
        ("bytes of strndup", row("index_add", "strndup")["allocated_bytes"],
         sum(len(word) + 1 for word in words)),
        ("n_words++", row("index_add", "n_words++")["occurrences"], len(words)),
        ("n_distinct++", row("index_add", "n_distinct++")["occurrences"],
         distinct),
        ("free(word)", row("index_add", "free(word)")["occurrences"],
         len(words) - distinct),
        ("calls of index_file", calls("index_file"), len(paths)),
        ("getline", row("index_file", "getline")["occurrences"],
         n_lines + unended + len(paths)),
        ("calls of index_grow", calls("index_grow"), n_grown),
        ("index_grow keeps", kept, 32 * slots),
        ("nothing is left", net("index_free"), -net("index_add")),
    ]
    wrong = [(what, a, b) for what, a, b in facts if a != b]
    for what, a, b in wrong:
        print("%s: found %s, want %s" % (what, a, b), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
