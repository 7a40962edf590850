/* rt_pause.c - enable and disable
 *
 *     rt_self ──▶ stack ◀── … calls that are open: their time stands still
 *        │          ▲
 *        │ disable  │ enable
 *        ▼          │
 *       pause: a branch without calls and without children
 *
 * A thread that is not recorded is, to us, on another stack (005): one on which
 * no call ever finds its node. So the fast way of the probes knows nothing of
 * all this. A call goes the slow way and gets the module's idle frame; the end
 * of a call that was open goes the slow way, too, finds its stack, and closes
 * it at the time when that was left; what is allocated is filed under the
 * pause's root, which in the file is the thread's: nobody's.
 *
 * The calling thread goes at once. The others are sent the slow way by their
 * limit, and find out there.
 */
#include "rt_pause.h"

#include "rt_api.h"
#include "rt_core.h"

#include <errno.h>

#define BALANCE_MOST (INT32_MAX / 4) /* a sum of two, and more, has room */

int32_t rt_pause_balance;

void rt_pause_start(void)
{
    rt_pause_balance = rt_options.start != 0 ? 0 : -1;
}

bool rt_pause_obey(uintptr_t address)
{
    if (rt_self == NULL)
        return !rt_pause_is_wanted();
    rt_reset_obey(rt_home);
    if (rt_self->is_pause) {
        if (!rt_pause_is_wanted())
            rt_stacks_resume(address);
    } else {
        rt_pause_arm(rt_self);
        if (rt_pause_is_wanted())
            rt_stacks_pause();
    }
    return !rt_self->is_pause;
}

static int32_t add(int32_t balance, int by)
{
    int64_t sum = (int64_t)balance + by;
    return sum > BALANCE_MOST    ? BALANCE_MOST
           : sum < -BALANCE_MOST ? -BALANCE_MOST
                                 : (int32_t)sum;
}

static void shift_all(int by)
{
    int32_t old = __atomic_load_n(&rt_pause_balance, __ATOMIC_RELAXED);
    while (!__atomic_compare_exchange_n(&rt_pause_balance, &old, add(old, by),
                                        false, __ATOMIC_SEQ_CST,
                                        __ATOMIC_RELAXED))
        ;
    if (by < 0)
        rt_threads_alert();
}

void rt_call_shift_balance(int of_thread, int by)
{
    if (!rt.recording || rt_thread_current() == NULL)
        return;
    if (of_thread != 0)
        rt_home->balance = add(rt_home->balance, by);
    else
        shift_all(by);
    rt_pause_obey((uintptr_t)__builtin_frame_address(0));
}

int rt_call_is_recording(void)
{
    return rt.recording && !rt_pause_is_wanted();
}

int rt_pause_begin(uintptr_t address)
{
    if (!rt.recording || rt_thread_current() == NULL)
        return ENODEV;
    if (rt_home->in_call)
        return EBUSY;
    rt_home->in_call = true;
    rt_pause_obey(address);
    return 0;
}

void rt_pause_end(uintptr_t address)
{
    rt_home->in_call = false;
    rt_pause_obey(address);
}
