// The head of a loop runs once more than its body; one that tests nothing runs
// whenever control comes back to it from the body's end.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static volatile int sink;

PROFILE static int loops(int n)
{
    int i;
    for (i = 0; i < n; i++)             //@ occurrences=6
        sink++;                         //@ occurrences=5
    for (; i < 8; i++)                  //@ occurrences=4
        sink++;                         //@ occurrences=3
    while (i > 4)                       //@ occurrences=5
        i--;                            //@ occurrences=4
    do {                                //@ absent
        i--;                            //@ occurrences=3
    } while (i > 1);                    //@ occurrences=3
    while (1) {                         //@ occurrences=5
        if (++i > 8)                    //@ occurrences=8
            break;                      //@ occurrences=1
        if (i & 1)                      //@ occurrences=7
            continue;                   //@ occurrences=3
        sink++;                         //@ occurrences=4
    }
    for (;;) {                          //@ occurrences=3
        i++;                            //@ occurrences=3
        if (i > 11)                     //@ occurrences=3
            break;                      //@ occurrences=1
    }
    do                                  //@ absent
        i++;                            //@ occurrences=1
    while (0);
    for (i = 0; i < n; i++) sink++;     //@ occurrences=1
    while (i) i--;                      //@ occurrences=1
    for (i = 0;                         //@ occurrences=1
         i < n;                         //@ absent
         i++)                           //@ absent
        ;
    return i;                           //@ occurrences=1
}

int main(void)
{
    return loops(5) == 5 ? 0 : 1;
}
