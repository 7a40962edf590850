/* test_laws.c - what is called once is counted once, whatever the program
 *
 * Profiles of random programs obey all laws; a profile in which one counter is
 * off by one is found out, with the name of the law.
 */
#include <stdlib.h>

#include "expect.h"
#include "fixture.h"
#include "random_profile.h"

static void expect_lawful(const profile_builder *b)
{
    profpass_profile *profile = fixture_open(b);
    const profpass_model *m = profpass_get_model(profile);
    profpass_error err = {.message = ""};
    EXPECT_EQUAL(profpass_check(profile, &err), PROFPASS_OK);
    EXPECT_TEXT(err.message, "");
    for (uint32_t i = 1; i < m->n_nodes; i++)
        EXPECT(m->nodes[i].parent == PROFPASS_NONE || m->nodes[i].parent < i);
    for (uint32_t i = 1; i < m->n_edges; i++)
        EXPECT(m->edges[i - 1].caller < m->edges[i].caller ||
               (m->edges[i - 1].caller == m->edges[i].caller &&
                m->edges[i - 1].callee < m->edges[i].callee));
    for (uint32_t i = 1; i < m->n_lines; i++)
        EXPECT(m->lines[i - 1].function <= m->lines[i].function);
    for (uint32_t i = 0; i < m->n_edges; i++)
        EXPECT(m->edges[i].total_ns >= m->edges[i].self_ns);
    for (uint32_t i = 0; i < m->n_functions; i++) {
        const profpass_function_stats *f = &m->functions[i];
        EXPECT(f->total_ns >= f->self_ns);
        for (uint32_t k = 0; k < f->n_line_rows; k++)
            EXPECT_EQUAL(m->lines[f->first_line_row + k].function, i);
    }
    profpass_close(profile);
}

static void test_random(void)
{
    for (uint64_t seed = 1; seed <= 200; seed++) {
        profile_builder b;
        uint64_t random = seed;
        random_profile(&b, seed, random_below(&random, 4),
                       random_below(&random, 20), 30 + (uint32_t)seed);
        expect_lawful(&b);
        builder_done(&b);
    }
}

/* With the probes' cost taken off, sums still agree. */
static void test_random_overhead(void)
{
    for (uint64_t seed = 1; seed <= 50; seed++) {
        profile_builder b;
        random_profile(&b, seed, 2, 9, 300);
        profpass_header *header = builder_header(&b);
        header->clock = PROFPASS_CLOCK_TSC;
        header->ticks_per_second = 2500000000;
        header->inner_overhead_ticks_x1024 = seed * 500;
        header->outer_overhead_ticks_x1024 = seed * 700;
        profpass_profile *profile = fixture_open(&b);
        const profpass_model *m = profpass_get_model(profile);
        EXPECT_EQUAL(profpass_check(profile, NULL), PROFPASS_OK);
        for (uint32_t i = 0; i < m->n_functions; i++)
            EXPECT(m->functions[i].total_ns >= m->functions[i].self_ns);
        for (uint32_t i = 0; i < m->n_edges; i++)
            EXPECT(m->edges[i].total_ns >= m->edges[i].self_ns);
        profpass_close(profile);
        builder_done(&b);
    }
}

static void expect_broken(const fixture *x, const char *law)
{
    profpass_profile *profile = fixture_open(&x->b);
    profpass_error err = {.message = ""};
    EXPECT_EQUAL(profpass_check(profile, &err), PROFPASS_EFORMAT);
    EXPECT_CONTAINS(err.message, law);
    profpass_close(profile);
}

#define EXPECT_BROKEN(record, at, field, law)     \
    do {                                          \
        fixture x;                                \
        fixture_init(&x, NULL);                   \
        record *changed = builder_at(&x.b, x.at); \
        changed->field++;                         \
        expect_broken(&x, law);                   \
        builder_done(&x.b);                       \
    } while (0)

#define EXPECT_HEADER_BROKEN(field, law) \
    do {                                 \
        fixture x;                       \
        fixture_init(&x, NULL);          \
        builder_header(&x.b)->field++;   \
        expect_broken(&x, law);          \
        builder_done(&x.b);              \
    } while (0)

static void test_broken(void)
{
    EXPECT_BROKEN(profpass_node_record, node_g, returns,
                  "no context has more ends than calls");
    EXPECT_BROKEN(profpass_node_record, node_g, self_ticks,
                  "self ticks of a thread = ticks of its calls");
    EXPECT_BROKEN(profpass_node_record, node_main, edge_ticks,
                  "self ticks of a thread = ticks of its calls");
    EXPECT_BROKEN(profpass_site_record, site_f, allocated_bytes,
                  "live bytes of lines = of the process");
    EXPECT_BROKEN(profpass_site_record, site_g, remote_frees,
                  "live blocks of lines = of the process");
    EXPECT_BROKEN(profpass_site_record, site_root, inherited_blocks,
                  "live blocks of lines = of the process");
    EXPECT_BROKEN(profpass_site_record, site_f, at_peak_bytes,
                  "bytes at the peak of lines = peak");
    EXPECT_HEADER_BROKEN(live_bytes, "live bytes of lines = of the process");
    EXPECT_HEADER_BROKEN(peak_bytes, "bytes at the peak of lines = peak");
    EXPECT_HEADER_BROKEN(inherited_bytes,
                         "inherited bytes of sites = of the process");
}

static void break_heap(profpass_header *header, profpass_site_record *site)
{
    (void)site;
    header->mapped.live_bytes++;
}

static void break_inherited(profpass_header *header, profpass_site_record *site)
{
    (void)site;
    header->mapped.inherited_blocks++;
}

static void break_peak(profpass_header *header, profpass_site_record *site)
{
    (void)site;
    header->pools.peak_bytes++;
}

static void break_blocks(profpass_header *header, profpass_site_record *site)
{
    (void)site;
    header->stacks.live_blocks++;
}

static void break_max(profpass_header *header, profpass_site_record *site)
{
    (void)header;
    site->max_bytes = site->allocated_bytes + 1;
}

static void break_max_live(profpass_header *header, profpass_site_record *site)
{
    (void)header;
    site->max_bytes = 199;
}

static void break_max_peak(profpass_header *header, profpass_site_record *site)
{
    (void)header;
    site->max_bytes = 299;
}

static void break_moved(profpass_header *header, profpass_site_record *site)
{
    (void)header;
    site->moved_out = 2;
}

static void break_moved_in(profpass_header *header, profpass_site_record *site)
{
    (void)header;
    site->moved_in = 4;
}

static void break_temporaries(profpass_header *header,
                              profpass_site_record *site)
{
    (void)header;
    site->temporaries = 2;
}

/* Accounts, maxima and moves have laws of their own; site f is the first of the
 * heap. */
static void test_broken_details(void)
{
    static const struct {
        void (*damage)(profpass_header *header, profpass_site_record *site);
        const char *law;
    } cases[] = {
        {break_heap, "live bytes of sites = of the account"},
        {break_inherited, "inherited blocks of sites = of the account"},
        {break_peak, "bytes at the peak of sites = peak; found 300 and 301 in "
                     "pools"},
        {break_blocks, "live blocks of sites = of the account; found 1 and 2 "
                       "in stacks"},
        {break_max, "the maximum of a site is at most all its bytes; found 301 "
                    "and 300 in site 1"},
        {break_max_live, "live bytes of a site are at most its maximum"},
        {break_max_peak, "bytes at the peak are at most the maximum"},
        {break_moved, "what realloc replaced are frees; found 2 and 1"},
        {break_moved_in, "what realloc made are allocations; found 4 and 3"},
        {break_temporaries, "temporaries are frees; found 2 and 1"},
    };
    fixture x;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture_init(&x, NULL);
        fixture_add_details(&x);
        expect_lawful(&x.b);
        cases[i].damage(builder_header(&x.b), builder_at(&x.b, x.site_f));
        expect_broken(&x, cases[i].law);
        builder_done(&x.b);
    }
}

/* Each allocation of a line has a size, unless some of the run was lost. */
static void test_broken_sizes(void)
{
    fixture x;
    fixture_init(&x, NULL);
    fixture_add_details(&x);
    profpass_size_record *sizes = builder_at(&x.b, x.sizes);
    sizes->counts[47]++;
    expect_broken(&x, "sizes of a line = its allocations; found 6 and 5 in row "
                      "3");
    builder_header(&x.b)->losses[PROFPASS_LOSS_DETAILS] = 1;
    expect_lawful(&x.b);
    builder_done(&x.b);
}

/* Counters that move are read a few events apart: no law is asked of them. */
static void test_running(void)
{
    fixture x;
    fixture_init(&x, NULL);
    builder_header(&x.b)->end_kind = PROFPASS_END_NONE;
    builder_header(&x.b)->live_bytes += 100;
    profpass_node_record *node = builder_at(&x.b, x.node_main);
    node->returns = 0;
    profpass_profile *profile = fixture_open(&x.b);
    EXPECT_EQUAL(profpass_check(profile, NULL), PROFPASS_OK);
    EXPECT_EQUAL(profpass_get_model(profile)->functions[1].open, 1);
    profpass_close(profile);
    builder_done(&x.b);
}

int main(void)
{
    test_random();
    test_random_overhead();
    test_broken();
    test_broken_details();
    test_broken_sizes();
    test_running();
    return expect_done();
}
