// What a library allocates for a marked line is that line's, with no other flag
// than -fplugin and no variable in the environment.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && cd %T && rm -f profpass.lines_library.*.prof
// RUN: %t %s 2>%t.err && mv profpass.lines_library.*.prof %t.prof && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && rm -f profpass.lines_library.*.prof
// RUN: %t %s 2>%t.err && mv profpass.lines_library.*.prof %t.prof && %check
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((profile)) int main(int argc, char **argv)
{
    char *copy = strdup("hello");     //@ allocations=1 allocated=6 increment=6
    char *text;
    asprintf(&text, "%d %s", argc, copy); //@ allocations>=1 increment>=8
    FILE *in = fopen(argv[1], "r");   //@ allocations>=1 increment>=400
    char *line = NULL;
    size_t n = 0;
    getline(&line, &n, in);           //@ allocations>=2 increment>=4216
    fclose(in);                       //@ allocations=0 increment<=-4496
    free(line);                       //@ allocations=0 increment=-120
    free(text);
    free(copy);                       //@ increment=-6
    return 0;                         //@ increment=0
}

// getline takes 120 bytes for the line and 4096 for the stream's buffer.
// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: edge outside -> main calls=1
// CHECK: heap live=0
// CHECK: unattributed allocations=0
