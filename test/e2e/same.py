#!/usr/bin/env python3
"""same.py - say whether two JSON profiles tell the same of two runs

    same.py A.json B.json

What must differ between two runs (ids, wall time, the file's own size) is left
out of the comparison.
"""
import json
import sys

RUN = ("pid", "parent_pid", "wall_ns", "tid", "executable", "command", "start_unix_ns",
       "start_ns", "end_ns", "build_id", "peak_wall_ns", "options")


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k not in RUN}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


def main():
    a, b = (json.dumps(plain(json.load(open(path))), indent=1).splitlines()
            for path in sys.argv[1:3])
    different = [(x, y) for x, y in zip(a, b) if x != y]
    for x, y in different[:10]:
        print("%s\n%s" % (x, y), file=sys.stderr)
    return 1 if different or len(a) != len(b) else 0


if __name__ == "__main__":
    sys.exit(main())
