/* test_open.c - no file hurts the reader, and each refusal says why */
#define _DEFAULT_SOURCE
#include <stdlib.h>
#include <unistd.h>

#include "expect.h"
#include "fixture.h"

/* Open n bytes, in a buffer of exactly that size for the sanitizer's sake; if
 * it is a profile, ask all of it. */
static profpass_status try_open(const uint8_t *bytes, size_t n,
                                profpass_error *err)
{
    uint8_t *copy = malloc(n + (n == 0));
    if (n != 0)
        memcpy(copy, bytes, n);
    profpass_profile *profile = NULL;
    *err = (profpass_error){.message = ""};
    profpass_status status = profpass_open_bytes(copy, n, &profile, err);
    free(copy);
    EXPECT((status == PROFPASS_OK) == (profile != NULL));
    EXPECT((status == PROFPASS_OK) == (err->message[0] == '\0'));
    EXPECT(strchr(err->message, '\n') == NULL);
    if (status != PROFPASS_OK)
        return status;
    static profpass_write_fn *const writers[] = {
        profpass_write_report, profpass_write_lines, profpass_write_calls,
        profpass_write_info,   profpass_write_dump,  profpass_write_heap_table,
        profpass_write_leaks};
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        free(fixture_text(profile, writers[i], NULL, NULL));
    free(fixture_text(profile, profpass_exporters()[0].write, NULL, NULL));
    profpass_check(profile, NULL);
    profpass_close(profile);
    return status;
}

static void expect_refused(const void *bytes, size_t n, profpass_status status,
                           const char *message)
{
    profpass_error err;
    EXPECT_EQUAL(try_open(bytes, n, &err), status);
    EXPECT_EQUAL(err.status, status);
    EXPECT_CONTAINS(err.message, message);
}

static void test_foreign(void)
{
    expect_refused("", 0, PROFPASS_EFORMAT, "empty: not a profile");
    expect_refused("#!/bin/sh\n", 10, PROFPASS_EFORMAT,
                   "not a profile: begins with 23 21 2f 62 69 6e 2f 73");
    expect_refused("\177ELF\2\1\1", 7, PROFPASS_EFORMAT,
                   "a program or library, not a profile");
    expect_refused("profpas", 7, PROFPASS_EFORMAT, "not a profile");
    expect_refused("profpass", 8, PROFPASS_EFORMAT,
                   "truncated: 8 bytes, and the header alone has 4096");
}

/* Every beginning of a profile is refused: it says how much there should be. */
static void test_truncated(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_error err;
    for (size_t n = 8; n < x.b.n_bytes; n += n < 4000 ? 97 : 1) {
        EXPECT_EQUAL(try_open(x.b.bytes, n, &err), PROFPASS_EFORMAT);
        EXPECT_CONTAINS(err.message, "truncated");
        EXPECT_EQUAL(err.offset, n);
    }
    EXPECT_EQUAL(try_open(x.b.bytes, x.b.n_bytes, &err), PROFPASS_OK);
    builder_done(&x.b);
}

static void test_header(void)
{
    fixture x;
    fixture_init(&x, NULL);
    builder_header(&x.b)->major = 2;
    builder_header(&x.b)->minor = 0;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EVERSION,
                   "format version 2.0, and this profpass reads up to 1.x");
    builder_header(&x.b)->major = 1;
    builder_header(&x.b)->minor = 9; /* additions that we skip */
    profpass_error err;
    EXPECT_EQUAL(try_open(x.b.bytes, x.b.n_bytes, &err), PROFPASS_OK);
    builder_header(&x.b)->header_bytes = 64;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "damaged header");
    builder_header(&x.b)->header_bytes = PROFPASS_HEADER_BYTES;
    builder_header(&x.b)->used_bytes = 12;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "damaged header");
    builder_header(&x.b)->used_bytes = UINT64_MAX;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "truncated");
    builder_done(&x.b);
}

/* A profile may hold nothing at all. */
static void test_nothing(void)
{
    profile_builder b;
    builder_init(&b);
    profpass_error err;
    EXPECT_EQUAL(try_open(b.bytes, b.n_bytes, &err), PROFPASS_OK);
    builder_block(&b, 99, 8, 100, 12345); /* of a kind that we skip */
    EXPECT_EQUAL(try_open(b.bytes, b.n_bytes, &err), PROFPASS_OK);
    builder_done(&b);
}

/* A site of format 1.1 ends before the fields that 1.2 added, whatever follows
 * it. */
static void test_older(void)
{
    profile_builder b;
    builder_init(&b);
    builder_header(&b)->minor = 1;
    const profpass_ref thread = builder_thread(&b, 42);
    const profpass_site_record site = {
        .node = builder_root(&b, thread),
        .slot = PROFPASS_NO_SLOT,
        .allocations = 2,
        .allocated_bytes = 30,
        .frees = 1,
        .freed_bytes = 10,
    };
    for (int i = 0; i < 3; i++)
        builder_record(&b, PROFPASS_BLOCK_SITES, thread, &site,
                       offsetof(profpass_site_record, max_bytes));
    profpass_profile *profile = NULL;
    EXPECT_EQUAL(profpass_open_bytes(b.bytes, b.n_bytes, &profile, NULL),
                 PROFPASS_OK);
    const profpass_model *m = profpass_get_model(profile);
    EXPECT_EQUAL(m->n_sites, 3);
    EXPECT_EQUAL(m->heap.allocations, 6);
    EXPECT_EQUAL(m->heap.freed_bytes, 30);
    profpass_close(profile);
    builder_done(&b);
}

static profpass_block *block_of(fixture *x, uint32_t kind)
{
    return (profpass_block *)(void *)(x->b.bytes + x->b.block[kind]);
}

static void test_blocks(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_block *block = block_of(&x, PROFPASS_BLOCK_SITES);
    profpass_block good = *block;
    block->block_bytes = 0;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT,
                   "damaged block of kind 8 (sites): 0 bytes");
    block->block_bytes = good.block_bytes + 64;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "damaged block");
    block->block_bytes = good.block_bytes + 1;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "damaged block");
    *block = good;
    block->n_records = 5;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT,
                   "damaged block of sites: 5 records of 192 bytes in 768");
    block->n_records = UINT32_MAX;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "damaged block");
    *block = good;
    block->record_bytes = 96;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT,
                   "damaged block of sites");
    block->record_bytes = 0;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT,
                   "damaged block of sites");
    builder_done(&x.b);
}

/* Set a ref of the fixture to each of several values, and expect refusal. */
#define EXPECT_CHECKED(record, at, field, message)                             \
    do {                                                                       \
        record *checked = builder_at(&x.b, x.at);                              \
        profpass_ref good = checked->field;                                    \
        const profpass_ref bad[] = {1, x.f + 1, x.node_g + 9, UINT32_MAX};     \
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {                \
            checked->field = bad[i];                                           \
            expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, message); \
        }                                                                      \
        checked->field = good;                                                 \
    } while (0)

static void test_references(void)
{
    fixture x;
    fixture_init(&x, NULL);
    EXPECT_CHECKED(profpass_function_record, f, name, "no string at byte");
    EXPECT_CHECKED(profpass_function_record, f, module, "refers to a module");
    EXPECT_CHECKED(profpass_function_record, f, lines, "a source line");
    EXPECT_CHECKED(profpass_node_record, node_f, function, "a function");
    EXPECT_CHECKED(profpass_node_record, node_f, parent, "a calling context");
    EXPECT_CHECKED(profpass_node_record, node_ff, context, "recursive call");
    EXPECT_CHECKED(profpass_site_record, site_g, node, "a calling context");
    EXPECT_CHECKED(profpass_site_record, site_g, function, "a function");

    /* Parents and contexts precede, so that there are no circles. */
    profpass_node_record *node = builder_at(&x.b, x.node_f);
    node->parent = x.node_f;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "calling context");
    node->parent = x.node_g;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "calling context");
    node->parent = 0;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "calling context");
    node->parent = x.node_main;
    node->context = x.node_main; /* another function */
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "recursive call");
    node->context = x.node_f;

    profpass_site_record *site = builder_at(&x.b, x.site_g);
    site->slot = 5;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT,
                   "names line 5 of a function that has 5");
    site->slot = 1;
    profpass_function_record *f = builder_at(&x.b, x.f);
    f->n_lines = 6;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT,
                   "claims 6 source lines");
    f->n_lines = 5;
    profpass_function_record *g = builder_at(&x.b, x.g);
    g->lines = f->lines; /* lines belong to one function */
    g->n_lines = 5;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT,
                   "claims 5 source lines");
    g->lines = g->n_lines = 0;
    block_of(&x, PROFPASS_BLOCK_NODES)->owner = 3;
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "a thread");
    builder_done(&x.b);
}

/* A context of another thread is none. */
static void test_other_thread(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_ref other = builder_thread(&x.b, 43);
    builder_node(&x.b, other, x.node_main, x.f, 0, &(profpass_node_record){0});
    expect_refused(x.b.bytes, x.b.n_bytes, PROFPASS_EFORMAT, "calling context");
    builder_done(&x.b);
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* Whatever else the bytes are: no crash, no hang. Most damage is small and
 * where the records are. */
static void test_damaged(void)
{
    fixture x;
    fixture_init(&x, NULL);
    uint8_t *damaged = malloc(x.b.n_bytes);
    uint32_t random = 1, n_fine = 0, n_rounds = 4000;
    profpass_error err;
    for (uint32_t i = 0; i < n_rounds; i++) {
        memcpy(damaged, x.b.bytes, x.b.n_bytes);
        for (uint32_t k = next_random(&random) % 3 + 1; k > 0; k--) {
            size_t start = next_random(&random) % 8 == 0 ? 0 : 4096;
            size_t at = start + next_random(&random) %
                                    (start == 0 ? 800 : x.b.n_bytes - start);
            damaged[at] = (uint8_t)next_random(&random);
        }
        n_fine += try_open(damaged, x.b.n_bytes, &err) == PROFPASS_OK;
    }
    EXPECT(n_fine > n_rounds / 10 && n_fine < n_rounds);
    free(damaged);
    builder_done(&x.b);
}

static void test_files(void)
{
    char directory[64], path[128];
    profpass_profile *profile = NULL;
    profpass_error err;
    fixture_directory(directory);
    EXPECT_EQUAL(profpass_open(directory, &profile, &err), PROFPASS_EFORMAT);
    EXPECT_TEXT(err.message, "not a profile: a directory");
    snprintf(path, sizeof path, "%s/a.prof", directory);
    EXPECT_EQUAL(profpass_open(path, &profile, &err), PROFPASS_EIO);
    EXPECT_TEXT(err.message, "cannot be opened: no such file");
    EXPECT_EQUAL(profpass_open(path, &profile, NULL), PROFPASS_EIO);

    fixture x;
    fixture_init(&x, NULL);
    FILE *stream = fopen(path, "wb");
    fwrite(x.b.bytes, 1, x.b.n_bytes, stream);
    fclose(stream);
    EXPECT_EQUAL(truncate(path, (off_t)x.b.n_bytes + 100000), 0);
    EXPECT_EQUAL(profpass_open(path, &profile, &err), PROFPASS_OK);
    EXPECT_EQUAL(profpass_get_model(profile)->n_functions, 3);
    profpass_close(profile);
    EXPECT_EQUAL(truncate(path, (off_t)x.b.n_bytes - 1), 0);
    EXPECT_EQUAL(profpass_open(path, &profile, &err), PROFPASS_EFORMAT);
    EXPECT_CONTAINS(err.message, "truncated");
    EXPECT_EQUAL(err.offset, x.b.n_bytes - 1);
    builder_done(&x.b);
    fixture_remove(directory, "a.prof");
    profpass_close(NULL);
}

int main(void)
{
    test_foreign();
    test_truncated();
    test_header();
    test_nothing();
    test_older();
    test_blocks();
    test_references();
    test_other_thread();
    test_damaged();
    test_files();
    return expect_done();
}
