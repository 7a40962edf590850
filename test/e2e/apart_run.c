// Of a call alone, what was mapped or noted before it is inherited; a snapshot has
// all so far.
// RUN: rm -f %t.*.prof; %profpass_cc -O0 -fno-builtin -I%source_root/include %s -o %t && %run %t %t.run.prof %t.all.prof && %check
// RUN: %check_file --prefix CALL --untimed %s %t.run.prof && %check_file --prefix ALL %s %t.all.prof
// RUN: rm -f %t.*.prof; %profpass_cc -O2 -fno-builtin -I%source_root/include %s -o %t && %run %t %t.run.prof %t.all.prof && %check
// RUN: %check_file --prefix CALL --untimed %s %t.run.prof && %check_file --prefix ALL %s %t.all.prof
#include <profpass/profpass.h>
#include <sys/mman.h>

#define PAGE ((size_t)4096)

static char pool[100];
static char *mapped;

PROFPASS_PROFILE static char *map(size_t n)
{
    return mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

PROFPASS_PROFILE static void *work(void *result)
{
    munmap(mapped, PAGE);
    mapped = map(2 * PAGE);
    profpass_note_free(pool);
    profpass_note_alloc(pool + 10, 20);
    return result;
}

PROFPASS_PROFILE int main(int argc, char **argv)
{
    mapped = map(4 * PAGE);
    profpass_note_alloc(pool, 10);
    profpass_note_alloc(pool + 40, 30);
    void *result = profpass_run(work, &argc, argv[1], NULL);
    int bad = profpass_snapshot(argv[2]);
    munmap(mapped, 2 * PAGE);
    profpass_note_free_range(pool, sizeof pool);
    return bad || result != &argc;
}

// CHECK: end exit 0
// CHECK: account mapped allocations=2 frees=1 freed=12288 live=12288 peak=20480
// CHECK: account pools allocations=3 frees=3 live=0 peak=50
// CALL: account mapped allocations=1 allocated=8192 frees=0 freed=4096 inherited=16384 live=20480 live_blocks=2
// CALL: account pools allocations=1 allocated=20 frees=1 freed=10 inherited=40 live=50
// ALL: account mapped allocations=2 allocated=24576 frees=0 freed=4096 inherited=0 live=20480
// ALL: account pools allocations=3 frees=1 live=50 inherited=0
