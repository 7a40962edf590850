// Stacks switched by a few instructions of the program's own: on mapped memory, on
// heap blocks side by side; the switch shows when the next function is called.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#define PROFILE __attribute__((profile))

enum { N_FIBRES = 4, N_TURNS = 5, STACK_BYTES = 32 << 10 };

/* Save the registers that a call keeps, and the stack; take the other's. */
void switch_stack(void **save, void *load);
__asm__(".text\n"
        "switch_stack:\n"
        "    push %rbp\n    push %rbx\n    push %r12\n"
        "    push %r13\n    push %r14\n    push %r15\n"
        "    mov %rsp, (%rdi)\n"
        "    mov %rsi, %rsp\n"
        "    pop %r15\n    pop %r14\n    pop %r13\n"
        "    pop %r12\n    pop %rbx\n    pop %rbp\n"
        "    ret\n");

static void *fibres[N_FIBRES], *scheduler;
static int running, n_steps;

PROFILE static void step(void)
{
    n_steps++;
}

PROFILE static void inner(void)
{
    step();
    switch_stack(&fibres[running], scheduler);
    step();
}

PROFILE static void fibre(void)
{
    for (;;)
        inner();
}

static void start(void *memory, int which)
{
    uintptr_t *top = (uintptr_t *)((char *)memory + STACK_BYTES);
    top -= 2;
    *--top = 0; /* the return address of fibre */
    *--top = (uintptr_t)fibre;
    fibres[which] = top - 6;
}

PROFILE static void between(void) {}

PROFILE static void resume(int which)
{
    running = which;
    switch_stack(&scheduler, fibres[which]);
    between();
}

PROFILE int main(void)
{
    char *heap = malloc(STACK_BYTES), *next = malloc(STACK_BYTES);
    start(heap, 0);
    start(next, 1);
    for (int i = 2; i < N_FIBRES; i++) {
        char *mapped = mmap(NULL, STACK_BYTES + 4096, PROT_NONE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        mprotect(mapped + 4096, STACK_BYTES, PROT_READ | PROT_WRITE);
        start(mapped + 4096, i);
    }
    for (int turn = 0; turn < N_TURNS; turn++)
        for (int i = 0; i < N_FIBRES; i++)
            resume(i);
    free(next);
    free(heap);
    return n_steps == N_FIBRES * (2 * N_TURNS - 1) ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 1
// CHECK: function main calls=1 self=21
// CHECK: function resume calls=20
// CHECK: function between calls=20 self=20
// CHECK: function fibre calls=4 primitive=4
// CHECK: function inner calls=20
// CHECK: function step calls=36 self=36
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> resume calls=20
// CHECK: edge resume -> between calls=20
// CHECK: edge outside -> fibre calls=4
// CHECK: edge fibre -> inner calls=20
// CHECK: edge inner -> step calls=36
