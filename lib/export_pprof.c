/* export_pprof.c - a profile for pprof: pprof.proto, compressed
 *
 *     ids       functions    locations: the places of frames.h
 *     1 + i     function i   its first line
 *     n + 1     code under no instrumented function
 *     n + 2 + j              row j of the lines; the functions of the same
 *                            number stand for rows of another file
 *
 * A context is a sample of calls and time, each of its sites one of bytes,
 * whose line is known: the innermost frame of the line's function stands there.
 * Parts of a message that follow each other are one message: everything is
 * written as soon as it is made, and kept is but one path.
 */
#include <stdio.h>
#include <string.h>

#include "context_tree.h"
#include "failure.h"
#include "frames.h"
#include "gzip.h"
#include "pprof.pb-c.h"
#include "utf8.h"

profpass_write_fn profpass__export_pprof;

/* The values of a sample, in their order. */
enum { CALLS, TIME, BLOCKS, BYTES, LIVE_BLOCKS, LIVE, PEAK_BLOCKS, PEAK };
static const char *const types[][2] = {
    [CALLS] = {"calls", "count"},
    [TIME] = {"time", "nanoseconds"},
    [BLOCKS] = {"alloc_objects", "count"},
    [BYTES] = {"alloc_space", "bytes"},
    [LIVE_BLOCKS] = {"inuse_objects", "count"},
    [LIVE] = {"inuse_space", "bytes"},
    [PEAK_BLOCKS] = {"peak_objects", "count"},
    [PEAK] = {"peak_space", "bytes"},
};
enum { N_TYPES = sizeof types / sizeof *types };

typedef struct pprof {
    ProtobufCBuffer buffer; /* first: protobuf-c hands it back to append */
    profpass__gzip gzip;
    const profpass_model *m;
    profpass__context_tree tree; /* for the depth of its paths */
    char *text;                  /* room for any string        */
    int64_t n_strings;
    int64_t thread_label, first_thread; /* strings */
    uint64_t *path;                     /* [greatest depth] locations */
} pprof;

static void append(ProtobufCBuffer *buffer, size_t n_bytes,
                   const uint8_t *bytes)
{
    pprof *p = (pprof *)buffer;
    profpass__gzip_put(&p->gzip, bytes, n_bytes);
}

static void put(pprof *p, const Pprof__Profile *part)
{
    protobuf_c_message_pack_to_buffer(&part->base, &p->buffer);
}

/* ---- strings ---- */

/* Make room for the longest string. */
static bool make_room(pprof *p)
{
    const profpass_model *m = p->m;
    size_t longest = strlen(m->program.executable);
    for (uint32_t i = 0; i < m->n_functions; i++) {
        const profpass_function_stats *f = &m->functions[i];
        const size_t lengths[] = {strlen(f->name), strlen(f->linkage_name),
                                  strlen(f->directory) + 1 + strlen(f->file)};
        for (int k = 0; k < 3; k++)
            longest = longest < lengths[k] ? lengths[k] : longest;
        for (uint32_t k = 0; k < f->n_line_rows; k++) {
            const char *file = m->lines[f->first_line_row + k].file;
            size_t n =
                file == f->file ? 0 : strlen(f->directory) + 1 + strlen(file);
            longest = longest < n ? n : longest;
        }
    }
    enum { SMALL = 256 }; /* for those that are not named above */
    p->text = profpass__arena_array(&p->tree.arena, longest + SMALL, 1);
    return p->text != NULL;
}

/* Append to a string at *n; a byte that is not UTF-8, as the format wants it,
 * becomes '?'. */
static void add_text(pprof *p, size_t *n, const char *s)
{
    while (*s != '\0') {
        size_t length = profpass__utf8_length(s);
        memcpy(p->text + *n, length == 0 ? "?" : s, length == 0 ? 1 : length);
        *n += length == 0 ? 1 : length;
        s += length == 0 ? 1 : length;
    }
}

/* Add DIRECTORY/NAME, or NAME if directory is NULL, to the table and return its
 * index. */
static int64_t put_string(pprof *p, const char *directory, const char *name)
{
    size_t n = 0;
    if (directory != NULL) {
        add_text(p, &n, directory);
        add_text(p, &n, "/");
    }
    add_text(p, &n, name);
    p->text[n] = '\0';
    Pprof__Profile part = PPROF__PROFILE__INIT;
    part.n_string_table = 1;
    part.string_table = &p->text;
    put(p, &part);
    return p->n_strings++;
}

/* The file, found from wherever pprof runs. */
static int64_t put_file(pprof *p, const profpass_function_stats *f,
                        const char *file)
{
    bool relative = file[0] != '/' && file[0] != '\0';
    return put_string(
        p, relative && f->directory[0] != '\0' ? f->directory : NULL, file);
}

/* ---- what samples refer to ---- */

static void put_function(pprof *p, uint64_t id, int64_t name,
                         int64_t linkage_name, int64_t file, uint32_t line)
{
    Pprof__Function function = PPROF__FUNCTION__INIT;
    function.id = id;
    function.name = name;
    function.system_name = linkage_name;
    function.filename = file;
    function.start_line = line;
    Pprof__Function *only = &function;
    Pprof__Profile part = PPROF__PROFILE__INIT;
    part.n_function = 1;
    part.function = &only;
    put(p, &part);
}

static void put_location(pprof *p, uint64_t id, uint64_t function,
                         uint32_t number)
{
    Pprof__Line line = PPROF__LINE__INIT;
    line.function_id = function;
    line.line = number;
    Pprof__Line *only_line = &line;
    Pprof__Location location = PPROF__LOCATION__INIT;
    location.id = id;
    location.mapping_id = 1;
    location.n_line = 1;
    location.line = &only_line;
    Pprof__Location *only = &location;
    Pprof__Profile part = PPROF__PROFILE__INIT;
    part.n_location = 1;
    part.location = &only;
    put(p, &part);
}

/* A function, its first line, and its rows. Rows of one file are together. */
static void put_places(pprof *p, uint32_t i)
{
    const profpass_function_stats *f = &p->m->functions[i];
    uint64_t id = (uint64_t)i + 1, in_file = id;
    int64_t name = put_string(p, NULL, f->name);
    int64_t linkage_name = put_string(p, NULL, f->linkage_name);
    put_function(p, id, name, linkage_name, put_file(p, f, f->file), f->line);
    put_location(p, id, id, f->line);
    const char *file = f->file;
    for (uint32_t k = 0; k < f->n_line_rows; k++) {
        const profpass_line_stats *row = &p->m->lines[f->first_line_row + k];
        uint64_t number = (uint64_t)p->m->n_functions + 2 + f->first_line_row;
        if (row->line == 0)
            continue;
        if (strcmp(row->file, file) != 0) {
            file = row->file;
            in_file = strcmp(file, f->file) == 0 ? id : number + k;
            if (in_file != id)
                put_function(p, in_file, name, linkage_name,
                             put_file(p, f, file), f->line);
        }
        put_location(p, number + k, in_file, row->line);
    }
}

static void put_mapping(pprof *p)
{
    const profpass_program *program = &p->m->program;
    Pprof__Mapping mapping = PPROF__MAPPING__INIT;
    mapping.id = 1;
    mapping.filename = put_string(p, NULL, program->executable);
    mapping.has_functions = true;
    mapping.has_filenames = true;
    mapping.has_line_numbers = true;
    Pprof__Mapping *only = &mapping;
    Pprof__Profile part = PPROF__PROFILE__INIT;
    part.n_mapping = 1;
    part.mapping = &only;
    put(p, &part);
}

static void put_threads(pprof *p)
{
    p->thread_label = put_string(p, NULL, "thread");
    p->first_thread = p->n_strings;
    for (uint32_t i = 0; i < p->m->n_threads; i++) {
        const profpass_thread_stats *thread = &p->m->threads[i];
        char name[32];
        snprintf(name, sizeof name, "thread %u", thread->number);
        put_string(p, NULL, thread->name[0] != '\0' ? thread->name : name);
    }
}

static void put_head(pprof *p)
{
    const profpass_program *program = &p->m->program;
    bool has_times = strcmp(program->timing, "off") != 0;
    put_string(p, NULL, "");
    for (int i = 0; i < N_TYPES; i++) {
        Pprof__ValueType type = PPROF__VALUE_TYPE__INIT;
        type.type = put_string(p, NULL, types[i][0]);
        type.unit = put_string(p, NULL, types[i][1]);
        Pprof__ValueType *only = &type;
        Pprof__Profile part = PPROF__PROFILE__INIT;
        part.n_sample_type = 1;
        part.sample_type = &only;
        if (i == (has_times ? TIME : CALLS))
            part.default_sample_type = type.type;
        put(p, &part);
    }
    Pprof__Profile part = PPROF__PROFILE__INIT;
    part.time_nanos = (int64_t)program->start_unix_ns;
    part.duration_nanos = (int64_t)program->wall_ns;
    put(p, &part);
}

/* ---- samples ---- */

/* Put the values of a context; those of a row of the lines, if it is one. */
static void put_sample(pprof *p, uint32_t node, uint32_t row,
                       const uint64_t values[N_TYPES])
{
    profpass__frames frames = profpass__frames_of(p->m, node, row);
    uint32_t place;
    size_t n = 0;
    while (profpass__next_frame(&frames, &place))
        p->path[n++] = (uint64_t)place + 1;

    Pprof__Label label = PPROF__LABEL__INIT;
    label.key = p->thread_label;
    label.str = p->first_thread + p->m->nodes[node].thread;
    Pprof__Label *only_label = &label;
    int64_t signed_values[N_TYPES];
    for (int i = 0; i < N_TYPES; i++)
        signed_values[i] = (int64_t)values[i];
    Pprof__Sample sample = PPROF__SAMPLE__INIT;
    sample.n_location_id = n;
    sample.location_id = p->path;
    sample.n_value = N_TYPES;
    sample.value = signed_values;
    sample.n_label = 1;
    sample.label = &only_label;
    Pprof__Sample *only = &sample;
    Pprof__Profile part = PPROF__PROFILE__INIT;
    part.n_sample = 1;
    part.sample = &only;
    put(p, &part);
}

static void put_samples(pprof *p)
{
    const profpass_model *m = p->m;
    for (uint32_t i = 0; i < m->n_nodes; i++) {
        const profpass_node_stats *node = &m->nodes[i];
        const uint64_t values[N_TYPES] = {
            [CALLS] = node->calls, [TIME] = node->self_ns};
        if (node->calls != 0 || node->self_ns != 0)
            put_sample(p, i, PROFPASS_NONE, values);
    }
    for (uint32_t i = 0; i < m->n_sites; i++) {
        const profpass_site_stats *site = &m->sites[i];
        const uint64_t values[N_TYPES] = {
            [BLOCKS] = site->allocations,
            [BYTES] = site->allocated_bytes,
            [LIVE_BLOCKS] = site->live_blocks,
            [LIVE] = site->live_bytes,
            [PEAK_BLOCKS] = site->at_peak_blocks,
            [PEAK] = site->at_peak_bytes,
        };
        put_sample(p, site->node, site->line, values);
    }
}

static void put_profile(pprof *p)
{
    put_head(p);
    put_mapping(p);
    put_threads(p);
    for (uint32_t i = 0; i < p->m->n_functions; i++)
        put_places(p, i);
    uint64_t none = (uint64_t)p->m->n_functions + 1;
    int64_t name = put_string(p, NULL, PROFPASS__NO_CALLER);
    put_function(p, none, name, name, 0, 0);
    put_location(p, none, none, 0);
    put_samples(p);
}

/* Contexts, and their sites, in all. */
static profpass_status check_size(pprof *p, profpass_error *err)
{
    const profpass_model *m = p->m;
    uint64_t n_frames = p->tree.n_frames;
    uint32_t *depth = profpass__arena_array(&p->tree.arena, m->n_nodes, 4);
    if (depth == NULL)
        return profpass__fail_memory(err);
    profpass__count_frames(m, depth);
    for (uint32_t i = 0; i < m->n_sites; i++)
        n_frames += depth[m->sites[i].node];
    return profpass__check_frames(n_frames, err);
}

profpass_status profpass__export_pprof(const profpass_profile *profile,
                                       const profpass_text_options *options,
                                       const profpass_sink *out,
                                       profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    pprof p = {.buffer = {append}, .m = m};
    profpass_status status = profpass__refuse_weight(options, "pprof", err);
    if (status == PROFPASS_OK)
        status = profpass__tree_init(&p.tree, m, PROFPASS__CALLS, err);
    if (status != PROFPASS_OK)
        return status;
    p.path = profpass__arena_array(&p.tree.arena, p.tree.max_depth + 1,
                                   sizeof *p.path);
    status = check_size(&p, err);
    if (status == PROFPASS_OK && (p.path == NULL || !make_room(&p)))
        status = profpass__fail_memory(err);
    if (status == PROFPASS_OK)
        status = profpass__gzip_init(&p.gzip, out, err);
    if (status == PROFPASS_OK) {
        put_profile(&p);
        status = profpass__gzip_done(&p.gzip, err);
    }
    profpass__tree_done(&p.tree);
    return status;
}
