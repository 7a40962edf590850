/* rt_limits.c - how much address space we take, and give back
 *
 * What is only reserved counts under `ulimit -v` like what is used. So under
 * such a limit little is reserved; and when the program sets one for itself, as
 * a shell does, most of what was reserved before is given back, lest the
 * program find its memory full of ours.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "rt_core.h"
#include "rt_patch.h"

size_t rt_affordable_bytes(size_t n_bytes, unsigned n_parts)
{
    int saved = errno;
    struct rlimit limit;
    bool limited = getrlimit(RLIMIT_AS, &limit) == 0 &&
                   limit.rlim_cur != RLIM_INFINITY &&
                   limit.rlim_cur / n_parts < n_bytes;
    errno = saved;
    return limited ? (limit.rlim_cur / n_parts) & ~(size_t)4095 : n_bytes;
}

/* After a change of limits: errno stays what the change made it. */
static void give_back(int resource)
{
    if (resource != RLIMIT_AS || !rt.recording)
        return;
    int saved = errno;
    rt_file_give_back();
    if (rt_self != NULL)
        rt_stack_give_back(rt_self);
    errno = saved;
}

int rt_do_setrlimit(int resource, const struct rlimit *limit)
{
    int result = rt_jumps.setrlimit(resource, limit);
    give_back(resource);
    return result;
}

int rt_do_setrlimit64(int resource, const struct rlimit64 *limit)
{
    int result = rt_jumps.setrlimit64(resource, limit);
    give_back(resource);
    return result;
}

int rt_do_prlimit(pid_t process, int resource, const struct rlimit *limit,
                  struct rlimit *before)
{
    int result = rt_jumps.prlimit(process, resource, limit, before);
    give_back(resource);
    return result;
}

int rt_do_prlimit64(pid_t process, int resource, const struct rlimit64 *limit,
                    struct rlimit64 *before)
{
    int result = rt_jumps.prlimit64(process, resource, limit, before);
    give_back(resource);
    return result;
}
