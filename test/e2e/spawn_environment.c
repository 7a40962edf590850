// A program that is spawned with an environment of its own obeys that one: other
// options, or none at all.
// RUN: %profpass_cc -O0 %s -o %t && rm -rf %t.dir && mkdir %t.dir && rm -f %t.other && cd %t.dir && %run %t %t.other && %check
// RUN: %check_file --prefix OTHER %s %t.other && %check_file --untimed --profiles 1 --prefix NONE %s %t.dir/*
// RUN: %profpass_cc -O2 %s -o %t && rm -rf %t.dir && mkdir %t.dir && rm -f %t.other && cd %t.dir && %run %t %t.other && %check
// RUN: %check_file --prefix OTHER %s %t.other && %check_file --untimed --profiles 1 --prefix NONE %s %t.dir/*
// RUN: test ! -e %t.prof.1
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>

#define PROFILE __attribute__((profile))

PROFILE static int run(char *program, char *argument, char *option)
{
    char *arguments[] = {program, argument, NULL};
    char *environment[] = {option, NULL};
    pid_t pid;
    int status;
    posix_spawn(&pid, program, NULL, NULL, arguments, environment);
    waitpid(pid, &status, 0);
    return WEXITSTATUS(status);
}

PROFILE static void other(void) {}

PROFILE static void no_options(void) {}

PROFILE int main(int argc, char **argv)
{
    char option[4096];
    if (argv[1][0] == 'o')
        other();
    if (argv[1][0] == 'n')
        no_options();
    if (argv[1][0] != '/')
        return argc + 1;
    snprintf(option, sizeof option,
             "PROFPASS_OPTIONS=report=none:clock=step:output=%s", argv[1]);
    int sum = run(argv[0], "other", option);
    return sum + run(argv[0], "none", "NOTHING=") == 6 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> run calls=2

// OTHER: end exit 3
// OTHER: edge outside -> main calls=1
// OTHER: edge main -> other calls=1

// NONE: end exit 3
// NONE: edge outside -> main calls=1
// NONE: edge main -> no_options calls=1
