// A loop made of gotos counts as one made of for, also when a goto leaves two of
// them at once.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

enum { LIMIT = 12 };

PROFILE static int find(int wanted)
{
    int i = 0, tries = 0;             //@ occurrences=2
again:
    if (i == LIMIT)                   //@ occurrences=16
        goto failed;
    for (int j = 0; j < LIMIT; j++) { //@ occurrences=189
        tries++;                      //@ occurrences=175
        if (i * j == wanted)          //@ occurrences=175
            goto found;
    }
    i++;                              //@ occurrences=14
    goto again;
found:
    return tries;                     //@ occurrences=1
failed:
    return -1;                        //@ occurrences=1
}

// 12 = 2 * 6, found in the third row at the seventh place; 13 in none of 12.
PROFILE int main(void)
{
    return find(12) == 2 * 12 + 7 && find(13) == -1 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> find calls=2
