// Memory that calloc has from the kernel is zero as it is: a gibibyte of it is
// counted, and not a page of it touched.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { GIB = 1 << 30, MOST_PAGES = 64 };

/* Pages of this process in memory. */
static long resident(void)
{
    long size = 0, pages = 0;
    FILE *statm = fopen("/proc/self/statm", "r");
    if (statm == NULL || fscanf(statm, "%ld %ld", &size, &pages) != 2)
        exit(2);
    fclose(statm);
    return pages;
}

__attribute__((profile)) static char *take(void)
{
    return calloc(1024, GIB / 1024); //@ allocations=1 allocated=1073741824
}

int main(void)
{
    resident();
    long before = resident();
    char *zeros = take();
    long after = resident();
    if (zeros == NULL || after - before > MOST_PAGES)
        return 1;
    int sum = 0;
    for (long i = 0; i < GIB; i += GIB / 16)
        sum += zeros[i];
    free(zeros);
    return sum;
}

// CHECK: end exit 0
// CHECK: function take calls=1 net=1073741824
