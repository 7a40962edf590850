// The game of life on a small board: the rule is asked for every cell, every
// generation.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <string.h>

#define PROFILE __attribute__((profile))

enum { N = 8 };

typedef char board[N][N];

PROFILE static int neighbours(board cells, int y, int x)
{
    int n = 0;
    for (int dy = -1; dy <= 1; dy++)                 //@ occurrences=1024
        for (int dx = -1; dx <= 1; dx++)             //@ occurrences=3072
            if (dy || dx)                            //@ occurrences=2304
                n += cells[(y + dy + N) % N][(x + dx + N) % N]; //@ occurrences=2048
    return n;                                        //@ occurrences=256
}

PROFILE static int lives(int alive, int n)
{
    return n == 3 || (alive && n == 2);              //@ occurrences=256
}

PROFILE static void step(board cells)
{
    board next;
    for (int y = 0; y < N; y++)                      //@ occurrences=36
        for (int x = 0; x < N; x++)                  //@ occurrences=288
            next[y][x] = (char)lives(cells[y][x], neighbours(cells, y, x));
    memcpy(cells, next, sizeof next);
}

PROFILE int main(void)
{
    // A glider: after four generations it is one further down and right.
    board cells = {{0, 1}, {0, 0, 1}, {1, 1, 1}}, moved;
    memset(moved, 0, sizeof moved);
    for (int i = 0; i < N * N; i++)
        moved[(i / N + 1) % N][(i % N + 1) % N] = cells[i / N][i % N];
    for (int i = 0; i < 4; i++)
        step(cells);                                 //@ occurrences=4
    return memcmp(cells, moved, sizeof cells) ? 1 : 0;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> step calls=4
// CHECK: edge step -> neighbours calls=256
// CHECK: edge step -> lives calls=256
