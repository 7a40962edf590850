/* layout.c - a graph laid out and drawn by Graphviz's dot, a child */
#include "layout.h"

#include "cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
    const char *suffix, *format;
} formats[] = {
    {"dot", "dot"}, {"gv", "dot"},  {"png", "png"}, {"svg", "svg"},
    {"pdf", "pdf"}, {"jpg", "jpg"}, {"ps", "ps2"},
};

const char *layout_format(const char *path)
{
    if (path == NULL || strcmp(path, "-") == 0)
        return "dot";
    const char *slash = strrchr(path, '/');
    const char *suffix = strrchr(slash != NULL ? slash + 1 : path, '.');
    if (suffix == NULL)
        return "dot";
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(suffix + 1, formats[i].suffix) == 0)
            return formats[i].format;
    cmd_say("%s: no picture is called *%s; give a name that ends in .svg, "
            ".png, .pdf, .jpg or .ps, or in .dot for the text",
            path, suffix);
    return NULL;
}

bool layout_begin(layout *l)
{
    *l = (layout){.text = {.name = "the text of the graph"}};
    l->fd = memfd_create("profpass-graph", MFD_CLOEXEC);
    int fd = l->fd < 0 ? -1 : fcntl(l->fd, F_DUPFD_CLOEXEC, 0);
    l->text.stream = fd < 0 ? NULL : fdopen(fd, "w");
    if (l->text.stream != NULL)
        return true;
    cmd_say("there is no memory for the text of the graph: %s",
            strerror(errno));
    if (fd >= 0)
        close(fd);
    if (l->fd >= 0)
        close(l->fd);
    return false;
}

static void say_cannot_start(int error)
{
    if (error == ENOENT)
        cmd_say("there is no program dot, which draws the graph: install "
                "Graphviz (apt-get install graphviz), or write the text with "
                "-o FILE.dot");
    else
        cmd_say("dot cannot be started: %s", strerror(error));
}

/* Start dot, reading from fd. Returns the end of a pipe to read its picture
 * from, or -1 and why on stderr. */
static int start(int fd, const char *format, pid_t *pid)
{
    char option[16];
    snprintf(option, sizeof option, "-T%s", format);
    char *argv[] = {(char[]){"dot"}, option, NULL};
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        say_cannot_start(errno);
        return -1;
    }
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error == 0) {
        posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        error = posix_spawnp(pid, "dot", &actions, NULL, argv, environ);
        posix_spawn_file_actions_destroy(&actions);
    }
    close(ends[1]);
    if (error == 0)
        return ends[0];
    say_cannot_start(error);
    close(ends[0]);
    return -1;
}

/* Copy all that comes from fd. What cannot be written is read all the same, for
 * dot to end. Returns the number of bytes. */
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

/* Say how dot failed, if it did. */
static bool has_drawn(pid_t pid, size_t n_bytes)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFSIGNALED(status))
        cmd_say("dot was killed by signal %d (%s): there is no picture",
                WTERMSIG(status), strsignal(WTERMSIG(status)));
    else if (WEXITSTATUS(status) != 0)
        cmd_say("dot ended with status %d: there is no picture",
                WEXITSTATUS(status));
    else if (n_bytes == 0)
        cmd_say("dot drew nothing: there is no picture");
    return status == 0 && n_bytes != 0;
}

bool layout_end(layout *l, bool draw, const char *format, output *out)
{
    bool ok = draw && output_check(l->text.stream, l->text.name);
    fclose(l->text.stream);
    pid_t pid;
    int picture = -1;
    if (ok && lseek(l->fd, 0, SEEK_SET) == 0)
        picture = start(l->fd, format, &pid);
    if (picture >= 0) {
        size_t n_bytes = copy(picture, out);
        close(picture);
        ok = has_drawn(pid, n_bytes);
    }
    close(l->fd);
    return ok && picture >= 0;
}
