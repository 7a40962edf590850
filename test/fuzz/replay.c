/* replay.c - run a fuzz target on files and directories, without libFuzzer
 *
 *     replay PATH…      prints how many inputs ran; fails if there were none
 */
#define _DEFAULT_SOURCE
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

static unsigned n_inputs;

static void run_file(const char *path, size_t n_bytes)
{
    /* Of exactly that size, so that reading past it is found out. */
    uint8_t *bytes = malloc(n_bytes + (n_bytes == 0));
    FILE *stream = fopen(path, "rb");
    if (bytes == NULL || stream == NULL ||
        fread(bytes, 1, n_bytes, stream) != n_bytes) {
        perror(path);
        exit(1);
    }
    fclose(stream);
    LLVMFuzzerTestOneInput(bytes, n_bytes);
    free(bytes);
    n_inputs++;
}

static void run(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        perror(path);
        exit(1);
    }
    if (!S_ISDIR(st.st_mode)) {
        run_file(path, (size_t)st.st_size);
        return;
    }
    DIR *directory = opendir(path);
    const struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        char inner[4096];
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            run(inner);
    }
    if (directory != NULL)
        closedir(directory);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        run(argv[i]);
    printf("%u inputs\n", n_inputs);
    return n_inputs == 0;
}
