/* heap_late.c - a library that comes by dlopen, found by the program's own
 * RUNPATH, allocates: its blocks are seen too
 *
 *     main    100 bytes, freed by the library
 *     library 200 bytes, freed by main; 300 bytes leaked
 *                              total 600/3 and what dlopen needs, end 300/1
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef LIBRARY
static void *volatile leaked;

void *exchange(void *block)
{
    free(block);
    leaked = malloc(300);
    return malloc(200);
}
#else
int main(void)
{
    void *library = dlopen("libheap_late.so", RTLD_NOW);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    void *(*exchange)(void *) = NULL;
    *(void **)&exchange = dlsym(library, "exchange");
    if (exchange == NULL)
        return 2;
    free(exchange(malloc(100)));
    return 0;
}
#endif
