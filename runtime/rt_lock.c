/* rt_lock.c - locks for slow paths, and the signals they must keep out
 *
 * A probe may run in a signal handler, so a slow path that takes a lock or
 * changes a thread's tree blocks signals first. It asks the kernel itself: the
 * C library would leave out the signals that it uses for cancellation, and a
 * thread that is cancelled while it holds a lock would keep it for ever.
 *
 *     state 0: free   1: held   2: held, and someone sleeps on it
 */
#define _GNU_SOURCE
#include "rt.h"

#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SIGNAL_SET_BYTES = 8 };

uint64_t rt_signals_block(void)
{
    uint64_t all = UINT64_MAX, before = 0;
    int saved = errno;
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, &all, &before, SIGNAL_SET_BYTES);
    errno = saved;
    return before;
}

void rt_signals_restore(uint64_t before)
{
    int saved = errno;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &before, NULL, SIGNAL_SET_BYTES);
    errno = saved;
}

void rt_lock_take(rt_lock *lock)
{
    uint32_t state = 0;
    if (__atomic_compare_exchange_n(&lock->state, &state, 1, false,
                                    __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
        return;
    int saved = errno;
    while (__atomic_exchange_n(&lock->state, 2, __ATOMIC_ACQUIRE) != 0)
        syscall(SYS_futex, &lock->state, FUTEX_WAIT_PRIVATE, 2, NULL, NULL, 0);
    errno = saved;
}

void rt_lock_drop(rt_lock *lock)
{
    if (__atomic_exchange_n(&lock->state, 0, __ATOMIC_RELEASE) != 2)
        return;
    int saved = errno;
    syscall(SYS_futex, &lock->state, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    errno = saved;
}

void rt_lock_forget(rt_lock *lock)
{
    lock->state = 0;
}
