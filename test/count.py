#!/usr/bin/env python3
"""count.py - add up the results of a test run

    count.py DIRECTORY

DIRECTORY holds ctest.xml, written by ctest, and for each entry that is a suite
a file ENTRY.xml with the results of its cases, written by lit or by the entry
itself. An entry without such a file is one case. Prints what failed, then
`N passed, N failed, N skipped`.
"""
import os
import sys
import xml.etree.ElementTree as xml


def outcome(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    if case.find("skipped") is not None:
        return "skipped"
    return "passed" if case.get("status", "run") == "run" else {
        "notrun": "skipped", "disabled": "skipped"}.get(case.get("status"), "failed")


def main():
    directory = sys.argv[1]
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    summary = os.path.join(directory, "ctest.xml")
    entries = list(xml.parse(summary).iter("testcase")) if os.path.exists(
        summary) else []
    for entry in entries:
        name = entry.get("name")
        suite = os.path.join(directory, name + ".xml")
        cases = list(xml.parse(suite).iter("testcase")) if os.path.exists(
            suite) else []
        results = [(case.get("name"), outcome(case)) for case in cases]
        # A suite that died has no results, or none that says why.
        if outcome(entry) == "failed" and "failed" not in [r for _, r in results]:
            results.append(("itself", "failed"))
        if not cases and not results:
            results = [("itself", outcome(entry))]
        for case, result in results:
            counts[result] += 1
            if result == "failed":
                print("FAILED: %s %s" % (name, "" if case == "itself" else case))
    if not entries:
        print("FAILED: ctest ran nothing")
        counts["failed"] += 1
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % counts)
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
