/* left.c - the profiles that a process left behind
 *
 * The runtime chooses the name, from the pattern and what it finds: the pattern
 * becomes a glob, and the process id in the file decides.
 *
 *     profpass.%e.%p.prof ──▶ profpass.*.4711.prof{,.[0-9]*}
 */
#include "left.h"

#include "cmd.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEFAULT_PATTERN "profpass.%e.%p.prof"

/* Count the bytes of the option that begins here, as the runtime does: "::"
 * separates nothing, nor does a colon in a value that stands in quotes. */
static size_t option_bytes(const char *option)
{
    const char *at = option + strcspn(option, "=:");
    if (at[0] == '=' && (at[1] == '"' || at[1] == '\'')) {
        const char *closing = strchr(at + 2, at[1]);
        if (closing != NULL)
            at = closing;
    }
    while (*at != '\0' && (at[0] != ':' || at[1] == ':'))
        at += at[0] == ':' ? 2 : 1;
    return (size_t)(at - option);
}

char *left_pattern(const char *options)
{
    const char *pattern = DEFAULT_PATTERN;
    size_t n_pattern = strlen(pattern);
    while (options != NULL && *options != '\0') {
        size_t n = option_bytes(options);
        if (n > 7 && memcmp(options, "output=", 7) == 0) {
            pattern = options + 7; /* the last one counts */
            n_pattern = n - 7;
            if (n_pattern > 2 && (*pattern == '"' || *pattern == '\'')) {
                pattern++;
                n_pattern -= 2;
            }
        }
        options += n + strspn(options + n, ":");
    }
    return strndup(pattern, n_pattern);
}

/* Append to a buffer that is known to be large enough. */
static char *append(char *at, const char *text)
{
    size_t n = strlen(text);
    memcpy(at, text, n + 1);
    return at + n;
}

char *left_glob(const char *pattern, pid_t pid, const char *suffix)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%ld", (long)pid);
    char *glob_text = malloc(strlen(pattern) * sizeof digits + 16);
    char *at = glob_text;
    if (glob_text == NULL)
        return NULL;
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '%' && pattern[1] != '\0') {
            pattern++;
            at = append(at, *pattern == 'p'   ? digits
                            : *pattern == '%' ? "%"
                                              : "*");
        } else {
            if (strchr("*?[]\\", *pattern) != NULL)
                *at++ = '\\';
            *at++ = *pattern;
        }
    }
    append(at, suffix);
    return glob_text;
}

static bool is_since(const char *path, struct timespec start)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    if (status.st_mtim.tv_sec != start.tv_sec)
        return status.st_mtim.tv_sec > start.tv_sec;
    return status.st_mtim.tv_nsec >= start.tv_nsec;
}

int left_profiles(const char *pattern, pid_t pid, struct timespec start,
                  int wait_status)
{
    static const char *const suffixes[] = {"", ".[0-9]*"};
    int n_profiles = 0;
    for (size_t s = 0; s < 2; s++) {
        char *text = left_glob(pattern, pid, suffixes[s]);
        glob_t found;
        if (text == NULL)
            break;
        int failed = glob(text, GLOB_NOSORT, NULL, &found);
        free(text);
        if (failed)
            continue;
        for (size_t i = 0; i < found.gl_pathc; i++) {
            const char *path = found.gl_pathv[i];
            profpass_error err;
            if (!is_since(path, start))
                continue;
            profpass_status status =
                profpass_stamp_end(path, (uint32_t)pid, wait_status, &err);
            n_profiles += status == PROFPASS_OK;
            if (status == PROFPASS_EIO)
                cmd_say("%s: the end could not be noted: %s", path,
                        err.message);
        }
        globfree(&found);
    }
    return n_profiles;
}
