/* rt_sampler.c - a thread of ours that does something again and again
 *
 *     the program's thread   start ──── what it does ──── stop ▶ wait
 *     ours                     └── tick ── tick ── tick ─────┘ ▲ the kernel
 *
 * The kernel alone makes the thread: libc knows nothing of it, so that a
 * program with one thread stays one, allocates nothing for it and waits for
 * nobody. The price is that it has no thread-local memory of its own: what it
 * may call must do without (profpass_kernel). All signals are blocked in it,
 * and it ends with the process.
 */
#define _GNU_SOURCE
#include "rt_sampler.h"

#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "profpass/process.h"

#ifdef PROFPASS_WITH_STATS /* whose library has profpass_kernel */
/* What is called on it needs 12 KiB. */
enum { STACK_BYTES = 64 << 10 };

static long futex_wait(uint32_t *at, uint32_t value,
                       const struct timespec *timeout)
{
    return profpass_kernel(SYS_futex, (long)at, FUTEX_WAIT, (long)value,
                           (long)timeout);
}

bool rt_sampler_wait(rt_sampler *sampler, uint64_t ns)
{
    uint32_t never = 0, *stops = sampler != NULL ? &sampler->stops : &never;
    struct timespec now, end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    uint64_t end_ns =
        (uint64_t)end.tv_sec * 1000000000u + (uint64_t)end.tv_nsec + ns;
    while (__atomic_load_n(stops, __ATOMIC_ACQUIRE) == 0) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        uint64_t now_ns =
            (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
        if (now_ns >= end_ns)
            return false;
        const struct timespec left = {
            .tv_sec = (time_t)((end_ns - now_ns) / 1000000000u),
            .tv_nsec = (long)((end_ns - now_ns) % 1000000000u)};
        futex_wait(stops, 0, &left); /* or a signal: then it is looked again */
    }
    return true;
}

static int run(void *argument)
{
    rt_sampler *sampler = argument;
    profpass_kernel(SYS_prctl, PR_SET_NAME, (long)"profpass-sample", 0, 0);
    while (!rt_sampler_wait(sampler, sampler->interval_ns) &&
           sampler->tick(sampler->context))
        ;
    return 0;
}

int rt_sampler_start(rt_sampler *sampler, rt_tick *tick, void *context,
                     uint64_t interval_ns)
{
    *sampler = (rt_sampler){.is_alive = 1,
                            .process = (int32_t)syscall(SYS_getpid),
                            .tick = tick,
                            .context = context,
                            .interval_ns = interval_ns,
                            .stack = rt_pages_alloc(STACK_BYTES)};
    if (sampler->stack == NULL)
        return ENOMEM;
    int saved = errno;
    uint64_t signals = rt_signals_block();
    int made = clone(run, (char *)sampler->stack + STACK_BYTES,
                     CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND |
                         CLONE_THREAD | CLONE_SYSVSEM | CLONE_CHILD_CLEARTID,
                     sampler, NULL, NULL, &sampler->is_alive);
    int error = made < 0 ? errno : 0;
    rt_signals_restore(signals);
    errno = saved;
    if (error != 0)
        rt_pages_free(sampler->stack, STACK_BYTES);
    return error;
}

bool rt_sampler_stop(rt_sampler *sampler)
{
    if (syscall(SYS_getpid) != sampler->process)
        return false;
    __atomic_store_n(&sampler->stops, 1, __ATOMIC_RELEASE);
    profpass_kernel(SYS_futex, (long)&sampler->stops, FUTEX_WAKE, 1, 0);
    uint32_t alive;
    while ((alive = __atomic_load_n(&sampler->is_alive, __ATOMIC_ACQUIRE)) != 0)
        futex_wait(&sampler->is_alive, alive, NULL);
    rt_pages_free(sampler->stack, STACK_BYTES);
    return true;
}
#endif
