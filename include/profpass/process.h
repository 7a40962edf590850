/* process.h - the memory of a process, as the system counts it
 *
 *     /proc/PID/statm         rss   pages that are in memory, shared ones too
 *     /proc/PID/smaps_rollup  pss   the same, each shared page divided by the
 *                                   number of its processes: sums are right
 *                             uss   pages that no other process has
 *
 * Every function may be called by any thread, also one that has no errno of its
 * own, which none touches; takes no memory from malloc and keeps nothing
 * between calls.
 */
#ifndef PROFPASS_PROCESS_H
#define PROFPASS_PROCESS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum profpass_memory_kind {
    PROFPASS_MEMORY_RSS,
    PROFPASS_MEMORY_PSS,
    PROFPASS_MEMORY_USS
} profpass_memory_kind;

/* Read how much memory a process has now, in bytes. Returns 0, or an errno
 * value and *bytes as it was: ESRCH if there is no such process or it has
 * ended, EACCES if it is another user's (pss and uss). About 2 us for rss; pss
 * and uss take a walk over all its pages, some ms for a GiB. */
int profpass_process_memory(int32_t pid, profpass_memory_kind kind,
                            uint64_t *bytes);

/* Find the children of a process, their children, and so on: parents come
 * before children. Writes at most n_most ids; returns how many. A process whose
 * parent has ended is nobody's descendant any more. O(processes of the system).
 */
size_t profpass_process_descendants(int32_t pid, int32_t *pids, size_t n_most);

/* Ask the kernel: the number of a system call and its arguments. Returns what
 * it returns, an error as -errno. Async-signal-safe. */
long profpass_kernel(long number, long a, long b, long c, long d);

#ifdef __cplusplus
}
#endif

#endif
