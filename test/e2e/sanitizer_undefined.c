// REQUIRES: asan
// UndefinedBehaviorSanitizer and probes do not mind each other.
// RUN: %cc -g -O1 -w -pthread -fsanitize=undefined %S/Inputs/sanitized.c -o %t.plain
// RUN: %profpass_cc -O1 -pthread -fsanitize=undefined %S/Inputs/sanitized.c -o %t
// RUN: export PROFPASS_OPTIONS=report=none:clock=step:output=%t.prof && rm -f %t.prof* && sh %S/Inputs/same_verdict.sh %t.plain %t u
// RUN: %check_file --prefix UNDEFINED %S/Inputs/sanitized.c %t.prof
// RUN: test "$(grep -c profpass: %t.err)" = 0
