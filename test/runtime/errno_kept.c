/* errno_kept.c - no probe changes errno, be it the first of a thread */
// STATUS: 0
#include <errno.h>
#include <pthread.h>

#include "probes.h"

FUNCTIONS(FUNCTION(first, 1, 2), FUNCTION(second, 3, 4))

static void *thread(void *result)
{
    errno = 4711;
    ENTER(0);
    hooks.exit(hooks.enter(&functions[1], stack_address()));
    hooks.resync(frame);
    EXIT();
    *(int *)result = errno;
    return NULL;
}

int main(void)
{
    errno = 4711;
    attach();
    int result = 0;
    if (errno != 4711)
        return 1;
    pthread_t id;
    pthread_create(&id, NULL, thread, &result);
    pthread_join(id, NULL);
    return result == 4711 ? 0 : 2;
}
