// A program that is started without stdin, stdout and stderr, and opens its own
// files there, finds in them only what it wrote; then it closes all it can.
// RUN: %profpass_cc -O0 %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=clock=step:output=%t.prof:verbose=1 %t %t.own <&- >&- 2>&-
// RUN: %check && test "$(cat %t.own)" = 012
// RUN: %profpass_cc -O2 %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=clock=step:output=%t.prof:report=stdout %t %t.own <&- >&- 2>&-
// RUN: %check && test "$(cat %t.own)" = 012
// RUN: %run %t %t.own && %check && test "$(cat %t.own)" = 012
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static int write_to(int fd)
{
    char digit = (char)('0' + fd);
    return write(fd, &digit, 1) == 1 ? 0 : 1;
}

PROFILE int main(int argc, char **argv)
{
    int failed = 0;
    for (int fd = 0; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            close(fd);
    for (int fd = 0; fd < 3; fd++)
        failed |= fd != open(argv[argc - 1], O_WRONLY | O_CREAT | O_APPEND |
                                                 (fd == 0 ? O_TRUNC : 0), 0600);
    for (int fd = 0; fd < 3; fd++)
        failed |= write_to(fd);
    closefrom(0);
    int status = 1;
    if (fork() == 0)
        _exit(open("/dev/null", O_RDONLY)); /* the lowest number is free */
    wait(&status);
    return failed | status;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> write_to calls=3
