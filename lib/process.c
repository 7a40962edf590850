/* process.c - the memory of a process, as the system counts it
 *
 *     /proc/4711/statm         "size resident shared text lib data dt" in pages
 *     /proc/4711/smaps_rollup  "Pss:      230 kB" … a field a line
 *     /proc/4711/stat          "4711 (name) state parent …"
 *
 * The name may hold anything, parentheses too: the last one closes it.
 */
#define _GNU_SOURCE
#include "profpass/process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdalign.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "arena.h"

/* As many processes of a system as are looked at: more than it can well have,
 * in pages that are only touched if it does. */
#define N_PROCESSES_MAX (1U << 16)

/* ---- the kernel -----------------------------------------------------------
 */

/* libc's wrappers write errno, and make a thread ready to be cancelled. */
long profpass_kernel(long number, long a, long b, long c, long d)
{
#if defined(__x86_64__)
    long result;
    register long fourth __asm__("r10") = d;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth)
                     : "rcx", "r11", "memory");
    return result;
#else
    int saved = errno;
    long result = syscall(number, a, b, c, d);
    if (result == -1)
        result = -errno;
    errno = saved;
    return result;
#endif
}

static long read_some(long fd, void *into, size_t n_bytes)
{
    return profpass_kernel(SYS_read, fd, (long)into, (long)n_bytes, 0);
}

static long open_to_read(const char *path, long flags)
{
    return profpass_kernel(SYS_openat, AT_FDCWD, (long)path,
                           O_RDONLY | O_CLOEXEC | flags, 0);
}

/* ---- small texts ----------------------------------------------------------
 */

static char *append_number(char *at, uint32_t number)
{
    char digits[10];
    size_t n = 0;
    do
        digits[n++] = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    while (n > 0)
        *at++ = digits[--n];
    return at;
}

/* Read a decimal number and step over it. */
static uint64_t take_number(const char **at)
{
    uint64_t number = 0;
    while (**at == ' ')
        ++*at;
    while (**at >= '0' && **at <= '9')
        number = number * 10 + (uint64_t)(*(*at)++ - '0');
    return number;
}

/* Read /proc/PID/name into text, as much as fits, and end it with '\0'. Returns
 * 0 or an errno value; a process that is gone is ESRCH. */
static int read_text(int32_t pid, const char *name, char *text, size_t n_text)
{
    char path[48] = "/proc/";
    char *at = append_number(path + strlen(path), (uint32_t)pid);
    *at++ = '/';
    strcpy(at, name);
    long fd = open_to_read(path, 0);
    if (fd < 0)
        return fd == -ENOENT ? ESRCH : (int)-fd;
    size_t used = 0;
    long n;
    while ((n = read_some(fd, text + used, n_text - 1 - used)) > 0)
        used += (size_t)n;
    int error = n < 0 ? (int)-n : used == 0 ? ESRCH : 0;
    profpass_kernel(SYS_close, fd, 0, 0, 0);
    text[used] = '\0';
    return error;
}

/* ---- memory ---------------------------------------------------------------
 */

/* Add up the fields of smaps_rollup whose names begin so; in KiB. */
static uint64_t sum_fields(const char *text, const char *prefix)
{
    uint64_t kib = 0;
    for (const char *line = text; line != NULL;) {
        if (strncmp(line, prefix, strlen(prefix)) == 0) {
            const char *at = strchr(line, ':');
            if (at != NULL) {
                at++;
                kib += take_number(&at);
            }
        }
        line = strchr(line, '\n');
        line = line != NULL ? line + 1 : NULL;
    }
    return kib;
}

int profpass_process_memory(int32_t pid, profpass_memory_kind kind,
                            uint64_t *bytes)
{
    char text[2048];
    if (pid <= 0)
        return ESRCH;
    if (kind == PROFPASS_MEMORY_RSS) {
        int error = read_text(pid, "statm", text, sizeof text);
        const char *at = text;
        if (error != 0)
            return error;
        if (take_number(&at) == 0) /* one that has ended has no size */
            return ESRCH;
        *bytes = take_number(&at) * (uint64_t)sysconf(_SC_PAGESIZE);
        return 0;
    }
    int error = read_text(pid, "smaps_rollup", text, sizeof text);
    if (error != 0)
        return error;
    *bytes = 1024 * sum_fields(text, kind == PROFPASS_MEMORY_PSS ? "Pss:"
                                                                 : "Private_");
    return 0;
}

/* ---- children -------------------------------------------------------------
 */

typedef struct relation {
    int32_t pid, parent;
} relation;

/* What getdents64 writes. */
typedef struct entry {
    uint64_t inode;
    int64_t offset;
    uint16_t n_bytes;
    uint8_t type;
    char name[];
} entry;

/* Read who is the parent of a process; false if it is gone. */
static bool read_parent(int32_t pid, int32_t *parent)
{
    char text[128]; /* a name has at most 64 bytes */
    if (read_text(pid, "stat", text, sizeof text) != 0)
        return false;
    const char *at = strrchr(text, ')');
    if (at == NULL || strlen(at) < 5)
        return false;
    at += 4; /* ") S " */
    *parent = (int32_t)take_number(&at);
    return true;
}

/* List the processes of the system and their parents; returns how many. */
static size_t list_processes(relation *relations)
{
    alignas(entry) char bytes[8192] = {0}; /* the kernel fills them */
    size_t n = 0;
    long fd = open_to_read("/proc", O_DIRECTORY), n_read;
    while (fd >= 0 && (n_read = profpass_kernel(SYS_getdents64, fd, (long)bytes,
                                                sizeof bytes, 0)) > 0) {
        for (long i = 0; i < n_read && n < N_PROCESSES_MAX;) {
            const entry *e = (const void *)(bytes + i);
            const char *at = e->name;
            i += e->n_bytes;
            relations[n].pid = (int32_t)take_number(&at);
            if (at != e->name && *at == '\0' &&
                read_parent(relations[n].pid, &relations[n].parent))
                n++;
        }
    }
    if (fd >= 0)
        profpass_kernel(SYS_close, fd, 0, 0, 0);
    return n;
}

size_t profpass_process_descendants(int32_t pid, int32_t *pids, size_t n_most)
{
    size_t n_table = N_PROCESSES_MAX * sizeof(relation);
    relation *relations = profpass__pages_new(n_table);
    if (relations == NULL)
        return 0;
    size_t n_relations = list_processes(relations), n = 0;
    /* Each that was found is asked for its children in turn. A child is taken
     * once: a table that changed while it was read may have rings. */
    for (size_t asked = 0; asked <= n; asked++) {
        int32_t parent = asked == 0 ? pid : pids[asked - 1];
        for (size_t i = 0; i < n_relations && n < n_most; i++)
            if (relations[i].parent == parent && relations[i].pid != pid) {
                pids[n++] = relations[i].pid;
                relations[i].parent = 0;
            }
    }
    profpass__pages_free(relations, n_table);
    return n;
}
