/* write_info.c - what a profile is: program, clock, toolchain, sizes, losses */
#include "profpass/abi.h"
#include "text.h"
#include "writers.h"

static void put(profpass__text *t, const char *name, const char *value)
{
    if (value[0] == '\0')
        return;
    profpass__print(t, "%-12s ", name);
    profpass__put_safe(t, value);
    profpass__puts(t, "\n");
}

/* Days since 1970-01-01 to a date of the Gregorian calendar, in UTC: eras of
 * 400 years that begin in March, so that the leap day is the last. */
static void put_date(profpass__text *t, uint64_t unix_ns)
{
    uint64_t seconds = unix_ns / 1000000000;
    uint64_t days = seconds / 86400 + 719468; /* since 0000-03-01 */
    uint64_t era = days / 146097, day = days % 146097;
    uint64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    uint64_t day_of_year = day - (365 * year + year / 4 - year / 100);
    uint64_t march_month = (5 * day_of_year + 2) / 153;
    uint64_t day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
    uint64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
    year += era * 400 + (month <= 2);
    uint64_t second = seconds % 86400;
    profpass__print(t, "%-12s %04llu-%02llu-%02llu %02llu:%02llu:%02llu UTC\n",
                    "started", (unsigned long long)year,
                    (unsigned long long)month, (unsigned long long)day_of_month,
                    (unsigned long long)(second / 3600),
                    (unsigned long long)(second / 60 % 60),
                    (unsigned long long)(second % 60));
}

static void put_command(profpass__text *t, const profpass_program *program)
{
    profpass__print(t, "%-12s", "command");
    for (uint32_t i = 0; i < program->n_command; i++) {
        profpass__puts(t, " ");
        profpass__put_safe(t, program->command[i]);
    }
    profpass__puts(t, "\n");
}

/* Tenths of a nanosecond; more than a second a call is no overhead. */
static uint64_t tenths(double ns)
{
    return ns < 1e9 ? (uint64_t)(ns * 10 + 0.5) : 10000000000;
}

static void put_clock(profpass__text *t, const profpass_program *program)
{
    profpass__print(t, "%-12s %s, timing %s", "clock", program->clock,
                    program->timing);
    if (program->inner_overhead_ns > 0 || program->outer_overhead_ns > 0) {
        uint64_t inner = tenths(program->inner_overhead_ns);
        uint64_t outer = tenths(program->outer_overhead_ns);
        profpass__print(t, "; %s ns inside and %s ns outside a call subtracted",
                        profpass__decimal(inner, 10, 1).text,
                        profpass__decimal(outer, 10, 1).text);
    }
    profpass__puts(t, "\n");
}

static void put_holdings(profpass__text *t, const profpass_model *m)
{
    const struct {
        const char *name;
        uint32_t n;
    } kinds[] = {{"function", m->n_functions}, {"edge", m->n_edges},
                 {"line", m->n_lines},         {"thread", m->n_threads},
                 {"context", m->n_nodes},      {"site", m->n_sites},
                 {"size table", m->n_sizes},   {"heap sample", m->n_series}};
    profpass__print(t, "%-12s", "holds");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        profpass__print(t, "%s %u %s%s", i == 0 ? "" : ",", kinds[i].n,
                        kinds[i].name, kinds[i].n == 1 ? "" : "s");
    profpass__puts(t, "\n");
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_functions; i++)
        n += (m->functions[i].flags & PROFPASS_FUNCTION_UNSELECTED) != 0;
    if (n != 0)
        profpass__print(t, "%-12s %u of the functions, by only= or exclude=\n",
                        "left out", n);
    if (m->program.max_depth != 0)
        profpass__print(t, "%-12s calls deeper than %u contexts\n", "left out",
                        m->program.max_depth);
}

/* What is apart from the heap, if there was any. */
static void put_accounts(profpass__text *t, const profpass_model *m)
{
    for (size_t i = 0; i < PROFPASS_N_ACCOUNTS; i++) {
        const profpass_account_stats *account = &m->accounts[i];
        if (account->n_sites != 0 || account->peak_bytes != 0)
            profpass__print(t,
                            "%-12s %llu allocations, %llu frees; live %llu "
                            "bytes in %llu, peak %llu in %llu\n",
                            account->name,
                            (unsigned long long)account->allocations,
                            (unsigned long long)account->frees,
                            (unsigned long long)account->live_bytes,
                            (unsigned long long)account->live_blocks,
                            (unsigned long long)account->peak_bytes,
                            (unsigned long long)account->peak_blocks);
    }
}

profpass_status profpass_write_info(const profpass_profile *profile,
                                    const profpass_text_options *options,
                                    const profpass_sink *out,
                                    profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    const profpass_program *p = &m->program;
    profpass__text t;
    profpass__text_init(&t, out);
    put(&t, "profile", options->path != NULL ? options->path : "");
    put(&t, "executable", p->executable);
    put_command(&t, p);
    put(&t, "directory", p->directory);
    put(&t, "host", p->host);
    put(&t, "build id", p->build_id);
    put(&t, "options", p->options);
    put(&t, "forked from", p->forked_from);
    if (p->n_runs != 0)
        profpass__print(&t,
                        "%-12s %llu run%s, whose times, bytes and peaks "
                        "are added\n",
                        "sum of", (unsigned long long)p->n_runs,
                        p->n_runs == 1 ? "" : "s");
    if (p->n_runs == 0 || p->pid != 0) /* not of several processes */
        profpass__print(&t, "%-12s %u, parent %u\n", "process", p->pid,
                        p->parent_pid);
    put_date(&t, p->start_unix_ns);
    profpass__print(&t, "%-12s %s\n", "ran for",
                    profpass__duration(p->wall_ns).text);
    put(&t, "end", p->end);
    put_clock(&t, p);
    put(&t, "heap", p->heap_mode);
    put_accounts(&t, m);
    put(&t, "compiled by", p->producer);
    put_holdings(&t, m);
    profpass__put_losses(&t, m);
    return profpass__text_done(&t, err);
}
