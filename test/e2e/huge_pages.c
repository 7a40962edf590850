// Where the kernel gives huge pages to all who do not refuse them, the runtime
// does refuse them for what it maps sparsely: no large mapping of a program that
// has none of its own could take any.
// RUN: %profpass_cc -O1 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O1 -fno-builtin %s -o %t $(%profpass flags --link) && %run %t && %check
// RUN: %profpass_cc -O1 -fno-builtin %s -o %t $(%profpass flags --cc=%cc --static) && %run %t && %check
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HUGE = 2 << 20 };

/* Writable mappings of two mebibytes and more whose flags lack "nh". */
static int n_greedy(void)
{
    char line[512];
    unsigned long from = 0, to = 0;
    char mode = '-';
    int n = 0;
    FILE *smaps = fopen("/proc/self/smaps", "r");
    while (fgets(line, sizeof line, smaps) != NULL)
        if (strncmp(line, "VmFlags:", 8) == 0)
            n += mode == 'w' && to - from >= HUGE && !strstr(line, " nh");
        else if (strchr(line, '-') != NULL)
            sscanf(line, "%lx-%lx %*c%c", &from, &to, &mode);
    fclose(smaps);
    return n;
}

__attribute__((profile)) int main(void)
{
    void *block = malloc(100); //@ allocations=1 allocated=100
    int n = n_greedy();
    free(block);
    return n;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
