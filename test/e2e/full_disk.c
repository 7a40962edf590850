// REQUIRES: root-mount
// A full disk ends the recording in the file, not the program: no SIGBUS, and a
// message.
// RUN: %profpass_cc -O2 -fno-builtin -DN_THREADS=16 %s -o %t && mkdir -p %t.dir
// RUN: unshare -m sh -c 'mount -t tmpfs -o size=64k tmpfs %t.dir && env PROFPASS_OPTIONS=report=none:output=%t.dir/x.prof %t' >%t.out 2>%t.err; test $? -eq 8
// RUN: test "$(cat %t.out)" = out
// RUN: %FileCheck --input-file %t.err %s
// RUN: unshare -m sh -c 'mount -t tmpfs -o size=64k tmpfs %t.dir && dd if=/dev/zero of=%t.dir/full bs=1k 2>/dev/null; env PROFPASS_OPTIONS=report=none:output=%t.dir/x.prof %t' >%t.out 2>%t.err; test $? -eq 8
// RUN: test "$(cat %t.out)" = out
// RUN: %FileCheck --input-file %t.err %s
// RUN: unshare -m sh -c 'for k in 68 80 112 160; do mount -t tmpfs -o size=${k}k tmpfs %t.dir && env PROFPASS_OPTIONS=report=none:output=%t.dir/x.prof %t 2>%t.err; test $? -eq 8 && test $(grep -c profpass: %t.err) = 1 && %profpass info --check %t.dir/x.prof && umount %t.dir || exit 1; done' >%t.out
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static int deep(int n)
{
    free(malloc(10));
    return n == 0 ? 0 : deep(n - 1);
}

PROFILE static void *worker(void *arg)
{
    deep(100);
    return arg;
}

PROFILE int main(void)
{
    pthread_t threads[N_THREADS];
    for (int i = 0; i < N_THREADS; i++)
        pthread_create(&threads[i], NULL, worker, NULL);
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(threads[i], NULL);
    puts("out");
    return 8;
}

// CHECK: profpass: {{.*}}x.prof
