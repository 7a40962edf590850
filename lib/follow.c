/* follow.c - the marked calls of a program, read from its profile
 *
 *     poll    1         2             3         4
 *     call    |  [====] |  [=]  [=]   |    [====|===…
 *             |  one    |  a group    |    open |
 *
 * A context counts entries and ends, and sums the ticks of its calls. When one
 * call ended since the last poll, it began when the record says that the
 * context was entered last, and took what the sum has grown by. Several calls
 * have their number, the time spent in all, and bounds.
 *
 * Counts are of calls that no other call of the same caller contains, or there
 * would be two open at a time: then, in recursion, nothing is known but that it
 * happened between two polls. So it is where the ticks are no time of day.
 */
#define _DEFAULT_SOURCE
#include "profpass/follow.h"

#include <string.h>

#include "bytes.h"
#include "failure.h"
#include "follow_file.h"

#define NODE(at, field)   profpass__get(at, profpass_node_record, field)
#define HEADER(at, field) profpass__get(at, profpass_header, field)

/* Contexts that are read at once may be so far apart. */
enum { GAP_BYTES = 4096 };

/* What one poll works on. */
typedef struct poll {
    profpass_follow *f;
    const profpass_moment *now;
    profpass_marked_fn *visit;
    void *context;
    uint64_t before_ns; /* the last poll, or the program's start */
    double tick_ns;
    bool first;
} poll;

/* ---- time -----------------------------------------------------------------
 */

/* How long a tick is: by how far the clock has come since the start, or else by
 * what the header says. */
static double tick_ns(const profpass__ticking *t, const profpass_moment *now)
{
    if (t->clock == PROFPASS_CLOCK_TSC && now->tsc_ticks > t->start_ticks &&
        now->unix_ns > t->start_unix_ns)
        return (double)(now->unix_ns - t->start_unix_ns) /
               (double)(now->tsc_ticks - t->start_ticks);
    return t->ticks_per_second != 0 ? 1e9 / (double)t->ticks_per_second : 1.0;
}

/* Say whether readings of the clock are times of day. */
static bool is_dated(const profpass__ticking *t)
{
    return t->clock == PROFPASS_CLOCK_TSC ||
           t->clock == PROFPASS_CLOCK_MONOTONIC ||
           t->clock == PROFPASS_CLOCK_STEP;
}

static uint64_t to_ns(const poll *p, uint64_t ticks)
{
    double ns = (double)ticks * p->tick_ns;
    return ns < 1e18 ? (uint64_t)(ns + 0.5) : (uint64_t)1e18;
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* Date a reading of the clock; 0 if that cannot be. Counted from now where now
 * is known, so that no error grows with the length of the run; a call may have
 * begun while we were reading, thus after now. */
static uint64_t date(const poll *p, uint64_t ticks)
{
    const profpass__ticking *t = &p->f->ticking;
    uint64_t from = t->start_ticks, from_ns = t->start_unix_ns;
    if (ticks == 0 || !is_dated(t))
        return 0;
    if (t->clock == PROFPASS_CLOCK_TSC && p->now->tsc_ticks != 0) {
        from = p->now->tsc_ticks;
        from_ns = p->now->unix_ns;
    } else if (t->clock == PROFPASS_CLOCK_MONOTONIC &&
               p->now->monotonic_ns != 0) {
        from = p->now->monotonic_ns;
        from_ns = p->now->unix_ns;
    }
    if (ticks >= from)
        return from_ns + to_ns(p, ticks - from);
    return from_ns - least(to_ns(p, from - ticks), from_ns);
}

/* ---- calls ----------------------------------------------------------------
 */

/* The counters of a context, read just now. */
typedef struct counters {
    uint64_t calls, left, ticks;
    uint64_t entered_ns; /* the last entry; 0: not known */
    bool nest;           /* a call may be open within another */
} counters;

static counters read_counters(const poll *p, const uint8_t *at)
{
    counters now = {.calls = NODE(at, calls),
                    .left = NODE(at, returns) + NODE(at, unwound),
                    .ticks = NODE(at, edge_ticks)};
    /* The program counts while they are read, one after the other. */
    now.left = least(now.left, now.calls);
    now.nest = NODE(at, edge_primitive_calls) < now.calls;
    if (!now.nest)
        now.entered_ns = date(p, NODE(at, entered_ticks));
    return now;
}

/* Tell of the calls that ended since the last poll. */
static void tell(const poll *p, const profpass__context *c, const counters *now,
                 uint64_t n)
{
    bool was_open = c->calls > c->left, is_open = now->calls > now->left;
    uint64_t entered = now->entered_ns;
    uint64_t busy = now->ticks > c->ticks ? to_ns(p, now->ticks - c->ticks) : 0;
    profpass_marked_calls calls = {.function = c->function,
                                   .name = c->name,
                                   .level = c->level,
                                   .n_calls = n,
                                   .enter_ns = p->before_ns,
                                   .leave_ns = p->now->unix_ns,
                                   .busy_ns = busy};
    if (was_open)
        calls.enter_ns = c->enter_ns;
    else if (n == 1 && !is_open && entered != 0)
        calls.enter_ns = entered;
    if (entered != 0) {
        if (n == 1 && (was_open || !is_open))
            calls.leave_ns = calls.enter_ns + busy;
        else if (is_open)
            calls.leave_ns = entered;
        else
            calls.leave_ns = entered + busy / n;
    }
    if (calls.leave_ns < calls.enter_ns)
        calls.leave_ns = calls.enter_ns;
    p->visit(p->context, &calls);
}

static void update(const poll *p, profpass__context *c, const uint8_t *at)
{
    counters now = read_counters(p, at);
    bool was_open = c->calls > c->left, is_open = now.calls > now.left;
    bool anew = (p->first && p->f->midway) || now.calls < c->calls ||
                now.left < c->left; /* the program has set them to zero */
    uint64_t n = anew ? 0 : now.left - c->left;
    if (n != 0)
        tell(p, c, &now, n);
    /* Of nested calls the outermost may still be the one that was open. */
    if (is_open && (anew || now.calls != c->calls) &&
        (anew || !was_open || !now.nest))
        c->enter_ns = now.entered_ns != 0 ? now.entered_ns : p->now->unix_ns;
    if (anew || n != 0)
        c->ticks = now.ticks;
    c->calls = now.calls;
    c->left = now.left;
}

/* How many contexts, from the first on, to read at once, and their bytes. */
static uint32_t span(const profpass__context *c, uint32_t n, size_t *n_bytes)
{
    uint32_t i = 1;
    while (i < n && c[i].offset > c[i - 1].offset &&
           c[i].offset - c[i - 1].offset <= GAP_BYTES &&
           c[i].offset - c[0].offset <=
               PROFPASS__FOLLOW_BYTES - sizeof(profpass_node_record))
        i++;
    *n_bytes =
        (size_t)(c[i - 1].offset - c[0].offset) + sizeof(profpass_node_record);
    return i;
}

static profpass_status update_all(const poll *p, profpass_error *err)
{
    profpass_follow *f = p->f;
    profpass__context *contexts = f->contexts.pages;
    for (uint32_t i = 0; i < f->contexts.n;) {
        profpass__context *c = &contexts[i];
        size_t n_bytes;
        uint32_t n = span(c, f->contexts.n - i, &n_bytes);
        if (!profpass__follow_read(f, c->offset, f->records, n_bytes))
            return profpass__fail(err, PROFPASS_EIO, c->offset,
                                  "a block of nodes cannot be read");
        for (uint32_t k = 0; k < n; k++)
            update(p, &c[k], f->records + (c[k].offset - c[0].offset));
        i += n;
    }
    return PROFPASS_OK;
}

profpass_status profpass_follow_poll(profpass_follow *f,
                                     const profpass_moment *now,
                                     profpass_marked_fn *visit, void *context,
                                     profpass_error *err)
{
    if (f->failure.status == PROFPASS_OK &&
        profpass__follow_grow(f, &f->failure) == PROFPASS_OK) {
        poll p = {.f = f,
                  .now = now,
                  .visit = visit,
                  .context = context,
                  .first = f->last_ns == 0};
        p.before_ns = p.first ? f->ticking.start_unix_ns : f->last_ns;
        p.tick_ns = tick_ns(&f->ticking, now);
        update_all(&p, &f->failure);
        f->last_ns = now->unix_ns;
    }
    if (f->failure.status != PROFPASS_OK && err != NULL)
        *err = f->failure;
    return f->failure.status;
}

profpass_status profpass_follow_end(profpass_follow *f,
                                    const profpass_moment *now,
                                    profpass_marked_fn *visit, void *context,
                                    profpass_error *err)
{
    profpass_status status = profpass_follow_poll(f, now, visit, context, err);
    profpass__context *contexts = f->contexts.pages;
    for (uint32_t i = 0; i < f->contexts.n; i++) {
        profpass__context *c = &contexts[i];
        if (c->calls == c->left)
            continue;
        uint64_t ns =
            now->unix_ns > c->enter_ns ? now->unix_ns - c->enter_ns : 0;
        visit(context, &(profpass_marked_calls){.function = c->function,
                                                .name = c->name,
                                                .level = c->level,
                                                .n_calls = c->calls - c->left,
                                                .enter_ns = c->enter_ns,
                                                .leave_ns = c->enter_ns + ns,
                                                .busy_ns = ns});
        c->left = c->calls;
    }
    return status;
}

/* ---- the rest -------------------------------------------------------------
 */

profpass_status profpass_follow_new(int fd, bool midway, profpass_follow **out,
                                    profpass_error *err)
{
    profpass_error local = {.status = PROFPASS_OK};
    err = err != NULL ? err : &local;
    profpass__arena arena = {0};
    profpass_follow *f = profpass__arena_array(&arena, 1, sizeof *f);
    uint8_t *records = profpass__arena_array(&arena, PROFPASS__FOLLOW_BYTES, 1);
    uint64_t used_bytes;
    if (f == NULL || records == NULL) {
        profpass__arena_done(&arena);
        return profpass__fail_memory(err);
    }
    f->source.fd = fd;
    f->records = records;
    f->midway = midway;
    f->walked_bytes = PROFPASS_HEADER_BYTES;
    profpass_status status =
        profpass__file_header(&f->source, &f->window, &used_bytes, err);
    if (status != PROFPASS_OK) {
        profpass__arena_done(&arena);
        return status;
    }
    f->pid = HEADER(f->window.bytes, pid);
    f->arena = arena;
    *out = f;
    return PROFPASS_OK;
}

uint32_t profpass_follow_pid(const profpass_follow *f)
{
    return f->pid;
}

bool profpass_follow_heap(const profpass_follow *f, uint64_t *live_bytes)
{
    uint8_t header[sizeof(profpass_header)];
    if (!profpass__follow_read(f, 0, header, sizeof header) ||
        HEADER(header, heap_mode) == PROFPASS_HEAP_NONE)
        return false;
    *live_bytes = HEADER(header, live_bytes);
    return true;
}

uint64_t profpass_follow_lost(const profpass_follow *f)
{
    return f->n_lost;
}

void profpass_follow_free(profpass_follow *f)
{
    if (f == NULL)
        return;
    profpass__follow_done(f);
    profpass__arena arena = f->arena; /* it holds f itself */
    profpass__arena_done(&arena);
}
