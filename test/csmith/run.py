#!/usr/bin/env python3
"""run.py - random programs behave, and count, the same with every compiler

    run.py --programs N ... NAME=CC=PLUGIN...

    seed ──csmith──▶ program ──plain──────────────────▶ output, status
                        │                                    ║
                        └──each compiler, -O0 and -O2,──▶ output, status
                           all functions, all lines           +
                                                        counts, all equal

Seeds are 1, 2, … until N programs have been compared. One that does not end by
itself (csmith makes such) is left out; if more than one in four is, the test
fails. csmith's programs have no undefined behaviour: one plain build says what
all print. Where a compiler disagrees, its own plain build at the same level
decides.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import xml.sax.saxutils as quote
from dataclasses import dataclass

sys.path.append(str(pathlib.Path(__file__).parent.parent / "equal"))
import columns
import compare

SKIPPED = 77
LEVELS = ("-O0", "-O2")
# Processor time of a program. GCC can need half a minute for the debug
# information of one function, alone on its processor.
PLAIN_SECONDS, PROBED_SECONDS, BUILD_SECONDS = 3, 200, 600


@dataclass(frozen=True)
class Compiler:
    name: str
    cc: str
    plugin: str

    def build(self, source, target, level, probed):
        """Build a program; raise CalledProcessError if the compiler fails."""
        flags = ["-g", f"-fplugin={self.plugin}", "-fplugin-arg-profpass-all",
                 "-fplugin-arg-profpass-lines=all"] if probed else []
        # Told a path below where it runs, clang shortens it, and gcc does not.
        subprocess.run(
            [self.cc, "-w", level, *flags, "-I/usr/include/csmith", source.name,
             "-o", target.resolve()], check=True, timeout=BUILD_SECONDS,
            text=True, cwd=source.parent, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        return target


class Endless(Exception):
    """A program used up its processor time."""


def outcome(program, seconds, profile=None):
    """Run a program that prints all its checksums: (status, output)."""
    options = f"output={profile}:report=none:clock=step" if profile else ""
    done = subprocess.run(
        [program, "1"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU,
                                              (seconds, seconds)),
        env={**os.environ, "PROFPASS_OPTIONS": options})
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Endless(f"{program} takes more than {seconds} s")
    return done.returncode, done.stdout


def generate(options, seed):
    """Write program number `seed`; return its path."""
    source = options.out / f"seed{seed}.c"
    # csmith keeps a file of notes where it runs, and trips over half of one.
    with tempfile.TemporaryDirectory() as notes, open(source, "w") as file:
        subprocess.run([options.csmith, "--seed", str(seed)], stdout=file,
                       check=True, timeout=BUILD_SECONDS, cwd=notes)
    return source


def probed(options, compiler, level, source, expected):
    """Build and run with probes; return (complaint, rows of the profile)."""
    stem = f"{source.stem}.{compiler.name}{level}"
    target, profile = options.out / stem, options.out / f"{stem}.prof"
    profile.unlink(missing_ok=True)
    compiler.build(source, target, level, True)
    found = outcome(target, PROBED_SECONDS, profile)
    if found != expected:
        plain = compiler.build(source, options.out / f"{stem}.plain", level,
                               False)
        if found != outcome(plain, PLAIN_SECONDS):
            return f"{stem}: output or status is not the plain program's", ""
    if not profile.exists():
        return f"{stem}: no profile", ""
    rows = "\n".join(filter(was_run, columns.rows(options.profpass, profile)))
    target.unlink()
    return None, rows


def was_run(row):
    """Whether a row is not of a line or function that never ran. Of those some
    compilers know that they cannot run, and have no row."""
    return not re.match(
        r"(line .* occurrences|function .* calls)=0( \w+=0)*$", row)


def attempt(options, seed):
    """Try a seed; return (usable, complaints)."""
    source = generate(options, seed)
    plain = options.compilers[0].build(source, options.out / f"{source.stem}.plain",
                                       "-O0", False)
    try:
        expected = outcome(plain, PLAIN_SECONDS)
    except Endless:
        return False, []
    complaints, counts = [], []
    for compiler in options.compilers:
        for level in LEVELS:
            where = f"{compiler.name} {level}"
            try:
                complaint, rows = probed(options, compiler, level, source,
                                         expected)
            except subprocess.CalledProcessError as failed:
                complaint = f"{where}: {failed}\n{failed.output}"
            except (subprocess.TimeoutExpired, Endless) as late:
                complaint = f"{where}: {late}"
            if complaint:
                complaints.append(f"{source}: {complaint}")
            else:
                counts.append((where, rows))
    differ = compare.versions(counts, ())
    if len(differ) > 1:
        complaints += [f"{source}: counts differ:", *compare.differences(differ)]
    if not complaints:
        for file in options.out.glob(f"seed{seed}.*"):
            file.unlink()
    return True, complaints


def write_results(path, results):
    """Write a case for each seed, as test/count.py reads them."""
    with open(path, "w") as file:
        file.write('<testsuite name="csmith">\n')
        for seed, (usable, complaints) in results.items():
            said = quote.escape("\n".join(complaints))
            file.write('<testcase name="seed %d">%s</testcase>\n' % (
                seed, f"<failure>{said}</failure>" if complaints
                else "" if usable else "<skipped/>"))
        file.write("</testsuite>\n")


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", type=int, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--results", type=pathlib.Path)
    parser.add_argument("--profpass", required=True)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("compilers", nargs="+", metavar="NAME=CC=PLUGIN",
                        type=lambda text: Compiler(*text.split("=")))
    options = parser.parse_args()
    options.csmith = shutil.which("csmith")
    if options.csmith is None:
        print("skipped: no csmith")
        sys.exit(SKIPPED)
    if os.environ.get("PROFPASS_TEST_LONG"):
        options.programs = 200
    options.most = -(-options.programs * 4 // 3)
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    return options


def attempt_all(options):
    """Try seeds until enough programs are usable: {seed: (usable, complaints)}."""
    results, seed, n_usable = {}, options.first, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        while n_usable < options.programs and len(results) < options.most:
            n = min(options.programs - n_usable, options.most - len(results))
            seeds = range(seed, seed + n)
            results.update(zip(seeds, pool.map(
                lambda one: attempt(options, one), seeds)))
            n_usable = sum(usable for usable, _ in results.values())
            seed += n
    return results


def main():
    options = arguments()
    results = attempt_all(options)
    if options.results:
        write_results(options.results, results)
    usable = sum(usable for usable, _ in results.values())
    failed = sum(1 for _, complaints in results.values() if complaints)
    for _, complaints in results.values():
        print("\n".join(complaints), end="\n" if complaints else "")
    print(f"{usable} programs of {len(results)} seeds end by themselves; "
          f"{len(options.compilers)} compilers at {' and '.join(LEVELS)}: "
          f"{failed} programs differ")
    if usable < options.programs:
        print("fewer than three in four: csmith or this machine has changed")
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
