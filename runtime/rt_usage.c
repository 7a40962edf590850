/* rt_usage.c - how much memory a process has, again and again
 *
 *     usage_begin   check what is asked ─▶ first sample ─▶ start the sampler
 *     (the program's function runs, once)      sample, sample, sample …
 *     usage_end     stop it ─▶ last sample ─▶ the caller's array, stream, error
 *
 * Without a function all samples are taken in usage_begin, by the caller's
 * thread. Samples are kept in pages of our own until the end, because the
 * function may be left by a jump: then nobody's array is written to.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "profpass/process.h"
#include "rt_api.h"
#include "rt_sampler.h"

#ifdef PROFPASS_WITH_STATS
_Static_assert((int)PROFPASS_USAGE_RSS == (int)PROFPASS_MEMORY_RSS &&
                   (int)PROFPASS_USAGE_PSS == (int)PROFPASS_MEMORY_PSS &&
                   (int)PROFPASS_USAGE_USS == (int)PROFPASS_MEMORY_USS,
               "one order");

/* More children than these are left out; they are told from the first on. */
enum { N_CHILDREN = 1024, FIRST_BYTES = 4096 };

typedef struct usage {
    int32_t pid; /* never 0 */
    unsigned what, children;
    uint64_t interval_ns;
    size_t n_wanted;                 /* times to sample               */
    size_t n_times;                  /* … so far                      */
    size_t n_keep;                   /* samples worth keeping         */
    profpass_memory_sample *samples; /* [n_kept], in n_bytes of pages */
    size_t n_kept, n_bytes, n_samples;
    uint64_t max_bytes;
    int error; /* the first */
    bool has_sampler;
    rt_sampler sampler;
    int32_t pids[N_CHILDREN];
} usage;

/* ---- a sample, by whatever thread -----------------------------------------
 */

static void keep(usage *u, int32_t pid, uint64_t bytes, uint64_t unix_ns)
{
    u->n_samples++;
    if (pid == 0 && bytes > u->max_bytes)
        u->max_bytes = bytes;
    if (u->n_kept >= u->n_keep)
        return;
    if ((u->n_kept + 1) * sizeof *u->samples > u->n_bytes) {
        long moved =
            profpass_kernel(SYS_mremap, (long)u->samples, (long)u->n_bytes,
                            (long)(2 * u->n_bytes), MREMAP_MAYMOVE);
        if (moved < 0 && moved > -4096) {
            u->error = u->error != 0 ? u->error : ENOMEM;
            return;
        }
        __atomic_fetch_add(&rt.header->runtime_bytes, u->n_bytes,
                           __ATOMIC_RELAXED);
        u->samples = (profpass_memory_sample *)moved;
        u->n_bytes *= 2;
    }
    u->samples[u->n_kept++] = (profpass_memory_sample){
        .unix_ns = unix_ns, .bytes = bytes, .pid = pid};
}

static int read_memory(const usage *u, int32_t pid, uint64_t *bytes)
{
    if (u->what != PROFPASS_USAGE_HEAP)
        return profpass_process_memory(pid, (profpass_memory_kind)u->what,
                                       bytes);
    *bytes = __atomic_load_n(&rt.header->live_bytes, __ATOMIC_RELAXED);
    return 0;
}

/* rt_tick: take one; a process that has ended has no more. */
static bool take(void *context)
{
    usage *u = context;
    struct timespec now;
    uint64_t own, bytes, sum = 0;
    int error = read_memory(u, u->pid, &own);
    if (error != 0) {
        u->error = u->n_samples == 0 ? error : u->error;
        return false;
    }
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t unix_ns =
        (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
    size_t n = u->children == PROFPASS_CHILDREN_NONE
                   ? 0
                   : profpass_process_descendants(u->pid, u->pids, N_CHILDREN);
    if (u->children != PROFPASS_CHILDREN_SUM)
        keep(u, 0, own, unix_ns);
    for (size_t i = 0; i < n; i++) {
        if (read_memory(u, u->pids[i], &bytes) != 0)
            continue; /* ended since */
        sum += bytes;
        if (u->children == PROFPASS_CHILDREN_EACH)
            keep(u, u->pids[i], bytes, unix_ns);
    }
    if (u->children == PROFPASS_CHILDREN_SUM)
        keep(u, 0, own + sum, unix_ns);
    return ++u->n_times < u->n_wanted;
}

/* ---- the request ----------------------------------------------------------
 */

/* Seconds that can be counted, or 0 for what is usual. */
static bool is_time(double s)
{
    return s >= 0 && s <= 1e9;
}

static int check(const profpass_memory_request *r, bool is_own)
{
    bool heap = r->what == PROFPASS_USAGE_HEAP;
    if (r->n_bytes < sizeof *r || r->what > PROFPASS_USAGE_HEAP ||
        r->children > PROFPASS_CHILDREN_EACH || !is_time(r->interval_s) ||
        !is_time(r->timeout_s) || r->pid < 0 ||
        (r->samples == NULL && r->n_most != 0) || (r->fn != NULL && !is_own) ||
        (heap && (!is_own || r->children != PROFPASS_CHILDREN_NONE)))
        return EINVAL;
    return heap && rt.header->heap_mode == PROFPASS_HEAP_NONE ? ENOTSUP : 0;
}

static void plan(usage *u, const profpass_memory_request *r)
{
    double interval_s = r->interval_s > 0 ? r->interval_s : 0.1;
    u->what = r->what;
    u->children = r->children;
    u->interval_ns = (uint64_t)(interval_s * 1e9);
    double n = r->timeout_s / interval_s + 0.5;
    u->n_wanted = r->timeout_s > 0 && n < 1e18 ? (size_t)n : SIZE_MAX;
    if (r->timeout_s > 0 && u->n_wanted == 0)
        u->n_wanted = 1;
    if (r->timeout_s <= 0 && r->fn == NULL)
        u->n_wanted = 1;
    if (r->max_iterations != 0 && r->max_iterations < u->n_wanted)
        u->n_wanted = r->max_iterations;
    u->n_keep = r->stream != NULL ? SIZE_MAX : r->n_most;
}

void *rt_call_usage_begin(profpass_memory_request *request)
{
    int saved = errno;
    int32_t own_pid = (int32_t)syscall(SYS_getpid);
    bool is_own = request->pid == 0 || request->pid == own_pid;
    request->error = check(request, is_own);
    usage *u = request->error == 0 ? rt_pages_alloc(sizeof *u) : NULL;
    if (u == NULL) {
        request->error = request->error != 0 ? request->error : ENOMEM;
        return NULL;
    }
    u->pid = is_own ? own_pid : request->pid;
    plan(u, request);
    u->n_bytes = FIRST_BYTES;
    u->samples = rt_pages_alloc(u->n_bytes);
    bool more = u->samples != NULL && take(u);
    if (u->samples == NULL)
        u->error = ENOMEM;
    if (request->fn != NULL && more) {
        int error = rt_sampler_start(&u->sampler, take, u, u->interval_ns);
        u->has_sampler = error == 0;
        u->error = u->error != 0 ? u->error : error;
    } else {
        while (more) {
            rt_sampler_wait(NULL, u->interval_ns);
            more = take(u);
        }
    }
    errno = saved;
    return u;
}

/* ---- the answer -----------------------------------------------------------
 */

static char *put_number(char *at, uint64_t value, int n_digits)
{
    char digits[20];
    int n = 0;
    do
        digits[n++] = (char)('0' + value % 10);
    while ((value /= 10) != 0 || n < n_digits);
    while (n > 0)
        *at++ = digits[--n];
    return at;
}

/* A line as mprof has it: MEM MIB TIME, or CHLD PID MIB TIME. */
static size_t format(char line[128], const profpass_memory_sample *sample)
{
    char *at = stpcpy(line, sample->pid == 0 ? "MEM " : "CHLD ");
    if (sample->pid != 0) {
        at = put_number(at, (uint64_t)sample->pid, 1);
        *at++ = ' ';
    }
    const uint64_t mib = 1 << 20;
    at = put_number(at, sample->bytes / mib, 1);
    *at++ = '.';
    at = put_number(at, sample->bytes % mib * 1000000 / mib, 6);
    *at++ = ' ';
    at = put_number(at, sample->unix_ns / 1000000000, 1);
    *at++ = '.';
    at = put_number(at, sample->unix_ns % 1000000000 / 100000, 4);
    *at++ = '\n';
    return (size_t)(at - line);
}

static int write_lines(const usage *u, profpass_writer *write, void *stream)
{
    char line[128];
    int error = 0;
    for (size_t i = 0; error == 0 && i < u->n_kept; i++)
        error = write(stream, line, format(line, &u->samples[i]));
    return error;
}

void rt_call_usage_end(void *state, profpass_memory_request *request,
                       profpass_writer *write)
{
    usage *u = state;
    if (u == NULL)
        return;
    int saved = errno;
    if (u->has_sampler && !rt_sampler_stop(&u->sampler)) {
        request->error = ECANCELED;
        rt_pages_free(u, sizeof *u); /* its samples may be anywhere */
        return;
    }
    if (request->fn != NULL && u->n_times < u->n_wanted && u->n_times != 0)
        take(u);
    request->n_samples = u->n_samples;
    request->max_bytes = u->max_bytes;
    size_t n = u->n_kept < request->n_most ? u->n_kept : request->n_most;
    if (n != 0)
        memcpy(request->samples, u->samples, n * sizeof *u->samples);
    if (request->stream != NULL && u->error == 0)
        u->error = write_lines(u, write, request->stream);
    request->error = u->error;
    if (u->samples != NULL)
        rt_pages_free(u->samples, u->n_bytes);
    rt_pages_free(u, sizeof *u);
    errno = saved;
}
#else
/* A runtime without the library records alone. */
void *rt_call_usage_begin(profpass_memory_request *request)
{
    request->error = ENOSYS;
    return NULL;
}

void rt_call_usage_end(void *state, profpass_memory_request *request,
                       profpass_writer *write)
{
    (void)state, (void)request, (void)write;
}
#endif
