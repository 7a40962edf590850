/* record_file.c - a recording being written: text, a record a line */
#include "record_file.h"

#include "cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Recordings that begin in the same second take the names of the next ones. */
enum { N_SECONDS = 1000 };

/* ---- the file -------------------------------------------------------------
 */

static void give_up(record_file *file, const char *what)
{
    cmd_say("%s: %s: %s: memory is not recorded%s; the program is not "
            "affected. Give another file with --output=FILE",
            file->path, what, strerror(errno),
            file->written_bytes != 0 ? " any further" : "");
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}

/* Make a file with the name of this moment, or soon after it. */
static int open_default(record_file *file)
{
    time_t now = time(NULL);
    file->path = malloc(sizeof "mprofile_20261122124005.dat");
    for (int i = 0; file->path != NULL && i < N_SECONDS; i++, now++) {
        struct tm broken;
        if (localtime_r(&now, &broken) == NULL ||
            strftime(file->path, sizeof "mprofile_20261122124005.dat",
                     "mprofile_%Y%m%d%H%M%S.dat", &broken) == 0)
            break;
        int fd =
            open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

bool record_file_open(record_file *file, const char *path)
{
    *file = (record_file){.fd = -1, .is_new = true};
    if (path == NULL) {
        file->fd = open_default(file);
    } else {
        file->path = strdup(path);
        int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY;
        file->fd = open(path, flags | O_EXCL, 0666);
        if (file->fd < 0 && errno == EEXIST) {
            file->is_new = false;
            file->fd = open(path, flags, 0666);
        }
    }
    if (file->path == NULL)
        file->path = strdup("the recording");
    if (file->path == NULL || file->fd < 0)
        give_up(file, "cannot be written");
    return file->fd >= 0;
}

void record_file_begin(record_file *file)
{
    if (file->fd >= 0)
        (void)!ftruncate(file->fd, 0); /* a pipe has nothing to cut */
}

void record_file_drop(record_file *file)
{
    if (file->fd >= 0 && file->is_new)
        unlink(file->path);
    file->n_bytes = 0;
    record_file_close(file);
}

void record_file_add(record_file *file, const char *format, ...)
{
    for (int tries = 0; file->fd >= 0 && tries < 2; tries++) {
        va_list arguments;
        size_t room = file->n_room - file->n_bytes;
        va_start(arguments, format);
        int n = vsnprintf(file->bytes + file->n_bytes, room, format, arguments);
        va_end(arguments);
        if (n >= 0 && (size_t)n < room) {
            file->n_bytes += (size_t)n;
            return;
        }
        size_t more = 2 * file->n_room + (size_t)(n < 0 ? 0 : n) + 4096;
        char *bytes = n < 0 ? NULL : realloc(file->bytes, more);
        if (bytes == NULL) {
            give_up(file, "cannot be written");
            return;
        }
        file->bytes = bytes;
        file->n_room = more;
    }
}

void record_file_flush(record_file *file)
{
    size_t at = 0;
    while (file->fd >= 0 && at < file->n_bytes) {
        ssize_t n = write(file->fd, file->bytes + at, file->n_bytes - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            /* What is left of the sample would be half a line. */
            int error = errno;
            (void)!ftruncate(file->fd, (off_t)file->written_bytes);
            errno = error;
            give_up(file, "cannot be written");
        }
        at += n > 0 ? (size_t)n : 0;
    }
    file->written_bytes += file->n_bytes;
    file->n_bytes = 0;
}

void record_file_close(record_file *file)
{
    record_file_flush(file);
    if (file->fd >= 0 && close(file->fd) != 0) {
        file->fd = -1;
        give_up(file, "cannot be written");
    }
    file->fd = -1;
    free(file->path);
    free(file->bytes);
    file->path = file->bytes = NULL;
}

/* ---- words and numbers ----------------------------------------------------
 */

#define NO_BREAK_SPACE "\xc2\xa0"     /* U+00A0 */
#define MIDDLE_DOT     "\xc2\xb7"     /* U+00B7 */
#define ELLIPSIS       "\xe2\x80\xa6" /* U+2026 */

static void copy_word(const char *text, bool dots, char *word, size_t n_word)
{
    size_t used = 0;
    while (*text != '\0') {
        char one[2] = {*text, '\0'};
        const char *copy = one;
        size_t n = 1;
        if ((unsigned char)*text <= ' ' || *text == 0x7f) {
            copy = NO_BREAK_SPACE;
        } else if (!dots && strncmp(text, "...", 3) == 0) {
            copy = ELLIPSIS;
            n = 3;
        } else if (!dots && *text == '.') {
            copy = MIDDLE_DOT;
        }
        if (used + strlen(copy) >= n_word)
            break;
        strcpy(word + used, copy);
        used += strlen(copy);
        text += n;
    }
    word[used] = '\0';
    if (used == 0)
        snprintf(word, n_word, "-");
}

void record_word(const char *text, char *word, size_t n_word)
{
    copy_word(text, false, word, n_word);
}

void record_path_word(const char *text, char *word, size_t n_word)
{
    copy_word(text, true, word, n_word);
}

record_time record_seconds(uint64_t unix_ns)
{
    record_time time;
    snprintf(time.text, sizeof time.text, "%llu.%09llu",
             (unsigned long long)(unix_ns / 1000000000u),
             (unsigned long long)(unix_ns % 1000000000u));
    return time;
}
