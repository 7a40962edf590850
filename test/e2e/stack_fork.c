// A generator that is suspended at a fork goes on in both processes: in the child's
// profile its open calls are entered anew, like those of the thread.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %check_file --prefix CHILD %s %t.prof.1
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
// RUN: %check_file --prefix CHILD %s %t.prof.1
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

static ucontext_t self, user;
static char stack[64 << 10];
static volatile int value;

PROFILE static void yield(void)
{
    swapcontext(&self, &user);
}

PROFILE static void generate(void)
{
    for (int i = 0; i < 5; i++) {
        value = i;
        yield();
    }
}

PROFILE static int next(void)
{
    swapcontext(&user, &self);
    return value;
}

PROFILE int main(void)
{
    getcontext(&self);
    self.uc_stack.ss_sp = stack;
    self.uc_stack.ss_size = sizeof stack;
    self.uc_link = &user;
    makecontext(&self, generate, 0);
    int sum = next() + next();
    pid_t child = fork();
    while (sum < 10)
        sum += next();
    next(); /* generate returns */
    int status = 0;
    if (child != 0)
        waitpid(child, &status, 0);
    return sum == 10 && status == 0 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function next calls=6
// CHECK: function generate calls=1
// CHECK: function yield calls=5
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> next calls=6
// CHECK: edge outside -> generate calls=1
// CHECK: edge generate -> yield calls=5

// CHILD: end exit 0
// CHILD: function main calls=1
// CHILD: function next calls=4
// CHILD: function generate calls=1
// CHILD: function yield calls=4
// CHILD: edge outside -> main calls=1
// CHILD: edge main -> next calls=4
// CHILD: edge outside -> generate calls=1
// CHILD: edge generate -> yield calls=4
