// A statement over several lines is one line, its first, and so is the head of
// an if or a loop; what bodies it holds have lines of their own.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static volatile int sink;

__attribute__((noinline)) static int add(int a, int b)
{
    return sink + a + b;
}

template <typename F> static void each(int n, F body)
{
    for (int i = 0; i < n; i++)
        body(i);
}

PROFILE static int statements(int n)
{
    int sum = add(1,                     //@ occurrences=1
                  add(2,                 //@ absent
                      n));               //@ absent
    for (int i = 0;                      //@ occurrences=11
         i < n;                          //@ absent
         i++)                            //@ absent
        if (i > 1 &&                     //@ occurrences=10
            i < 4)                       //@ absent
            sum += add(i, 0);            //@ occurrences=2
    for (int i = 0; i < n; i++)          //@ occurrences=11
        if (i > 4)                       //@ occurrences=10
            continue;                    //@ occurrences=5
        else
            sink = 0;                    //@ occurrences=5
    each(n, [&](int i) {                 //@ occurrences=1
        sum += i;                        //@ absent
    });
    return sum;                          //@ occurrences=1
}

int main()
{
    return statements(10) == 63 ? 0 : 1;
}
