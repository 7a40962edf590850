// Output and status of the program are those of the program without the plugin.
// RUN: %cc -w -O2 %s -o %t.plain && %profpass_cc -O2 %s -o %t.with
// RUN: for how in return exit _exit abort segv term; do \
// RUN:     for p in plain with; do \
// RUN:         (PROFPASS_OPTIONS=report=none:output=%t.prof; export PROFPASS_OPTIONS; %t.$p $how >%t.$p.out 2>%t.$p.err; echo $? >>%t.$p.out) 2>/dev/null; \
// RUN:     done; \
// RUN:     cmp %t.plain.out %t.with.out && cmp %t.plain.err %t.with.err || exit 1; \
// RUN: done
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__attribute__((profile)) int main(int argc, char **argv)
{
    const char *how = argc > 1 ? argv[1] : "return";
    printf("%s\n", how);
    fprintf(stderr, "err %s\n", how);
    fflush(stdout);
    if (strcmp(how, "exit") == 0)
        exit(11);
    if (strcmp(how, "_exit") == 0)
        _exit(12);
    if (strcmp(how, "abort") == 0)
        abort();
    if (strcmp(how, "segv") == 0)
        raise(SIGSEGV);
    if (strcmp(how, "term") == 0)
        raise(SIGTERM);
    return 13;
}
