/* rt_setjmp.c - what the shadow stack was when setjmp was called
 *
 *     program ──▶ slot of _setjmp ──▶ trampoline ──▶ note(buffer, SP, top)
 *                                         └────────▶ _setjmp, as if called
 *                                                    by the program
 *     longjmp ──▶ rt_setjmp_find(buffer, SP) ──▶ the activation that runs on
 *
 * Two activations may share one physical frame after inlining, and then the
 * stack pointer does not tell which of them called setjmp: this does. Notes lie
 * in a table of the thread's, a few places for each buffer. One that was pushed
 * out, or of a buffer that was copied, is not found; the stack pointer has to
 * do then.
 */
#include "rt_patch.h"
#include "rt_stacks.h"

enum { N_SETS = 256, N_WAYS = 4 };

/* Valid if the buffer still holds the stack pointer it held then. */
struct rt_landing {
    const void *buffer;
    uintptr_t address; /* the caller's stack pointer */
    rt_frame *top;
};

static struct rt_landing *set_of(rt_thread *thread, const void *buffer)
{
    uintptr_t key = (uintptr_t)buffer;
    return thread->landings + (key >> 4 ^ key >> 12) % N_SETS * N_WAYS;
}

/* The place of the buffer's last note, a free one, or the one deepest in the
 * stack, which is the first to be gone. */
static struct rt_landing *place_for(struct rt_landing *set, const void *buffer)
{
    struct rt_landing *place = set;
    for (int i = 0; i < N_WAYS; i++) {
        if (set[i].buffer == buffer)
            return &set[i];
        if (place->buffer != NULL &&
            (set[i].buffer == NULL || set[i].address < place->address))
            place = &set[i];
    }
    return place;
}

rt_frame *rt_setjmp_find(rt_thread *thread, const void *buffer,
                         uintptr_t address)
{
    if (thread->landings == NULL)
        return NULL;
    const struct rt_landing *set = set_of(thread, buffer);
    for (int i = 0; i < N_WAYS; i++)
        if (set[i].buffer == buffer && set[i].address == address)
            return set[i].top <= thread->top ? set[i].top : NULL;
    return NULL;
}

#if defined(__x86_64__)
/* Note who calls, and say where the real function is. */
static const void *note(const void *buffer, uintptr_t address,
                        int which) __asm__("rt_setjmp_note")
    __attribute__((used));

static const void *note(const void *buffer, uintptr_t address, int which)
{
    rt_thread *thread = rt_thread_current();
    const void *real = which == 0   ? rt_jumps.setjmp
                       : which == 1 ? rt_jumps._setjmp
                                    : rt_jumps.__sigsetjmp;
    if (thread != NULL && !rt_stack_holds(thread, address)) {
        rt_stacks_follow(address);
        thread = rt_self;
    }
    if (thread != NULL && thread->landings == NULL)
        thread->landings =
            rt_arena_alloc(N_SETS * N_WAYS * sizeof *thread->landings);
    if (thread == NULL || thread->landings == NULL)
        return real;
    struct rt_landing *place = place_for(set_of(thread, buffer), buffer);
    place->buffer = NULL; /* a handler that jumps here finds none */
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    place->address = address;
    place->top = thread->top;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    place->buffer = buffer;
    return real;
}

/* The real function must find the program's return address on the stack and its
 * own arguments: so this is no C function. */
#define TRAMPOLINE(name, which)                                            \
    __asm__(".text\n"                                                      \
            ".hidden rt_do_" #name "\n"                                    \
            ".globl rt_do_" #name "\n"                                     \
            ".type rt_do_" #name ", @function\n"                           \
            "rt_do_" #name ":\n"                                           \
            "    push %rdi\n"                                              \
            "    push %rsi\n"                                              \
            "    sub $8, %rsp\n"                                           \
            "    lea 32(%rsp), %rsi\n" /* the caller's, behind its call */ \
            "    mov $" #which ", %edx\n"                                  \
            "    call rt_setjmp_note\n"                                    \
            "    add $8, %rsp\n"                                           \
            "    pop %rsi\n"                                               \
            "    pop %rdi\n"                                               \
            "    jmp *%rax\n"                                              \
            ".size rt_do_" #name ", . - rt_do_" #name "\n")
TRAMPOLINE(setjmp, 0);
TRAMPOLINE(_setjmp, 1);
TRAMPOLINE(__sigsetjmp, 2);
#endif
