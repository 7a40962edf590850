/* rt_accounts.h - memory apart from the heap: mappings, pools, stacks of
 * threads
 *
 *     mmap, sbrk …     rt_mappings.c        book RT_MAPPED
 *     notes            rt_pools.c           book RT_POOLS
 *     pthread_create   rt_thread_stacks.c   book RT_STACKS
 *                           │
 *                           ▼
 *     rt_accounts.c    header.mapped, .pools, .stacks   live, peak, epoch
 *                      sites of the book                who took how much
 *
 * Slow paths all: one lock, held with signals blocked, and what is done under
 * it is exact with any number of threads. The lock comes after those of threads
 * and modules and before the file's.
 */
#ifndef PROFPASS_RT_ACCOUNTS_H
#define PROFPASS_RT_ACCOUNTS_H

#include <pthread.h>
#include <stddef.h>
#include <sys/types.h>
#include <threads.h>

#include "rt_ranges.h"
#include "rt_sites.h"

#pragma GCC visibility push(hidden)

/* The real functions of rt_apart.def. */
typedef struct rt_apart_table {
#define RT_APART(result, name, parameters, arguments) result(*name) parameters;
#include "rt_apart.def"
} rt_apart_table;
extern rt_apart_table rt_apart;

#define RT_APART(result, name, parameters, arguments) \
    result rt_do_##name parameters;
#include "rt_apart.def"

/* True once they are recorded. */
extern bool rt_accounts_recording;

/* A change that is being made. */
typedef struct rt_change {
    rt_thread *thread; /* that makes it; NULL: not recorded itself */
    uint64_t signals;
} rt_change;

/* Begin a change by a thread: from here to the end the lock is held. False, and
 * nothing begun, if it is not to be recorded: the run has not started, or the
 * thread is within another change, or at work for us. */
bool rt_change_begin(rt_change *change, rt_thread *thread);
void rt_change_end(const rt_change *change);

/* Return the site in a book of what the thread runs; never NULL. */
rt_site *rt_change_site(const rt_change *change, rt_book book);

/* Account for memory that the program now has, as one block, or no longer has:
 * bytes of a block, and the block if they were its last. */
void rt_credit(rt_book book, rt_site *site, uint64_t n_bytes);
void rt_debit(const rt_change *change, rt_book book, rt_site *site,
              uint64_t n_bytes, bool is_last);

/* The lock alone, for whoever sets counts to zero. With signals blocked. */
void rt_accounts_lock(void);
void rt_accounts_unlock(void);

/* fork: prepare holds the lock until one of the others. */
void rt_accounts_fork_prepare(void);
void rt_accounts_fork_parent(void);
void rt_accounts_fork_child(void);

/* In the child of a fork: only the calling thread has a stack there. */
void rt_thread_stacks_fork_child(void);

/* Prepare for the stacks of threads: the key whose destructor tells of their
 * end. */
void rt_thread_stacks_start(void);

#pragma GCC visibility pop

#endif
