/* check.c - the conservation laws of a profile
 *
 *     calls      = returns + unwound + open
 *     Σ self     = Σ total of the calls from a thread's root   (in ticks)
 *     Σ edges    = functions
 *     live       = inherited + allocated - freed     (heap and accounts)
 *     Σ lines    = Σ sites = the process
 *     Σ sizes    = allocations                       (of each line)
 *
 * A sum of runs (profpass merge) holds nanoseconds, corrected and rounded node
 * by node: what was less than its overhead is zero there, so that the self
 * times may add up to more than the calls, but not to less.
 *
 * A profile without an end is a snapshot of moving counters, a few events
 * apart: of it only those laws are asked that hold for any such snapshot.
 */
#include <string.h>

#include "failure.h"
#include "model.h"
#include "profpass/format.h"

/* Return OK if a = b, else say which law is broken, and for what. */
static profpass_status equal(profpass_error *err, const char *law,
                             const char *of, uint64_t a, uint64_t b)
{
    if (a == b)
        return PROFPASS_OK;
    return profpass__fail(err, PROFPASS_EFORMAT, PROFPASS__NO_OFFSET,
                          "broken law: %s; found %llu and %llu%s%.80s", law,
                          (unsigned long long)a, (unsigned long long)b,
                          of[0] != '\0' ? " in " : "", of);
}

/* A row of numbers that must be equal, in pairs. */
typedef struct law {
    const char *law;
    uint64_t a, b;
} law;

static profpass_status all_equal(profpass_error *err, const char *of,
                                 const law *laws, size_t n)
{
    profpass_status status = PROFPASS_OK;
    for (size_t i = 0; status == PROFPASS_OK && i < n; i++)
        status = equal(err, laws[i].law, of, laws[i].a, laws[i].b);
    return status;
}

static profpass_status check_functions(const profpass_profile *profile,
                                       profpass_error *err)
{
    const profpass_model *m = &profile->model;
    profpass_status status = equal(err, "no context has more ends than calls",
                                   "", profile->broken_calls, 0);
    for (uint32_t i = 0; status == PROFPASS_OK && i < m->n_functions; i++) {
        const profpass_function_stats *f = &m->functions[i];
        status = equal(err, "calls = returns + unwound + open", f->name,
                       f->calls, f->returns + f->unwound + f->open);
        if (status == PROFPASS_OK && f->primitive_calls > f->calls)
            status = equal(err, "primitive calls are calls", f->name,
                           f->primitive_calls, f->calls);
    }
    return status;
}

/* All calls are made by someone, or by the thread. */
static profpass_status check_edges(const profpass_model *m, profpass_error *err)
{
    uint64_t calls = 0, self_ns = 0, edge_calls = 0, edge_self_ns = 0;
    uint64_t thread_calls = 0;
    for (uint32_t i = 0; i < m->n_functions; i++) {
        calls += m->functions[i].calls;
        self_ns += m->functions[i].self_ns;
    }
    for (uint32_t i = 0; i < m->n_edges; i++) {
        edge_calls += m->edges[i].calls;
        edge_self_ns += m->edges[i].self_ns;
    }
    for (uint32_t i = 0; i < m->n_threads; i++)
        thread_calls += m->threads[i].calls;
    const law laws[] = {
        {"calls of functions = calls of edges", calls, edge_calls},
        {"calls of functions = calls of threads", calls, thread_calls},
        {"self time of functions = of edges", self_ns, edge_self_ns},
    };
    return all_equal(err, "", laws, sizeof laws / sizeof *laws);
}

/* Return OK if the self times are no less than those of the calls, but for half
 * a nanosecond at each end of a node that rounding may have taken. */
static profpass_status at_least(profpass_error *err, const char *of,
                                uint64_t self_ns, uint64_t calls_ns,
                                uint64_t slack_ns)
{
    if (self_ns >= calls_ns || calls_ns - self_ns <= slack_ns)
        return PROFPASS_OK;
    return equal(err, "self time of a thread >= time of its calls", of, self_ns,
                 calls_ns);
}

/* Times are complete once all activations have ended. */
static profpass_status check_threads(const profpass_profile *profile,
                                     profpass_error *err)
{
    const profpass_model *m = &profile->model;
    profpass_status status = PROFPASS_OK;
    bool exact = profile->header.clock == PROFPASS_CLOCK_STEP;
    for (uint32_t i = 0; status == PROFPASS_OK && i < m->n_threads; i++) {
        const profpass__thread_ticks *ticks = &profile->thread_ticks[i];
        char of[48];
        snprintf(of, sizeof of, "thread %u", m->threads[i].number);
        if (ticks->open != 0)
            continue;
        if (m->program.n_runs != 0 && !exact)
            status = at_least(err, of, ticks->self, ticks->root_calls,
                              m->n_nodes * m->program.n_runs);
        else
            status = equal(err, "self ticks of a thread = ticks of its calls",
                           of, ticks->self, ticks->root_calls);
    }
    return status;
}

/* Say which law is broken unless a <= b. */
static profpass_status at_most(profpass_error *err, const char *which,
                               const char *of, uint64_t a, uint64_t b)
{
    return a <= b ? PROFPASS_OK : equal(err, which, of, a, b);
}

/* What 0 means not recorded is asked nothing. Of several threads, one may miss
 * what another is doing to its sites at the same time, and the most of several
 * runs is no moment of one. */
static profpass_status check_most(const profpass_site_stats *s, const char *of,
                                  profpass_error *err)
{
    if (s->max_bytes == 0)
        return PROFPASS_OK;
    profpass_status status =
        at_most(err, "live bytes of a site are at most its maximum", of,
                s->live_bytes, s->max_bytes);
    if (status == PROFPASS_OK)
        status = at_most(err, "bytes at the peak are at most the maximum", of,
                         s->at_peak_bytes, s->max_bytes);
    if (status == PROFPASS_OK)
        status =
            at_most(err, "the maximum of a site is at most all its bytes", of,
                    s->max_bytes, s->inherited_bytes + s->allocated_bytes);
    return status;
}

static profpass_status check_site(const profpass_site_stats *s, const char *of,
                                  profpass_error *err)
{
    const law laws[] = {
        {"inherited + allocations = frees + live blocks",
         s->inherited_blocks + s->allocations, s->frees + s->live_blocks},
        {"inherited + allocated = freed + live bytes",
         s->inherited_bytes + s->allocated_bytes,
         s->freed_bytes + s->live_bytes},
    };
    profpass_status status =
        all_equal(err, of, laws, sizeof laws / sizeof *laws);
    const law parts[] = {
        {"temporaries are frees", s->temporaries, s->frees},
        {"remote frees are frees", s->remote_frees, s->frees},
        {"what realloc made are allocations", s->moved_in, s->allocations},
        {"what realloc replaced are frees", s->moved_out, s->frees},
    };
    for (size_t i = 0;
         status == PROFPASS_OK && i < sizeof parts / sizeof *parts; i++)
        status = at_most(err, parts[i].law, of, parts[i].a, parts[i].b);
    return status;
}

/* The sites of the heap, or of an account, which `kind` names. */
static profpass_status check_sites(const profpass_model *m, const char *kind,
                                   const profpass_site_stats *sites,
                                   uint32_t n_sites, profpass_error *err)
{
    bool one_thread = m->n_threads == 1 && m->program.n_runs == 0;
    profpass_status status = PROFPASS_OK;
    for (uint32_t i = 0; status == PROFPASS_OK && i < n_sites; i++) {
        char of[48];
        snprintf(of, sizeof of, "%s %u", kind, i + 1);
        status = check_site(&sites[i], of, err);
        if (status == PROFPASS_OK && one_thread)
            status = check_most(&sites[i], of, err);
    }
    return status;
}

/* An account adds up as the heap does. */
static profpass_status check_account(const profpass_model *m,
                                     const profpass_account_stats *account,
                                     profpass_error *err)
{
    profpass_status status =
        check_sites(m, account->name, account->sites, account->n_sites, err);
    profpass_site_stats sum = {0};
    for (uint32_t i = 0; i < account->n_sites; i++) {
        sum.live_bytes += account->sites[i].live_bytes;
        sum.live_blocks += account->sites[i].live_blocks;
        sum.inherited_bytes += account->sites[i].inherited_bytes;
        sum.inherited_blocks += account->sites[i].inherited_blocks;
        sum.at_peak_bytes += account->sites[i].at_peak_bytes;
    }
    const law laws[] = {
        {"live bytes of sites = of the account", sum.live_bytes,
         account->live_bytes},
        {"live blocks of sites = of the account", sum.live_blocks,
         account->live_blocks},
        {"inherited bytes of sites = of the account", sum.inherited_bytes,
         account->inherited_bytes},
        {"inherited blocks of sites = of the account", sum.inherited_blocks,
         account->inherited_blocks},
    };
    if (status == PROFPASS_OK)
        status =
            all_equal(err, account->name, laws, sizeof laws / sizeof *laws);
    if (status == PROFPASS_OK && m->n_threads == 1)
        status = equal(err, "bytes at the peak of sites = peak", account->name,
                       sum.at_peak_bytes, account->peak_bytes);
    if (status == PROFPASS_OK)
        status = at_most(err, "live bytes are at most the peak", account->name,
                         account->live_bytes, account->peak_bytes);
    return status;
}

static profpass_status check_accounts(const profpass_model *m,
                                      profpass_error *err)
{
    profpass_status status = PROFPASS_OK;
    for (size_t i = 0; status == PROFPASS_OK && i < PROFPASS_N_ACCOUNTS; i++)
        status = check_account(m, &m->accounts[i], err);
    return status;
}

static bool lost_nothing(const profpass_model *m)
{
    for (uint32_t i = 0; i < m->n_losses; i++)
        if (m->losses[i].count != 0)
            return false;
    return true;
}

/* A file has the sizes of all allocations, or, an older one, of none. A sum may
 * be of both. */
static profpass_status check_sizes(const profpass_profile *profile,
                                   profpass_error *err)
{
    const profpass_model *m = &profile->model;
    if (m->n_sizes == 0 || m->program.n_runs != 0 || !lost_nothing(m))
        return PROFPASS_OK;
    profpass__arena scratch = {0};
    uint64_t *counts =
        profpass__arena_array(&scratch, m->n_lines, sizeof *counts);
    if (counts == NULL)
        return profpass__fail_memory(err);
    for (uint32_t i = 0; i < m->n_sizes; i++)
        for (size_t k = 0; k < PROFPASS_SIZE_CLASSES; k++)
            counts[m->sizes[i].line] += m->sizes[i].counts[k];
    profpass_status status = PROFPASS_OK;
    for (uint32_t i = 0; status == PROFPASS_OK && i < m->n_lines; i++) {
        char of[48];
        snprintf(of, sizeof of, "row %u", i + 1);
        status = equal(err, "sizes of a line = its allocations", of, counts[i],
                       m->lines[i].allocations);
    }
    profpass__arena_done(&scratch);
    return status;
}

static profpass_status check_heap(const profpass_model *m, profpass_error *err)
{
    const profpass_heap_totals *heap = &m->heap;
    profpass_line_stats lines = {0};
    profpass_site_stats sites = {0};
    for (uint32_t i = 0; i < m->n_lines; i++) {
        lines.allocated_bytes += m->lines[i].allocated_bytes;
        lines.freed_bytes += m->lines[i].freed_bytes;
        lines.live_bytes += m->lines[i].live_bytes;
        lines.live_blocks += m->lines[i].live_blocks;
        lines.live_at_peak_bytes += m->lines[i].live_at_peak_bytes;
    }
    for (uint32_t i = 0; i < m->n_sites; i++) {
        sites.inherited_bytes += m->sites[i].inherited_bytes;
        sites.inherited_blocks += m->sites[i].inherited_blocks;
        sites.at_peak_bytes += m->sites[i].at_peak_bytes;
    }
    const law laws[] = {
        {"allocated bytes of lines = of the process", lines.allocated_bytes,
         heap->allocated_bytes},
        {"freed bytes of lines = of the process", lines.freed_bytes,
         heap->freed_bytes},
        {"live bytes of lines = of the process", lines.live_bytes,
         heap->live_bytes},
        {"live blocks of lines = of the process", lines.live_blocks,
         heap->live_blocks},
        {"inherited bytes of sites = of the process", sites.inherited_bytes,
         heap->inherited_bytes},
        {"inherited blocks of sites = of the process", sites.inherited_blocks,
         heap->inherited_blocks},
        {"bytes at the peak of lines = of sites", lines.live_at_peak_bytes,
         sites.at_peak_bytes},
    };
    profpass_status status =
        all_equal(err, "", laws, sizeof laws / sizeof *laws);
    /* Threads that allocate at the very moment of the peak may each miss it by
     * one operation. */
    if (status == PROFPASS_OK && m->n_threads == 1)
        status = equal(err, "bytes at the peak of lines = peak", "",
                       lines.live_at_peak_bytes, heap->peak_bytes);
    if (status == PROFPASS_OK && heap->live_bytes > heap->peak_bytes)
        status = equal(err, "live bytes are at most the peak", "",
                       heap->live_bytes, heap->peak_bytes);
    return status;
}

profpass_status profpass_check(const profpass_profile *profile,
                               profpass_error *err)
{
    const profpass_model *m = &profile->model;
    bool running = strcmp(m->program.end, "running") == 0;
    profpass_status status = check_functions(profile, err);
    if (status == PROFPASS_OK)
        status = check_edges(m, err);
    if (status == PROFPASS_OK && !running)
        status = check_threads(profile, err);
    if (status == PROFPASS_OK && !running)
        status = check_sites(m, "site", m->sites, m->n_sites, err);
    if (status == PROFPASS_OK && !running)
        status = check_accounts(m, err);
    if (status == PROFPASS_OK && !running)
        status = check_sizes(profile, err);
    if (status == PROFPASS_OK && !running &&
        strcmp(m->program.heap_mode, "none") != 0)
        status = check_heap(m, err);
    return status;
}
