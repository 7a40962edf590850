// A line counts how often control comes to it: a loop's header once more than
// its body, a branch as often as it is taken.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static volatile int sink;

PROFILE static int loops(int n)
{
    int sum = 0;                  //@ occurrences=2
    for (int i = 0; i < n; i++) { //@ occurrences=22
        if (i % 2)                //@ occurrences=20
            sum += i;             //@ occurrences=10
        else
            sink = i;             //@ occurrences=10
    }
    int i = 0;                    //@ occurrences=2
    while (i < n)                 //@ occurrences=22
        i++;                      //@ occurrences=20
    do {
        i--;                      //@ occurrences=20
        sink = i;                 //@ occurrences=20
    } while (i > 0);              //@ occurrences=20
    if (n > 100)                  //@ occurrences=2
        sink = 100;               //@ occurrences=0
    switch (n) {                  //@ occurrences=2
    case 10:
        sum++;                    //@ occurrences=2
        break;                    //@ occurrences=2
    default:
        sum--;                    //@ occurrences=0
    }
    return sum;                   //@ occurrences=2
}

PROFILE int main(void)
{
    return loops(10) == 26 && loops(10) == 26 ? 0 : 1; //@ occurrences=1
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function loops calls=2
