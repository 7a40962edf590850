# lit.cfg.py - what a lit test may say, the same for every toolchain
#
#   %cc %cxx                   the plain compilers (%clang %clangxx: the same)
#   %profpass_cc %profpass_cxx the same with -g and the plugin
#   %profpass_plugin           the plugin's path
#   %profpass_lib              the directory of libprofrt.so and libprofrt.a
#   %profpass                  the command
#   %run PROGRAM ARGS          run with exact, reproducible times; the profile
#                              is then %t.prof, and no report is printed
#   %check [OPTIONS]           compare %t.prof with what the test's own comments
#                              say (e2e/check.py tells how)
#   %check_file [OPTIONS] SOURCE PROFILE   the same for any profile
#   %often                     how often to repeat what time decides: 50, or
#                              1000 if PROFPASS_TEST_LONG is set
#   %other                     a compiler of the other kind, its name
#   %family                    CLANG or GCC: a prefix for FileCheck
#   %lto %lto_parts            link-time optimisation, whole and in parts
#   %speedscope FILE...        what speedscope makes of files
#   %dh_view FILE...           what valgrind's DHAT page shows of files
#   %pprof                     the reader of profiles that comes with Go
#   %FileCheck %not %objdump %readelf %nm %strip %python %cmake
#   %source_root %build_root
#
# Tests are sh scripts (RUN lines joined by &&); PROFPASS_OPTIONS is not set. A
# test that cannot run everywhere says `REQUIRES:` with
#
#   clang gcc clang-14 …       a kind of compiler, or one of them
#   lto                        %lto works
#   openmp asan ubsan coverage the compiler links -fopenmp, -fsanitize=…, …
#   static-pie lld gold        the compiler links with -static-pie, with …
#   gcc-plugin                 there is a plugin for some GCC
#   ccache                     the command works
#   other                      %other, a compiler of the other kind, has a plugin
#   jemalloc tcmalloc mimalloc the library links
#   pprof                      Go is there
#   heap-pprof                 the commands google-pprof and jeprof work
#   speedscope                 scripts/setup has brought it, and node runs
#   valgrind root-mount        the command works; a tmpfs may be mounted
#   core-dump                  a core dump is a file in the working directory
#   gprof2dot                  the command works
import glob
import os
import subprocess
import sys

sys.path.append(os.path.join(config.source_root, "test", "equal"))
from counted import CountedTest

config.name = "profpass-" + config.toolchain
config.test_format = CountedTest()
config.counts = os.path.join(config.build_root, "test", "counts",
                             config.toolchain)
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs", "csmith", "equal", "unit", "runtime", "fuzz", "rules"]
config.test_source_root = os.path.join(config.source_root, "test")


def quiet(command):
    """Whether the command succeeds."""
    return subprocess.run(command, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL,
                          cwd=config.build_root).returncode == 0


def links(*flags):
    """Whether the compiler makes a program with these flags."""
    return quiet([config.cc, "-x", "c", os.path.join(
        config.test_source_root, "Inputs", "nothing.c"), *flags,
        "-o", os.devnull])


lib = os.path.join(config.build_root, "lib")
profpass = os.path.join(config.build_root, "bin", "profpass")
plugin = "-g -fplugin=" + config.plugin
# Without site directories Python starts in half the time.
check = "%s -ES %s/e2e/check.py --profpass %s --counts %%counts" % (
    config.python, config.test_source_root, profpass)

# Link-time optimisation by the compiler's own linker.
kind = config.toolchain.partition("-")[0]
lld = os.path.join(os.path.dirname(config.cc), "ld.lld")
lto = {"clang": ("-flto --ld-path=" + lld, "-flto=thin --ld-path=" + lld),
       "gcc": ("-flto", "-flto=2 -flto-partition=max")}[kind]

viewers = os.path.join(config.build_root, "viewers", "node_modules")
viewer = "NODE_PATH=%s node %s/tools/Inputs/viewers/" % (
    viewers, config.test_source_root)

pprof = (glob.glob("/usr/lib/go-*/pkg/tool/*/pprof") or [""])[0]

other = {"clang": "gcc", "gcc": "clang"}[kind]

substitutions = [
    ("%profpass_cc", "%s %s" % (config.cc, plugin)),
    ("%profpass_cxx", "%s %s" % (config.cxx, plugin)),
    ("%profpass_plugin", config.plugin),
    ("%profpass_lib", lib),
    ("%profpass", profpass),
    ("%cxx", config.cxx),
    ("%cc", config.cc),
    ("%family", kind.upper()),
    ("%other", other),
    ("%lto_parts", lto[1]),
    ("%lto", lto[0]),
    ("%FileCheck", os.path.join(config.tools, "FileCheck")),
    ("%not", os.path.join(config.tools, "not")),
    ("%objdump", os.path.join(config.tools, "llvm-objdump")),
    ("%readelf", os.path.join(config.tools, "llvm-readelf")),
    ("%nm", os.path.join(config.tools, "llvm-nm")),
    ("%strip", os.path.join(config.tools, "llvm-strip")),
    ("%check_file", check),
    ("%check", check + " %s %t.prof"),
    ("%run", "rm -f %t.prof* && env PROFPASS_OPTIONS="
             "clock=step:report=none:output=%t.prof"),
    ("%speedscope", viewer + "speedscope.cjs"),
    ("%dh_view", viewer + "dh_view.cjs"),
    ("%pprof", pprof),
    ("%often", "1000" if os.environ.get("PROFPASS_TEST_LONG") else "50"),
    ("%python", config.python),
    ("%cmake", config.cmake),
    ("%source_root", config.source_root),
    ("%build_root", config.build_root),
]
# Whole words, so that %profpass is not found in %profpass_cc.
config.substitutions += [(key + r"\b", value) for key, value in substitutions]
config.recursiveExpansionLimit = 3

config.environment["LC_ALL"] = "C"
config.environment.pop("PROFPASS_OPTIONS", None)

features = config.available_features
features.update((config.toolchain, kind))
if os.path.exists(os.path.join(lib, "profpass.so")):
    features.add("gcc-plugin")
for feature, works in (
        ("root-mount", lambda: quiet(["unshare", "-m", "true"])),
        ("pprof", lambda: os.path.exists(pprof)),
        ("heap-pprof", lambda: quiet(["google-pprof", "--version"]) and
            quiet(["jeprof", "--version"])),
        ("speedscope", lambda: os.path.isdir(os.path.join(
            viewers, "speedscope")) and quiet(["node", "--version"])),
        ("valgrind", lambda: quiet(["valgrind", "--version"])),
        ("core-dump", lambda: open(
            "/proc/sys/kernel/core_pattern").read().strip() == "core" and
            quiet(["sh", "-c", "ulimit -c unlimited"])),
        ("lto", lambda: links(*lto[0].split())),
        ("openmp", lambda: links("-fopenmp")),
        ("asan", lambda: links("-fsanitize=address")),
        ("ubsan", lambda: links("-fsanitize=undefined")),
        ("coverage", lambda: links("--coverage", "-pg")),
        ("static-pie", lambda: links("-static-pie")),
        ("lld", lambda: links("-fuse-ld=lld")),
        ("gold", lambda: links("-fuse-ld=gold")),
        ("gprof2dot", lambda: quiet(["sh", "-c", "command -v gprof2dot"])),
        ("ccache", lambda: quiet(["ccache", "--version"])),
        ("other", lambda: quiet([profpass, "flags", "--cc=" + other])),
        ("jemalloc", lambda: links("-ljemalloc")),
        ("tcmalloc", lambda: links("-ltcmalloc_minimal")),
        ("mimalloc", lambda: links("-lmimalloc"))):
    if works():
        features.add(feature)
