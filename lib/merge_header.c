/* merge_header.c - what the header of a sum says: the process of several
 *
 *     kept if all agree       who ran what where
 *     added                   times, live, peak, losses
 *     the worst               how they ended, what they recorded
 *
 * Peaks are those of separate processes, which may run side by side: they add.
 * So the bytes that lines had live at the peak add up to it in a sum, too.
 */
#include <string.h>

#include "failure.h"
#include "merge.h"
#include "model.h"

uint32_t profpass__merge_string_number(profpass_merge *merge, const char *bytes,
                                       size_t n_bytes)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */
    for (size_t i = 0; i < n_bytes; i++)
        h = (h ^ (uint8_t)bytes[i]) * 0x100000001b3u;
    if (n_bytes >= UINT32_MAX)
        return UINT32_MAX;
    profpass__key key = {
        {(uint32_t)h, (uint32_t)(h >> 32), (uint32_t)n_bytes, 0}};
    for (;; key.part[3]++) {
        uint32_t number = profpass__number_of(&merge->string_keys, &key);
        const profpass__merge_string *strings = merge->strings.items;
        if (number == UINT32_MAX)
            return number;
        if (number < merge->strings.n) {
            if (memcmp(strings[number].bytes, bytes, n_bytes) == 0)
                return number;
            continue; /* another string of the same hash */
        }
        char *copy = profpass__arena_array(&merge->text, n_bytes + 1, 1);
        profpass__merge_string *added =
            copy == NULL ? NULL
                         : profpass__row_append(&merge->strings, sizeof *added);
        if (added == NULL)
            return UINT32_MAX;
        if (n_bytes != 0)
            memcpy(copy, bytes, n_bytes);
        *added = (profpass__merge_string){copy, (uint32_t)n_bytes};
        return number;
    }
}

static uint64_t min_u64(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint32_t max_u32(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* ---- strings ---- */

/* Join the arguments as the file has them: each ended by a zero byte. */
static uint32_t command_number(profpass_merge *merge,
                               const profpass_program *program)
{
    profpass__arena scratch = {0};
    size_t n_bytes = 0, at = 0;
    for (uint32_t i = 0; i < program->n_command; i++)
        n_bytes += strlen(program->command[i]) + 1;
    char *joined = profpass__arena_array(&scratch, n_bytes, 1);
    for (uint32_t i = 0; joined != NULL && i < program->n_command; i++) {
        size_t n = strlen(program->command[i]) + 1;
        memcpy(joined + at, program->command[i], n);
        at += n;
    }
    uint32_t number =
        joined == NULL ? UINT32_MAX
                       : profpass__merge_string_number(merge, joined, n_bytes);
    profpass__arena_done(&scratch);
    return number;
}

static uint32_t number_of(profpass_merge *merge, const char *string)
{
    return profpass__merge_string_number(merge, string, strlen(string));
}

/* What all profiles agree on is kept. */
static profpass_status merge_strings(profpass_merge *merge,
                                     const profpass_program *program,
                                     profpass_error *err)
{
    profpass_header *h = &merge->header;
    const struct {
        profpass_ref *kept;
        uint32_t number;
    } strings[] = {
        {&h->executable, number_of(merge, program->executable)},
        {&h->command, command_number(merge, program)},
        {&h->directory, number_of(merge, program->directory)},
        {&h->host, number_of(merge, program->host)},
        {&h->build_id, number_of(merge, program->build_id)},
        {&h->options, number_of(merge, program->options)},
        {&h->forked_from, number_of(merge, program->forked_from)},
    };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        if (strings[i].number == UINT32_MAX)
            return profpass__fail_memory(err);
        if (merge->n_profiles == 0)
            *strings[i].kept = strings[i].number;
        else if (*strings[i].kept != strings[i].number)
            *strings[i].kept = 0;
    }
    return PROFPASS_OK;
}

/* Add a producer to the sorted ones; the last falls out if there are too many.
 */
static void add_producer(profpass_merge *merge, uint32_t number)
{
    const uint32_t room = sizeof merge->producers / sizeof *merge->producers;
    const profpass__merge_string *strings = merge->strings.items;
    uint32_t at = 0;
    while (at < merge->n_producers &&
           strcmp(strings[merge->producers[at]].bytes, strings[number].bytes) <
               0)
        at++;
    if (at == room ||
        (at < merge->n_producers && merge->producers[at] == number))
        return;
    if (merge->n_producers < room)
        merge->n_producers++;
    for (uint32_t i = merge->n_producers - 1; i > at; i--)
        merge->producers[i] = merge->producers[i - 1];
    merge->producers[at] = number;
}

static profpass_status merge_producers(profpass_merge *merge,
                                       const char *joined, profpass_error *err)
{
    while (joined[0] != '\0') {
        const char *end = strstr(joined, ", ");
        size_t n = end == NULL ? strlen(joined) : (size_t)(end - joined);
        uint32_t number = profpass__merge_string_number(merge, joined, n);
        if (number == UINT32_MAX)
            return profpass__fail_memory(err);
        add_producer(merge, number);
        joined += n + (end == NULL ? 0 : 2);
    }
    return PROFPASS_OK;
}

/* ---- numbers ---- */

/* Times of the wall clocks add up, whatever reads them; those of another kind
 * only to their own kind. */
static profpass_status merge_clock(profpass_merge *merge,
                                   const profpass_profile *profile,
                                   profpass_error *err)
{
    const char *word = profile->model.program.clock;
    uint32_t clock = profile->header.clock;
    if (merge->n_profiles == 0) {
        merge->header.clock = clock;
        merge->clock = word;
    }
    if (clock == merge->header.clock)
        return PROFPASS_OK;
    if (clock > PROFPASS_CLOCK_MONOTONIC ||
        merge->header.clock > PROFPASS_CLOCK_MONOTONIC)
        return profpass__fail(
            err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
            "its times are of clock %s and do not add to times of clock %s; "
            "merge runs of one clock",
            word, merge->clock);
    merge->header.clock = PROFPASS_CLOCK_MONOTONIC;
    return PROFPASS_OK;
}

/* How a process ended, by gravity: running, signal, exit, then by value. */
static uint64_t gravity(uint32_t kind, uint32_t value)
{
    uint64_t grade = kind == PROFPASS_END_EXIT     ? 0
                     : kind == PROFPASS_END_SIGNAL ? 1
                                                   : 2;
    return grade << 32 | value;
}

/* How much is known of times: none, all, estimates among them. */
static unsigned timing_grade(uint32_t timing)
{
    return timing == PROFPASS_TIMING_ADAPTIVE ? 2
           : timing == PROFPASS_TIMING_EXACT  ? 1
                                              : 0;
}

static void merge_kinds(profpass_header *h, const profpass_profile *profile,
                        bool first)
{
    const profpass_program *p = &profile->model.program;
    const profpass__header_kinds *kinds = &profile->header;
    if (first || gravity(kinds->end_kind, kinds->end_value) >
                     gravity(h->end_kind, h->end_value)) {
        h->end_kind = kinds->end_kind;
        h->end_value = kinds->end_value;
    }
    if (first || timing_grade(kinds->timing) > timing_grade(h->timing))
        h->timing = kinds->timing;
    h->heap_mode = max_u32(h->heap_mode, kinds->heap_mode);
    if (p->max_depth != 0 && (h->max_depth == 0 || h->max_depth > p->max_depth))
        h->max_depth = p->max_depth;
    h->pid = first || h->pid == p->pid ? p->pid : 0;
    h->parent_pid = first || h->parent_pid == p->parent_pid ? p->parent_pid : 0;
    h->start_unix_ns =
        first ? p->start_unix_ns : min_u64(h->start_unix_ns, p->start_unix_ns);
}

static void merge_totals(profpass_header *h, const profpass_model *m)
{
    h->n_runs += m->program.n_runs == 0 ? 1 : m->program.n_runs;
    h->last_wall_ns += m->program.wall_ns;
    h->live_bytes += m->heap.live_bytes;
    h->live_blocks += m->heap.live_blocks;
    h->peak_bytes += m->heap.peak_bytes;
    h->peak_blocks += m->heap.peak_blocks;
    h->inherited_bytes += m->heap.inherited_bytes;
    h->inherited_blocks += m->heap.inherited_blocks;
    profpass_account *const accounts[] = {&h->mapped, &h->pools, &h->stacks};
    for (size_t i = 0; i < PROFPASS_N_ACCOUNTS; i++) {
        const profpass_account_stats *account = &m->accounts[i];
        accounts[i]->live_bytes += account->live_bytes;
        accounts[i]->live_blocks += account->live_blocks;
        accounts[i]->peak_bytes += account->peak_bytes;
        accounts[i]->peak_blocks += account->peak_blocks;
        accounts[i]->inherited_bytes += account->inherited_bytes;
        accounts[i]->inherited_blocks += account->inherited_blocks;
    }
#define PROFPASS_LOSS(NAME, name, number, text) number,
    static const uint32_t losses[] = {
#include "profpass/losses.def"
    };
    for (uint32_t i = 0; i < m->n_losses; i++)
        h->losses[losses[i]] += m->losses[i].count;
}

profpass_status profpass__merge_header(profpass_merge *merge,
                                       const profpass_profile *profile,
                                       profpass_error *err)
{
    const profpass_model *m = &profile->model;
    profpass_status status = merge_clock(merge, profile, err);
    if (status == PROFPASS_OK)
        status = merge_strings(merge, &m->program, err);
    if (status == PROFPASS_OK)
        status = merge_producers(merge, m->program.producer, err);
    if (status != PROFPASS_OK)
        return status;
    merge_kinds(&merge->header, profile, merge->n_profiles == 0);
    merge_totals(&merge->header, m);
    merge->n_profiles++;
    return PROFPASS_OK;
}
