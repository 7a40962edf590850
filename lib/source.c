/* source.c - the text of source files, read when a report is written */
#define _DEFAULT_SOURCE
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"

/* No source is larger; what a hostile profile names may be. */
#define SOURCE_BYTES_MAX ((off_t)64 << 20)

static bool read_all(int fd, char *bytes, size_t n_bytes)
{
    for (size_t at = 0; at < n_bytes;) {
        ssize_t got = read(fd, bytes + at, n_bytes - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += (size_t)got;
    }
    return true;
}

/* Note where lines start; the end of the text starts one more. */
static bool find_lines(profpass__source_text *s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s->n_bytes; i++)
        n += s->bytes[i] == '\n';
    if (s->n_bytes != 0 && s->bytes[s->n_bytes - 1] != '\n')
        n++;
    s->starts_bytes = ((size_t)n + 1) * sizeof *s->starts;
    s->starts = profpass__pages_new(s->starts_bytes);
    if (s->starts == NULL)
        return false;
    s->n_lines = n;
    uint32_t line = 1;
    for (size_t i = 0; i < s->n_bytes && line < n; i++)
        if (s->bytes[i] == '\n')
            s->starts[line++] = (uint32_t)(i + 1);
    s->starts[n] = (uint32_t)s->n_bytes;
    return true;
}

static bool load_path(profpass__source_text *s, const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return false;
    bool done = false;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
        st.st_size <= SOURCE_BYTES_MAX) {
        s->n_bytes = (size_t)st.st_size;
        s->mapped_bytes = s->n_bytes + 1;
        s->bytes = profpass__pages_new(s->mapped_bytes);
        s->changed_unix_ns = (uint64_t)st.st_mtim.tv_sec * 1000000000 +
                             (uint64_t)st.st_mtim.tv_nsec;
        done = s->bytes != NULL && read_all(fd, s->bytes, s->n_bytes) &&
               find_lines(s);
    }
    close(fd);
    if (!done)
        profpass__source_done(s);
    return done;
}

bool profpass__source_load(profpass__source_text *s, const char *directory,
                           const char *file)
{
    if (s->file != NULL && strcmp(s->file, file) == 0 &&
        strcmp(s->directory, directory) == 0)
        return s->bytes != NULL;
    profpass__source_done(s);
    char path[PATH_MAX];
    bool done = false;
    if (file[0] != '/' && directory[0] != '\0') {
        int n = snprintf(path, sizeof path, "%s/%s", directory, file);
        done = n > 0 && (size_t)n < sizeof path && load_path(s, path);
    }
    if (!done && file[0] != '\0')
        done = load_path(s, file);
    s->directory = directory;
    s->file = file;
    return done;
}

const char *profpass__source_line(const profpass__source_text *s, uint32_t line,
                                  size_t *n_bytes)
{
    *n_bytes = 0;
    if (s->bytes == NULL || line == 0 || line > s->n_lines)
        return NULL;
    uint32_t start = s->starts[line - 1], end = s->starts[line];
    while (end > start &&
           (s->bytes[end - 1] == '\n' || s->bytes[end - 1] == '\r'))
        end--;
    *n_bytes = end - start;
    return s->bytes + start;
}

void profpass__source_done(profpass__source_text *s)
{
    profpass__pages_free(s->bytes, s->mapped_bytes);
    profpass__pages_free(s->starts, s->starts_bytes);
    *s = (profpass__source_text){0};
}
