/* rt_switch.c - makecontext, swapcontext, setcontext: stacks by name
 *
 *     makecontext(c, f, …)   c's stack is announced
 *     swapcontext(a, b)      from the stack we are on to the one of b's pointer
 *     f returns              to rt_switch_end, which tells that the stack has
 *                            ended, and on to where libc wanted it
 *
 * swapcontext saves its caller's stack and makecontext takes any number of
 * arguments, so their stand-ins are no C functions: they note, and jump on.
 */
#define _GNU_SOURCE
#include <ucontext.h>

#include "rt_patch.h"
#include "rt_stacks.h"

#if defined(__x86_64__)
static uintptr_t stack_pointer_of(const ucontext_t *context)
{
    return (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
}

static const void *note_swap(const ucontext_t *to,
                             uintptr_t here) __asm__("rt_switch_note_swap")
    __attribute__((used));
static const void *note_swap(const ucontext_t *to, uintptr_t here)
{
    rt_stacks_switch(here, stack_pointer_of(to));
    return rt_jumps.swapcontext;
}

static const void *
note_make(const ucontext_t *context) __asm__("rt_switch_note_make")
    __attribute__((used));
static const void *note_make(const ucontext_t *context)
{
    uintptr_t low = (uintptr_t)context->uc_stack.ss_sp;
    rt_stacks_announce(low, low + context->uc_stack.ss_size, context->uc_link);
    return rt_jumps.makecontext;
}

static uintptr_t note_end(uintptr_t here) __asm__("rt_switch_note_end")
    __attribute__((used));
static uintptr_t note_end(uintptr_t here)
{
    const void *link;
    uintptr_t return_to = rt_stacks_end(here, &link);
    if (link != NULL)
        rt_stacks_switch(here, stack_pointer_of(link));
    return return_to;
}

extern const char rt_switch_end[] __attribute__((visibility("hidden")));

/* A processor that keeps return addresses on a shadow stack would not return
 * there. The instruction does nothing where there is none. */
uintptr_t rt_switch_end_address(void)
{
    uintptr_t shadow_stack = 0;
    __asm__("rdsspq %0" : "+r"(shadow_stack));
    return shadow_stack == 0 ? (uintptr_t)rt_switch_end : 0;
}

int rt_do_setcontext(const ucontext_t *context)
{
    rt_stacks_switch((uintptr_t)__builtin_frame_address(0),
                     stack_pointer_of(context));
    return rt_jumps.setcontext(context);
}

#define FUNCTION(name)   \
    ".hidden " name "\n" \
    ".globl " name "\n"  \
    ".type " name ", @function\n"

__asm__(".text\n" FUNCTION(
    "rt_do_swapcontext") "rt_do_swapcontext:\n"
                         "    push %rdi\n"
                         "    push %rsi\n"
                         "    sub $8, %rsp\n"
                         "    mov %rsi, %rdi\n"
                         "    lea 32(%rsp), %rsi\n" /* the caller's, behind its
                                                       call */
                         "    call rt_switch_note_swap\n"
                         "    add $8, %rsp\n"
                         "    pop %rsi\n"
                         "    pop %rdi\n"
                         "    jmp *%rax\n"
                         ".size rt_do_swapcontext, . - "
                         "rt_do_swapcontext\n" FUNCTION(
                             "rt_do_makecontext") "rt_do_makecontext:\n"
                                                  "    push %rdi\n"
                                                  "    push %rsi\n"
                                                  "    push %rdx\n"
                                                  "    push %rcx\n"
                                                  "    push %r8\n"
                                                  "    push %r9\n"
                                                  "    push %rax\n" /* al: how
                                                                       many
                                                                       arguments
                                                                       are in
                                                                       vectors
                                                                     */
                                                  "    call "
                                                  "rt_switch_note_make\n"
                                                  "    mov %rax, %r11\n"
                                                  "    pop %rax\n"
                                                  "    pop %r9\n"
                                                  "    pop %r8\n"
                                                  "    pop %rcx\n"
                                                  "    pop %rdx\n"
                                                  "    pop %rsi\n"
                                                  "    pop %rdi\n"
                                                  "    jmp *%r11\n"
                                                  ".size rt_do_makecontext, . "
                                                  "- rt_do_makecontext\n"
                                                  /* Unwinders must find the end
                                                   * of the stack here, as they
                                                   * would behind libc's own;
                                                   * they look at the byte
                                                   * before the return address.
                                                   */
                                                  ".cfi_startproc\n"
                                                  ".cfi_undefined rip\n"
                                                  "    nop\n" FUNCTION(
                                                      "rt_switch_end") "rt_"
                                                                       "switch_"
                                                                       "end:\n"
                                                                       "    "
                                                                       "sub "
                                                                       "$16, "
                                                                       "%rsp\n"
                                                                       "    "
                                                                       "mov "
                                                                       "%rsp, "
                                                                       "%rdi\n"
                                                                       "    "
                                                                       "call "
                                                                       "rt_"
                                                                       "switch_"
                                                                       "note_"
                                                                       "end\n"
                                                                       "    "
                                                                       "add "
                                                                       "$8, "
                                                                       "%rsp\n"
                                                                       "    "
                                                                       "mov "
                                                                       "%rax, "
                                                                       "(%rsp)"
                                                                       "\n"
                                                                       "    "
                                                                       "ret\n"
                                                                       ".size "
                                                                       "rt_"
                                                                       "switch_"
                                                                       "end, . "
                                                                       "- "
                                                                       "rt_"
                                                                       "switch_"
                                                                       "end\n"
                                                                       ".cfi_"
                                                                       "endproc"
                                                                       "\n");
#else
uintptr_t rt_switch_end_address(void)
{
    return 0;
}
#endif
