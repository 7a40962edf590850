// A child that forks again: each process has a profile of its own, and in each
// what was open at its birth is entered anew.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %check_file --prefix CHILD %s %t.prof.1
// RUN: %check_file --prefix GRANDCHILD %s %t.prof.2
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
// RUN: %check_file --prefix CHILD %s %t.prof.1
// RUN: %check_file --prefix GRANDCHILD %s %t.prof.2
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static void work(int n)
{
    if (n > 1)
        work(n - 1);
}

/* Returns in three processes, as often as it was called in each. */
PROFILE static int generation(int n)
{
    work(n);
    pid_t pid = n < 3 ? fork() : -1;
    if (pid == 0)
        return generation(n + 1);
    int status = 0;
    if (pid > 0)
        waitpid(pid, &status, 0);
    work(n);
    return WIFEXITED(status) ? 10 * WEXITSTATUS(status) + n : -1;
}

PROFILE int main(void)
{
    pid_t self = getpid();
    int answer = generation(1);
    return self != getpid() ? answer : answer == 321 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function generation calls=1
// CHECK: function work calls=2 primitive=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> generation calls=1
// CHECK: edge generation -> work calls=2

// CHILD: end exit 32
// CHILD: function main calls=1
// CHILD: function generation calls=2 primitive=1
// CHILD: function work calls=4 primitive=2
// CHILD: edge outside -> main calls=1
// CHILD: edge main -> generation calls=1
// CHILD: edge generation -> generation calls=1
// CHILD: edge generation -> work calls=2
// CHILD: edge work -> work calls=2

// GRANDCHILD: end exit 3
// GRANDCHILD: function main calls=1
// GRANDCHILD: function generation calls=3 primitive=1
// GRANDCHILD: function work calls=6 primitive=2
// GRANDCHILD: edge outside -> main calls=1
// GRANDCHILD: edge main -> generation calls=1
// GRANDCHILD: edge generation -> generation calls=2
// GRANDCHILD: edge generation -> work calls=2
// GRANDCHILD: edge work -> work calls=4
