/* rt_mapping.c - which mapping does an address belong to?
 *
 *     /proc/self/maps     7ffd1c000000-7ffd1c021000 rw-p … [stack]
 *                         └── low ──┘  └── high ──┘
 *
 * Read line by line. The kernel's stack grows into the
 * free addresses below it, as far as the limit allows or the next mapping.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/resource.h>

#include "rt_stacks.h"
#include "rt_system.h"

#define GROWTH_MOST ((uintptr_t)1 << 30) /* where the limit is none */

typedef struct reader {
    int fd;
    size_t used, at;
    char bytes[2048];
} reader;

static int next_byte(reader *r)
{
    if (r->at == r->used) {
        ssize_t n = rt_read(r->fd, r->bytes, sizeof r->bytes);
        r->used = n > 0 ? (size_t)n : 0;
        r->at = 0;
    }
    return r->at < r->used ? (unsigned char)r->bytes[r->at++] : -1;
}

/* Read a number in hexadecimal and the byte behind it. */
static uintptr_t next_number(reader *r, int *end)
{
    uintptr_t n = 0;
    for (;;) {
        int c = next_byte(r);
        if (c >= '0' && c <= '9')
            n = n << 4 | (uintptr_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            n = n << 4 | (uintptr_t)(c - 'a' + 10);
        else {
            *end = c;
            return n;
        }
    }
}

/* Skip the rest of a line; does it end in [stack]? */
static bool next_line(reader *r)
{
    static const char name[] = "[stack]";
    size_t n_same = 0;
    for (int c; (c = next_byte(r)) >= 0 && c != '\n';)
        n_same = n_same < sizeof name - 1 && c == name[n_same] ? n_same + 1
                 : c == name[0]                                ? 1
                                                               : 0;
    return n_same == sizeof name - 1;
}

static uintptr_t room_to_grow(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur > GROWTH_MOST)
        return GROWTH_MOST;
    return limit.rlim_cur;
}

static rt_range search(reader *r, uintptr_t address)
{
    uintptr_t previous_high = 0;
    for (;;) {
        int end;
        rt_range range;
        range.low = next_number(r, &end);
        if (end != '-')
            return (rt_range){0, 0};
        range.high = next_number(r, &end);
        bool may_grow = next_line(r);
        if (may_grow) {
            uintptr_t lowest = range.high - room_to_grow();
            range.low = lowest > previous_high ? lowest : previous_high;
        }
        if (address >= range.low && address < range.high)
            return range;
        previous_high = range.high;
    }
}

rt_range rt_mapping_of(uintptr_t address)
{
    int saved = errno;
    rt_range range = {0, 0};
    reader r = {.fd = rt_open_to_read("/proc/self/maps")};
    if (r.fd >= 0) {
        range = search(&r, address);
        rt_close(r.fd);
    }
    errno = saved;
    return range;
}
