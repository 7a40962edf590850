// Threads that start threads: a sum by halves, each half a thread of its own.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t -pthread && %run %t && %check
#include <pthread.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

struct range {
    int from, to;
    long sum;
};

PROFILE static long add_up(int from, int to)
{
    long sum = 0;
    for (int i = from; i < to; i++)             //@ occurrences=1004
        sum += i;                               //@ occurrences=1000
    return sum;
}

PROFILE static void *halve(void *arg)
{
    struct range *all = arg;
    if (all->to - all->from <= 250) {           //@ occurrences=7
        all->sum = add_up(all->from, all->to);  //@ occurrences=4
        return arg;
    }
    int middle = (all->from + all->to) / 2;     //@ occurrences=3
    struct range *left = malloc(sizeof *left);  //@ allocated=48 live=0
    struct range *right = malloc(sizeof *right); //@ allocated=48 live=0
    *left = (struct range){all->from, middle, 0};
    *right = (struct range){middle, all->to, 0};
    pthread_t thread;
    pthread_create(&thread, NULL, halve, left); //@ occurrences=3
    halve(right);                               //@ occurrences=3
    pthread_join(thread, NULL);                 //@ occurrences=3
    all->sum = left->sum + right->sum;
    free(left);
    free(right);
    return arg;
}

PROFILE int main(void)
{
    struct range all = {0, 1000, 0};
    halve(&all);
    return all.sum == 499500 ? 0 : 1;
}

// The right halves are calls of the same thread: primitive are the four that
// begin a thread or main's.
// CHECK: end exit 0
// CHECK: threads 4
// CHECK: function main calls=1
// CHECK: function halve calls=7 primitive=4
// CHECK: function add_up calls=4
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> halve calls=1
// CHECK: edge outside -> halve calls=3 primitive=3
// CHECK: edge halve -> halve calls=3
// CHECK: edge halve -> add_up calls=4
