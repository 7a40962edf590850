// A stream in memory, formatted texts and lines read from a file: the library
// allocates as it likes, and all of it is the line's and is given back.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t %s && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t %s && %check
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

PROFILE static size_t collect(int n)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size); //@ allocations>=2 increment>=1
    for (int i = 0; i < n; i++)               //@ occurrences=3001 increment=0
        fprintf(out, "%04d,", i);             //@ occurrences=3000 increment>=6000
    fclose(out);
    free(text);                               //@ increment<=-15001
    return size;
}

PROFILE static int print(void)
{
    char *text = NULL;
    int n = asprintf(&text, "%0200d", 7);     //@ occurrences=1 increment>=201
    free(text);                               //@ increment<=-201
    return n;
}

PROFILE static int count_words(const char *path)
{
    char *word = NULL;
    size_t room = 0;
    int n = 0;
    FILE *in = fopen(path, "r");              //@ increment>=400 live=0
    while (getdelim(&word, &room, ' ', in) > 0) //@ increment>=120
        n++;
    fclose(in);                               //@ increment<=-400
    free(word);                               //@ increment<=-120
    return n;
}

PROFILE int main(int argc, char **argv)
{
    (void)argc;
    return collect(3000) == 15000 && print() == 200 && count_words(argv[1]) > 99
               ? 0
               : 1; //@ absent
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: function collect calls=1 net=0
// CHECK: function print calls=1 net=0
// CHECK: function count_words calls=1 net=0
// CHECK: heap live=0
// CHECK: unattributed allocations=0
