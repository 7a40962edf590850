/* rt_mappings.c - mmap and its kin: what the program maps for itself
 *
 *     mmap 5 pages        | A . . . . |
 *     munmap the third    | A . |   | . . |         still one block, of A's
 * line mmap FIXED there    | A . | B | . . | mremap the last two | A . | B | |
 * C . . . |   C: of mremap's line
 *
 * Anonymous mappings count, in whole pages, and what the program takes by sbrk,
 * to the byte. A mapping is one block until its last byte is unmapped. mremap
 * is one allocation and one free, as realloc is, with one step of what is live.
 *
 * libc maps by itself for malloc, for stacks and for libraries: none of that
 * comes here, nor what another allocator maps whose malloc is recorded
 * (rt_patch.c), nor what we do. What was unmapped unseen is noticed when its
 * place is mapped again.
 *
 * The lock is held while the real function works, so that the order here is
 * the kernel's.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/auxv.h>
#include <sys/mman.h>

#include "rt_accounts.h"

static rt_ranges mapped; /* disjoint; labels are sites */

/* ---- what became of a range -----------------------------------------------
 */

static uint64_t whole_pages(uint64_t n_bytes)
{
    uint64_t page = getauxval(AT_PAGESZ);
    return (n_bytes + page - 1) & ~(page - 1);
}

typedef struct removal {
    const rt_change *change;
    bool is_move; /* to where mremap puts it */
} removal;

static void remove_piece(void *context, void *label, uint64_t n_bytes,
                         bool is_last)
{
    const removal *r = context;
    rt_site *site = label;
    rt_debit(r->change, RT_MAPPED, site, n_bytes, is_last);
    if (r->is_move) {
        site->record->moved_out += is_last;
        site->record->moved_out_bytes += n_bytes;
    }
}

static bool is_prepared(void)
{
    bool prepared = rt_ranges_prepare(&mapped);
    if (!prepared)
        rt_loss(PROFPASS_LOSS_BLOCKS, 1);
    return prepared;
}

static void gone(const rt_change *change, uintptr_t base, uint64_t n_bytes,
                 bool is_move)
{
    removal r = {change, is_move};
    if (is_prepared())
        rt_ranges_cut(&mapped, base, n_bytes, remove_piece, &r);
}

/* A range is the program's, and whatever was there is no more. */
static void came(const rt_change *change, uintptr_t base, uint64_t n_bytes,
                 bool is_move)
{
    gone(change, base, n_bytes, false);
    if (!is_prepared())
        return;
    rt_site *site = rt_change_site(change, RT_MAPPED);
    rt_ranges_put(&mapped, base, n_bytes, site);
    rt_credit(RT_MAPPED, site, n_bytes);
    if (is_move) {
        site->record->moved_in++;
        site->record->moved_in_bytes += n_bytes;
    }
}

/* ---- mmap, munmap, mremap -------------------------------------------------
 */

static void *map(void *(*real)(void *, size_t, int, int, int, off_t),
                 void *address, size_t n_bytes, int protection, int flags,
                 int fd, off_t offset)
{
    bool is_anonymous = (flags & MAP_ANONYMOUS) != 0;
    rt_change change;
    if (!rt_change_begin(&change, is_anonymous ? rt_thread_current() : rt_self))
        return real(address, n_bytes, protection, flags, fd, offset);
    void *at = real(address, n_bytes, protection, flags, fd, offset);
    int error = errno;
    if (at != MAP_FAILED && is_anonymous)
        came(&change, (uintptr_t)at, whole_pages(n_bytes), false);
    else if (at != MAP_FAILED)
        gone(&change, (uintptr_t)at, whole_pages(n_bytes), false);
    rt_change_end(&change);
    errno = error;
    return at;
}

void *rt_do_mmap(void *address, size_t n_bytes, int protection, int flags,
                 int fd, off_t offset)
{
    return map(rt_apart.mmap, address, n_bytes, protection, flags, fd, offset);
}

void *rt_do_mmap64(void *address, size_t n_bytes, int protection, int flags,
                   int fd, off_t offset)
{
    return map(rt_apart.mmap64, address, n_bytes, protection, flags, fd,
               offset);
}

int rt_do_munmap(void *address, size_t n_bytes)
{
    rt_change change;
    if (!rt_change_begin(&change, rt_self))
        return rt_apart.munmap(address, n_bytes);
    int result = rt_apart.munmap(address, n_bytes), error = errno;
    if (result == 0)
        gone(&change, (uintptr_t)address, whole_pages(n_bytes), false);
    rt_change_end(&change);
    errno = error;
    return result;
}

/* The old range stays if its length is said to be 0 (another view of the same
 * pages), or by a flag. A range of a file comes and goes without a word. */
static void moved(const rt_change *change, uintptr_t from, uint64_t n_from,
                  uintptr_t to, uint64_t n_to, bool stays)
{
    bool is_known = rt_ranges_hold(&mapped, from);
    if (!stays)
        gone(change, from, n_from, true);
    if (is_known)
        came(change, to, n_to, !stays);
    else
        gone(change, to, n_to, false);
}

void *rt_do_mremap(void *address, size_t n_bytes, size_t n_new, int flags,
                   void *target)
{
    rt_change change;
    if (!rt_change_begin(&change, rt_thread_current()))
        return rt_apart.mremap(address, n_bytes, n_new, flags, target);
    void *at = rt_apart.mremap(address, n_bytes, n_new, flags, target);
    int error = errno;
    if (at != MAP_FAILED)
        moved(&change, (uintptr_t)address, whole_pages(n_bytes), (uintptr_t)at,
              whole_pages(n_new),
              n_bytes == 0 || (flags & MREMAP_DONTUNMAP) != 0);
    rt_change_end(&change);
    errno = error;
    return at;
}

/* ---- sbrk, brk ------------------------------------------------------------
 */

static void break_moved(const rt_change *change, uintptr_t from, uintptr_t to)
{
    if (to > from)
        came(change, from, to - from, false);
    else
        gone(change, to, from - to, false);
}

void *rt_do_sbrk(intptr_t by)
{
    rt_change change;
    if (by == 0 || !rt_change_begin(&change, rt_thread_current()))
        return rt_apart.sbrk(by);
    void *before = rt_apart.sbrk(by);
    int error = errno;
    if (before != MAP_FAILED)
        break_moved(&change, (uintptr_t)before,
                    (uintptr_t)before + (uintptr_t)by);
    rt_change_end(&change);
    errno = error;
    return before;
}

int rt_do_brk(void *end)
{
    rt_change change;
    if (!rt_change_begin(&change, rt_thread_current()))
        return rt_apart.brk(end);
    const void *before = rt_apart.sbrk(0);
    int result = rt_apart.brk(end), error = errno;
    if (result == 0 && before != MAP_FAILED)
        break_moved(&change, (uintptr_t)before, (uintptr_t)end);
    rt_change_end(&change);
    errno = error;
    return result;
}
