// Jumps count where they are code in every compiler and at every level: break
// and continue but behind variables of their block, return with a value; goto
// never.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static volatile int sink;

PROFILE static int choose(int x)
{
    int r = 0;                          //@ occurrences=6
    switch (x) {                        //@ occurrences=6
    case 0:
        r = 1;                          //@ occurrences=1
        break;                          //@ occurrences=1
    case 1:
    case 2:
        r = 2;                          //@ occurrences=2
        /* fall through */
    case 3:
        r += 3;                         //@ occurrences=3
        if (r == 3)                     //@ occurrences=3
            break;                      //@ occurrences=1
        sink++;                         //@ occurrences=2
        break;
    default:
        return -1;                      //@ occurrences=2
    }
    return r;                           //@ occurrences=4
}

PROFILE static void early(int n)
{
    if (n < 0)                          //@ occurrences=3
        return;                         //@ occurrences=1
    if (n > 1) {                        //@ occurrences=2
        sink += n;                      //@ occurrences=1
        return;                         //@ occurrences=1
    }
    sink--;                             //@ occurrences=1
}

PROFILE static int again(int n)
{
    int i = 0;                          //@ occurrences=1
repeat:
    i++;                                //@ occurrences=4
    if (i < n)                          //@ occurrences=4
        goto repeat;                    //@ absent
    for (int k = 0; k < n; k++) {       //@ occurrences=5
        if (k & 1)                      //@ occurrences=4
            goto next;                  //@ absent
        sink++;                         //@ occurrences=2
    next:;
    }
    return i;                           //@ occurrences=1
    i = 100;                            //@ absent
}

PROFILE static int ladder(int x)
{
    if (x == 0)                         //@ occurrences=4
        return 10;                      //@ occurrences=1
    else if (x == 1)                    //@ occurrences=3
        sink++;                         //@ occurrences=1
    else if (x == 2) {                  //@ occurrences=2
        sink += 2;                      //@ occurrences=1
    } else
        sink += 3;                      //@ occurrences=1
    return x;                           //@ occurrences=3
}

int main(void)
{
    for (int i = 0; i < 6; i++)
        choose(i);
    for (int i = -1; i < 4; i += 2)
        early(i);
    for (int i = 0; i < 4; i++)
        ladder(i);
    return again(4) == 4 ? 0 : 1;
}
