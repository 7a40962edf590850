/* rt_options.c - PROFPASS_OPTIONS="key=value:key=value"
 *
 * The keys are the lines of rt_options.def. A key that does not exist is
 * answered with the nearest that does, a bad value with the good ones; the rest
 * of the variable counts all the same. No memory is taken: the variable is
 * copied to a static buffer and cut up there.
 */
#define _GNU_SOURCE
#include "rt_core.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

enum { TEXT_BYTES = 8192, KEY_BYTES_MAX = 32 };

static const char variable[] = "PROFPASS_OPTIONS";

rt_settings rt_options = {
#define RT_OPTION(key, type, initial, shape, help) .key = (initial),
#include "rt_options.def"
};

typedef struct option {
    const char *key, *shape, *help;
    bool is_choice;
    void *value; /* const char ** or uint32_t * */
} option;

#define RT_TEXT   false
#define RT_CHOICE true
static const option options[] = {
#define RT_OPTION(key, type, initial, shape, help) \
    {#key, shape, help, type, &rt_options.key},
#include "rt_options.def"
};
enum { N_OPTIONS = sizeof options / sizeof options[0] };

/* Levenshtein's distance, for keys of up to KEY_BYTES_MAX bytes. */
static unsigned distance(const char *a, const char *b)
{
    unsigned row[KEY_BYTES_MAX + 1];
    size_t n = strnlen(b, KEY_BYTES_MAX);
    for (unsigned j = 0; j <= n; j++)
        row[j] = j;
    for (unsigned i = 0; a[i] != '\0' && i < KEY_BYTES_MAX; i++) {
        unsigned diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 1; j <= n; j++) {
            unsigned best = diagonal + (a[i] != b[j - 1]);
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[n];
}

static const char *nearest_key(const char *key)
{
    const char *nearest = options[0].key;
    unsigned least = UINT32_MAX;
    for (size_t i = 0; i < N_OPTIONS; i++) {
        unsigned d = distance(key, options[i].key);
        if (d < least) {
            least = d;
            nearest = options[i].key;
        }
    }
    return nearest;
}

/* Find value among the words of shape, "a|b|c". */
static bool find_word(const char *shape, const char *value, uint32_t *index)
{
    size_t n_bytes = strlen(value);
    for (uint32_t i = 0;; i++) {
        size_t n = strcspn(shape, "|");
        if (n == n_bytes && memcmp(shape, value, n) == 0) {
            *index = i;
            return true;
        }
        if (shape[n] == '\0')
            return false;
        shape += n + 1;
    }
}

static void set_option(char *key, char *value)
{
    for (size_t i = 0; i < N_OPTIONS; i++) {
        const option *o = &options[i];
        if (strcmp(o->key, key) != 0)
            continue;
        if (!o->is_choice && value[0] != '\0')
            *(const char **)o->value = value;
        else if (o->is_choice && find_word(o->shape, value, o->value))
            return;
        else if (o->is_choice || value[0] == '\0')
            rt_say("%s: %s=%s: expected %s; using the default", variable, key,
                   value, o->shape);
        return;
    }
    rt_say("%s: unknown option '%s'; did you mean '%s'? (help=1 lists all)",
           variable, key, nearest_key(key));
}

static void print_help(void)
{
    rt_say("%s=key=value:key=value", variable);
    for (size_t i = 0; i < N_OPTIONS; i++)
        rt_say("  %s=%s  %s", options[i].key, options[i].shape,
               options[i].help);
}

/* The C library has no environment yet when an object's .preinit_array runs;
 * the kernel has. */
static const char *read_environ_file(char *buffer, size_t n_bytes)
{
    static const char path[] = "/proc/self/environ";
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    size_t used = 0;
    for (ssize_t n; used < n_bytes - 1; used += (size_t)n) {
        n = read(fd, buffer + used, n_bytes - 1 - used);
        if (n <= 0)
            break;
    }
    close(fd);
    buffer[used] = '\0';
    size_t n_name = sizeof variable - 1;
    for (char *at = buffer; at < buffer + used; at += strlen(at) + 1)
        if (strncmp(at, variable, n_name) == 0 && at[n_name] == '=')
            return at + n_name + 1;
    return NULL;
}

void rt_options_read(void)
{
    static char given[TEXT_BYTES], text[TEXT_BYTES], scratch[1 << 17];
    const char *value = environ != NULL
                            ? getenv(variable)
                            : read_environ_file(scratch, sizeof scratch);
    if (value == NULL)
        return;
    if (strlen(value) >= TEXT_BYTES) {
        rt_say("%s: longer than %d bytes; ignored", variable, TEXT_BYTES - 1);
        return;
    }
    strcpy(given, value);
    strcpy(text, value);
    rt_options.given = given;
    for (char *next, *at = text; at != NULL; at = next) {
        next = strchr(at, ':');
        if (next != NULL)
            *next++ = '\0';
        if (*at == '\0')
            continue;
        char *equals = strchr(at, '=');
        if (equals == NULL) {
            rt_say("%s: '%s' has no value; expected key=value", variable, at);
            continue;
        }
        *equals = '\0';
        set_option(at, equals + 1);
    }
    if (rt_options.help != 0)
        print_help();
}

/* ---- patterns of paths ------------------------------------------------- */

static const char *write_number(char digits[24], uint64_t value)
{
    char *at = digits + 23;
    *at = '\0';
    do {
        *--at = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    return at;
}

static const char *executable_name(char *buffer, size_t n_bytes)
{
    ssize_t n = readlink("/proc/self/exe", buffer, n_bytes - 1);
    if (n <= 0)
        return program_invocation_short_name != NULL
                   ? program_invocation_short_name
                   : "unknown";
    buffer[n] = '\0';
    const char *slash = strrchr(buffer, '/');
    return slash != NULL ? slash + 1 : buffer;
}

/* The text that stands for %kind; NULL if nothing does. */
static const char *substitute(char kind, char *buffer, size_t n_bytes)
{
    static struct utsname host;
    switch (kind) {
    case 'p':
        return write_number(buffer, (uint64_t)getpid());
    case 'e':
        return executable_name(buffer, n_bytes);
    case 'h':
        return uname(&host) == 0 ? host.nodename : "unknown";
    case 't':
        return write_number(buffer, (uint64_t)time(NULL));
    case '%':
        return "%";
    default:
        return NULL;
    }
}

bool rt_path_expand(const char *pattern, char *path, size_t n_bytes)
{
    static char buffer[RT_PATH_BYTES];
    size_t used = 0;
    for (; *pattern != '\0'; pattern++) {
        char plain[2] = {*pattern, '\0'};
        const char *text = plain;
        if (*pattern == '%') {
            text = substitute(*++pattern, buffer, sizeof buffer);
            if (text == NULL)
                return false;
        }
        size_t n = strlen(text);
        if (n >= n_bytes - used)
            return false;
        memcpy(path + used, text, n);
        used += n;
    }
    path[used] = '\0';
    return true;
}
