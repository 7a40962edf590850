// REQUIRES: jemalloc, tcmalloc, mimalloc
// An allocator that is preloaded behind the runtime keeps the blocks and is watched;
// one that is preloaded before it has taken the family, and this is said.
// RUN: %profpass_cc -O2 -fno-builtin %S/Inputs/allocator.c -o %t
// RUN: %run env LD_PRELOAD="%profpass_lib/libprofrt.so libjemalloc.so.2" %t && %check_file %S/Inputs/allocator.c %t.prof
// RUN: %run env LD_PRELOAD="%profpass_lib/libprofrt.so libtcmalloc_minimal.so.4" %t && %check_file %S/Inputs/allocator.c %t.prof
// RUN: %run env LD_PRELOAD="%profpass_lib/libprofrt.so libmimalloc.so.2" %t && %check_file %S/Inputs/allocator.c %t.prof
// RUN: %run env LD_PRELOAD="libjemalloc.so.2 %profpass_lib/libprofrt.so" %t 2>%t.err && %check && cat %t.err

// CHECK: end exit 0
