// Mappings are counted apart from the heap, in whole pages, by the line that
// makes them: each call, parts that are unmapped, remapped, or mapped over; what
// fails, and what belongs to a file, is not.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t $(%profpass flags --cc=%cc --static) && %run %t && %check
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))
#define RW      (PROT_READ | PROT_WRITE)
#define PAGE    ((size_t)4096)

static char *map(char *at, size_t n, int flags, int fd)
{
    return mmap(at, n, RW, MAP_PRIVATE | flags, fd, 0);
}

PROFILE static int parts(void)
{
    char *a = map(NULL, 10 * PAGE - 5, MAP_ANONYMOUS, -1);
    int bad = munmap(a + 2 * PAGE, 1) + munmap(a + 5 * PAGE, 2 * PAGE);
    bad += munmap(a + PAGE, 5 * PAGE); // two of them once more
    return bad + munmap(a, 10 * PAGE) + munmap(a, PAGE);
}

PROFILE static int over(void)
{
    char *a = mmap64(NULL, 8 * PAGE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char *b = map(a + 2 * PAGE, 3 * PAGE, MAP_ANONYMOUS | MAP_FIXED, -1);
    int file = open("/proc/self/exe", O_RDONLY);
    char *c = map(a + 4 * PAGE, PAGE + 1, MAP_FIXED, file);
    close(file);
    return b != a + 2 * PAGE || c != a + 4 * PAGE;
}

PROFILE static int moves(void)
{
    char *room = map(NULL, 64 * PAGE, MAP_ANONYMOUS, -1);
    char *a = map(NULL, 4 * PAGE, MAP_ANONYMOUS, -1);
    a[0] = 'a';
    char *b = mremap(a, 4 * PAGE, 8 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, room);
    char *c = mremap(b, 8 * PAGE, 2 * PAGE, 0);
    char *d = mremap(c, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, b + 20 * PAGE);
    munmap(b + PAGE, PAGE);
    return d[0] != 'a';
}

PROFILE static int breaks(void)
{
    char *a = sbrk(100);
    char *b = sbrk(1000);
    int bad = brk(b + 2000) + brk(a + 50);
    return bad + (sbrk(-50) != a + 50) + (sbrk(0) != a);
}

PROFILE static int fails(void)
{
    errno = 7;
    int bad = munmap((void *)sbrk(0), 0) != -1 || errno != EINVAL;
    errno = 8;
    bad += map(NULL, 0, MAP_ANONYMOUS, -1) != MAP_FAILED || errno != EINVAL;
    bad += map(NULL, SIZE_MAX / 4, MAP_ANONYMOUS, -1) != MAP_FAILED || errno != ENOMEM;
    bad += mremap(NULL, PAGE, 2 * PAGE, 0) != MAP_FAILED || errno != EFAULT;
    bad += sbrk(INTPTR_MAX) != MAP_FAILED || errno != ENOMEM;
    errno = 9;
    char *kept = map(NULL, PAGE, MAP_ANONYMOUS, -1);
    bad += mremap(kept, PAGE, 0, 0) != MAP_FAILED || errno != EINVAL;
    errno = 9;
    bad += munmap(kept, PAGE) || errno != 9;
    return bad;
}

PROFILE int main(void)
{
    return parts() + over() + moves() + breaks() + fails();
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> parts calls=1
// CHECK: edge main -> over calls=1
// CHECK: edge main -> moves calls=1
// CHECK: edge main -> breaks calls=1
// CHECK: edge main -> fails calls=1

// CHECK: site mapped parts 26 allocations=1 allocated=40960 frees=1 freed=40960
// CHECK: site mapped over 34 allocations=1 allocated=32768 frees=0 freed=16384 live=16384
// CHECK: site mapped over 35 allocations=1 allocated=12288 frees=0 freed=4096 live=8192
// CHECK: site mapped moves 44 allocations=1 allocated=262144 frees=0 freed=36864 live=225280 moved_out=0
// CHECK: site mapped moves 45 allocations=1 allocated=16384 frees=1 freed=16384 moved_out=1 moved_out_bytes=16384
// CHECK: site mapped moves 47 allocations=1 allocated=32768 frees=1 freed=32768 moved_in=1 moved_in_bytes=32768 moved_out=1 moved_out_bytes=32768
// CHECK: site mapped moves 48 allocations=1 allocated=8192 frees=1 freed=8192 moved_in=1 moved_out=0 moved_out_bytes=4096
// CHECK: site mapped moves 49 allocations=1 allocated=4096 live_blocks=1 live=4096 moved_in_bytes=4096
// CHECK: site mapped breaks 56 allocations=1 allocated=100 frees=1 freed=100
// CHECK: site mapped breaks 57 allocations=1 allocated=1000 frees=1 freed=1000
// CHECK: site mapped breaks 58 allocations=1 allocated=1000 frees=1 freed=1000
// CHECK: site mapped fails 72 allocations=1 allocated=4096 frees=1 freed=4096
// CHECK: account mapped allocations=12 frees=8 allocated=415796 freed=161844 live_blocks=4 live=253952 peak=303104 peak_blocks=4
// CHECK: account pools absent
// CHECK: account stacks absent
