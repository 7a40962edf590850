// A condition whose outcome does not depend on what it reads is not tested: its
// line has no row, and what it holds beside, a call, still counts.
// RUN: %profpass_cc -O0 -w %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -w %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))
#define BOTH(x)  \
    if ((x) | 1) \
    n++

PROFILE static int yes(void)
{
    return 1; //@ occurrences=2
}

PROFILE int main(int argc, char **argv)
{
    struct {
        unsigned three : 3;
    } field = {5};                        //@ occurrences=1
    int n = 0;                            //@ occurrences=1
    unsigned char byte = 200;             //@ occurrences=1
    if (argc | 1)                         //@ absent
        n++;                              //@ occurrences=1
    if ((argc, 1L))                       //@ absent
        n++;                              //@ occurrences=1
    if (((argv == 0) <= n) <= (n, 0x72L)) //@ absent
        n++;                              //@ occurrences=1
    if (!(argc & 0))                      //@ absent
        n++;                              //@ occurrences=1
    if ((argc | 2) && (n || 1))           //@ absent
        n++;                              //@ occurrences=1
    if (byte <= 255)                      //@ absent
        n++;                              //@ occurrences=1
    if (field.three < 8)                  //@ absent
        n++;                              //@ occurrences=1
    if (argc ? 3 : 4)                     //@ absent
        n++;                              //@ occurrences=1
    if ((argc && n) < 2)                  //@ occurrences=1
        n++;                              //@ occurrences=1
    if (yes() | 1)                        //@ occurrences=1
        n++;                              //@ occurrences=1
    if (argc > 0)                         //@ occurrences=1
        n++;                              //@ occurrences=1
    for (int i = 0; i < 3; i++)           //@ occurrences=4
        if (i | 4)                        //@ absent
            n++;                          //@ occurrences=3
    while (n | 1)                         //@ occurrences=1
        break;
    BOTH(argc);     //@ occurrences=1
    n += yes() | 1; //@ occurrences=1
    return n - 16;  //@ occurrences=1
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function yes calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> yes calls=2
