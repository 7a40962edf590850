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
#   %FileCheck %not %python %cmake %source_root %build_root
#
# Tests are sh scripts (RUN lines joined by &&); PROFPASS_OPTIONS is not set.
import os
import subprocess

import lit.formats

config.name = "profpass-" + config.toolchain
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs", "unit", "runtime", "fuzz", "rules"]
config.test_source_root = os.path.join(config.source_root, "test")


def quiet(command):
    """Whether the command succeeds."""
    return subprocess.run(command, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


lib = os.path.join(config.build_root, "lib")
profpass = os.path.join(config.build_root, "bin", "profpass")
plugin = "-g -fplugin=" + config.plugin
check = "%s %s/e2e/check.py --profpass %s" % (
    config.python, config.test_source_root, profpass)

substitutions = [
    ("%profpass_cc", "%s %s" % (config.cc, plugin)),
    ("%profpass_cxx", "%s %s" % (config.cxx, plugin)),
    ("%profpass_plugin", config.plugin),
    ("%profpass_lib", lib),
    ("%profpass", profpass),
    ("%cxx", config.cxx),
    ("%cc", config.cc),
    ("%clangxx", config.cxx),
    ("%clang", config.cc),
    ("%FileCheck", os.path.join(config.llvm_bin, "FileCheck")),
    ("%not", os.path.join(config.llvm_bin, "not")),
    ("%objdump", os.path.join(config.llvm_bin, "llvm-objdump")),
    ("%readelf", os.path.join(config.llvm_bin, "llvm-readelf")),
    ("%nm", os.path.join(config.llvm_bin, "llvm-nm")),
    ("%strip", os.path.join(config.llvm_bin, "llvm-strip")),
    ("%lld", os.path.join(config.llvm_bin, "ld.lld")),
    ("%check_file", check),
    ("%check", check + " %s %t.prof"),
    ("%run", "rm -f %t.prof* && env PROFPASS_OPTIONS="
             "clock=step:report=none:output=%t.prof"),
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

# REQUIRES: root-mount - may mount a tmpfs (in a mount namespace of its own).
if quiet(["unshare", "-m", "true"]):
    config.available_features.add("root-mount")
if os.path.exists(os.path.join(config.llvm_bin, "ld.lld")):
    config.available_features.add("lld")
if quiet(["valgrind", "--version"]):
    config.available_features.add("valgrind")
config.available_features.add(config.toolchain)
