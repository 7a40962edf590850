// A forked child has the sink, too, and its own rows; what ends without handlers
// gives none. Lines that have a stream are not in the rows, only where they are.
// RUN: %profpass_cc -O2 -fno-builtin -I%source_root/include %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: env PROFPASS_OPTIONS=report=none:clock=step:output=t.prof %t > out 2> err && test ! -s err && %FileCheck --input-file out %s
// RUN: test "$(grep -c '^Function: elsewhere ' elsewhere.log)" = 2
#include <profpass/profpass.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE(...) __attribute__((profile(__VA_ARGS__)))

PROFILE("lines=off") static void work(void) {}
PROFILE("stream=elsewhere.log") static void elsewhere(void) {}

static const char *who;

static void take(void *context, const profpass_report_row *row)
{
    (void)context;
    if (row->kind == PROFPASS_REPORT_CALL)
        printf("%s: %s %d\n", who, row->function, (int)row->occurrences);
    if (strncmp(row->text, "Lines: ", 7) == 0)
        printf("%s: %s\n", who, row->text);
}

static int child(int n, int at_once)
{
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        who = "child";
        for (int i = 0; i < n; i++)
            work();
        elsewhere();
        if (at_once)
            _exit(3);
        exit(3);
    }
    int status;
    return waitpid(pid, &status, 0) == pid && WEXITSTATUS(status) == 3 ? 0 : 1;
}

int main(void)
{
    who = "parent";
    if (profpass_set_sink(take, NULL, 0) != 0)
        return 2;
    work();
    elsewhere();
    return child(5, 0) + child(7, 1);
}

// CHECK: child: Lines: in elsewhere.log
// CHECK-NEXT: child: work 5
// CHECK-NEXT: child: elsewhere 1
// CHECK-NEXT: parent: Lines: in elsewhere.log
// CHECK-NEXT: parent: work 1
// CHECK-NEXT: parent: elsewhere 1
// CHECK-NOT: {{.}}
