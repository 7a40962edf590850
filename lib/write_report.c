/* write_report.c - the report of a run: its losses, line tables, call table and
 * heap, in the order in which a reader asks */
#include <string.h>

#include "failure.h"
#include "shown.h"
#include "text.h"
#include "writers.h"

enum { LEVEL_WARNING = 4 }; /* of syslog(3) */

void profpass__put_losses(profpass__text *t, const profpass_model *m)
{
    for (uint32_t i = 0; i < m->n_losses; i++)
        if (m->losses[i].count != 0) {
            const profpass_report_row figures = {.kind = PROFPASS_REPORT_LOSS,
                                                 .level = LEVEL_WARNING,
                                                 .occurrences =
                                                     m->losses[i].count};
            profpass__mark_row(t, &figures, NULL, 0);
            profpass__print(t, "Lost: %llu %s\n",
                            (unsigned long long)m->losses[i].count,
                            m->losses[i].text);
        }
}

/* An exact number of bytes, and the same for the eye. */
static void put_bytes(profpass__text *t, uint64_t n_bytes)
{
    profpass__print(t, "%llu bytes", (unsigned long long)n_bytes);
    if (n_bytes >= 1024)
        profpass__print(t, " (%s)", profpass__amount(n_bytes).text);
}

void profpass__put_blocks(profpass__text *t, uint64_t n_bytes,
                          uint64_t n_blocks)
{
    put_bytes(t, n_bytes);
    profpass__print(t, " in %llu %s", (unsigned long long)n_blocks,
                    n_blocks == 1 ? "block" : "blocks");
}

/* What is apart from the heap, if there was any. */
static void put_accounts(profpass__text *t, const profpass_model *m)
{
    static const char *const what[PROFPASS_N_ACCOUNTS] = {
        [PROFPASS_ACCOUNT_MAPPED] = "by mmap and sbrk",
        [PROFPASS_ACCOUNT_POOLS] = "in blocks that the program noted",
        [PROFPASS_ACCOUNT_STACKS] = "of threads' stacks"};
    for (size_t i = 0; i < PROFPASS_N_ACCOUNTS; i++) {
        const profpass_account_stats *account = &m->accounts[i];
        if (account->peak_bytes == 0)
            continue;
        profpass__print(t, "  %-10s ", account->name);
        put_bytes(t, account->live_bytes);
        profpass__print(t, " %s, at most ", what[i]);
        put_bytes(t, account->peak_bytes);
        profpass__puts(t, "\n");
    }
}

/* What the heap and each account have. */
static void put_totals(profpass__text *t, const char *name,
                       const profpass_account_stats *of, uint64_t n_runs)
{
    profpass__print(t, "%s: %llu allocations, %llu frees, ", name,
                    (unsigned long long)of->allocations,
                    (unsigned long long)of->frees);
    put_bytes(t, of->allocated_bytes);
    profpass__puts(t, " allocated\n  peak       ");
    profpass__put_blocks(t, of->peak_bytes, of->peak_blocks);
    if (n_runs > 1)
        profpass__print(t, ", the peaks of %llu runs together",
                        (unsigned long long)n_runs);
    profpass__puts(t, "\n  live       ");
    profpass__put_blocks(t, of->live_bytes, of->live_blocks);
    profpass__puts(t, "\n");
    if (of->inherited_blocks != 0) {
        profpass__puts(t, "  inherited  ");
        profpass__put_blocks(t, of->inherited_bytes, of->inherited_blocks);
        profpass__puts(t, " from the parent process\n");
    }
}

void profpass__put_account(profpass__text *t, const profpass_model *m,
                           const profpass_account_stats *account)
{
    static const char *const names[PROFPASS_N_ACCOUNTS] = {
        [PROFPASS_ACCOUNT_MAPPED] = "Mapped",
        [PROFPASS_ACCOUNT_POOLS] = "Pools",
        [PROFPASS_ACCOUNT_STACKS] = "Stacks"};
    put_totals(t, names[account - m->accounts], account, m->program.n_runs);
}

void profpass__put_heap(profpass__text *t, const profpass_model *m)
{
    const profpass_heap_totals *heap = &m->heap;
    const profpass_report_row figures = {.kind = PROFPASS_REPORT_HEAP,
                                         .occurrences = heap->allocations,
                                         .usage_bytes = heap->live_bytes,
                                         .peak_bytes = heap->peak_bytes};
    profpass__mark_row(t, &figures, NULL, 0);
    const profpass_account_stats totals = {
        .allocations = heap->allocations,
        .frees = heap->frees,
        .allocated_bytes = heap->allocated_bytes,
        .live_blocks = heap->live_blocks,
        .live_bytes = heap->live_bytes,
        .peak_blocks = heap->peak_blocks,
        .peak_bytes = heap->peak_bytes,
        .inherited_blocks = heap->inherited_blocks,
        .inherited_bytes = heap->inherited_bytes,
    };
    put_totals(t, "Heap", &totals, m->program.n_runs);
    put_accounts(t, m);
    for (uint32_t i = 0; i < m->n_lines; i++) {
        const profpass_line_stats *line = &m->lines[i];
        if (line->function != PROFPASS_NONE || line->allocations == 0)
            continue;
        profpass__print(t, "  <no instrumented caller>: %llu allocation%s, ",
                        (unsigned long long)line->allocations,
                        line->allocations == 1 ? "" : "s");
        put_bytes(t, line->allocated_bytes);
        profpass__puts(t, ", live ");
        put_bytes(t, line->live_bytes);
        profpass__puts(t, "\n");
    }
}

profpass_status profpass__put_report(profpass__text *t, const profpass_model *m,
                                     const profpass_text_options *options,
                                     profpass_error *err)
{
    profpass_status status = profpass__check_sort(options, err);
    if (status == PROFPASS_OK)
        status = profpass__check_shown(options, err);
    if (status != PROFPASS_OK)
        return status;
    profpass__put_losses(t, m);
    status = profpass__put_lines(t, m, options, err);
    if (status == PROFPASS_OK)
        status = options->per_thread ? profpass__put_threads(t, m, options, err)
                                     : profpass__put_calls(t, m, options, err);
    if (status == PROFPASS_OK && strcmp(m->program.heap_mode, "none") != 0)
        profpass__put_heap(t, m);
    return status;
}

profpass_status profpass_write_report(const profpass_profile *profile,
                                      const profpass_text_options *options,
                                      const profpass_sink *out,
                                      profpass_error *err)
{
    profpass__text t;
    profpass__text_init(&t, out);
    profpass_status status =
        profpass__put_report(&t, profpass_get_model(profile), options, err);
    return status != PROFPASS_OK ? status : profpass__text_done(&t, err);
}

profpass_status profpass_write_heap(const profpass_profile *profile,
                                    const profpass_text_options *options,
                                    const profpass_sink *out,
                                    profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    profpass__text t;
    (void)options;
    profpass__text_init(&t, out);
    if (strcmp(m->program.heap_mode, "none") != 0)
        profpass__put_heap(&t, m);
    return profpass__text_done(&t, err);
}
