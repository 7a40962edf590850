// A graph in growing arrays and a search through it with a queue.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

enum { N = 16 };

struct vertex {
    int n, room, distance;
    int *to;
};

PROFILE static void add_edge(struct vertex *from, int to)
{
    if (from->n == from->room) {          //@ occurrences=48
        from->room += 2;                  //@ occurrences=28
        from->to = realloc(from->to, (size_t)from->room * sizeof(int)); //@ increment=224 live=0
    }
    from->to[from->n++] = to;             //@ occurrences=48
}

PROFILE static struct vertex *grid(void)
{
    struct vertex *all = calloc(N, sizeof *all); //@ allocated=384
    for (int i = 0; i < N; i++) {
        if (i % 4 < 3)                    //@ occurrences=16
            add_edge(&all[i], i + 1);     //@ occurrences=12
        if (i % 4 > 0)                    //@ occurrences=16
            add_edge(&all[i], i - 1);     //@ occurrences=12
        if (i >= 4)                       //@ occurrences=16
            add_edge(&all[i], i - 4);     //@ occurrences=12
        if (i < 12)                       //@ occurrences=16
            add_edge(&all[i], i + 4);     //@ occurrences=12
    }
    return all;
}

PROFILE static int search(struct vertex *all, int start)
{
    int *queue = malloc(N * sizeof *queue); //@ allocated=64
    int head = 0, tail = 0;
    queue[tail++] = start;
    all[start].distance = 1;
    while (head < tail) {                   //@ occurrences=17
        const struct vertex *v = &all[queue[head++]]; //@ occurrences=16
        for (int i = 0; i < v->n; i++) {    //@ occurrences=64
            struct vertex *w = &all[v->to[i]]; //@ occurrences=48
            if (w->distance)                //@ occurrences=48
                continue;                   //@ occurrences=33
            w->distance = v->distance + 1;  //@ occurrences=15
            queue[tail++] = v->to[i];       //@ occurrences=15
        }
    }
    int last = queue[N - 1];
    free(queue);                            //@ increment=-64
    return last;
}

PROFILE static void drop(struct vertex *all)
{
    for (int i = 0; i < N; i++)
        free(all[i].to);                    //@ increment=-224
    free(all);                              //@ increment=-384
}

PROFILE int main(void)
{
    struct vertex *all = grid();            //@ increment=608
    int last = search(all, 0);              //@ increment=0
    int ok = last == N - 1 && all[last].distance == 7;
    drop(all);                              //@ increment=-608
    return ok ? 0 : 1;
}

// 4 corners with 2 neighbours, 8 sides with 3, 4 inner ones with 4: 16 blocks
// for two and 12 that grow to four.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function grid calls=1 net=608
// CHECK: function add_edge calls=48 net=224
// CHECK: function search calls=1 net=0
// CHECK: function drop calls=1 net=-608
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> grid calls=1
// CHECK: edge grid -> add_edge calls=48
// CHECK: edge main -> search calls=1
// CHECK: edge main -> drop calls=1
// CHECK: heap allocations=30 frees=30 allocated=768 live=0 peak=672
