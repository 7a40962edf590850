// Functions that a macro defines on one line are functions of their own; what
// they run is all on that line.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static volatile int sink;

#define COLOURS(X) X(red, 3) X(green, 2) X(blue, 1)

#define DEFINE(name, value)                                                    \
    PROFILE static int name(void)                                              \
    {                                                                          \
        sink = value;                                                          \
        return value;                                                          \
    }
COLOURS(DEFINE)

static const struct {
    const char *name;
    int (*get)(void);
} colours[] = {
#define ROW(name, value) {#name, name},
    COLOURS(ROW)
};

#define TWICE(call)                                                            \
    do {                                                                       \
        call;                                                                  \
        call;                                                                  \
    } while (0)

PROFILE int main(void)
{
    int sum = 0;
    for (int i = 0; i < 3; i++) //@ occurrences=4
        TWICE(sum += colours[i].get()); //@ occurrences=3
    TWICE(blue()); //@ occurrences=1
    return sum == 12 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function red calls=2
// CHECK: function green calls=2
// CHECK: function blue calls=4
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> red calls=2
// CHECK: edge main -> green calls=2
// CHECK: edge main -> blue calls=4
