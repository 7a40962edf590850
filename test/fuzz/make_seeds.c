/* make_seeds.c - write the inputs that the fuzzer starts from
 *
 *     make_seeds DIRECTORY
 *
 * A profile with one of everything, some random ones, and what is no profile.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "random_profile.h"

static void save(const char *directory, const char *name, const void *bytes,
                 size_t n_bytes)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *stream = fopen(path, "wb");
    if (stream == NULL || fwrite(bytes, 1, n_bytes, stream) != n_bytes ||
        fclose(stream) != 0) {
        perror(path);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: make_seeds DIRECTORY\n");
        return 2;
    }
    fixture x;
    fixture_init(&x, "/nowhere");
    fixture_add_details(&x);
    save(argv[1], "everything", x.b.bytes, x.b.n_bytes);
    save(argv[1], "truncated", x.b.bytes, x.b.n_bytes - 100);
    save(argv[1], "header_cut", x.b.bytes, 300);
    builder_header(&x.b)->major = 2;
    save(argv[1], "newer", x.b.bytes, x.b.n_bytes);
    builder_done(&x.b);
    builder_init(&x.b);
    save(argv[1], "nothing", x.b.bytes, x.b.n_bytes);
    builder_done(&x.b);
    save(argv[1], "empty", "", 0);
    save(argv[1], "foreign", "\177ELF\2\1\1", 7);
    for (unsigned i = 1; i <= 4; i++) {
        char name[16];
        snprintf(name, sizeof name, "random%u", i);
        random_profile(&x.b, i, i % 3 + 1, i * 2, i * 12);
        save(argv[1], name, x.b.bytes, x.b.n_bytes);
        builder_done(&x.b);
    }
    return 0;
}
