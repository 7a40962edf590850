// Run-length coding of text, forth and back.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <string.h>

#define PROFILE __attribute__((profile))

PROFILE static int run_of(const char *text)
{
    int n = 1;
    while (n < 9 && text[n] == text[0]) //@ occurrences=22
        n++;                            //@ occurrences=14
    return n;
}

PROFILE static void pack(const char *text, char *to)
{
    while (*text) {                     //@ occurrences=9
        int n = run_of(text);           //@ occurrences=8
        if (n > 1)                      //@ occurrences=8
            *to++ = (char)('0' + n);    //@ occurrences=4
        *to++ = *text;                  //@ occurrences=8
        text += n;                      //@ occurrences=8
    }
    *to = '\0';
}

PROFILE static void unpack(const char *text, char *to)
{
    for (; *text; text++) {             //@ occurrences=9
        int n = 1;                      //@ occurrences=8
        if (*text <= '9')               //@ occurrences=8
            n = *text++ - '0';          //@ occurrences=4
        memset(to, *text, (size_t)n);   //@ occurrences=8
        to += n;                        //@ occurrences=8
    }
    *to = '\0';
}

PROFILE int main(void)
{
    char packed[40], unpacked[40];
    const char *text = "abbcddddeffffffffffffg"; // a2bc4de9f3fg
    pack(text, packed);
    unpack(packed, unpacked);
    return strcmp(text, unpacked);
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> pack calls=1
// CHECK: edge pack -> run_of calls=8
// CHECK: edge main -> unpack calls=1
