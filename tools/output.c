/* output.c - where a command's text goes: stdout, or a file made whole */
#include "output.h"

#include "cmd.h"

#include <errno.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Return 0 if the stream took everything, else an errno value. */
static int flush(FILE *stream)
{
    errno = 0;
    if (!ferror(stream) && fflush(stream) == 0)
        return 0;
    return errno != 0 ? errno : EIO;
}

static void say_incomplete(FILE *stream, const char *name, int error)
{
    cmd_say("%s: %s: the output is not complete", name, strerror(error));
    /* Said once: what is still in the buffer must not fail again. */
    clearerr(stream);
    __fpurge(stream);
}

bool output_check(FILE *stream, const char *name)
{
    int error = flush(stream);
    if (error != 0)
        say_incomplete(stream, name, error);
    return error == 0;
}

static int write_to_stream(void *context, const char *bytes, size_t n_bytes)
{
    output *out = context;
    errno = 0;
    if (out->error == 0 && fwrite(bytes, 1, n_bytes, out->stream) != n_bytes)
        out->error = errno != 0 ? errno : EIO;
    return out->error;
}

profpass_sink output_sink(output *out)
{
    return (profpass_sink){.write = write_to_stream, .context = out};
}

/* Give the temporary file the permissions that the file has, or would get. */
static void set_mode(int fd, const struct stat *old)
{
    mode_t mask = umask(0);
    umask(mask);
    mode_t mode = old != NULL ? old->st_mode & 0777 : 0666 & ~mask;
    (void)!fchmod(fd, mode); /* at worst the file is its owner's alone */
}

/* Make the temporary file beside out->path. Returns its descriptor or -1. */
static int make_temporary(output *out)
{
    size_t n = strlen(out->path) + sizeof ".XXXXXX";
    out->temporary = malloc(n);
    if (out->temporary == NULL)
        return -1;
    snprintf(out->temporary, n, "%s.XXXXXX", out->path);
    return mkstemp(out->temporary);
}

static bool open_failed(output *out)
{
    cmd_say("%s: cannot be written: %s", out->name, strerror(errno));
    free(out->path);
    free(out->temporary);
    return false;
}

bool output_open(output *out, const char *path)
{
    *out = (output){.stream = stdout, .name = "standard output"};
    if (path == NULL || strcmp(path, "-") == 0)
        return true;
    out->name = path;

    struct stat old;
    bool exists = stat(path, &old) == 0;
    if (exists && !S_ISREG(old.st_mode)) {
        out->stream = fopen(path, "we");
        return out->stream != NULL || open_failed(out);
    }
    /* Through a symbolic link the file behind it is replaced, not the link. */
    out->path = exists ? realpath(path, NULL) : strdup(path);
    if (out->path == NULL)
        return open_failed(out);
    int fd = make_temporary(out);
    if (fd < 0)
        return open_failed(out);
    set_mode(fd, exists ? &old : NULL);
    out->stream = fdopen(fd, "w");
    return out->stream != NULL || open_failed(out);
}

bool output_close(output *out, bool keep)
{
    if (out->error == 0)
        out->error = flush(out->stream);
    bool ok = out->error == 0;
    if (!ok)
        say_incomplete(out->stream, out->name, out->error);
    if (out->stream != stdout)
        ok &= fclose(out->stream) == 0;
    if (out->temporary != NULL && (!ok || !keep))
        unlink(out->temporary);
    if (out->temporary != NULL && ok && keep &&
        rename(out->temporary, out->path) != 0) {
        cmd_say("%s: %s", out->name, strerror(errno));
        unlink(out->temporary);
        ok = false;
    }
    free(out->path);
    free(out->temporary);
    return ok;
}
