// An exception leaves profpass_run once the statistics are out. They may be asked
// for in the child of a fork, in a constructor, in a handler of atexit, by a stream
// that is the program's own code; but not by what prints them.
// RUN: %profpass_cxx -O0 -I%source_root/include %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: %run %t > %t.out && %check && %FileCheck %s --input-file %t.out --check-prefix OUT
// RUN: %check_file --prefix CHILD %s %t.dir/child.prof && %check_file --prefix LAST %s %t.dir/last.prof
// RUN: %profpass_cxx -O2 -I%source_root/include %s -o %t && cd %t.dir && %run %t > %t.out2 && %check && diff %t.out %t.out2
// RUN: %check_file --prefix CHILD %s %t.dir/child.prof && %check_file --prefix LAST %s %t.dir/last.prof
#include <cerrno>
#include <cstdlib>
#include <profpass/profpass.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile, noinline))

PROFILE static void leaf() {}

PROFILE static void *throws(void *)
{
    leaf();
    throw 17;
}

static int again = -1;

PROFILE static ssize_t write_by_us(void *, const char *bytes, size_t n)
{
    leaf(); // nobody's: the thread is paused
    again = profpass_print_stats(stdout, "calls");
    return write(STDOUT_FILENO, bytes, n);
}

PROFILE static void last()
{
    profpass_snapshot("last.prof");
}

__attribute__((constructor(101))) static void first()
{
    leaf();
    profpass_print_stats(stdout, NULL);
    fflush(stdout);
    profpass_reset();
}

PROFILE static void in_child()
{
    leaf();
    _exit(profpass_snapshot("child.prof"));
}

PROFILE int main()
{
    atexit(last);
    int caught = 0, status = -1;
    try {
        profpass_run(throws, NULL, NULL, "name");
    } catch (int number) {
        caught = number;
    }
    fflush(stdout);
    if (fork() == 0)
        in_child();
    wait(&status);
    cookie_io_functions_t ours = {NULL, write_by_us, NULL, NULL};
    FILE *stream = fopencookie(NULL, "w", ours);
    setvbuf(stream, NULL, _IONBF, 0);
    int failed = profpass_print_stats(stream, "name");
    failed |= fclose(stream);
    return failed | status | (caught != 17) | (again != EBUSY);
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=5
// CHECK: function throws(void*) calls=1 self=2
// CHECK: function leaf() calls=1
// CHECK: function last() calls=1 self=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> throws(void*) calls=1
// CHECK: edge throws(void*) -> leaf() calls=1
// CHECK: edge outside -> last() calls=1

// CHILD: end running
// CHILD: function main calls=1
// CHILD: function in_child() calls=1 self=2
// CHILD: function leaf() calls=1
// CHILD: edge outside -> main calls=1
// CHILD: edge main -> in_child() calls=1
// CHILD: edge in_child() -> leaf() calls=1

// LAST: end running
// LAST: function main calls=1
// LAST: function throws(void*) calls=1
// LAST: function leaf() calls=1
// LAST: function last() calls=1 self=1
// LAST: edge outside -> main calls=1
// LAST: edge main -> throws(void*) calls=1
// LAST: edge throws(void*) -> leaf() calls=1
// LAST: edge outside -> last() calls=1

// OUT: 1 function calls in
// OUT: (leaf())
// OUT: 2 function calls in
// OUT: Ordered by: function name
// OUT: (leaf())
// OUT-NEXT: (throws(void*))
// OUT: 3 function calls in
// OUT: (main)
// OUT-NEXT: (throws(void*))
// OUT-NOT: write_by_us
