// Patterns, directory listings and search tables of the C library take memory in
// one line and give all of it back in another.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t %S && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t %S && %check
#include <dirent.h>
#include <glob.h>
#include <regex.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

PROFILE static int wanted(const struct dirent *entry)
{
    return !strcmp(entry->d_name, "heap_library.c"); //@ allocations=0
}

PROFILE static int list(const char *directory)
{
    struct dirent **names = NULL;
    int n = scandir(directory, &names, wanted, alphasort); //@ allocations>=2
    free(names[0]);
    free(names);
    return n;
}

PROFILE static int match(void)
{
    regex_t pattern;
    regcomp(&pattern, "^([a-z]+)([0-9]*)$", REG_EXTENDED); //@ increment>=100
    int matched = !regexec(&pattern, "abc123", 0, NULL, 0) +
                  !regexec(&pattern, "123abc", 0, NULL, 0);
    regfree(&pattern);                                     //@ increment<=-100
    return matched;
}

PROFILE static int expand(void)
{
    glob_t found;
    glob("/[d]ev/nul[l]", 0, NULL, &found); //@ allocations>=2
    int n = (int)found.gl_pathc;
    globfree(&found);                       //@ allocations=0
    return n;
}

PROFILE static int table(void)
{
    hcreate(100);                                       //@ allocations=1
    hsearch((ENTRY){"key", "value"}, ENTER);            //@ allocations=0
    ENTRY *found = hsearch((ENTRY){"key", NULL}, FIND); //@ allocations=0
    int equal = !strcmp(found->data, "value");
    hdestroy();                                         //@ increment<=-2400
    return equal;
}

PROFILE int main(int argc, char **argv)
{
    (void)argc;
    return list(argv[1]) + match() + expand() + table() == 4 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function list calls=1 net=0
// CHECK: function wanted calls>=50
// CHECK: function match calls=1 net=0
// CHECK: function expand calls=1 net=0
// CHECK: function table calls=1 net=0
// CHECK: heap live=0
// CHECK: unattributed allocations=0
