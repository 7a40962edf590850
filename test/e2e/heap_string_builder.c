// A string builder that doubles its room and trims it at the end.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

struct builder {
    char *text;
    size_t n, room;
};

PROFILE static void reserve(struct builder *b, size_t n_bytes)
{
    if (n_bytes <= b->room)                    //@ occurrences=51
        return;                                //@ occurrences=46
    while (b->room < n_bytes)                  //@ occurrences=12
        b->room = b->room ? 2 * b->room : 16;  //@ occurrences=7
    b->text = realloc(b->text, b->room);       //@ occurrences=5 increment=1024
}

PROFILE static void append(struct builder *b, const char *word)
{
    size_t length = strlen(word);
    reserve(b, b->n + length + 1);             //@ increment=1024
    memcpy(b->text + b->n, word, length + 1);
    b->n += length;
}

PROFILE static char *finish(struct builder *b)
{
    return realloc(b->text, b->n + 1);         //@ allocated=841 increment=-183
}

PROFILE int main(void)
{
    struct builder b = {0};
    append(&b, "a first part of forty characters, with .");
    for (int i = 0; i < 50; i++)
        append(&b, "and more and so ");        //@ increment=960
    char *text = finish(&b);                   //@ increment=-183
    size_t n = strlen(text);
    free(text);                                //@ increment=-841
    return n == 840 ? 0 : 1;
}

// 41 bytes take three steps at once: 16, 32, 64; four more times the room is
// too small by one word.
// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> append calls=51
// CHECK: edge append -> reserve calls=51
// CHECK: edge main -> finish calls=1
// CHECK: heap allocations=6 frees=6 live=0 peak=1024
