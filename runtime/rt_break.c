/* rt_break.c - break_mem=: stop where the heap becomes too large
 *
 *     profpass: break_mem: 1049088 bytes are live, 512 of them new, at
 *     profpass:   grow (list.c:12)
 *     profpass:   main (list.c:31)
 *
 * A debugger gets a SIGTRAP from within the very allocation. Whoever else
 * traces us (strace, a recorder) hands that signal on, and so it is ignored
 * meanwhile: it must not end the program.
 */
#define _GNU_SOURCE
#include "rt_break.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "rt_core.h"
#include "rt_system.h"

enum { FRAMES_SHOWN = 100 };

uint64_t rt_break_bytes = UINT64_MAX;

void rt_break_start(void)
{
    if (rt_options.break_mem != 0)
        rt_break_bytes = rt_options.break_mem;
}

static bool is_traced(void)
{
    static const char key[] = "\nTracerPid:\t";
    char text[1024];
    ssize_t n = rt_read_file("/proc/thread-self/status", text, sizeof text - 1);
    text[n > 0 ? n : 0] = '\0';
    const char *at = strstr(text, key);
    return at != NULL && at[sizeof key - 1] != '0';
}

static void stop_debugger(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    uint64_t signals = rt_signals_block();
    uint64_t without_trap = signals & ~(UINT64_C(1) << (SIGTRAP - 1));
    sigaction(SIGTRAP, &ignore, &before);
    syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGTRAP);
    rt_signals_restore(without_trap); /* here it stops */
    sigaction(SIGTRAP, &before, NULL);
    rt_signals_restore(signals);
}

/* One call: the line that runs or, where that is not known, the first. */
static void say_frame(const rt_frame *frame)
{
    const profpass_function_record *function = rt_at(frame->node->function);
    profpass_ref file = function->file;
    uint32_t line = function->first_line;
    if (frame->node->lines != NULL && frame->probe.line < function->n_lines) {
        const profpass_line_record *lines = rt_at(function->lines);
        file = lines[frame->probe.line].file;
        line = lines[frame->probe.line].line;
    }
    rt_say("  %s (%s:%u)", rt_file_text(function->name), rt_file_text(file),
           line);
}

static void say_context(const rt_thread *thread)
{
    unsigned n = 0;
    const rt_frame *frame = rt_running_frame(thread);
    for (; frame > thread->bottom; frame--)
        if (frame->context != &rt_limbo && ++n <= FRAMES_SHOWN)
            say_frame(frame);
    if (n > FRAMES_SHOWN)
        rt_say("  … and %u more", n - FRAMES_SHOWN);
    if (n == 0)
        rt_say("  no instrumented caller");
}

void rt_break(const rt_thread *thread, uint64_t live, uint64_t n_bytes)
{
    if (__atomic_exchange_n(&rt_break_bytes, UINT64_MAX, __ATOMIC_RELAXED) ==
        UINT64_MAX)
        return; /* another thread was first */
    int saved = errno;
    bool stops = is_traced();
    rt_say("break_mem: %lu bytes are live, %lu of them new%s",
           (unsigned long)live, (unsigned long)n_bytes,
           stops ? ": stopping here" : ", at");
    if (stops)
        stop_debugger();
    else
        say_context(thread);
    errno = saved;
}
