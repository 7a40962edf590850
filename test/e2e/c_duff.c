// Duff's device: a switch into the middle of a loop runs each line as often as
// control comes to it.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static void copy(char *to, const char *from, int n)
{
    int turns = (n + 3) / 4;   //@ occurrences=3
    switch (n % 4) {           //@ occurrences=3
    case 0:
        do {
            *to++ = *from++;   //@ occurrences=5
        case 3:
            *to++ = *from++;   //@ occurrences=6
        case 2:
            *to++ = *from++;   //@ occurrences=6
        case 1:
            *to++ = *from++;   //@ occurrences=7
        } while (--turns > 0); //@ occurrences=7
    }
}

// 4 characters in one turn, 9 in three (1, 4, 4), 11 in three (3, 4, 4).
PROFILE int main(void)
{
    const char text[] = "0123456789abcdefghijklmn";
    char copied[25] = "";
    copy(copied, text, 4);
    copy(copied + 4, text + 4, 9);
    copy(copied + 13, text + 13, 11);
    return __builtin_strcmp(text, copied) == 0 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> copy calls=3
