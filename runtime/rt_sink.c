/* rt_sink.c - the report goes to a function of the program's, row by row
 *
 *     set_sink ──▶ what to call ──┬── profpass_report ──▶ rows, now
 *                  atexit, once ──┴── exit ────────────▶ rows, in that handler
 *
 * The handler runs before the destructors of what was there when the sink was
 * set, so that a C++ logger still stands. No lock of ours is held while the
 * program's function runs, and its thread is paused: what it calls and
 * allocates is not the program's. One report at a time.
 */
#define _GNU_SOURCE
#include "rt_sink.h"

#include "rt_core.h"
#include "rt_image.h"
#include "rt_pause.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LEVEL_INFO = 6 }; /* of syslog(3) */

#define FRAME_ADDRESS ((uintptr_t)__builtin_frame_address(0))

typedef struct taker {
    profpass_report_taker *take; /* NULL: the report is printed */
    void *context;
    unsigned flags;
} taker;

static rt_lock lock; /* of what follows */
static taker current;
static bool is_registered;

static uint32_t reporting; /* a thread is at it */
static bool is_delivered;  /* at exit */

bool rt_sink_is_delivered(void)
{
    return is_delivered;
}

bool rt_sink_begin(void)
{
    return __atomic_exchange_n(&reporting, 1, __ATOMIC_ACQUIRE) == 0;
}

void rt_sink_end(void)
{
    __atomic_store_n(&reporting, 0, __ATOMIC_RELEASE);
}

void rt_sink_fork_prepare(void)
{
    rt_lock_take(&lock);
}

void rt_sink_fork_parent(void)
{
    rt_lock_drop(&lock);
}

void rt_sink_fork_child(void)
{
    rt_lock_forget(&lock);
    rt_sink_end(); /* whoever was at it does not exist here */
}

static taker get_taker(void)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    taker copy = current;
    rt_lock_drop(&lock);
    rt_signals_restore(before);
    return copy;
}

static void take_some(void *context, const profpass_report_row *row)
{
    const taker *t = context;
    if ((t->flags & PROFPASS_SINK_GREW) == 0 ||
        row->kind != PROFPASS_REPORT_LINE || row->increment_bytes > 0)
        t->take(t->context, row);
}

/* The last row: where the rest is. */
static void give_path(taker *t)
{
    static char text[RT_PATH_BYTES + 32] = "profile written to ";
    const profpass_report_row row = {.kind = PROFPASS_REPORT_TEXT,
                                     .level = LEVEL_INFO,
                                     .text = text,
                                     .function = "",
                                     .file = "",
                                     .source = ""};
    if (rt_file_path()[0] == '\0')
        return;
    strcpy(text + sizeof "profile written to " - 1, rt_file_path());
    take_some(t, &row);
}

/* Report what was recorded so far; 0 or an errno value. */
static int report(uintptr_t address, bool is_last)
{
    int error = rt_pause_begin(address);
    if (error != 0)
        return error;
    if (!rt_sink_begin()) {
        rt_pause_end(address);
        return EBUSY;
    }
    taker t = get_taker();
    rt_image image = rt_image_take();
    if (image.bytes == NULL)
        error = ENOMEM;
    else if (t.take == NULL)
        error = rt_report_print(image.bytes, image.n_bytes);
    else
        error = rt_report_rows(image.bytes, image.n_bytes, take_some, &t);
    if (error == 0 && t.take != NULL && is_last)
        give_path(&t);
    rt_image_free(&image);
    rt_sink_end();
    rt_pause_end(address);
    return error;
}

static void at_exit(void)
{
    int saved = errno;
    if (rt.recording && rt_is_own_process() && get_taker().take != NULL) {
        rt_threads_sync();
        int error = report(FRAME_ADDRESS, true);
        if (error != 0)
            rt_say("no report to the program's sink: %s",
                   strerrordesc_np(error));
        is_delivered = error == 0;
    }
    errno = saved;
}

int rt_call_report(void)
{
    int saved = errno, error = report(FRAME_ADDRESS, false);
    errno = saved;
    return error;
}

int rt_call_set_sink(profpass_report_taker *take, void *context, unsigned flags)
{
    if (!rt.recording || rt_thread_current() == NULL)
        return ENODEV;
    int saved = errno;
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    bool is_first = !is_registered && take != NULL;
    is_registered |= is_first;
    current = (taker){take, context, flags};
    rt_lock_drop(&lock);
    rt_signals_restore(before);
    int error = is_first && atexit(at_exit) != 0 ? ENOMEM : 0;
    errno = saved;
    return error;
}
