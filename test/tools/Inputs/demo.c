/* demo.c - the program that tests of the command record */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

__attribute__((profile)) static char *make(size_t n)
{
    char *block = malloc(n);
    memset(block, 1, n);
    return block;
}

/* demo [exit STATUS | signal NUMBER] */
__attribute__((profile)) int main(int argc, char **argv)
{
    char *kept = make(1000);
    char *freed = make(24);
    free(freed);
    if (argc == 3 && strcmp(argv[1], "signal") == 0)
        raise(atoi(argv[2]));
    if (argc == 3 && strcmp(argv[1], "exit") == 0)
        exit(atoi(argv[2]));
    return kept == NULL;
}
