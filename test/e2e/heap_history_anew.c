// After a reset, and in the child of a fork, the history of the heap begins anew:
// what is live is born then, and is the most of its context so far.
// RUN: %profpass_cc -O0 -fno-builtin -I%source_root/include %s -o %t && %run %t && %check && %check_file --prefix CHILD %s %t.prof.1
// RUN: %profpass_cc -O2 -fno-builtin -I%source_root/include %s -o %t && %run %t && %check && %check_file --prefix CHILD %s %t.prof.1
#include <profpass/profpass.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile, noinline))

static void *kept[8];

PROFILE static void *get(size_t n_bytes)
{
    return malloc(n_bytes);
}

PROFILE static void early(void)
{
    for (int i = 0; i < 4; i++)
        kept[i] = get(100);
    kept[0] = realloc(kept[0], 1000);
    free(kept[0]);
}

PROFILE static int child(void)
{
    free(kept[1]);      // 1
    kept[1] = get(40);  // 2
    return 7;
}

PROFILE int main(void)
{
    int status = 0;
    early(); // 300 bytes are left
    profpass_reset();
    kept[0] = get(50); // 1
    free(kept[0]);     // 2
    pid_t pid = fork();
    if (pid == 0)
        exit(child());
    waitpid(pid, &status, 0);
    kept[4] = get(60); // 3
    free(kept[2]);     // 4
    return WEXITSTATUS(status) == 7 ? 0 : 1;
}

// In two contexts: three blocks lived for all of the four operations, two for one.
// CHECK: end exit 0
// CHECK: function main calls=1 rise=60
// CHECK: function get calls=2 rise=60
// CHECK: heap allocations=2 frees=2 peak=360 live=260
// CHECK: peak get 16
// CHECK: site heap get 16 inherited=300 max=360 max_blocks=4 lifetime_events=14 moved_in=0
// CHECK: sizes get 16 7:2
// CHECK: points 100 200 300 400 1300 300 350 300 360 260

// CHILD: end exit 7
// CHILD: function main calls=1 rise=0
// CHILD: function get calls=1 rise=40
// CHILD: function child calls=1 rise=0
// CHILD: heap allocations=1 frees=1 peak=300 live=240
// CHILD: peak unknown
// CHILD: sizes get 16 7:1
// CHILD: points 200 240
