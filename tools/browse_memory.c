/* browse_memory.c - the commands that a profile of ours has an answer to:
 * lines, mem, source */
#include "browse.h"

#include <stdlib.h>
#include <string.h>

/* Say whether there is a profile to be asked; if not, why. */
static bool has_profile(const browse *b)
{
    for (size_t i = 0; i < b->n_files; i++)
        if (b->files[i].profile != NULL)
            return true;
    fputs(
        b->stats == NULL
            ? "No statistics object is loaded.\n"
            : "A pstats file has calls and times only: no lines, no memory.\n",
        b->out);
    return false;
}

/* A stream that knows how much was written to it. */
typedef struct counted {
    FILE *stream;
    size_t n_bytes;
} counted;

static int write_counted(void *context, const char *bytes, size_t n_bytes)
{
    counted *c = context;
    c->n_bytes += n_bytes;
    profpass_sink sink = profpass_sink_to_stream(c->stream);
    return sink.write(sink.context, bytes, n_bytes);
}

/* Write a text of each profile; say nothing_there if there is none. */
static void write_each(const browse *b, profpass_write_fn *write,
                       profpass_text_options *options,
                       const char *nothing_there)
{
    options->color = b->color;
    for (size_t i = 0; i < b->n_files; i++) {
        const browse_file *file = &b->files[i];
        counted text = {.stream = b->out};
        profpass_sink sink = {.write = write_counted, .context = &text};
        profpass_error err;
        if (b->n_files > 1)
            fprintf(b->out, "==> %s <==\n", file->path);
        if (file->profile == NULL) {
            fputs("A pstats file has calls and times only.\n", b->out);
            continue;
        }
        options->path = file->path;
        if (write(file->profile, options, &sink, &err) != PROFPASS_OK)
            fprintf(b->out, "%s\n", err.message);
        else if (text.n_bytes == 0)
            fprintf(b->out, "%s\n", nothing_there);
    }
}

/* Put a name without what could steer a terminal. */
static void put_safe(const browse *b, const char *name)
{
    for (; *name != '\0'; name++)
        fputc((unsigned char)*name < ' ' || *name == '\177' ? '?' : *name,
              b->out);
}

static bool run_lines(browse *b, const char *glob)
{
    profpass_text_options options = {.function = glob[0] ? glob : NULL};
    if (has_profile(b))
        write_each(b, profpass_write_lines, &options,
                   "No function with lines was called that matches.");
    return true;
}

/* ---- mem ---- */

static const profpass_stats *sorted_stats;

static int compare_memory(const void *x, const void *y)
{
    uint32_t i = *(const uint32_t *)x, k = *(const uint32_t *)y;
    const profpass_stats_row *a = profpass_stats_row_at(sorted_stats, i);
    const profpass_stats_row *b = profpass_stats_row_at(sorted_stats, k);
    if (a->peak_bytes != b->peak_bytes)
        return a->peak_bytes < b->peak_bytes ? 1 : -1;
    if (a->allocated_bytes != b->allocated_bytes)
        return a->allocated_bytes < b->allocated_bytes ? 1 : -1;
    return i < k ? -1 : i > k;
}

/* Print the functions that allocated, at most `most` of them, by what they held
 * at the peak. */
static void print_functions(const browse *b, unsigned long most)
{
    uint32_t n_rows = profpass_stats_n_rows(b->stats), n = 0;
    uint32_t *order = calloc((size_t)n_rows + 1, sizeof *order);
    if (order == NULL) {
        fputs("There is not enough memory.\n", b->out);
        return;
    }
    for (uint32_t i = 0; i < n_rows; i++) {
        const profpass_stats_row *row = profpass_stats_row_at(b->stats, i);
        if (row->allocations != 0 || row->live_bytes != 0 ||
            row->peak_bytes != 0)
            order[n++] = i;
    }
    sorted_stats = b->stats;
    qsort(order, n, sizeof *order, compare_memory);
    if (n > 0)
        fprintf(b->out, "\n%10s %14s %14s %14s filename:lineno(function)\n",
                "allocs", "bytes", "live", "at peak");
    for (uint32_t i = 0; i < n && i < most; i++) {
        const profpass_stats_row *row =
            profpass_stats_row_at(b->stats, order[i]);
        fprintf(b->out, "%10llu %14llu %14llu %14llu ",
                (unsigned long long)row->allocations,
                (unsigned long long)row->allocated_bytes,
                (unsigned long long)row->live_bytes,
                (unsigned long long)row->peak_bytes);
        put_safe(b, row->file);
        fprintf(b->out, ":%u(", row->line);
        put_safe(b, row->name);
        fputs(")\n", b->out);
    }
    if (n > most)
        fprintf(b->out, "… and %lu more\n", n - most);
    fputs("\n", b->out);
    free(order);
}

static bool run_mem(browse *b, const char *count)
{
    profpass_text_options options = {.path = NULL};
    char *end = NULL;
    unsigned long most = count[0] ? strtoul(count, &end, 10) : UINT32_MAX;
    if (!has_profile(b))
        return true;
    if (end != NULL && (*end != '\0' || count[0] == '-')) {
        fputs("How many functions is a number: mem 10\n", b->out);
        return true;
    }
    write_each(b, profpass_write_heap, &options, "No heap was recorded.");
    print_functions(b, most);
    return true;
}

/* ---- source ---- */

/* What a word means: the function of this name, else those whose name it is a
 * part of. */
typedef struct found {
    const char *name; /* the first */
    size_t n_names;   /* different ones */
} found;

static void put_match(const browse *b, const char *before, const char *name)
{
    fputs(before, b->out);
    put_safe(b, name);
    fputs("\n", b->out);
}

static void find_functions(const browse *b, const char *word, bool whole,
                           found *f)
{
    for (size_t i = 0; i < b->n_files; i++) {
        if (b->files[i].profile == NULL)
            continue;
        const profpass_model *m = profpass_get_model(b->files[i].profile);
        for (uint32_t k = 0; k < m->n_functions; k++) {
            const char *name = m->functions[k].name;
            if (whole ? strcmp(name, word) != 0 : strstr(name, word) == NULL)
                continue;
            if (f->name != NULL && strcmp(name, f->name) == 0)
                continue;
            if (f->n_names == 1)
                put_match(b, "Several functions match:\n  ", f->name);
            if (f->n_names >= 1)
                put_match(b, "  ", name);
            f->name = name;
            f->n_names++;
        }
    }
}

/* Make a glob that matches one name alone. */
static char *glob_of(const char *name)
{
    char *glob = malloc(2 * strlen(name) + 1), *at = glob;
    if (glob == NULL)
        return NULL;
    for (; *name != '\0'; name++) {
        if (strchr("*?[]{},\\!", *name) != NULL)
            *at++ = '\\';
        *at++ = *name;
    }
    *at = '\0';
    return glob;
}

static bool run_source(browse *b, const char *word)
{
    found f = {NULL, 0};
    if (!has_profile(b))
        return true;
    if (word[0] == '\0') {
        fputs("Of which function? source FUNCTION\n", b->out);
        return true;
    }
    find_functions(b, word, true, &f);
    if (f.n_names == 0)
        find_functions(b, word, false, &f);
    if (f.n_names == 0)
        fprintf(b->out, "There is no function %s.\n", word);
    if (f.n_names != 1)
        return true;
    char *glob = glob_of(f.name);
    profpass_text_options options = {.function = glob,
                                     .columns =
                                         "peak,allocations,bytes,live,at_peak",
                                     .all = true};
    if (glob != NULL)
        write_each(b, profpass_write_lines, &options,
                   "It has no lines here: it is not marked with the attribute "
                   "profile.");
    free(glob);
    return true;
}

const browse_command browse_memory_commands[] = {
    {"lines", run_lines,
     "lines [GLOB]: memory by source line, of all functions that have lines or "
     "of\nthose whose name matches.",
     BROWSE_FUNCTIONS},
    {"mem", run_mem,
     "mem [N]: the heap as a whole, and the functions (at most N) that "
     "allocated, by\nwhat they held when the heap was largest.",
     BROWSE_NOTHING},
    {"source", run_source,
     "source FUNCTION: the source of a function with all that is known of its "
     "lines.\nA part of the name will do.",
     BROWSE_FUNCTIONS},
    {NULL, NULL, NULL, BROWSE_NOTHING},
};
