/* threads_asleep_at_exit.c - a thread that waits while the program ends has its
 * open activations charged up to then: one reading, as for those of main */
// EXPECT: function waits … calls=1 primitive=1 returns=0 unwound=0 open=1
// self_ns=2 total_ns=3 EXPECT: function work … calls=1 primitive=1 returns=1
// unwound=0 open=0 self_ns=1 total_ns=1 EXPECT: function leaves … calls=1
// primitive=1 returns=0 unwound=0 open=1 self_ns=1 total_ns=1
#define _GNU_SOURCE
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "probes.h"

FUNCTIONS(FUNCTION(waits, 1, 2), FUNCTION(work, 3, 4), FUNCTION(leaves, 5, 6))

static volatile pid_t tid;

static void work(void)
{
    ENTER(1);
    EXIT();
}

static void *waits(void *unused)
{
    ENTER(0);
    work();
    tid = gettid();
    pause();
    EXIT();
    return unused;
}

static int is_asleep(void)
{
    char path[64], text[64] = "";
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)tid);
    FILE *stat = fopen(path, "r");
    if (stat == NULL)
        return 0;
    size_t n = fread(text, 1, sizeof text - 1, stat);
    fclose(stat);
    return n > 0 && strstr(text, ") S ") != NULL;
}

int main(void)
{
    attach();
    pthread_t id;
    if (pthread_create(&id, NULL, waits, NULL) != 0)
        return 1;
    while (tid == 0 || !is_asleep())
        usleep(1000);
    ENTER(2);
    exit(frame == NULL);
}
