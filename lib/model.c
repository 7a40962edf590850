/* model.c - open a profile: read the file, build the model, let the file go
 *
 *     source ──▶ blockfile ──▶ strings ─▶ program ─▶ threads ─▶ functions ─▶
 *     nodes ─▶ edges ─▶ rows ─▶ line counts ─▶ sites ─▶ accounts ─▶ sizes ─▶
 *     series ──▶ profpass_profile
 */
#define _DEFAULT_SOURCE
#include "model.h"

#include <string.h>
#include <unistd.h>

#include "bytes.h"
#include "failure.h"
#include "open_file.h"

typedef profpass_status build_fn(profpass__builder *b);

/* Each part may use what those before it made. */
static build_fn *const parts[] = {
    profpass__build_strings,     profpass__build_program,
    profpass__build_losses,      profpass__build_threads,
    profpass__build_functions,   profpass__build_nodes,
    profpass__build_edges,       profpass__mark_sites,
    profpass__mark_sizes,        profpass__build_rows,
    profpass__build_line_counts, profpass__build_sites,
    profpass__build_accounts,    profpass__build_sizes,
    profpass__build_series,
};

void *profpass__build_array(profpass__builder *b, profpass__arena *arena,
                            size_t n, size_t item_bytes)
{
    void *array = profpass__arena_array(arena, n, item_bytes);
    if (array == NULL)
        profpass__fail_memory(b->err);
    return array;
}

profpass_status profpass__dangling(profpass__builder *b, const uint8_t *record,
                                   const char *what, profpass_ref ref)
{
    return profpass__fail(
        b->err, PROFPASS_EFORMAT, (uint64_t)(record - b->file.bytes),
        "damaged: the record at byte %llu refers to a %s at byte %llu, where "
        "there is none",
        (unsigned long long)(record - b->file.bytes), what,
        (unsigned long long)ref * PROFPASS_REF_UNIT);
}

/* Doubles hold every count up to 2^53 exactly; what is beyond is hostile. */
uint64_t profpass__to_ns(const profpass__builder *b, uint64_t ticks)
{
    if (b->ns_per_tick == 1.0)
        return ticks;
    double ns = (double)ticks * b->ns_per_tick + 0.5;
    return ns < 1.8e19 ? (uint64_t)ns : UINT64_MAX;
}

static profpass_status open_source(const profpass__source *source,
                                   profpass_profile **out, profpass_error *err)
{
    profpass__arena arena = {0};
    profpass_profile *profile =
        profpass__arena_array(&arena, 1, sizeof *profile);
    if (profile == NULL)
        return profpass__fail_memory(err);
    profpass__builder b = {
        .profile = profile, .model = &profile->model, .err = err};
    profile->arena = arena;
    profpass_status status =
        profpass__file_read(&b.file, source, &b.scratch, err);
    for (size_t i = 0;
         status == PROFPASS_OK && i < sizeof parts / sizeof *parts; i++)
        status = parts[i](&b);
    profpass__file_done(&b.file);
    profpass__arena_done(&b.scratch);
    if (status != PROFPASS_OK)
        profpass_close(profile);
    else
        *out = profile;
    return status;
}

profpass_status profpass_open(const char *path, profpass_profile **out,
                              profpass_error *err)
{
    profpass__source source = {.fd = -1};
    profpass_status status = profpass__open_file(path, "a profile", &source.fd,
                                                 &source.n_bytes, err);
    if (status != PROFPASS_OK)
        return status;
    status = open_source(&source, out, err);
    close(source.fd);
    return status;
}

profpass_status profpass_open_bytes(const void *bytes, size_t n_bytes,
                                    profpass_profile **out, profpass_error *err)
{
    profpass__source source = {.fd = -1, .bytes = bytes, .n_bytes = n_bytes};
    return open_source(&source, out, err);
}

void profpass_close(profpass_profile *profile)
{
    if (profile == NULL)
        return;
    profpass__arena arena = profile->arena; /* the profile is in it */
    profpass__arena_done(&arena);
}

const profpass_model *profpass_get_model(const profpass_profile *profile)
{
    return &profile->model;
}
