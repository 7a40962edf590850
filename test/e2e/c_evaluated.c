// A call that is not evaluated is none: behind && and ||, in the other branch of
// ?:, in sizeof, in the branches of _Generic that are not chosen.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static int yes(void)
{
    return 1;
}

PROFILE static int no(void)
{
    return 0;
}

PROFILE static int of_int(int n)
{
    return n;
}

PROFILE static int of_double(double x)
{
    return (int)x;
}

PROFILE static int of_text(const char *text)
{
    return *text;
}

#define OF(x) _Generic((x), int: of_int, double: of_double, char *: of_text)(x)
#define MAX(a, b)                                                              \
    ({                                                                         \
        __auto_type a_ = (a);                                                  \
        __typeof__(b) b_ = (b);                                                \
        a_ > b_ ? a_ : b_;                                                     \
    })

PROFILE int main(void)
{
    int n = (yes() && no() && yes()) + (no() || yes() || no()); // 4: y n n y
    n += yes() ? (no(), 2) : yes();                             // y n
    n += (int)sizeof(yes()) - (int)sizeof(int);                 // none
    n += OF(1) + OF(2.5) + OF("\3") + OF(4);
    n += MAX(yes(), no()) + MAX(of_int(7), of_int(8));
    n += __builtin_constant_p(yes()) ? 100 : 0;                 // none
    __typeof__(no()) unused = 0;
    return n + unused == 1 + 2 + 10 + 9 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function yes calls=4
// CHECK: function no calls=4
// CHECK: function of_int calls=4
// CHECK: function of_double calls=1
// CHECK: function of_text calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> yes calls=4
// CHECK: edge main -> no calls=4
// CHECK: edge main -> of_int calls=4
// CHECK: edge main -> of_double calls=1
// CHECK: edge main -> of_text calls=1
