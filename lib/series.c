/* series.c - what the live heap over time says of the run */
#include "series.h"

#include <string.h>

uint32_t profpass__series_highest(const profpass_model *m)
{
    uint32_t highest = 0;
    for (uint32_t i = 1; i < m->n_series; i++)
        if (m->series[i].live_bytes > m->series[highest].live_bytes)
            highest = i;
    return highest;
}

uint64_t profpass__series_end_ns(const profpass_model *m)
{
    uint64_t end_ns = m->n_series == 0 ? 0 : m->series[m->n_series - 1].ns;
    const char *clock = m->program.clock;
    bool is_wall = strcmp(clock, "tsc") == 0 || strcmp(clock, "monotonic") == 0;
    return is_wall && m->program.wall_ns > end_ns ? m->program.wall_ns : end_ns;
}
