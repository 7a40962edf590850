// Under an auditor of the dynamic linker, which lives in a namespace of its own with
// a libc of its own, the program's calls and blocks are recorded; the auditor's not.
// RUN: %cc -w -O1 -shared -fPIC -DAUDITOR %s -o %t.so
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run env LD_AUDIT=%t.so %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run env LD_AUDIT=%t.so %t && %check
#define _GNU_SOURCE
#include <link.h>
#include <stdlib.h>
#include <string.h>

#ifdef AUDITOR
static void *volatile kept;

unsigned la_version(unsigned version)
{
    kept = malloc(1000);
    return version;
}

unsigned la_objopen(struct link_map *map, Lmid_t space, uintptr_t *cookie)
{
    kept = strdup(map->l_name);
    return LA_FLG_BINDTO | LA_FLG_BINDFROM;
}
#else
__attribute__((profile)) int main(void)
{
    char *copy = strdup("12345"); //@ allocations=1 allocated=6
    copy = realloc(copy, 60);     //@ allocations=1 allocated=60
    int wrong = strcmp(copy, "12345");
    free(copy);
    return wrong;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: heap allocations=2 frees=2 allocated=66 live=0 peak=60
#endif
