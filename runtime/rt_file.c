/* rt_file.c - the profile file, mapped: blocks, growth, its copy at a fork
 *
 *     base                 used      mapped                         reserved
 *     | header | block | … |         |          (no access)                |
 *     '------- the file, allocated --'
 *
 * Address space is reserved once, so that what is mapped into it never moves.
 * Before a part is mapped it is allocated on disk: a full disk is then an error
 * code and not a SIGBUS. If the file cannot be had or cannot grow, the same
 * addresses go on in anonymous memory: the program and the report at exit
 * notice nothing, and a message says what is missing.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "rt_core.h"
#include "rt_place.h"
#include "rt_system.h"

#define PAGE_BYTES    UINT64_C(4096)
#define FIRST_BYTES   (UINT64_C(64) << 10) /* of the file */
#define STEP_MOST     (UINT64_C(16) << 20) /* of growth */
#define RESERVE_MOST  (UINT64_C(64) << 30) /* all that a ref can name */
#define RESERVE_LEAST (UINT64_C(1) << 20)
#define N_PARTS       16 /* of `ulimit -v`, of which we reserve one */
#define STRINGS_BYTES (16u << 10)

static struct {
    uint8_t *base;
    uint64_t reserved, mapped; /* bytes from base */
    rt_lock lock;
    bool in_memory;
} file;

static profpass_header spare_header;
rt_process rt = {.header = &spare_header, .clock = rt_wall_ns};

const void *rt_file_bytes(void)
{
    return file.base;
}

profpass_ref rt_ref(const void *object)
{
    return (profpass_ref)((uint64_t)((const uint8_t *)object - file.base) /
                          PROFPASS_REF_UNIT);
}

void *rt_at(profpass_ref ref)
{
    return file.base + (uint64_t)ref * PROFPASS_REF_UNIT;
}

void rt_loss(enum profpass_loss loss, uint64_t n)
{
    __atomic_fetch_add(&rt.header->losses[loss], n, __ATOMIC_RELAXED);
}

/* ---- growth ----------------------------------------------------------------
 */

/* Allocate file bytes [from, to) on disk; 0 or an errno value. */
static int allocate(int fd, uint64_t from, uint64_t to)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && to > limit.rlim_cur)
        return EFBIG; /* to try would raise SIGXFSZ */
    return posix_fallocate(fd, (off_t)from, (off_t)(to - from));
}

static int map_file(uint64_t from, uint64_t to)
{
    int fd = rt_place_fd();
    if (fd < 0)
        return errno;
    int error = allocate(fd, from, to);
    if (error == 0 &&
        rt_mmap(file.base + from, to - from, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_FIXED, fd, (off_t)from) == MAP_FAILED)
        error = errno;
    rt_place_done(fd);
    return error;
}

static bool map_memory(uint64_t from, uint64_t to)
{
    return rt_mmap(file.base + from, to - from, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1,
                   0) != MAP_FAILED;
}

/* Copy what is used to private memory; NULL if there is none. */
static void *take_snapshot(uint64_t *n_bytes)
{
    uint64_t used = rt.header->used_bytes;
    *n_bytes = (used + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
    void *copy = rt_mmap(NULL, *n_bytes, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (copy == MAP_FAILED)
        return NULL;
    memcpy(copy, file.base, used);
    return copy;
}

void *rt_file_copy(uint64_t *n_bytes)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&file.lock);
    void *copy = take_snapshot(n_bytes);
    rt_lock_drop(&file.lock);
    rt_signals_restore(before);
    return copy;
}

/* Exchange what is mapped for a copy, in one step: other threads may be
 * writing. */
static bool put_snapshot(void *copy, uint64_t n_bytes)
{
    if (copy == NULL ||
        rt_mremap(copy, n_bytes, n_bytes, MREMAP_MAYMOVE | MREMAP_FIXED,
                  file.base) == MAP_FAILED)
        return false;
    if (n_bytes < file.mapped)
        rt_mmap(file.base + n_bytes, file.mapped - n_bytes, PROT_NONE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
    file.mapped = n_bytes;
    return true;
}

/* Carry on in memory. The file stays as it is at this moment: a valid profile
 * of the run so far, if it is one yet. */
static void leave_file(int error)
{
    if (rt_place_is_named()) {
        rt_say("%s: cannot grow: %s; the file holds the run up to now, and "
               "only the report at exit the whole. Make room, or set "
               "PROFPASS_OPTIONS=output=PATH",
               rt_file_path(), strerrordesc_np(error));
    } else {
        rt_place_say_failed("cannot write the profile", error);
        rt_place_drop();
    }
    rt_loss(PROFPASS_LOSS_FILE, 1);
    file.in_memory = true;
    uint64_t n_bytes;
    void *copy = take_snapshot(&n_bytes);
    put_snapshot(copy, n_bytes);
}

/* Map the range up to at least need. A file that was cut in the middle of a
 * page begins to grow in it. */
static bool grow(uint64_t need)
{
    uint64_t step = file.mapped / 2;
    step = step < FIRST_BYTES ? FIRST_BYTES : step;
    step = step > STEP_MOST ? STEP_MOST : step;
    uint64_t to = file.mapped + step;
    if (to < need)
        to = need;
    to = (to + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
    if (to > file.reserved)
        to = file.reserved;
    if (to < need)
        return false;
    uint64_t from = file.mapped & ~(PAGE_BYTES - 1);
    if (!file.in_memory) {
        int error = map_file(from, to);
        if (error != 0)
            leave_file(error);
    }
    if (file.in_memory) {
        from = (file.mapped + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
        if (from < to && !map_memory(from, to))
            return false;
    }
    file.mapped = to;
    return true;
}

static bool reserve(void)
{
    uint64_t n = rt_affordable_bytes(RESERVE_MOST, N_PARTS);
    for (; n >= RESERVE_LEAST; n = n / 2 & ~(PAGE_BYTES - 1)) {
        void *base =
            rt_mmap(NULL, n, PROT_NONE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (base == MAP_FAILED)
            continue;
        file.base = base;
        file.reserved = n;
        return true;
    }
    return false;
}

/* What is mapped stays. */
static void give_back(uint64_t keep)
{
    uint64_t least = (file.mapped + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
    keep = keep < least ? least : keep;
    if (keep < file.reserved &&
        rt_munmap(file.base + keep, file.reserved - keep) == 0)
        file.reserved = keep;
}

void rt_file_give_back(void)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&file.lock);
    give_back(rt_affordable_bytes(file.reserved, N_PARTS));
    rt_lock_drop(&file.lock);
    rt_signals_restore(before);
}

/* ---- blocks ----------------------------------------------------------------
 */

static profpass_block *add_block(enum profpass_block_kind kind,
                                 uint32_t record_bytes, uint64_t payload_bytes,
                                 profpass_ref owner)
{
    uint64_t at = rt.header->used_bytes;
    uint64_t n_bytes = sizeof(profpass_block) + payload_bytes;
    n_bytes = (n_bytes + PROFPASS_BLOCK_ALIGN - 1) &
              ~(uint64_t)(PROFPASS_BLOCK_ALIGN - 1);
    if (n_bytes > file.reserved || at + n_bytes > file.reserved ||
        (at + n_bytes > file.mapped && !grow(at + n_bytes)))
        return NULL;
    profpass_block *block = (profpass_block *)(void *)(file.base + at);
    block->kind = kind;
    block->record_bytes = record_bytes;
    block->block_bytes = n_bytes;
    block->owner = owner;
    __atomic_store_n(&rt.header->used_bytes, at + n_bytes, __ATOMIC_RELEASE);
    return block;
}

profpass_block *rt_file_add_block(enum profpass_block_kind kind,
                                  uint32_t record_bytes, uint32_t n,
                                  profpass_ref owner)
{
    int saved = errno;
    uint64_t payload_bytes = record_bytes != 0 ? (uint64_t)record_bytes * n : n;
    uint64_t before = rt_signals_block();
    rt_lock_take(&file.lock);
    profpass_block *block = add_block(kind, record_bytes, payload_bytes, owner);
    rt_lock_drop(&file.lock);
    rt_signals_restore(before);
    errno = saved;
    return block;
}

void rt_file_publish(profpass_block *block, uint32_t n)
{
    rt_lock_take(&file.lock);
    __atomic_store_n(&block->n_records, block->n_records + n, __ATOMIC_RELEASE);
    rt_lock_drop(&file.lock);
}

void rt_file_each_block(void (*visit)(profpass_block *block))
{
    uint64_t at = PROFPASS_HEADER_BYTES;
    while (at < rt.header->used_bytes) {
        profpass_block *block = (profpass_block *)(void *)(file.base + at);
        at += block->block_bytes;
        visit(block);
    }
}

/* ---- birth and end ---------------------------------------------------------
 */

/* Begin a file, or memory, that holds the first bytes of the range. */
static void begin(uint64_t n_bytes)
{
    file.in_memory = true;
    if (rt_place_open()) {
        int fd = rt_place_fd(), error = allocate(fd, 0, n_bytes);
        file.in_memory = error != 0;
        if (file.in_memory) {
            rt_place_say_failed("cannot write the profile", error);
            rt_place_drop();
        }
    }
    rt.header->losses[PROFPASS_LOSS_FILE] = file.in_memory;
}

bool rt_file_open(void)
{
    if (!reserve()) {
        rt_say("cannot reserve %u MiB of address space; not recording. Raise "
               "the limit (ulimit -v)",
               (unsigned)(RESERVE_LEAST >> 20));
        return false;
    }
    begin(FIRST_BYTES);
    if (!grow(FIRST_BYTES))
        return false;
    profpass_header *header = (profpass_header *)(void *)file.base;
    header->major = PROFPASS_FORMAT_MAJOR;
    header->minor = PROFPASS_FORMAT_MINOR;
    header->header_bytes = PROFPASS_HEADER_BYTES;
    header->used_bytes = PROFPASS_HEADER_BYTES;
    header->runtime_bytes = rt.header->runtime_bytes;
    memcpy(header->losses, rt.header->losses, sizeof header->losses);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    memcpy(header->magic, PROFPASS_MAGIC, sizeof header->magic);
    __atomic_store_n(&rt.header, header, __ATOMIC_RELEASE);
    return true;
}

void rt_file_appear(void)
{
    if (!file.in_memory && !rt_place_appear())
        leave_file(errno);
}

void rt_file_trim(void)
{
    int saved = errno;
    uint64_t before = rt_signals_block();
    rt_lock_take(&file.lock);
    uint64_t used = rt.header->used_bytes;
    int fd = file.in_memory ? -1 : rt_place_fd();
    if (fd >= 0) {
        /* What lies beyond is given back first: to touch it would be a
         * SIGBUS. If the run goes on, it grows again. */
        uint64_t whole = (used + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
        if (whole < file.mapped)
            rt_mmap(file.base + whole, file.mapped - whole, PROT_NONE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1,
                    0);
        if (ftruncate(fd, (off_t)used) == 0)
            file.mapped = used;
        else
            file.mapped = whole;
        rt_place_done(fd);
    }
    rt_lock_drop(&file.lock);
    rt_signals_restore(before);
    errno = saved;
}

/* ---- fork -------------------------------------------------------------------
 */

/* The copy is made before the fork: afterwards the parent goes on to write to
 * what the child would read. Nothing can be published meanwhile, so that the
 * copy is whole. */
static void *snapshot;
static uint64_t snapshot_bytes;

void rt_file_fork_prepare(void)
{
    rt_lock_take(&file.lock);
    if (rt.recording)
        snapshot = take_snapshot(&snapshot_bytes);
}

void rt_file_fork_parent(void)
{
    if (snapshot != NULL)
        rt_munmap(snapshot, snapshot_bytes);
    snapshot = NULL;
    rt_lock_drop(&file.lock);
}

static bool write_copy(uint64_t n_bytes)
{
    int fd = rt_place_fd();
    bool done = fd >= 0;
    for (uint64_t at = 0; done && at < n_bytes;) {
        ssize_t n = pwrite(fd, file.base + at, n_bytes - at, (off_t)at);
        done = n > 0;
        at += done ? (uint64_t)n : 0;
    }
    done = done && rt_mmap(file.base, n_bytes, PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_FIXED, fd, 0) != MAP_FAILED;
    if (fd >= 0)
        rt_place_done(fd);
    return done;
}

void rt_file_fork_child(void)
{
    int saved = errno;
    rt_lock_forget(&file.lock);
    rt_place_close();
    bool has_copy = put_snapshot(snapshot, snapshot_bytes);
    snapshot = NULL;
    if (!has_copy) {
        /* Open activations still write to their nodes: let them. */
        give_back(file.mapped);
        map_memory(0, file.mapped);
        rt.recording = false;
        rt.header = &spare_header;
        rt_say("no memory to record the child process %u", (unsigned)getpid());
    } else {
        begin(file.mapped);
        if (!file.in_memory && !write_copy(file.mapped))
            leave_file(errno);
    }
    errno = saved;
}
