/* follow.h - the marked calls of a program, read from its profile while it runs
 *
 *     profpass_follow *f;
 *     profpass_follow_new(fd, false, &f, &err);
 *     while (…)
 *         profpass_follow_poll(f, &now, visit, context, &err);
 *     profpass_follow_end(f, &now, visit, context, &err);
 *     profpass_follow_free(f);
 *
 * The program notices nothing: the profile is the memory that it counts in, and
 * is read like any file. A poll reads what was added since the last one, and
 * the counters of the marked functions' contexts. Marked are functions with the
 * attribute, and regions. Calls that ended between two polls come as one group
 * for each context; a group of one call is that call.
 *
 * When a call began and ended is exact with clock=tsc, monotonic and step;
 * with the others, and in recursion, it is between two polls. A profile that is
 * damaged, or made to do harm, gives wrong calls at worst: time is linear in
 * what is read, and memory is bounded by PROFPASS_FOLLOW_CONTEXTS.
 */
#ifndef PROFPASS_FOLLOW_H
#define PROFPASS_FOLLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "profpass/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The contexts of marked functions that are followed; calls in further ones
 * are left out (profpass_follow_lost). 20 MiB. */
#define PROFPASS_FOLLOW_CONTEXTS (1U << 18)

typedef struct profpass_follow profpass_follow;

/* One moment, as the clocks have it: profiles count in one of the latter. 0:
 * not known. */
typedef struct profpass_moment {
    uint64_t unix_ns;      /* since 1970                                    */
    uint64_t tsc_ticks;    /* of the processor's counter                    */
    uint64_t monotonic_ns; /* CLOCK_MONOTONIC                               */
} profpass_moment;

/* Calls of a function in one context, that ended since the last poll. */
typedef struct profpass_marked_calls {
    uint32_t function; /* 0, 1, …: by first appearance                      */
    const char *name;  /* its name; borrowed until free                     */
    uint32_t level;    /* how many marked functions it runs below           */
    uint64_t n_calls;
    uint64_t enter_ns, leave_ns; /* the first entry and the last exit; unix  */
    uint64_t busy_ns;            /* in them; 0 if that was not recorded     */
} profpass_marked_calls;

typedef void profpass_marked_fn(void *context,
                                const profpass_marked_calls *calls);

/* Begin to follow the profile in fd, which stays the caller's and open until
 * free. midway: what happened before the first poll is left out. EFORMAT,
 * EVERSION, EIO as profpass_open; ENOMEM. One thread at a time. */
profpass_status profpass_follow_new(int fd, bool midway, profpass_follow **out,
                                    profpass_error *err);

/* Read what is new, and call visit for what ended. On failure the profile
 * cannot be followed further: each later poll fails in the same way. */
profpass_status profpass_follow_poll(profpass_follow *f,
                                     const profpass_moment *now,
                                     profpass_marked_fn *visit, void *context,
                                     profpass_error *err);

/* The same for the last time: calls that are still open end now. */
profpass_status profpass_follow_end(profpass_follow *f,
                                    const profpass_moment *now,
                                    profpass_marked_fn *visit, void *context,
                                    profpass_error *err);

/* Read the process id in the profile. */
uint32_t profpass_follow_pid(const profpass_follow *f);

/* Read how many bytes are live on the heap now; false if that is not recorded.
 * One system call. */
bool profpass_follow_heap(const profpass_follow *f, uint64_t *live_bytes);

/* The number of contexts that were too many to follow. */
uint64_t profpass_follow_lost(const profpass_follow *f);

/* NULL is fine. */
void profpass_follow_free(profpass_follow *f);

#ifdef __cplusplus
}
#endif

#endif
