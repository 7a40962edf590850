/* test_growing.c - a profile can be read at any moment of its growth
 *
 * One thread adds functions, contexts and sites, at most a thousand for each
 * time that the other opens the file.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "expect.h"
#include "fixture.h"

enum { N_FUNCTIONS = 30000, N_A_READ = 1000, N_FILE = 64 << 20 };

static atomic_bool stop, finished;
static atomic_int n_opened;

static void *grow(void *argument)
{
    profile_builder *b = argument;
    profpass_ref thread = builder_thread(b, 1);
    profpass_ref parent = builder_root(b, thread);
    for (int i = 0; i < N_FUNCTIONS && !stop; i++) {
        while (i > (n_opened + 1) * N_A_READ && !stop)
            sched_yield();
        char name[16];
        snprintf(name, sizeof name, "f%d", i);
        profpass_ref f = builder_function(
            b, &(builder_function_spec){
                   .name = name, .file = "a.c", .first_line = 1});
        const profpass_node_record node = {.calls = 1, .returns = 1};
        parent = builder_node(b, thread, parent, f, 0, &node);
        const profpass_site_record site = {.allocations = 1};
        builder_site(b, thread, parent, 0, PROFPASS_NO_SLOT, &site);
    }
    finished = true;
    return NULL;
}

int main(void)
{
    char directory[64], path[128];
    fixture_directory(directory);
    snprintf(path, sizeof path, "%s/a.prof", directory);
    int fd = open(path, O_RDWR | O_CREAT, 0600);
    EXPECT_EQUAL(ftruncate(fd, N_FILE), 0);
    uint8_t *bytes =
        mmap(NULL, N_FILE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);

    profile_builder b;
    builder_init(&b);
    memcpy(bytes, b.bytes, b.n_bytes);
    free(b.bytes);
    b.bytes = bytes; /* with all the room it needs: it will not move */
    b.capacity = N_FILE;
    b.records_a_block = 200;
    builder_header(&b)->end_kind = PROFPASS_END_NONE;

    pthread_t writer;
    pthread_create(&writer, NULL, grow, &b);
    uint32_t n_last = 0;
    for (bool last = false; !last && expect_failures == 0; n_opened++) {
        last = finished;
        profpass_profile *profile;
        profpass_error err = {.message = ""};
        EXPECT_EQUAL(profpass_open(path, &profile, &err), PROFPASS_OK);
        EXPECT_TEXT(err.message, "");
        if (expect_failures != 0)
            break;
        const profpass_model *m = profpass_get_model(profile);
        EXPECT(m->n_functions >= n_last);
        EXPECT(m->n_nodes >= m->n_sites);
        EXPECT(m->n_functions + 1 >= m->n_nodes);
        n_last = m->n_functions;
        profpass_close(profile);
    }
    stop = true;
    pthread_join(writer, NULL);
    if (expect_failures == 0)
        EXPECT_EQUAL(n_last, N_FUNCTIONS);
    munmap(bytes, N_FILE);
    fixture_remove(directory, "a.prof");
    return expect_done();
}
