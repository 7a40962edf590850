/* model_program.c - strings, and what the header says about the process */
#include "model.h"

#include <string.h>

#include "bytes.h"
#include "failure.h"

/* More arguments than a command line of the system's limit can have, and more
 * producers than anyone has mixed. What is beyond is left out. */
#define N_ARGUMENTS_MAX (1U << 20)
#define N_PRODUCERS_MAX 16U

profpass_status profpass__build_strings(profpass__builder *b)
{
    for (uint32_t i = 0; i < b->file.n_blocks; i++) {
        profpass__block *block = &b->file.blocks[i];
        if (block->kind != PROFPASS_BLOCK_STRINGS ||
            block->end == block->offset)
            continue;
        size_t n_bytes = (size_t)(block->end - block->offset);
        char *copy = profpass__build_array(b, &b->profile->arena, n_bytes, 1);
        if (copy == NULL)
            return PROFPASS_ENOMEM;
        memcpy(copy, b->file.bytes + block->offset, n_bytes);
        block->copy = copy;
    }
    return PROFPASS_OK;
}

profpass_status profpass__build_string(profpass__builder *b, profpass_ref ref,
                                       const char *what, const char **out,
                                       size_t *n_bytes)
{
    if (n_bytes != NULL)
        *n_bytes = 0;
    *out = "";
    if (ref == 0)
        return PROFPASS_OK;
    uint64_t offset = (uint64_t)ref * PROFPASS_REF_UNIT;
    const profpass__block *block = profpass__file_block_at(&b->file, offset);
    if (block != NULL && block->copy != NULL &&
        block->end - offset > sizeof(profpass_string)) {
        const char *string = block->copy + (offset - block->offset);
        uint32_t n =
            profpass__get((const uint8_t *)string, profpass_string, n_bytes);
        string += sizeof(profpass_string);
        if (n < block->end - offset - sizeof(profpass_string) &&
            string[n] == '\0') {
            *out = string;
            if (n_bytes != NULL)
                *n_bytes = n;
            return PROFPASS_OK;
        }
    }
    return profpass__fail(b->err, PROFPASS_EFORMAT, offset,
                          "damaged: no string at byte %llu for the %s",
                          (unsigned long long)offset, what);
}

/* Split the command's bytes, each argument ended by '\0'. */
static profpass_status build_command(profpass__builder *b, profpass_ref ref)
{
    const char *bytes;
    size_t n_bytes, n = 0;
    profpass_status status =
        profpass__build_string(b, ref, "command", &bytes, &n_bytes);
    if (status != PROFPASS_OK)
        return status;
    for (size_t at = 0; at < n_bytes && n < N_ARGUMENTS_MAX; n++)
        at += strlen(bytes + at) + 1;
    const char **command =
        profpass__build_array(b, &b->profile->arena, n, sizeof *command);
    if (command == NULL)
        return PROFPASS_ENOMEM;
    for (size_t i = 0, at = 0; i < n; i++) {
        command[i] = bytes + at;
        at += strlen(bytes + at) + 1;
    }
    b->model->program.command = command;
    b->model->program.n_command = (uint32_t)n;
    return PROFPASS_OK;
}

/* Join the producers of all modules, each once. */
static profpass_status build_producers(profpass__builder *b)
{
    const char *seen[N_PRODUCERS_MAX];
    uint32_t n_seen = 0;
    size_t n_bytes = 1;
    for (uint32_t i = 0; i < b->file.n_blocks; i++) {
        const profpass__block *block = &b->file.blocks[i];
        uint32_t n =
            block->kind == PROFPASS_BLOCK_MODULES ? block->n_records : 0;
        for (uint32_t k = 0; k < n && n_seen < N_PRODUCERS_MAX; k++) {
            const uint8_t *at = profpass__block_record(&b->file, block, k);
            const char *producer;
            profpass_status status = profpass__build_string(
                b, profpass__get(at, profpass_module_record, producer),
                "producer", &producer, NULL);
            if (status != PROFPASS_OK)
                return status;
            uint32_t s = 0;
            while (s < n_seen && strcmp(seen[s], producer) != 0)
                s++;
            if (s < n_seen || producer[0] == '\0')
                continue;
            seen[n_seen++] = producer;
            n_bytes += strlen(producer) + 2;
        }
    }
    char *joined = profpass__build_array(b, &b->profile->arena, n_bytes, 1);
    if (joined == NULL)
        return PROFPASS_ENOMEM;
    b->model->program.producer = joined;
    for (uint32_t i = 0; i < n_seen; i++) {
        size_t n = strlen(seen[i]);
        if (i != 0) {
            memcpy(joined, ", ", 2);
            joined += 2;
        }
        memcpy(joined, seen[i], n);
        joined += n;
    }
    return PROFPASS_OK;
}

/* A word for a number of the header. */
static const char *word(uint32_t value, const char *const *words, uint32_t n)
{
    return value < n ? words[value] : "unknown";
}

static const char *const clocks[] = {"tsc", "monotonic", "cpu", "step",
                                     "program"};
static const char *const timings[] = {"exact", "adaptive", "off"};
static const char *const heaps[] = {"none", "interposed", "patched"};

/* The time stamp counter's rate is best known from the whole run, and that of
 * the program's own clock from the program. The others tick in nanoseconds. */
static double find_ns_per_tick(const uint8_t *at)
{
    uint32_t clock = profpass__get(at, profpass_header, clock);
    if (clock != PROFPASS_CLOCK_TSC && clock != PROFPASS_CLOCK_PROGRAM)
        return 1.0;
    uint64_t start = profpass__get(at, profpass_header, start_ticks);
    uint64_t last = profpass__get(at, profpass_header, last_ticks);
    uint64_t wall_ns = profpass__get(at, profpass_header, last_wall_ns);
    uint64_t per_second = profpass__get(at, profpass_header, ticks_per_second);
    if (clock == PROFPASS_CLOCK_TSC && last > start && wall_ns != 0)
        return (double)wall_ns / (double)(last - start);
    return per_second != 0 ? 1e9 / (double)per_second : 1.0;
}

static void build_numbers(profpass__builder *b, const uint8_t *at)
{
    profpass_program *program = &b->model->program;
    program->pid = profpass__get(at, profpass_header, pid);
    program->parent_pid = profpass__get(at, profpass_header, parent_pid);
    program->start_unix_ns = profpass__get(at, profpass_header, start_unix_ns);
    program->wall_ns = profpass__get(at, profpass_header, last_wall_ns);
    program->clock = word(profpass__get(at, profpass_header, clock), clocks, 5);
    program->timing =
        word(profpass__get(at, profpass_header, timing), timings, 3);
    program->heap_mode =
        word(profpass__get(at, profpass_header, heap_mode), heaps, 3);

    uint32_t end = profpass__get(at, profpass_header, end_kind);
    uint32_t value = profpass__get(at, profpass_header, end_value);
    if (end == PROFPASS_END_EXIT || end == PROFPASS_END_SIGNAL)
        snprintf(program->end, sizeof program->end, "%s %u",
                 end == PROFPASS_END_EXIT ? "exit" : "signal", value);
    else
        memcpy(program->end, "running", sizeof "running");

    b->ns_per_tick = find_ns_per_tick(at);
    b->inner_ticks =
        (double)profpass__get(at, profpass_header, inner_overhead_ticks_x1024) /
        1024;
    b->outer_ticks =
        (double)profpass__get(at, profpass_header, outer_overhead_ticks_x1024) /
        1024;
    program->max_depth = profpass__get(at, profpass_header, max_depth);
    program->n_runs = profpass__get(at, profpass_header, n_runs);
    b->profile->header = (profpass__header_kinds){
        .end_kind = end,
        .end_value = value,
        .clock = profpass__get(at, profpass_header, clock),
        .timing = profpass__get(at, profpass_header, timing),
        .heap_mode = profpass__get(at, profpass_header, heap_mode),
    };
    program->inner_overhead_ns = b->inner_ticks * b->ns_per_tick;
    program->outer_overhead_ns = b->outer_ticks * b->ns_per_tick;

    profpass_heap_totals *heap = &b->model->heap;
    heap->live_bytes = profpass__get(at, profpass_header, live_bytes);
    heap->live_blocks = profpass__get(at, profpass_header, live_blocks);
    heap->peak_bytes = profpass__get(at, profpass_header, peak_bytes);
    heap->peak_blocks = profpass__get(at, profpass_header, peak_blocks);
    heap->inherited_bytes = profpass__get(at, profpass_header, inherited_bytes);
    heap->inherited_blocks =
        profpass__get(at, profpass_header, inherited_blocks);
}

profpass_status profpass__build_program(profpass__builder *b)
{
    const uint8_t *at = b->file.bytes;
    profpass_program *program = &b->model->program;
    const struct {
        profpass_ref ref;
        const char *what, **out;
    } strings[] = {
        {profpass__get(at, profpass_header, executable), "executable",
         &program->executable},
        {profpass__get(at, profpass_header, directory), "directory",
         &program->directory},
        {profpass__get(at, profpass_header, host), "host", &program->host},
        {profpass__get(at, profpass_header, build_id), "build id",
         &program->build_id},
        {profpass__get(at, profpass_header, options), "options",
         &program->options},
        {profpass__get(at, profpass_header, forked_from), "parent's profile",
         &program->forked_from},
    };
    profpass_status status = PROFPASS_OK;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        status = profpass__build_string(b, strings[i].ref, strings[i].what,
                                        strings[i].out, NULL);
        if (status != PROFPASS_OK)
            return status;
    }
    build_numbers(b, at);
    status = build_command(b, profpass__get(at, profpass_header, command));
    return status == PROFPASS_OK ? build_producers(b) : status;
}

profpass_status profpass__build_losses(profpass__builder *b)
{
    static const struct {
        const char *name, *text;
        uint32_t number;
    } kinds[] = {
#define PROFPASS_LOSS(NAME, name, number, text) {#name, text, number},
#include "profpass/losses.def"
    };
    const size_t n = sizeof kinds / sizeof *kinds;
    profpass_loss_stats *losses =
        profpass__build_array(b, &b->profile->arena, n, sizeof *losses);
    if (losses == NULL)
        return PROFPASS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        losses[i] = (profpass_loss_stats){
            .name = kinds[i].name,
            .text = kinds[i].text,
            .count = profpass__load_u64(b->file.bytes +
                                        offsetof(profpass_header, losses) +
                                        kinds[i].number * sizeof(uint64_t)),
        };
    b->model->losses = losses;
    b->model->n_losses = (uint32_t)n;
    return PROFPASS_OK;
}

profpass_status profpass__block_owner(profpass__builder *b,
                                      const profpass__block *block,
                                      uint32_t *out)
{
    const uint8_t *head =
        b->file.bytes + block->offset - sizeof(profpass_block);
    if (profpass__file_find(&b->file, block->owner, PROFPASS_BLOCK_THREADS,
                            out) == NULL)
        return profpass__dangling(b, head, "thread", block->owner);
    return PROFPASS_OK;
}

uint64_t profpass__since_start(const profpass__builder *b, uint64_t ticks)
{
    uint64_t start = profpass__get(b->file.bytes, profpass_header, start_ticks);
    return profpass__to_ns(b, ticks > start ? ticks - start : 0);
}

profpass_status profpass__build_threads(profpass__builder *b)
{
    uint32_t n_threads = b->file.n_records[PROFPASS_BLOCK_THREADS];
    enum { N_NAME = sizeof((profpass_thread_record *)NULL)->name };
    profpass__arena *arena = &b->profile->arena;
    b->threads = profpass__build_array(b, arena, n_threads, sizeof *b->threads);
    b->thread_ticks =
        profpass__build_array(b, arena, n_threads, sizeof *b->thread_ticks);
    char *names = profpass__build_array(b, arena, n_threads, N_NAME + 1);
    if (b->threads == NULL || b->thread_ticks == NULL || names == NULL)
        return PROFPASS_ENOMEM;
    b->profile->thread_ticks = b->thread_ticks;
    b->model->threads = b->threads;
    b->model->n_threads = n_threads;

    for (uint32_t i = 0; i < b->file.n_blocks; i++) {
        const profpass__block *block = &b->file.blocks[i];
        uint32_t n =
            block->kind == PROFPASS_BLOCK_THREADS ? block->n_records : 0;
        for (uint32_t k = 0; k < n; k++) {
            const uint8_t *at = profpass__block_record(&b->file, block, k);
            profpass_thread_stats *thread = &b->threads[block->first + k];
            char *name = names + (size_t)(block->first + k) * (N_NAME + 1);
            memcpy(name, at + offsetof(profpass_thread_record, name), N_NAME);
            uint64_t end = profpass__get(at, profpass_thread_record, end_ticks);
            *thread = (profpass_thread_stats){
                .number = profpass__get(at, profpass_thread_record, number),
                .tid = profpass__get(at, profpass_thread_record, tid),
                .name = name,
                .ended = profpass__get(at, profpass_thread_record, ended) != 0,
                .start_ns = profpass__since_start(
                    b, profpass__get(at, profpass_thread_record, start_ticks)),
                .end_ns = end == 0 ? 0 : profpass__since_start(b, end),
                .events = profpass__get(at, profpass_thread_record, events),
                .net_bytes =
                    profpass__get(at, profpass_thread_record, net_bytes),
                .depth_peak =
                    profpass__get(at, profpass_thread_record, depth_peak),
            };
        }
    }
    return PROFPASS_OK;
}
