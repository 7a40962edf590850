/* rt_message.c - what we say on stderr
 *
 * One line, formatted without stdio into a buffer on the stack and written at
 * once, so that lines of different processes do not mix. A descriptor that was
 * closed when the program started is never written to: what it will be open on
 * later is the program's. If nobody reads the
 * other end, the program must not die of our SIGPIPE: it is held back and taken
 * away again.
 */
#define _GNU_SOURCE
#include "rt_core.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MESSAGE_BYTES = 2048, SIGNAL_SET_BYTES = 8 };

static bool is_closed[STDERR_FILENO + 1];

void rt_message_start(void)
{
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        is_closed[fd] = fcntl(fd, F_GETFD) < 0;
}

static bool sigpipe_is_pending(void)
{
    uint64_t pending = 0;
    syscall(SYS_rt_sigpending, &pending, SIGNAL_SET_BYTES);
    return (pending >> (SIGPIPE - 1) & 1) != 0;
}

static bool write_all(int fd, const char *bytes, size_t n_bytes)
{
    while (n_bytes > 0) {
        ssize_t n = syscall(SYS_write, fd, bytes, n_bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        n_bytes -= (size_t)n;
    }
    return true;
}

bool rt_write(int fd, const char *bytes, size_t n_bytes)
{
    if (fd <= STDERR_FILENO && is_closed[fd])
        return false;
    int saved = errno;
    uint64_t pipe_only = UINT64_C(1) << (SIGPIPE - 1), before = 0;
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, &pipe_only, &before,
            SIGNAL_SET_BYTES);
    bool was_pending = sigpipe_is_pending();
    bool done = write_all(fd, bytes, n_bytes);
    if (!done && errno == EPIPE && !was_pending) {
        struct timespec at_once = {0, 0};
        syscall(SYS_rt_sigtimedwait, &pipe_only, NULL, &at_once,
                SIGNAL_SET_BYTES);
    }
    rt_signals_restore(before);
    errno = saved;
    return done;
}

/* A line in the making; what does not fit is cut off. */
struct line {
    char bytes[MESSAGE_BYTES];
    size_t n_bytes;
};

static void add(struct line *line, const char *bytes, size_t n_bytes)
{
    size_t room = MESSAGE_BYTES - 1 - line->n_bytes;
    if (n_bytes > room)
        n_bytes = room;
    memcpy(line->bytes + line->n_bytes, bytes, n_bytes);
    line->n_bytes += n_bytes;
}

static void add_number(struct line *line, uint64_t value, unsigned base)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    add(line, digits + at, sizeof digits - at);
}

static void add_signed(struct line *line, int64_t value)
{
    if (value < 0)
        add(line, "-", 1);
    add_number(line, value < 0 ? -(uint64_t)value : (uint64_t)value, 10);
}

static void add_argument(struct line *line, char kind, va_list *arguments)
{
    const char *text;
    switch (kind) {
    case 's':
        text = va_arg(*arguments, const char *);
        if (text == NULL)
            text = "(null)";
        add(line, text, strlen(text));
        break;
    case 'd':
        add_signed(line, va_arg(*arguments, int));
        break;
    case 'u':
        add_number(line, va_arg(*arguments, unsigned), 10);
        break;
    case 'x':
        add_number(line, va_arg(*arguments, unsigned), 16);
        break;
    case 'l': /* %lu */
        add_number(line, va_arg(*arguments, unsigned long), 10);
        break;
    default: /* %% */
        add(line, &kind, 1);
    }
}

static void say(int fd, const char *format, va_list *arguments)
{
    struct line line;
    line.n_bytes = 0;
    add(&line, "profpass: ", 10);
    while (*format != '\0') {
        size_t n_plain = strcspn(format, "%");
        add(&line, format, n_plain);
        format += n_plain;
        if (*format == '\0')
            break;
        char kind = format[1];
        format += kind == 'l' ? 3 : 2;
        add_argument(&line, kind, arguments);
    }
    line.bytes[line.n_bytes++] = '\n';
    rt_write(fd, line.bytes, line.n_bytes);
}

__attribute__((format(printf, 1, 2))) void rt_say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(STDERR_FILENO, format, &arguments);
    va_end(arguments);
}

__attribute__((format(printf, 2, 3))) void rt_say_to(int fd, const char *format,
                                                     ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(fd, format, &arguments);
    va_end(arguments);
}
