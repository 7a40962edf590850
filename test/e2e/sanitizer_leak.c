// REQUIRES: asan
// Under LeakSanitizer the heap is the sanitizer's: said once, and its verdict and the exit
// status are those of the program without probes.
// RUN: %cc -g -O1 -w -pthread -fsanitize=leak %S/Inputs/sanitized.c -o %t.plain
// RUN: %profpass_cc -O1 -pthread -fsanitize=leak %S/Inputs/sanitized.c -o %t
// RUN: export PROFPASS_OPTIONS=report=none:clock=step:output=%t.prof && rm -f %t.prof* && sh %S/Inputs/same_verdict.sh %t.plain %t
// RUN: %check_file %S/Inputs/sanitized.c %t.prof
// RUN: test "$(grep -c profpass: %t.err)" = 1 && grep -q "malloc belongs to LeakSanitizer" %t.err
// RUN: export PROFPASS_OPTIONS=report=none:output=/dev/null && sh %S/Inputs/same_verdict.sh %t.plain %t l
// RUN: export PROFPASS_OPTIONS=report=none:output=/dev/null; %profpass run -o %t.dat %t >%t.out 2>%t.err; test $? -eq 8 && grep -q "LeakSanitizer" %t.err
