"""programs.py - the real programs: where their sources are, how to build them

    PROGRAMS[name]  ──build(tree, flavour)──▶  tree.out/flavour/name

A flavour is a way to compile the same sources: plain, with probes, with the
compiler's own counters. Programs are compiled by hand, not by their build
systems: the same few commands for every flavour, and nothing else in them.
"""
import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import shutil
import subprocess
import sys
from dataclasses import dataclass

SKIPPED = 77
HERE = pathlib.Path(__file__).resolve().parent
ISO_CODES_XML = pathlib.Path("/usr/share/xml/iso-codes")
ISO_CODES_JSON = pathlib.Path("/usr/share/iso-codes/json")


@dataclass(frozen=True)
class Program:
    """Sources are relative to the package; "own/" means this directory."""
    package: str
    sources: tuple
    includes: tuple = ()
    defines: tuple = ()
    cxx: bool = False
    libraries: tuple = ()
    standard: str = "c++17"


EXPAT_LIB = ("expat/lib/xmlparse.c", "expat/lib/xmlrole.c",
             "expat/lib/xmltok.c")
JSON_LIB = ("src/lib_json/json_reader.cpp", "src/lib_json/json_value.cpp",
            "src/lib_json/json_writer.cpp")
PBZIP2 = Program(
    "pbzip2", ("pbzip2.cpp", "BZ2StreamScanner.cpp", "ErrorContext.cpp"),
    defines=("_LARGEFILE64_SOURCE", "_FILE_OFFSET_BITS=64"), cxx=True,
    libraries=("-pthread", "-lbz2"), standard="gnu++98")

PROGRAMS = {
    "known": Program("own", ("own/known.c",)),
    "known_contexts": Program("own", ("own/known_contexts.c",)),
    "known_edges": Program("own", ("own/known_edges.c",)),
    "known_objects": Program("own", ("own/known_objects.cpp",), cxx=True),
    "known_threads": Program("own", ("own/known_threads.c",),
                             libraries=("-pthread",)),
    "xmlwf": Program(
        "expat",
        EXPAT_LIB + ("expat/xmlwf/xmlwf.c", "expat/xmlwf/xmlfile.c",
                     "expat/xmlwf/codepage.c", "expat/xmlwf/unixfilemap.c",
                     "own/fixed_entropy.c"),
        ("own/expat", "expat/lib")),
    "expat_runtests": Program(
        "expat",
        EXPAT_LIB + ("expat/tests/runtests.c", "expat/tests/chardata.c",
                     "expat/tests/memcheck.c", "expat/tests/minicheck.c",
                     "expat/tests/structdata.c"),
        ("own/expat", "expat/lib"), ("XML_TESTING",)),
    "jsontestrunner": Program(
        "libjsoncpp", JSON_LIB + ("src/jsontestrunner/main.cpp",),
        ("include",), cxx=True),
    "jsoncpp_test": Program(
        "libjsoncpp",
        JSON_LIB + ("src/test_lib_json/jsontest.cpp",
                    "src/test_lib_json/fuzz.cpp",
                    "src/test_lib_json/main.cpp"),
        ("include",), cxx=True),
    "pbzip2": PBZIP2,
    "pbzip2_together": dataclasses.replace(
        PBZIP2, sources=(*PBZIP2.sources, "own/compress_together.cpp")),
}


@dataclass(frozen=True)
class Flavour:
    """Flags for every compilation and for the link."""
    name: str
    flags: tuple = ()
    link: tuple = ()


@dataclass
class Tree:
    """Where things are: sources/ and the build products of one toolchain."""
    sources: pathlib.Path
    out: pathlib.Path
    cc: pathlib.Path
    cxx: pathlib.Path
    flags: tuple = ("-g", "-O2")

    def path(self, package, name):
        if name.startswith("own/"):
            return HERE / name[len("own/"):]
        return self.sources / package / name


@dataclass(frozen=True)
class Tools:
    """What is under test, and the compiler's own tool for coverage: gcov, or
    llvm-cov with llvm-profdata beside it."""
    profpass: pathlib.Path
    plugin: pathlib.Path
    lib: pathlib.Path
    coverage: pathlib.Path

    def plugin_flags(self, *options):
        return (f"-fplugin={self.plugin}",
                *(f"-fplugin-arg-profpass-{option}" for option in options))

    def link_flags(self):
        return ("-Wl,--no-as-needed", f"-L{self.lib}", "-lprofrt",
                f"-Wl,-rpath,{self.lib}")


def arguments(about):
    """Parse the arguments that every test here takes: (tree, tools)."""
    parser = argparse.ArgumentParser(description=about)
    for name in ("sources", "out", "cc", "cxx", "coverage", "profpass",
                 "plugin", "lib"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--optimise", default="-O2")
    parser.add_argument("--long", action="store_true",
                        help="skip unless PROFPASS_TEST_LONG is set")
    given = parser.parse_args()
    if given.long and not os.environ.get("PROFPASS_TEST_LONG"):
        skip("a test of the long mode")
    tree = Tree(given.sources, given.out.resolve(), given.cc, given.cxx,
                ("-g", given.optimise))
    return tree, Tools(given.profpass, given.plugin, given.lib,
                       given.coverage)


def fail(message):
    print(message)
    sys.exit(1)


def skip(message):
    print(f"skipped: {message}")
    sys.exit(SKIPPED)


def require(tree, names):
    """Skip the test unless the sources of these programs are there."""
    for package in {PROGRAMS[name].package for name in names} - {"own"}:
        if not (tree.sources / package).is_dir():
            skip(f"no sources of {package} in {tree.sources}")


def run(command, check=True, **options):
    """Run a command, with its output as text; end the test if it fails."""
    command = [str(word) for word in command]
    done = subprocess.run(command, text=True, errors="replace",
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          **options)
    if check and done.returncode != 0:
        output = (done.stdout + done.stderr).splitlines()[:40]
        fail("\n".join([" ".join(command),
                        f"ended with {done.returncode}", *output]))
    return done


def build(tree, flavour, names):
    """Compile programs in a flavour; return {name: path of the program}.
    Objects that two programs share (a library's) are compiled once."""
    directory = tree.out / flavour.name
    directory.mkdir(parents=True, exist_ok=True)
    jobs = {}
    for name in names:
        program = PROGRAMS[name]
        for source in program.sources:
            key = (program.package, source, program.defines)
            jobs[key] = program, source
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = dict(zip(jobs, pool.map(
            lambda job: compile_one(tree, flavour, directory, *job),
            jobs.values())))
    return {name: link(tree, flavour, directory, name, objects)
            for name in names}


def compile_one(tree, flavour, directory, program, source):
    file = tree.path(program.package, source)
    tag = "-".join((program.package, *program.defines,
                    source.replace("/", "-")))
    target = directory / f"{tag}.o"
    includes = [f"-I{tree.path(program.package, i)}" for i in program.includes]
    defines = [f"-D{define}" for define in program.defines]
    language = [f"-std={program.standard if program.cxx else 'gnu11'}"]
    compiler = tree.cxx if program.cxx else tree.cc
    run([compiler, *language, *tree.flags, "-w", *flavour.flags, *includes,
         *defines, "-c", file, "-o", target])
    return target


def link(tree, flavour, directory, name, objects):
    program = PROGRAMS[name]
    target = directory / name
    parts = [objects[program.package, source, program.defines]
             for source in program.sources]
    driver = tree.cxx if program.cxx else tree.cc
    run([driver, *parts, *flavour.flags, *flavour.link, *program.libraries,
         "-o", target])
    return target


def profile(tools, command, profile_path, work, run_options=()):
    """Run a program so that it leaves a profile; return it as JSON data."""
    profile_path.unlink(missing_ok=True)
    options = ":".join((f"output={profile_path}", "report=none", *run_options))
    run(command, cwd=work, env={**os.environ, "PROFPASS_OPTIONS": options})
    if not profile_path.exists():
        fail(f"{command[0]} left no profile {profile_path}")
    exported = run([tools.profpass, "export", "--format=json", profile_path])
    return json.loads(exported.stdout)


def workdir(tree, name):
    """Make an empty directory for the files that a run writes."""
    directory = tree.out / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory


def real_input(name, work):
    """Return the arguments that give a program its real data."""
    xml, data = ISO_CODES_XML / "iso_639-3.xml", ISO_CODES_JSON / "iso_639-3.json"
    for file in (xml, data):
        if not file.exists():
            skip(f"{file} is missing: install the package iso-codes")
    if name == "xmlwf":
        return "-n", "-p", "-d", work, xml
    if name == "jsontestrunner":
        shutil.copy(data, work / "input.json")
        return (work / "input.json",)
    if name == "pbzip2":
        # Four threads, blocks of 100,000 bytes.
        return "-c", "-p4", "-1", "-b1", xml
    if name == "pbzip2_together":
        # Four threads and four blocks: one each, or they wait for ever.
        text = xml.read_bytes()
        enough = text * (10**6 // len(text) + 1)
        (work / "input.xml").write_bytes(enough[:10**6])
        return "-c", "-p4", "-1", "-b3", work / "input.xml"
    return ()


def table(header, rows):
    """Print rows as a table; the first column is text, the others numbers."""
    cells = [list(header)] + [[text(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for number, row in enumerate(cells):
        print("  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(row, widths))))
        if number == 0:
            print("  ".join("-" * width for width in widths))


def text(cell):
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
