/* rt_options.c - PROFPASS_OPTIONS="key=value:key=value"
 *
 *     only=ns::*:output="a:b"       "::" separates nothing, nor does a colon
 *     └───┬────┘ └────┬─────┘       in a value that stands in quotes
 *
 * The keys are the lines of rt_options.def. A key that does not exist is
 * answered with the nearest that does, a bad value with the good ones; the rest
 * of the variable counts all the same. No memory is taken: the variable is
 * copied to a static buffer and cut up there.
 */
#define _GNU_SOURCE
#include "rt_core.h"
#include "rt_system.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "profpass/glob.h"

enum { TEXT_BYTES = 8192, KEY_BYTES_MAX = 32, GLOBS_MAX = 256 };

static const char variable[] = "PROFPASS_OPTIONS";

rt_settings rt_options = {
#define RT_OPTION(key, type, initial, shape, help) .key = (initial),
#include "rt_options.def"
};

typedef enum option_type { TEXT, CHOICE, NUMBER, SIZE, GLOBS } option_type;

typedef struct option {
    const char *key, *shape, *help;
    option_type type;
    void *value; /* const char **, uint32_t *, uint64_t *, rt_glob ** */
} option;

#define RT_TEXT   TEXT
#define RT_CHOICE CHOICE
#define RT_NUMBER NUMBER
#define RT_SIZE   SIZE
#define RT_GLOBS  GLOBS
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

static bool read_number(const char *value, uint32_t *number)
{
    uint32_t n = 0;
    const char *at = value;
    for (; *at >= '0' && *at <= '9' && n < UINT32_MAX / 16; at++)
        n = 10 * n + (uint32_t)(*at - '0');
    if (at == value || *at != '\0' || n == 0)
        return false;
    *number = n;
    return true;
}

/* "4096", "64KiB", "100MiB", "2GiB" */
static bool read_size(const char *value, uint64_t *size)
{
    static const char *const units[] = {"", "KiB", "MiB", "GiB"};
    size_t n_digits = strspn(value, "0123456789");
    uint64_t n = 0;
    for (size_t i = 0; i < n_digits && n < UINT32_MAX; i++)
        n = 10 * n + (uint64_t)(value[i] - '0');
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint64_t bytes = n << 10 * i;
        if (strcmp(value + n_digits, units[i]) == 0 && bytes >> 10 * i == n &&
            n != 0) {
            *size = bytes;
            return true;
        }
    }
    return false;
}

static void add_glob(const char *key, const char *text, rt_glob **list)
{
    static rt_glob globs[GLOBS_MAX];
    static unsigned n_globs;
    const char *fault = profpass_glob_fault(text);
    if (fault == NULL && n_globs == GLOBS_MAX)
        fault = "too many globs";
    if (fault != NULL) {
        rt_say("%s: %s=%s: %s; ignored", variable, key, text, fault);
        return;
    }
    globs[n_globs] = (rt_glob){text, *list};
    *list = &globs[n_globs++];
}

/* Take the value; false if it is not of the option's shape. */
static bool set_value(const option *o, char *value)
{
    if (value[0] == '\0')
        return false;
    switch (o->type) {
    case TEXT:
        *(const char **)o->value = value;
        return true;
    case CHOICE:
        return find_word(o->shape, value, o->value);
    case NUMBER:
        return read_number(value, o->value);
    case SIZE:
        return read_size(value, o->value);
    case GLOBS:
        break;
    }
    add_glob(o->key, value, o->value);
    return true;
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

static void set_option(const char *key, char *value)
{
    size_t n = strlen(value);
    if (is_quote(value[0])) {
        if (n < 2 || value[n - 1] != value[0]) {
            rt_say("%s: %s=%s: its quotes are not closed, or do not end it; "
                   "ignored",
                   variable, key, value);
            return;
        }
        value[n - 1] = '\0';
        value++;
    }
    for (size_t i = 0; i < N_OPTIONS; i++) {
        const option *o = &options[i];
        if (strcmp(o->key, key) != 0)
            continue;
        if (!set_value(o, value))
            rt_say("%s: %s=%s: expected %s; using the default", variable, key,
                   value, o->shape);
        return;
    }
    rt_say("%s: unknown option '%s'; did you mean '%s'? (help=1 lists all)",
           variable, key, nearest_key(key));
}

/* Return the end of the option that begins here: a ':' or the end. */
static char *find_end(char *at)
{
    at += strcspn(at, "=:");
    if (at[0] == '=' && is_quote(at[1])) {
        char *closing = strchr(at + 2, at[1]);
        if (closing != NULL)
            at = closing;
    }
    while (*at != '\0' && (at[0] != ':' || at[1] == ':'))
        at += at[0] == ':' ? 2 : 1;
    return at;
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
    ssize_t n = rt_read_file(path, buffer, n_bytes - 1);
    if (n < 0)
        return NULL;
    size_t used = (size_t)n;
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
    for (char *next, *at = text; *at != '\0'; at = next) {
        char *end = find_end(at);
        next = end + strspn(end, ":");
        *end = '\0';
        if (end == at)
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
