/* plot_profile.c - the live heap in a profile as a recording, to be plotted */
#include <string.h>

#include "failure.h"
#include "points.h"
#include "profpass/plot.h"
#include "recording_read.h"

#define MIB 1048576.0

/* Copy the words of a command, those with blanks in quotes. NULL: no memory. */
static const char *join_words(const profpass_program *program,
                              profpass__arena *arena)
{
    size_t n = 1;
    for (uint32_t i = 0; i < program->n_command; i++)
        n += strlen(program->command[i]) + 3;
    char *text = profpass__arena_array(arena, n, 1), *at = text;
    for (uint32_t i = 0; i < program->n_command && text != NULL; i++) {
        const char *word = program->command[i];
        bool has_blank = word[strcspn(word, " \t")] != '\0';
        size_t n_word = strlen(word);
        if (i > 0)
            *at++ = ' ';
        if (has_blank)
            *at++ = '\'';
        memcpy(at, word, n_word);
        at += n_word;
        if (has_blank)
            *at++ = '\'';
    }
    return text;
}

/* Name the function and line whose allocation made the peak. */
static bool find_peak(const profpass_model *m, profpass__arena *arena,
                      profpass_heap_peak *peak)
{
    if (m->heap.peak_site >= m->n_sites)
        return true;
    const profpass_line_stats *line =
        &m->lines[m->sites[m->heap.peak_site].line];
    if (line->function != PROFPASS_NONE)
        peak->function =
            profpass__copy_text(arena, m->functions[line->function].name);
    if (line->function != PROFPASS_NONE && peak->function == NULL)
        return false;
    if (line->line == 0)
        return true;
    const char *slash = strrchr(line->file, '/');
    const char *file = slash != NULL ? slash + 1 : line->file;
    size_t n = strlen(file) + 16;
    char *place = profpass__arena_array(arena, n, 1);
    if (place != NULL)
        snprintf(place, n, "%s:%u", file, line->line);
    peak->place = place;
    return place != NULL;
}

profpass_status profpass_recording_of_profile(const profpass_profile *profile,
                                              const profpass_recording **out,
                                              profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    if (m->n_series == 0)
        return profpass__fail(err, PROFPASS_ENOTFOUND, PROFPASS__NO_OFFSET,
                              "no heap over time is recorded in this profile");
    profpass__recording *r = profpass__recording_new();
    profpass_memory_point *points =
        r == NULL
            ? NULL
            : profpass__arena_array(&r->arena, m->n_series, sizeof *points);
    double start_s = (double)m->program.start_unix_ns / 1e9;
    const profpass_heap_point *most = m->series;
    for (uint32_t i = 0; i < m->n_series && points != NULL; i++) {
        points[i].time_s = start_s + (double)m->series[i].ns / 1e9;
        points[i].mib = (double)m->series[i].live_bytes / MIB;
        if (m->series[i].live_bytes > most->live_bytes)
            most = &m->series[i];
    }
    bool ok = points != NULL &&
              (r->shown.command = join_words(&m->program, &r->arena)) != NULL &&
              find_peak(m, &r->arena, &r->shown.heap_peak);
    if (!ok) {
        profpass_recording_close(r == NULL ? NULL : &r->shown);
        return profpass__fail_memory(err);
    }
    r->shown.what = "heap";
    r->shown.heap.points = points;
    r->shown.heap.n_points = m->n_series;
    r->shown.heap_peak.time_s = start_s + (double)most->ns / 1e9;
    r->shown.heap_peak.mib = (double)m->heap.peak_bytes / MIB;
    *out = &r->shown;
    return PROFPASS_OK;
}
