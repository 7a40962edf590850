// A reset begins all counts anew, as in the child of a fork: what is open is entered
// anew, what is live is inherited; other threads follow at their next call.
// RUN: %profpass_cc -O0 -fno-builtin -pthread -I%source_root/include %s -o %t && %run %t %t.idle.prof && %check && %check_file --prefix IDLE %s %t.idle.prof
// RUN: %profpass dump %t.prof | grep '^heap allocations=5 allocated_bytes=1500 frees=1 freed_bytes=100 live_blocks=8 live_bytes=1900 peak_blocks=8 peak_bytes=1900 inherited_blocks=4 inherited_bytes=500$'
// RUN: %profpass_cc -O2 -fno-builtin -pthread -I%source_root/include %s -o %t && %run %t %t.idle.prof && %check && %check_file --prefix IDLE %s %t.idle.prof
#include <profpass/profpass.h>
#include <pthread.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

static void *kept[10];
static pthread_barrier_t barrier;

PROFILE static void keep(int i, size_t n_bytes)
{
    kept[i] = malloc(n_bytes); //@ occurrences=5 allocations=5
}

PROFILE static void early(void)
{
    keep(0, 100); //@ occurrences=0
    keep(1, 100);
    free(malloc(5000)); //@ occurrences=0 allocations=0
}

PROFILE static void late(void)
{
    keep(2, 300);  //@ increment=300
    free(kept[0]); //@ increment=-100
}

PROFILE static void others(int i)
{
    keep(i, 200); //@ occurrences=2 increment=400
}

static void *run(void *unused)
{
    others(3);
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier); // reset meanwhile
    others(4);
    others(5);
    return unused;
}

PROFILE static void half(void)
{
    keep(6, 100);
    profpass_reset();
    keep(7, 400);
}

PROFILE int main(int argc, char **argv)
{
    pthread_t other;
    pthread_barrier_init(&barrier, NULL, 2);
    early();
    pthread_create(&other, NULL, run, NULL);
    pthread_barrier_wait(&barrier);
    half();
    profpass_snapshot(argv[argc - 1]); // the other thread has not begun anew
    pthread_barrier_wait(&barrier);
    pthread_join(other, NULL);
    late();
    keep(8, 400);
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function half calls=1
// CHECK: function keep calls=5
// CHECK: function late calls=1
// CHECK: function others calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> others calls=2
// CHECK: edge others -> keep calls=2
// CHECK: edge main -> half calls=1
// CHECK: edge half -> keep calls=1
// CHECK: edge main -> late calls=1
// CHECK: edge late -> keep calls=1
// CHECK: edge main -> keep calls=1

// IDLE: end running
// IDLE: function main calls=1
// IDLE: function half calls=1
// IDLE: function keep calls=1
// IDLE: edge outside -> main calls=1
// IDLE: edge main -> half calls=1
// IDLE: edge half -> keep calls=1
