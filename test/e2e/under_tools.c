// REQUIRES: valgrind
// Under valgrind the heap is its own, calls are recorded, and it finds no fault;
// under gdb all is recorded, and gdb itself can be run, too.
// RUN: %profpass_cc -O0 -gdwarf-4 -fno-builtin %S/Inputs/one_block.c -o %t
// RUN: %run valgrind -q --error-exitcode=1 %t 2>%t.err && %check_file --prefix VALGRIND %S/Inputs/one_block.c %t.prof
// RUN: test $(grep -c profpass: %t.err) = 1 && grep -q "profpass: the heap is not recorded: malloc belongs to valgrind" %t.err
// RUN: %run timeout 30 gdb -nx -batch -ex 'break work' -ex run -ex bt -ex cont --args %t </dev/null >%t.out 2>&1 && %check_file %S/Inputs/one_block.c %t.prof
// RUN: grep -q '#1 .* main ' %t.out && grep -q 'exited normally' %t.out
// RUN: env PROFPASS_OPTIONS=report=none:output=%t.gdb.%%p timeout 30 %profpass run -o %t.dat gdb -nx -batch -ex run --args %t </dev/null >%t.out 2>&1; grep -q 'exited normally' %t.out
