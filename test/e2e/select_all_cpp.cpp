// -all names the functions that the programmer wrote, and no others: every compiler
// names the same, with or without a pattern that matches all there is.
// RUN: %profpass_cxx -std=c++17 -O0 -fplugin-arg-profpass-all %s -o %t -pthread
// RUN: %run %t && %check && sed -n 's|^// NAME: ||p' %s | LC_ALL=C sort > %t.wanted
// RUN: %profpass dump %t.prof | sed -n 's|^function \(.*\) linkage=.*|\1|p' | LC_ALL=C sort | diff %t.wanted -
// RUN: %profpass_cxx -std=c++17 -O2 -fplugin-arg-profpass-include='*' %s -o %t -pthread
// RUN: %run %t && %check
// RUN: %profpass dump %t.prof | sed -n 's|^function \(.*\) linkage=.*|\1|p' | LC_ALL=C sort | diff %t.wanted -
#define HIDDEN __attribute__((no_instrument_function))

static int sum;

struct Part { // all implicit
    int weight = 2;
};

struct Written {
    Written() { sum++; }
    Written(const Written &) { sum++; }
    Written &operator=(const Written &) = default;
    ~Written() { sum++; }
    Part part;
};

struct Holder { // its members are implicit, and call written ones
    Written written;
    Holder *next = nullptr;
};

struct Left {
    virtual int left() { return 1; }
    virtual ~Left() = default;
};
struct Right {
    virtual int right() { return 2; }
    virtual ~Right() {}
};
struct Both : Left, Right { // has thunks
    using Left::Left;
    int right() override { return 3; }
};

template <class T> HIDDEN T hidden(T t) { return t; }
template <class T> T shown(T t) { return hidden(t) + 1; }
template <class T> struct Box {
    explicit Box(T t) : value(t) {}
    HIDDEN T peek() const { return value; }
    T get() const { return peek(); }
    T value;
};

static Written global;
static Written several[2];
thread_local Written own;

namespace {
int in_unit(int n) { return n + 1; }
} // namespace

static int apply(int (*f)(int), int n) { return f(n); }

constexpr int folded(int n) { return 2 * n; }

HIDDEN int hidden_plainly(int n) { return n; }

int main()
{
    constexpr int four = folded(2);
    Holder first;
    Holder second(first);
    second = first;
    (void)own;
    Right *right = new Both;
    sum += right->right();
    delete right;
    sum += shown(1) + static_cast<int>(shown(2.0)) + Box<int>(1).get();
    sum += apply([](int n) { return n + 1; }, 1) + in_unit(four);
    sum += hidden_plainly(folded(sum & 1));
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function Written::Written() calls=5
// CHECK: function "Written::Written(Written const&)" calls=1
// CHECK: function Written::~Written() calls=6
// CHECK: function Right::~Right() calls=1
// CHECK: function Both::right() calls=1
// CHECK: function shown<double>(double) calls=1
// CHECK: function shown<int>(int) calls=1
// CHECK: function Box<int>::Box(int) calls=1
// CHECK: function Box<int>::get() calls=1
// CHECK: function "(anonymous namespace)::in_unit(int)" calls=1
// CHECK: function "apply(int (*)(int), int)" calls=1
// CHECK: function folded(int) calls=1
// CHECK: function main::<lambda(int)> calls=1
// CHECK: edge "apply(int (*)(int), int)" -> main::<lambda(int)> calls=1
// CHECK: edge main -> Written::Written() calls=2
// CHECK: edge main -> "Written::Written(Written const&)" calls=1
// CHECK: edge main -> Written::~Written() calls=2
// CHECK: edge main -> Right::~Right() calls=1
// CHECK: edge main -> Both::right() calls=1
// CHECK: edge main -> shown<double>(double) calls=1
// CHECK: edge main -> shown<int>(int) calls=1
// CHECK: edge main -> Box<int>::Box(int) calls=1
// CHECK: edge main -> Box<int>::get() calls=1
// CHECK: edge main -> "(anonymous namespace)::in_unit(int)" calls=1
// CHECK: edge main -> "apply(int (*)(int), int)" calls=1
// CHECK: edge main -> folded(int) calls=1
// CHECK: edge outside -> Written::Written() calls=3
// CHECK: edge outside -> Written::~Written() calls=4
// CHECK: edge outside -> main calls=1

// NAME: (anonymous namespace)::in_unit(int)
// NAME: Both::right()
// NAME: Box<int>::Box(int)
// NAME: Box<int>::get()
// NAME: Left::left()
// NAME: Right::right()
// NAME: Right::~Right()
// NAME: Written::Written()
// NAME: Written::Written(Written const&)
// NAME: Written::~Written()
// NAME: apply(int (*)(int), int)
// NAME: folded(int)
// NAME: main
// NAME: main::<lambda(int)>
// NAME: shown<double>(double)
// NAME: shown<int>(int)
