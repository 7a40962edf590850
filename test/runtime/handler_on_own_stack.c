/* handler_on_own_stack.c - a handler's stack may lie above the thread's
 *
 * The addresses say nothing then, and nothing must be taken for dead.
 */
// EXPECT: function work … calls=1 primitive=1 returns=1 unwound=0 open=0
// EXPECT: edge work -> handler calls=1 primitive=1
// EXPECT: function handler … returns=1 unwound=0
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>

#include "probes.h"

FUNCTIONS(FUNCTION(work, 1, 2), FUNCTION(handler, 3, 4))

enum { STACK_BYTES = 256 << 10 };

static void handler(int signal)
{
    (void)signal;
    ENTER(1);
    EXIT();
}

static void *thread(void *other_stack)
{
    stack_t stack = {.ss_sp = other_stack, .ss_size = STACK_BYTES};
    sigaltstack(&stack, NULL);
    ENTER(0);
    raise(SIGUSR1);
    EXIT();
    return NULL;
}

int main(void)
{
    attach();
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    sigaction(SIGUSR1, &action, NULL);
    char *stacks = mmap(NULL, 2 * STACK_BYTES, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pthread_attr_t lower_half;
    pthread_attr_init(&lower_half);
    pthread_attr_setstack(&lower_half, stacks, STACK_BYTES);
    pthread_t id;
    pthread_create(&id, &lower_half, thread, stacks + STACK_BYTES);
    pthread_join(id, NULL);
    return 0;
}
