// A program has its report row by row: at exit, in its own handler, and whenever
// it asks. What the sink calls and allocates is not the program's; rows that did
// not grow can be left out; what is set to NULL is printed again.
// RUN: %profpass_cc -O2 -fno-builtin -I%source_root/include %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: env PROFPASS_OPTIONS=clock=step:output=t.prof %t > out 2> err && test ! -s err
// RUN: %FileCheck --match-full-lines --strict-whitespace --input-file out %s --check-prefix ROWS
// RUN: %run %t > out && %check
// RUN: rm -f t.prof && env PROFPASS_OPTIONS=clock=step:output=t.prof %t grew > out 2> err && test ! -s err
// RUN: %FileCheck --match-full-lines --strict-whitespace --input-file out %s --check-prefix GREW
// RUN: env PROFPASS_OPTIONS=clock=step:output=n.prof %t none > out 2> err && grep -c '^Function: fill' err && grep -c '^profpass: profile written to' err && grep -x 'end' out
// RUN: %cc -O2 -w -I%source_root/include %s -o %t && %t > out 2> err && test ! -s err && grep -x 'end' out
#include <profpass/profpass.h>
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

static const char *const kinds[] = {"text", "loss", "function", "line", "call", "heap"};

PROFILE static void *helper(void)
{
    return malloc(100); // called by the sink: nobody's
}

static void take(void *context, const profpass_report_row *row)
{
    FILE *out = context;
    void *block = helper();
    if (profpass_report() == 0)
        fprintf(out, "a report in a report\n");
    const char *slash = strrchr(row->file, '/');
    fprintf(out, "%d %s %s:%u:%s %d %d %d %d %d %d [%s] ", row->level, kinds[row->kind],
            slash ? slash + 1 : row->file, row->line, row->function, (int)row->occurrences,
            (int)row->increment_bytes, (int)row->usage_bytes, (int)row->peak_bytes,
            (int)row->self_ns, (int)row->total_ns, row->source);
    fprintf(out, "%s\n", row->kind == PROFPASS_REPORT_LINE ? "" : row->text);
    free(block);
}

PROFILE static char *fill(char *old)
{
    free(old);
    return malloc(4096);
}

static void say_end(void)
{
    puts("end");
}

static void say_first(void)
{
    puts("before");
}

int main(int argc, char **argv)
{
    atexit(say_end);
    static char buffer[BUFSIZ];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    int status = profpass_set_sink(take, stdout, argc > 1 ? PROFPASS_SINK_GREW : 0);
    atexit(say_first);
    char *block = fill(fill(NULL));
    free(block);
    if (argc > 1 && strcmp(argv[1], "none") == 0)
        return profpass_set_sink(NULL, NULL, 0);
    return status;
}

// ROWS:before
// ROWS-NEXT:6 text :0: 0 0 0 0 0 0 [] Filename: {{.*}}sink.c
// ROWS-NEXT:6 function sink.c:40:fill 2 0 0 0 2 2 [] Function: fill (2 calls, 2 ns total, 2 ns self), line 40
// ROWS-NEXT:6 text :0: 0 0 0 0 0 0 [] Line #    Mem usage    Increment  Occurrences   Line Contents
// ROWS-NEXT:6 line sink.c:40:fill 2 0 4096 4096 0 0 [PROFILE static char *fill(char *old)] 
// ROWS-NEXT:6 line sink.c:41:fill 0 0 0 0 0 0 [{] 
// ROWS-NEXT:6 line sink.c:42:fill 2 -4096 4096 4096 0 0 [    free(old);] 
// ROWS-NEXT:6 line sink.c:43:fill 2 8192 4096 4096 0 0 [    return malloc(4096);] 
// ROWS-NEXT:6 line sink.c:44:fill 0 0 0 0 0 0 [}] 
// ROWS-NEXT:6 text :0: 0 0 0 0 0 0 []          2 function calls in 0.002 microseconds
// ROWS-NEXT:6 text :0: 0 0 0 0 0 0 []    Ordered by: cumulative time
// ROWS-NEXT:6 text :0: 0 0 0 0 0 0 []    ncalls  tottime  percall  cumtime  percall filename:lineno(function)
// ROWS-NEXT:6 call sink.c:40:fill 2 0 0 0 2 2 []         2    0.002    0.001    0.002    0.001 {{.*}}sink.c:40(fill)
// ROWS-NEXT:6 heap :0: 2 0 0 4096 0 0 [] Heap: 2 allocations, 2 frees, 8192 bytes (8.00 KiB) allocated
// ROWS-NEXT:6 text :0: 0 0 0 0 0 0 []   peak       4096 bytes (4.00 KiB) in 1 block
// ROWS-NEXT:6 text :0: 0 0 0 0 0 0 []   live       0 bytes in 0 blocks
// ROWS-NEXT:6 text :0: 0 0 0 0 0 0 [] profile written to {{/.*}}t.prof
// ROWS-NEXT:end
// ROWS-NOT:{{.}}

// GREW:before
// GREW-NEXT:6 text :0: 0 0 0 0 0 0 [] Filename: {{.*}}sink.c
// GREW-NEXT:6 function sink.c:40:fill 2 0 0 0 2 2 [] Function: fill (2 calls, 2 ns total, 2 ns self), line 40
// GREW-NEXT:6 text :0: 0 0 0 0 0 0 [] Line #    Mem usage    Increment  Occurrences   Line Contents
// GREW-NEXT:6 line sink.c:43:fill 2 8192 4096 4096 0 0 [    return malloc(4096);] 
// GREW-NEXT:6 text :0: 0 0 0 0 0 0 []          2 function calls in 0.002 microseconds
// GREW-NEXT:6 text :0: 0 0 0 0 0 0 []    Ordered by: cumulative time
// GREW-NEXT:6 text :0: 0 0 0 0 0 0 []    ncalls  tottime  percall  cumtime  percall filename:lineno(function)
// GREW-NEXT:6 call sink.c:40:fill 2 0 0 0 2 2 []         2    0.002    0.001    0.002    0.001 {{.*}}sink.c:40(fill)
// GREW-NEXT:6 heap :0: 2 0 0 4096 0 0 [] Heap: 2 allocations, 2 frees, 8192 bytes (8.00 KiB) allocated
// GREW-NEXT:6 text :0: 0 0 0 0 0 0 []   peak       4096 bytes (4.00 KiB) in 1 block
// GREW-NEXT:6 text :0: 0 0 0 0 0 0 []   live       0 bytes in 0 blocks
// GREW-NEXT:6 text :0: 0 0 0 0 0 0 [] profile written to {{/.*}}t.prof
// GREW-NEXT:end
// GREW-NOT:{{.}}

// CHECK: function fill calls=2 self=2 total=2
// CHECK: edge outside -> fill calls=2
// CHECK: heap live=0 peak=4096
// CHECK: unattributed allocations=16 live=0
