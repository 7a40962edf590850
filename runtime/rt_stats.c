/* rt_stats.c - what the program asks to see while it runs
 *
 *     print   image ──▶ table ──▶ the program's own function, by lines
 *     dump    image ──▶ table ──▶ file, as Python's pstats
 *     save    image ──▶ file, as our own profiles
 *     run     image · fn · image ──▶ their difference ──▶ one of these
 *
 * The calling thread is paused meanwhile: what we do takes none of the
 * program's time, and what the program's function does is not recorded.
 */
#define _GNU_SOURCE
#include "rt_api.h"
#include "rt_core.h"
#include "rt_image.h"
#include "rt_pause.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef PROFPASS_WITH_STATS
#include "profpass/stats.h"

#define FRAME_ADDRESS ((uintptr_t)__builtin_frame_address(0))

/* ---- files ----------------------------------------------------------------
 */

/* A file in the making: one that exists stays as it was until the new one is
 * complete. What is no file, a pipe or a device, is written to directly. */
typedef struct target {
    const char *path;
    char name[RT_PATH_BYTES]; /* where the bytes go */
    bool is_direct;
    int fd;
} target;

static int open_target(target *t, const char *path)
{
    static const char suffix[] = ".new";
    struct stat status;
    size_t n = strlen(path);
    if (n + sizeof suffix > sizeof t->name)
        return ENAMETOOLONG;
    t->path = path;
    t->is_direct = stat(path, &status) == 0 && !S_ISREG(status.st_mode);
    memcpy(t->name, path, n + 1);
    if (!t->is_direct)
        memcpy(t->name + n, suffix, sizeof suffix);
    t->fd = rt_open(t->name, O_WRONLY | O_TRUNC | (t->is_direct ? 0 : O_CREAT));
    return t->fd < 0 ? errno : 0;
}

static int close_target(target *t, int error)
{
    close(t->fd);
    if (t->is_direct)
        return error;
    if (error == 0 && rename(t->name, t->path) != 0)
        error = errno;
    if (error != 0)
        unlink(t->name);
    return error;
}

static int write_target(void *context, const char *bytes, size_t n_bytes)
{
    const target *t = context;
    return rt_write(t->fd, bytes, n_bytes) ? 0 : EIO;
}

static int save_image(const rt_image *image, const char *path)
{
    target t;
    int error = open_target(&t, path);
    if (error == 0)
        error = close_target(
            &t, write_target(&t, (const char *)image->bytes, image->n_bytes));
    return error;
}

/* ---- tables ---------------------------------------------------------------
 */

static int error_of(profpass_status status)
{
    return status == PROFPASS_OK          ? 0
           : status == PROFPASS_ENOMEM    ? ENOMEM
           : status == PROFPASS_EINVAL    ? EINVAL
           : status == PROFPASS_ENOTFOUND ? ENODATA
                                          : EIO;
}

static int say(const char *call, const profpass_error *err,
               profpass_status status)
{
    if (status != PROFPASS_OK)
        rt_say("%s: %s", call, err->message);
    return error_of(status);
}

static profpass_status make_table(const rt_image *image, profpass_stats **out,
                                  profpass_error *err)
{
    profpass_profile *profile;
    profpass_status status =
        profpass_open_bytes(image->bytes, image->n_bytes, &profile, err);
    if (status != PROFPASS_OK)
        return status;
    status = profpass_stats_from_profile(profile, out, err);
    profpass_close(profile);
    return status;
}

static int print_image(const rt_image *image, profpass_writer *write,
                       void *context, const char *sort, const char *call)
{
    profpass_stats *stats = NULL;
    profpass_error err = {.message = ""};
    profpass_sink sink = {.write = write, .context = context};
    profpass_status status = make_table(image, &stats, &err);
    if (status == PROFPASS_OK)
        status = profpass_stats_strip_dirs(stats, &err);
    if (status == PROFPASS_OK)
        status =
            profpass_stats_sort(stats, sort != NULL ? sort : "stdname", &err);
    if (status == PROFPASS_OK)
        status = profpass_stats_print_all(stats, &sink, &err);
    profpass_stats_close(stats);
    return say(call, &err, status);
}

static int dump_image(const rt_image *image, const char *path)
{
    profpass_stats *stats = NULL;
    profpass_error err = {.message = ""};
    target t;
    profpass_sink sink = {.write = write_target, .context = &t};
    profpass_status status = make_table(image, &stats, &err);
    if (status != PROFPASS_OK)
        return say(path, &err, status);
    int error = open_target(&t, path);
    if (error == 0) {
        status = profpass_stats_dump(stats, &sink, &err);
        error = close_target(&t, error_of(status));
    }
    profpass_stats_close(stats);
    return error;
}

static int say_unwritten(const char *path, int error)
{
    if (error == ENODATA)
        rt_say("%s: not written: nothing has been recorded, and Python refuses "
               "a file without functions",
               path);
    else if (error != 0)
        rt_say("%s: cannot be written: %s", path, strerrordesc_np(error));
    return error;
}

/* ---- the calls ------------------------------------------------------------
 */

int rt_call_print_stats(profpass_writer *write, void *context, const char *sort)
{
    int saved = errno, error = rt_pause_begin(FRAME_ADDRESS);
    if (error != 0)
        return error;
    rt_image image = rt_image_take();
    error = image.bytes == NULL ? ENOMEM
                                : print_image(&image, write, context, sort,
                                              "profpass_print_stats");
    rt_image_free(&image);
    rt_pause_end(FRAME_ADDRESS);
    errno = saved;
    return error;
}

static int write_now(int (*write)(const rt_image *, const char *),
                     const char *path, uintptr_t address)
{
    int saved = errno, error = rt_pause_begin(address);
    if (error != 0)
        return error;
    rt_image image = rt_image_take();
    error = image.bytes == NULL ? ENOMEM : write(&image, path);
    rt_image_free(&image);
    rt_pause_end(address);
    say_unwritten(path, error);
    errno = saved;
    return error;
}

int rt_call_snapshot(const char *path)
{
    return write_now(save_image, path, FRAME_ADDRESS);
}

int rt_call_dump_stats(const char *path)
{
    return write_now(dump_image, path, FRAME_ADDRESS);
}

/* ---- run ------------------------------------------------------------------
 */

void *rt_call_run_begin(void)
{
    rt_image *base = rt_pages_alloc(sizeof *base);
    if (base == NULL)
        return NULL;
    rt_call_shift_balance(0, 1);
    if (rt_pause_begin(FRAME_ADDRESS) == 0) {
        *base = rt_image_take();
        rt_pause_end(FRAME_ADDRESS);
    }
    return base;
}

static bool is_ours(const char *path)
{
    static const char suffix[] = ".prof";
    size_t n = strlen(path), n_suffix = sizeof suffix - 1;
    return n >= n_suffix && strcmp(path + n - n_suffix, suffix) == 0;
}

static int write_run(const rt_image *image, const char *path,
                     profpass_writer *write, void *context, const char *sort)
{
    if (path == NULL)
        return print_image(image, write, context, sort, "profpass_run");
    if (sort != NULL)
        rt_say("profpass_run: a file has no order: sort=%s is for whoever "
               "prints %s",
               sort, path);
    return say_unwritten(path, is_ours(path) ? save_image(image, path)
                                             : dump_image(image, path));
}

int rt_call_run_end(void *run, const char *path, profpass_writer *write,
                    void *context, const char *sort)
{
    rt_image *base = run;
    if (base == NULL)
        return ENOMEM;
    int saved = errno, error = rt_pause_begin(FRAME_ADDRESS);
    if (error == 0) {
        rt_image now = rt_image_take();
        error = base->bytes == NULL || now.bytes == NULL ? ENOMEM : 0;
        if (error == 0) {
            rt_image_subtract(&now, base);
            error = write_run(&now, path, write, context, sort);
        }
        rt_image_free(&now);
        rt_pause_end(FRAME_ADDRESS);
    }
    rt_image_free(base);
    rt_pages_free(base, sizeof *base);
    rt_call_shift_balance(0, -1);
    errno = saved;
    return error;
}
#else
/* A runtime without the library records alone. */
int rt_call_print_stats(profpass_writer *write, void *context, const char *sort)
{
    (void)write, (void)context, (void)sort;
    return ENOSYS;
}

int rt_call_dump_stats(const char *path)
{
    (void)path;
    return ENOSYS;
}

int rt_call_snapshot(const char *path)
{
    (void)path;
    return ENOSYS;
}

void *rt_call_run_begin(void)
{
    return NULL;
}

int rt_call_run_end(void *run, const char *path, profpass_writer *write,
                    void *context, const char *sort)
{
    (void)run, (void)path, (void)write, (void)context, (void)sort;
    return ENOSYS;
}
#endif
