/* stats_open.c - the table of a file, and when that was written
 *
 * Apart from the rest of the table, because
 * what time it is where the user is only the C library knows (localtime_r), and
 * finding that out may call malloc.
 */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "failure.h"
#include "open_file.h"
#include "pstats_read.h"
#include "stats_table.h"

static profpass_status read_ours(const char *path, profpass_stats **out,
                                 profpass_error *err)
{
    profpass_profile *profile;
    profpass_status status = profpass_open(path, &profile, err);
    if (status != PROFPASS_OK)
        return status;
    status = profpass_stats_from_profile(profile, out, err);
    profpass_close(profile);
    return status;
}

static profpass_status read_pythons(int fd, size_t n_bytes,
                                    profpass_stats **out, profpass_error *err)
{
    uint8_t *bytes;
    profpass__stats_builder b = {0};
    profpass_status status = profpass__read_pages(fd, n_bytes, &bytes, err);
    if (status != PROFPASS_OK)
        return status;
    status = profpass__pstats_read(bytes, n_bytes, &b, err);
    profpass__pages_free(bytes, n_bytes);
    if (status == PROFPASS_OK)
        return profpass__stats_finish(&b, out, err);
    profpass__stats_abandon(&b);
    return status;
}

/* Read a file of Python's, or of ours: what it begins with tells. */
static profpass_status read_either(const char *path, profpass_stats **out,
                                   profpass_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat st;
    uint8_t begin[2];
    bool is_pythons = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
                      profpass__read_bytes(fd, begin, sizeof begin) &&
                      profpass__is_pstats(begin, sizeof begin);
    profpass_status status =
        is_pythons ? read_pythons(fd, (size_t)st.st_size, out, err)
                   : read_ours(path, out, err);
    if (fd >= 0)
        close(fd);
    return status;
}

/* Say when the file was written: "Sun Nov 22 12:31:30 2026    result.out".
 * Days and months are C's, whatever the locale. */
static profpass_status say_written(profpass_stats *stats, const char *path,
                                   const struct stat *st, profpass_error *err)
{
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed",
                                   "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct tm tm;
    if (localtime_r(&st->st_mtime, &tm) == NULL)
        tm = (struct tm){.tm_mday = 1, .tm_year = 70};
    profpass__table *table = &stats->table;
    size_t room = strlen(path) + 96;
    char *line = profpass__arena_array(&table->arena, room, 1);
    const char **files = profpass__arena_array(&table->arena, 1, sizeof *files);
    if (line == NULL || files == NULL)
        return profpass__fail_memory(err);
    snprintf(line, room, "%s %s %2d %02d:%02d:%02d %d    %s",
             days[tm.tm_wday % 7], months[tm.tm_mon % 12], tm.tm_mday,
             tm.tm_hour, tm.tm_min, tm.tm_sec, 1900 + tm.tm_year, path);
    files[0] = line;
    table->files = files;
    table->n_files = 1;
    return PROFPASS_OK;
}

profpass_status profpass_stats_open(const char *path, profpass_stats **out,
                                    profpass_error *err)
{
    struct stat st = {.st_size = 0};
    profpass_stats *stats = NULL;
    profpass_status status = read_either(path, &stats, err);
    if (stats == NULL)
        return status;
    if (stat(path, &st) != 0)
        st.st_mtime = 0;
    status = say_written(stats, path, &st, err);
    if (status == PROFPASS_OK)
        *out = stats;
    else
        profpass_stats_close(stats);
    return status;
}
