/* test_follow.c - marked calls are told as they end, each once, and exactly
 *
 * The file of a profile_builder grows in memory; clock=step, so that a tick is
 * a nanosecond since the start, which was at 1000.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "expect.h"
#include "fixture.h"
#include "profpass/follow.h"

enum { MARKED = PROFPASS_FUNCTION_MARKED, N_MANY = 30000 };

typedef struct growing {
    profile_builder b;
    int fd;
    profpass_ref thread;
    profpass_follow *follow;
    char told[1 << 16]; /* a line for each group of calls */
    size_t n_told;
    uint64_t n_calls;
} growing;

static void tell(void *context, const profpass_marked_calls *c)
{
    growing *g = context;
    g->n_calls += c->n_calls;
    if (g->n_told < sizeof g->told - 128)
        g->n_told += (size_t)snprintf(
            g->told + g->n_told, 128, "%s %u: %llu, %llu to %llu, %llu\n",
            c->name, c->level, (unsigned long long)c->n_calls,
            (unsigned long long)c->enter_ns, (unsigned long long)c->leave_ns,
            (unsigned long long)c->busy_ns);
}

static void put(const growing *g)
{
    EXPECT_EQUAL(pwrite(g->fd, g->b.bytes, g->b.n_bytes, 0), g->b.n_bytes);
}

static void begin(growing *g)
{
    *g = (growing){.fd = memfd_create("profile", MFD_CLOEXEC)};
    builder_init(&g->b);
    builder_header(&g->b)->start_unix_ns = 1000;
    g->thread = builder_thread(&g->b, 1);
}

static void follow(growing *g, bool midway)
{
    profpass_error err;
    put(g);
    EXPECT_EQUAL(profpass_follow_new(g->fd, midway, &g->follow, &err),
                 PROFPASS_OK);
}

static void done(growing *g)
{
    profpass_follow_free(g->follow);
    builder_done(&g->b);
    close(g->fd);
}

/* Poll at a moment, and return what was told. */
static const char *poll_at(growing *g, const profpass_moment *now)
{
    profpass_error err;
    put(g);
    g->n_told = 0;
    g->told[0] = '\0';
    EXPECT_EQUAL(profpass_follow_poll(g->follow, now, tell, g, &err),
                 PROFPASS_OK);
    return g->told;
}

static const char *poll(growing *g, uint64_t unix_ns)
{
    return poll_at(g, &(profpass_moment){.unix_ns = unix_ns});
}

static const char *end(growing *g, uint64_t unix_ns)
{
    put(g);
    g->n_told = 0;
    g->told[0] = '\0';
    EXPECT_EQUAL(profpass_follow_end(g->follow,
                                     &(profpass_moment){.unix_ns = unix_ns},
                                     tell, g, NULL),
                 PROFPASS_OK);
    return g->told;
}

static profpass_ref function(growing *g, const char *name, uint32_t flags)
{
    return builder_function(&g->b, &(builder_function_spec){.name = name,
                                                            .file = "a.c",
                                                            .first_line = 1,
                                                            .flags = flags});
}

static profpass_ref node(growing *g, profpass_ref parent, profpass_ref function)
{
    const profpass_node_record none = {0};
    if (parent == 0)
        parent = builder_root(&g->b, g->thread);
    return builder_node(&g->b, g->thread, parent, function, 0, &none);
}

static void enter(growing *g, profpass_ref ref, uint64_t at)
{
    profpass_node_record *n = builder_at(&g->b, ref);
    n->calls++;
    n->edge_primitive_calls++;
    n->entered_ticks = at;
}

static void leave(growing *g, profpass_ref ref, uint64_t ticks)
{
    profpass_node_record *n = builder_at(&g->b, ref);
    n->returns++;
    n->edge_ticks += ticks;
}

static void call(growing *g, profpass_ref ref, uint64_t at, uint64_t ticks)
{
    enter(g, ref, at);
    leave(g, ref, ticks);
}

static void test_single_calls(void)
{
    growing g;
    begin(&g);
    profpass_ref f = node(&g, 0, function(&g, "f", MARKED));
    follow(&g, false);
    EXPECT_TEXT(poll(&g, 1050), "");
    call(&g, f, 100, 50);
    EXPECT_TEXT(poll(&g, 1200), "f 0: 1, 1100 to 1150, 50\n");
    EXPECT_TEXT(poll(&g, 1250), "");
    enter(&g, f, 300);
    EXPECT_TEXT(poll(&g, 1310), "");
    EXPECT_TEXT(poll(&g, 1320), "");
    leave(&g, f, 70);
    EXPECT_TEXT(poll(&g, 1400), "f 0: 1, 1300 to 1370, 70\n");
    /* One ends and the next begins; that one throws, which is an end, too. */
    enter(&g, f, 450);
    EXPECT_TEXT(poll(&g, 1500), "");
    leave(&g, f, 60);
    enter(&g, f, 520);
    EXPECT_TEXT(poll(&g, 1550), "f 0: 1, 1450 to 1510, 60\n");
    profpass_node_record *n = builder_at(&g.b, f);
    n->unwound++;
    n->edge_ticks += 40;
    EXPECT_TEXT(poll(&g, 1600), "f 0: 1, 1520 to 1560, 40\n");
    EXPECT_TEXT(end(&g, 1700), "");
    done(&g);
}

static void test_groups(void)
{
    growing g;
    begin(&g);
    profpass_ref f = node(&g, 0, function(&g, "f", MARKED));
    follow(&g, false);
    EXPECT_TEXT(poll(&g, 1100), "");
    for (uint64_t i = 0; i < 3; i++)
        call(&g, f, 110 + 20 * i, 10);
    EXPECT_TEXT(poll(&g, 1200), "f 0: 3, 1100 to 1160, 30\n");
    call(&g, f, 210, 10);
    enter(&g, f, 250);
    EXPECT_TEXT(poll(&g, 1260), "f 0: 1, 1200 to 1250, 10\n");
    EXPECT_TEXT(end(&g, 1300), "f 0: 1, 1250 to 1300, 50\n");
    done(&g);
}

/* Two calls of an edge that are open at once: it happened between two polls. */
static void test_recursion(void)
{
    growing g;
    begin(&g);
    profpass_ref f = node(&g, 0, function(&g, "f", MARKED));
    follow(&g, false);
    enter(&g, f, 100);
    EXPECT_TEXT(poll(&g, 1110), "");
    profpass_node_record *n = builder_at(&g.b, f);
    n->calls += 4;
    n->returns += 3;
    n->entered_ticks = 150;
    EXPECT_TEXT(poll(&g, 1200), "f 0: 3, 1100 to 1200, 0\n");
    n = builder_at(&g.b, f);
    n->returns += 2;
    n->edge_ticks += 150;
    EXPECT_TEXT(poll(&g, 1300), "f 0: 2, 1100 to 1300, 150\n");
    done(&g);
}

/* Only marked functions and regions; a level is the number of those above. */
static void test_levels(void)
{
    growing g;
    begin(&g);
    profpass_ref marked = function(&g, "marked", MARKED);
    profpass_ref plain = function(&g, "plain", 0);
    profpass_ref out = node(&g, 0, marked);
    profpass_ref between = node(&g, out, plain);
    follow(&g, false);
    call(&g, between, 10, 5);
    EXPECT_TEXT(poll(&g, 1100), "");
    profpass_ref in = node(&g, between, marked);
    for (int i = 0; i < 9; i++) /* in further blocks */
        between = node(&g, between, plain);
    profpass_ref region =
        node(&g, between, function(&g, "r", PROFPASS_FUNCTION_REGION));
    profpass_ref deep = node(&g, region, marked);
    call(&g, in, 110, 5);
    call(&g, region, 120, 15);
    call(&g, deep, 130, 2);
    EXPECT_TEXT(poll(&g, 1200), "marked 1: 1, 1110 to 1115, 5\n"
                                "r 1: 1, 1120 to 1135, 15\n"
                                "marked 2: 1, 1130 to 1132, 2\n");
    done(&g);
}

static void test_midway(void)
{
    growing g;
    begin(&g);
    profpass_ref f = node(&g, 0, function(&g, "f", MARKED));
    call(&g, f, 10, 5);
    enter(&g, f, 30);
    follow(&g, true);
    EXPECT_TEXT(poll(&g, 1100), "");
    leave(&g, f, 120);
    EXPECT_TEXT(poll(&g, 1200), "f 0: 1, 1030 to 1150, 120\n");
    /* A context that is new after the first poll is new altogether. */
    profpass_ref h = node(&g, f, function(&g, "h", MARKED));
    call(&g, h, 210, 5);
    EXPECT_TEXT(poll(&g, 1300), "h 1: 1, 1210 to 1215, 5\n");
    /* The program sets its counts to zero. */
    memset(&((profpass_node_record *)builder_at(&g.b, f))->calls, 0,
           sizeof(uint64_t) * 12);
    EXPECT_TEXT(poll(&g, 1400), "");
    call(&g, f, 410, 7);
    EXPECT_TEXT(poll(&g, 1500), "f 0: 1, 1410 to 1417, 7\n");
    done(&g);
}

/* Counted back from now, at the pace since the start; a clock that is no time
 * of day gives bounds. */
static void test_clocks(void)
{
    growing g;
    begin(&g);
    profpass_header *header = builder_header(&g.b);
    header->clock = PROFPASS_CLOCK_TSC;
    header->start_ticks = 5000;
    header->ticks_per_second = 999;
    profpass_ref f = node(&g, 0, function(&g, "f", MARKED));
    follow(&g, false);
    call(&g, f, 5400, 200);
    /* 1000 ticks in 500 ns */
    EXPECT_TEXT(
        poll_at(&g, &(profpass_moment){.unix_ns = 1500, .tsc_ticks = 6000}),
        "f 0: 1, 1200 to 1300, 100\n");
    builder_header(&g.b)->clock = PROFPASS_CLOCK_MONOTONIC;
    builder_header(&g.b)->ticks_per_second = 1000000000;
    call(&g, f, 7400, 100);
    EXPECT_TEXT(
        poll_at(&g, &(profpass_moment){.unix_ns = 2000, .monotonic_ns = 7600}),
        "f 0: 1, 1800 to 1900, 100\n");
    builder_header(&g.b)->clock = PROFPASS_CLOCK_CPU;
    call(&g, f, 17, 100);
    EXPECT_TEXT(poll(&g, 2500), "f 0: 1, 2000 to 2500, 100\n");
    done(&g);
}

static void test_heap(void)
{
    growing g;
    uint64_t bytes = 0;
    begin(&g);
    builder_header(&g.b)->live_bytes = 4711;
    follow(&g, false);
    EXPECT_EQUAL(profpass_follow_pid(g.follow), 42);
    EXPECT(profpass_follow_heap(g.follow, &bytes));
    EXPECT_EQUAL(bytes, 4711);
    builder_header(&g.b)->heap_mode = PROFPASS_HEAP_NONE;
    put(&g);
    EXPECT(!profpass_follow_heap(g.follow, &bytes));
    done(&g);
}

/* Contexts that appear while we poll are told of once each. */
static void test_many(void)
{
    growing g;
    begin(&g);
    g.b.records_a_block = 100;
    profpass_ref f = function(&g, "f", MARKED), parent = 0;
    follow(&g, false);
    for (uint64_t i = 1; i <= N_MANY; i++) {
        parent = node(&g, i % 100 == 0 ? 0 : parent, f);
        call(&g, parent, i, 1);
        if (i % 3000 == 0)
            poll(&g, 1000 + i);
    }
    end(&g, 1000 + N_MANY);
    EXPECT_EQUAL(g.n_calls, N_MANY);
    EXPECT_EQUAL(profpass_follow_lost(g.follow), 0);
    done(&g);
}

/* What is damaged is said, once and for all. */
static void test_damaged(void)
{
    growing g;
    profpass_error err;
    profpass_moment now = {.unix_ns = 1100};
    begin(&g);
    profpass_ref f = node(&g, 0, function(&g, "f", MARKED));
    follow(&g, false);
    EXPECT_TEXT(poll(&g, 1050), "");
    call(&g, f, 60, 5);
    uint64_t used = builder_header(&g.b)->used_bytes;
    builder_header(&g.b)->used_bytes += 64;
    put(&g);
    EXPECT_EQUAL(profpass_follow_poll(g.follow, &now, tell, &g, &err),
                 PROFPASS_EFORMAT);
    EXPECT_CONTAINS(err.message, "truncated");
    builder_header(&g.b)->used_bytes = used;
    put(&g);
    EXPECT_EQUAL(profpass_follow_poll(g.follow, &now, tell, &g, &err),
                 PROFPASS_EFORMAT);
    EXPECT_EQUAL(g.n_calls, 0);

    int fd = memfd_create("text", MFD_CLOEXEC);
    profpass_follow *none = g.follow;
    EXPECT_EQUAL(pwrite(fd, "text", 4, 0), 4);
    EXPECT_EQUAL(profpass_follow_new(fd, false, &none, &err), PROFPASS_EFORMAT);
    EXPECT(none == g.follow);
    close(fd);
    done(&g);
}

int main(void)
{
    test_single_calls();
    test_groups();
    test_recursion();
    test_levels();
    test_midway();
    test_clocks();
    test_heap();
    test_many();
    test_damaged();
    return expect_done();
}
