// REQUIRES: jemalloc, tcmalloc, mimalloc
// An allocator that is preloaded keeps the blocks and is watched, whether it comes
// behind the runtime or before it.
// RUN: %profpass_cc -O2 -fno-builtin %S/Inputs/allocator.c -o %t
// RUN: %run env LD_PRELOAD="%profpass_lib/libprofrt.so libjemalloc.so.2" %t && %check_file %S/Inputs/allocator.c %t.prof
// RUN: %run env LD_PRELOAD="%profpass_lib/libprofrt.so libtcmalloc_minimal.so.4" %t && %check_file %S/Inputs/allocator.c %t.prof
// RUN: %run env LD_PRELOAD="%profpass_lib/libprofrt.so libmimalloc.so.2" %t && %check_file %S/Inputs/allocator.c %t.prof
// RUN: %run env LD_PRELOAD="libjemalloc.so.2 %profpass_lib/libprofrt.so" %t && %check_file %S/Inputs/allocator.c %t.prof
// RUN: %run env LD_PRELOAD="libmimalloc.so.2 %profpass_lib/libprofrt.so" %t && %check_file %S/Inputs/allocator.c %t.prof
