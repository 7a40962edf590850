// REQUIRES: gold
// Linked by gold: one table of hooks, one copy of what several objects define.
// RUN: %profpass_cxx -O0 -DSECOND -c %S/Inputs/twins_in_two.cpp -o %t.o
// RUN: %profpass_cxx -O0 -fuse-ld=gold %S/Inputs/twins_in_two.cpp %t.o -o %t && %run %t && %check_file %S/Inputs/twins_in_two.cpp %t.prof
// RUN: %profpass_cxx -O2 -ffunction-sections -DSECOND -c %S/Inputs/twins_in_two.cpp -o %t.o
// RUN: %profpass_cxx -O2 -ffunction-sections -fuse-ld=gold -Wl,--icf=all,--gc-sections %S/Inputs/twins_in_two.cpp %t.o -o %t
// RUN: %run %t && %check_file %S/Inputs/twins_in_two.cpp %t.prof
// RUN: %readelf -sW %t | grep -c 'OBJECT.* __profpass_hooks' | grep -qx 1
