// A function whose mark says stream=PATH has its line table there: added to the
// file, relative to the directory at start, shared by whoever names it. The
// report keeps its title and says where the lines are; report=none changes nothing.
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: env PROFPASS_OPTIONS=clock=step:output=a.prof %t 2>report && %FileCheck --input-file report %s
// RUN: env PROFPASS_OPTIONS=clock=step:output=b.prof:report=none %t 2>err && test ! -s err
// RUN: %FileCheck --match-full-lines --strict-whitespace --input-file parse.log %s --check-prefix LOG
// RUN: test "$(ls)" = "$(printf '%%s\n' a.prof b.prof err parse.log report)"
// RUN: %profpass lines a.prof | %FileCheck %s --check-prefix FILE
#include <stdlib.h>
#include <unistd.h>

__attribute__((profile("precision=4", "stream=parse.log")))
static char *make(unsigned n)
{
    return malloc(n);
}

__attribute__((profile("stream=parse.log", "lines=calls")))
static void drop(char *block)
{
    free(block);
}

__attribute__((profile("stream=parse.log"))) static void never(void) {}

__attribute__((profile)) int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1)
        never();
    drop(make(409600));
    drop(make(2048));
    return chdir("/");
}

// CHECK: Function: make (2 calls, 2 ns total, 2 ns self), line 14
// CHECK-NEXT: {{^}}Lines: in parse.log{{$}}
// CHECK: Function: drop (2 calls, 2 ns total, 2 ns self), line 20
// CHECK-NEXT: {{^}}Lines: in parse.log{{$}}
// CHECK: Function: main
// CHECK-NEXT: {{^$}}
// CHECK-NEXT: Line #
// CHECK: 5 function calls

//      LOG:Run: stream.c.tmp, pid {{[0-9]+}}, profile {{/.*}}/a.prof
//LOG-EMPTY:
// LOG-NEXT:Filename: {{.*}}stream.c
// LOG-NEXT:Function: make (2 calls, 2 ns total, 2 ns self), line 14
//LOG-EMPTY:
// LOG-NEXT:Line #    Mem usage    Increment  Occurrences   Line Contents
// LOG-NEXT:=============================================================
// LOG-NEXT:    14   0.0000 KiB   0.0000 KiB            2   static char *make(unsigned n)
// LOG-NEXT:    15                                          {
// LOG-NEXT:    16 400.0000 KiB 402.0000 KiB            2       return malloc(n);
// LOG-NEXT:    17                                          }
//LOG-EMPTY:
// LOG-NEXT:Filename: {{.*}}stream.c
// LOG-NEXT:Function: drop (2 calls, 2 ns total, 2 ns self), line 20
//LOG-EMPTY:
// LOG-NEXT:Line #    Mem usage    Increment  Occurrences   Line Contents
// LOG-NEXT:=============================================================
// LOG-NEXT:    20   400.00 KiB     0.00 KiB            2   static void drop(char *block)
// LOG-NEXT:    21                                          {
// LOG-NEXT:    22   400.00 KiB  -402.00 KiB            2       free(block);
// LOG-NEXT:    23                                          }
//LOG-EMPTY:
// LOG-NEXT:Run: stream.c.tmp, pid {{[0-9]+}}, profile {{/.*}}/b.prof
//LOG-EMPTY:
// LOG-NEXT:Filename: {{.*}}stream.c
// LOG-NEXT:Function: make (2 calls, 2 ns total, 2 ns self), line 14
//LOG-EMPTY:
// LOG-NEXT:Line #    Mem usage    Increment  Occurrences   Line Contents
// LOG-NEXT:=============================================================
// LOG-NEXT:    14   0.0000 KiB   0.0000 KiB            2   static char *make(unsigned n)
// LOG-NEXT:    15                                          {
// LOG-NEXT:    16 400.0000 KiB 402.0000 KiB            2       return malloc(n);
// LOG-NEXT:    17                                          }
//LOG-EMPTY:
// LOG-NEXT:Filename: {{.*}}stream.c
// LOG-NEXT:Function: drop (2 calls, 2 ns total, 2 ns self), line 20
//LOG-EMPTY:
// LOG-NEXT:Line #    Mem usage    Increment  Occurrences   Line Contents
// LOG-NEXT:=============================================================
// LOG-NEXT:    20   400.00 KiB     0.00 KiB            2   static void drop(char *block)
// LOG-NEXT:    21                                          {
// LOG-NEXT:    22   400.00 KiB  -402.00 KiB            2       free(block);
// LOG-NEXT:    23                                          }
//LOG-EMPTY:
//  LOG-NOT:{{.}}

// FILE: Function: make (2 calls
// FILE: {{^}}    16 400.0000 KiB
// FILE: Function: drop (2 calls
// FILE: {{^}}    22   400.00 KiB
