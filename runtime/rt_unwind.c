/* rt_unwind.c - control that jumps: frames left without a word, and exits
 *
 *     stack      longjmp's target SP
 *     main       ─────────┐
 *     f  setjmp  ◀────────┘  frames whose return address lies below the target
 *     g            closed    are gone before the real longjmp runs, so that the
 *     h  longjmp   closed    time of what follows is not theirs
 *
 * A catch does the same from the stack pointer of the function that catches;
 * cleanups on the way have closed their own frames already. _exit and its kin
 * note how the process ends.
 */
#include <signal.h>

#include "rt_patch.h"
#include "rt_stacks.h"

rt_jump_table rt_jumps;

#if defined(__x86_64__) && defined(__GLIBC__)
/* The stack pointer in a jmp_buf; glibc mangles it with a secret of the thread
 * control block and a rotation (sysdeps/x86_64/setjmp.S, JB_RSP). */
static uintptr_t target_of(const struct __jmp_buf_tag *buffer)
{
    enum { JB_RSP = 6, ROTATION = 17 };
    uintptr_t mangled = (uintptr_t)buffer->__jmpbuf[JB_RSP], secret;
    __asm__("mov %%fs:0x30, %0" : "=r"(secret));
    return (mangled >> ROTATION | mangled << (64 - ROTATION)) ^ secret;
}
#else
/* Not known here: the next probe finds out. */
static uintptr_t target_of(const struct __jmp_buf_tag *buffer)
{
    (void)buffer;
    return 0;
}
#endif

/* The stack that control goes on with; NULL if nothing is recorded. */
static rt_thread *stack_of(uintptr_t address)
{
    if (rt_self != NULL && !rt_stack_holds(rt_self, address))
        rt_stacks_follow(address);
    return rt_self;
}

static void leave_below(uintptr_t address)
{
    rt_thread *thread = stack_of(address);
    if (thread != NULL)
        rt_unwind_below(thread, address);
}

/* Where setjmp stood, if it was seen; else what the stack pointer tells. */
static void leave_for(const struct __jmp_buf_tag *buffer)
{
    uintptr_t address = target_of(buffer);
    rt_thread *thread = stack_of(address);
    rt_frame *top =
        thread != NULL ? rt_setjmp_find(thread, buffer, address) : NULL;
    if (top != NULL)
        rt_unwind_to(thread, top);
    else
        leave_below(address);
}

#define JUMP(name)                                         \
    _Noreturn void rt_do_##name(jmp_buf buffer, int value) \
    {                                                      \
        leave_for(buffer);                                 \
        rt_jumps.name(buffer, value);                      \
    }
JUMP(longjmp)
JUMP(_longjmp)
JUMP(siglongjmp)
JUMP(__longjmp_chk)

/* The catcher's stack pointer is where it stood before it called us. */
void *rt_do___cxa_begin_catch(void *exception)
{
    const char *own_frame = __builtin_frame_address(0);
    leave_below((uintptr_t)(own_frame + 2 * sizeof(void *)));
    return rt_jumps.__cxa_begin_catch(exception);
}

_Noreturn void rt_do__exit(int status)
{
    rt_end(PROFPASS_END_EXIT, (uint32_t)status & 0xff);
    rt_jumps._exit(status);
}

_Noreturn void rt_do__Exit(int status)
{
    rt_end(PROFPASS_END_EXIT, (uint32_t)status & 0xff);
    rt_jumps._Exit(status);
}

_Noreturn void rt_do_exit(int status)
{
    rt_exit_begins(status);
    rt_jumps.exit(status);
}

_Noreturn void rt_do_quick_exit(int status)
{
    rt_quick_exit_begins(status);
    rt_jumps.quick_exit(status);
}

_Noreturn void rt_do_abort(void)
{
    rt_end(PROFPASS_END_SIGNAL, SIGABRT);
    rt_jumps.abort();
}

_Noreturn void rt_do___assert_fail(const char *assertion, const char *file,
                                   unsigned line, const char *function)
{
    rt_end(PROFPASS_END_SIGNAL, SIGABRT);
    rt_jumps.__assert_fail(assertion, file, line, function);
}
