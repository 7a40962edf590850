// All of a statement is its first line, whatever it is made of; the statements
// of a statement expression have lines of their own.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE      __attribute__((profile))
#define SWAP(a, b)   do { int t = (a); (a) = (b); (b) = t; } while (0)
#define LEAVE_IF(c)  if (c) { sink++; goto out; }

static volatile int sink;

struct point {
    int x, y, z[2];
};

__attribute__((noinline)) static int id(int x)
{
    return x + sink * 0;
}

PROFILE static struct point make(int x)
{
    return (struct point){              //@ occurrences=2
        .x = id(x),                     //@ absent
        .z = {
            id(4),                      //@ absent
        },
    };
}

PROFILE static int compute(int a, int b)
{
    int x = a ? b ? 1 : 2 : id(3);      //@ occurrences=2
    int y = a                           //@ occurrences=2
        ? id(b)                         //@ absent
        : id(4);                        //@ absent
    x += a && b ||                      //@ occurrences=2
         id(a) && !b;                   //@ absent
    a, b;                               //@ absent
    x == y;                             //@ absent
    x += ({                             //@ occurrences=2
        int t = y;                      //@ occurrences=2
        t *= 2;                         //@ occurrences=2
        t + 1;                          //@ occurrences=2
    });
    struct point p = {.x = id(a),       //@ occurrences=2
                      .y = id(b)};      //@ absent
    const int table[] = {3, 5, 7};      //@ occurrences=2
    int u, v[a + 1];                    //@ occurrences=2
    v[0] = table[a];                    //@ occurrences=2
    SWAP(x,                             //@ occurrences=2
         y);                            //@ absent
    LEAVE_IF(a)                         //@ occurrences=2
    u = p.x;                            //@ occurrences=1
    sink += u;                          //@ occurrences=1
out:
    return x + y + v[0];                //@ occurrences=2
}

int main(void)
{
    make(1);
    make(2);
    return compute(0, 1) + compute(1, 0) == 0;
}
