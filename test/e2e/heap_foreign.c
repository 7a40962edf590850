// A block that was not had from malloc as the program sees it is foreign: freeing
// it is counted as that, and realloc makes it one of the program's blocks.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t n_bytes);

__attribute__((profile)) int main(void)
{
    char *mine = malloc(100);             //@ allocations=1 allocated=100
    char *first = __libc_malloc(200);     //@ allocations=0
    char *second = __libc_malloc(300);    //@ allocations=0
    char *third = __libc_malloc(400);     //@ allocations=0
    strcpy(second, "kept");
    free(first);                          //@ increment=0
    second = realloc(second, 30000);      //@ allocations=1 allocated=30000
    if (strcmp(second, "kept") != 0)
        return 1;
    third = realloc(third, 0);            //@ allocations=0 increment=0
    free(second);                         //@ increment=-30000
    free(mine);                           //@ increment=-100
    return third != NULL;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: heap allocations=2 frees=2 allocated=30100 live=0 peak=30100
// CHECK: loss foreign_frees=3
