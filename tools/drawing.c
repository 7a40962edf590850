/* drawing.c - a picture drawn by another program, a child */
#include "drawing.h"

#include "cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

bool drawing_begin(drawing *d)
{
    *d = (drawing){.text = {.name = "the text of the picture"}};
    d->fd = memfd_create("profpass-picture", MFD_CLOEXEC);
    int fd = d->fd < 0 ? -1 : fcntl(d->fd, F_DUPFD_CLOEXEC, 0);
    d->text.stream = fd < 0 ? NULL : fdopen(fd, "w");
    if (d->text.stream != NULL)
        return true;
    cmd_say("there is no memory for the text of the picture: %s",
            strerror(errno));
    if (fd >= 0)
        close(fd);
    if (d->fd >= 0)
        close(d->fd);
    return false;
}

static void say_cannot_start(const drawer *by, int error)
{
    if (error == ENOENT)
        cmd_say("there is no program %s", by->missing);
    else
        cmd_say("%s cannot be started: %s", by->argv[0], strerror(error));
}

/* Start the program, reading from fd; with ends writing to ends[1]. */
static bool start(const drawer *by, int fd, const int *ends, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error == 0) {
        posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
        if (ends != NULL)
            posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        error =
            posix_spawnp(pid, by->argv[0], &actions, NULL, by->argv, environ);
        posix_spawn_file_actions_destroy(&actions);
    }
    if (error != 0)
        say_cannot_start(by, error);
    return error == 0;
}

/* Copy all that comes from fd. What cannot be written is read all the same, for
 * the program to end. Returns the number of bytes. */
static size_t copy(int fd, output *out)
{
    char buffer[65536];
    profpass_sink sink = output_sink(out);
    size_t n_bytes = 0;
    for (;;) {
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n_bytes;
        n_bytes += (size_t)n;
        sink.write(sink.context, buffer, (size_t)n);
    }
}

/* Say how the program failed, if it did. */
static bool has_drawn(const drawer *by, pid_t pid, bool is_empty)
{
    const char *name = by->argv[0];
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFSIGNALED(status))
        cmd_say("%s was killed by signal %d (%s): there is no picture", name,
                WTERMSIG(status), strsignal(WTERMSIG(status)));
    else if (WEXITSTATUS(status) != 0)
        cmd_say("%s ended with status %d: there is no picture", name,
                WEXITSTATUS(status));
    else if (is_empty)
        cmd_say("%s drew nothing: there is no picture", name);
    return status == 0 && !is_empty;
}

/* Run the program on the text in fd. */
static bool run(const drawer *by, int fd, output *out)
{
    pid_t pid;
    int ends[2] = {-1, -1};
    if (out == NULL)
        return start(by, fd, NULL, &pid) && has_drawn(by, pid, false);
    if (pipe2(ends, O_CLOEXEC) != 0) {
        say_cannot_start(by, errno);
        return false;
    }
    bool ok = start(by, fd, ends, &pid);
    close(ends[1]);
    if (ok) {
        size_t n_bytes = copy(ends[0], out);
        ok = has_drawn(by, pid, n_bytes == 0);
    }
    close(ends[0]);
    return ok;
}

bool drawing_end(drawing *d, bool draw, const drawer *by, output *out)
{
    bool ok = draw && output_check(d->text.stream, d->text.name);
    fclose(d->text.stream);
    ok = ok && lseek(d->fd, 0, SEEK_SET) == 0 && run(by, d->fd, out);
    close(d->fd);
    return ok;
}
