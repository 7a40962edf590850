// Functions have the names that the source gives them: in namespaces, nested,
// local and nameless ones, as friends, overloads and with C linkage.
// RUN: %profpass_cxx -std=c++17 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

namespace outer::inner {
struct Value {
    struct Part {
        PROFILE int get() const { return 1; }
    };
    PROFILE friend int size(const Value &) { return 2; }
    PROFILE static int make() { return 3; }
};
PROFILE int of(const Value &)
{
    return 4;
}
inline namespace v1 {
PROFILE int versioned()
{
    return 5;
}
} // namespace v1
} // namespace outer::inner

namespace {
PROFILE int hidden()
{
    return 6;
}
} // namespace

extern "C" {
PROFILE int plain_c(int n)
{
    return n;
}
}

PROFILE static int overloaded(int) { return 7; }
PROFILE static int overloaded(long) { return 8; }
PROFILE static int overloaded(const char *, ...) { return 9; }
PROFILE static int overloaded(unsigned char (&)[2]) { return 10; }
PROFILE static int overloaded(int (*)(int)) { return 11; }

PROFILE static int local()
{
    struct Local {
        PROFILE int run() { return 12; }
    };
    return Local().run();
}

PROFILE int main()
{
    outer::inner::Value value;
    unsigned char bytes[2] = {};
    int n = outer::inner::Value::Part().get() + size(value) + value.make() +
            of(value) + outer::inner::versioned() + hidden();
    n += overloaded(1) + overloaded(1L) + overloaded("x", 2) +
         overloaded(bytes) + overloaded(plain_c);
    return n + local() + plain_c(13) == 13 * 14 / 2 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "outer::inner::Value::Part::get()" calls=1
// CHECK: edge main -> "outer::inner::size(outer::inner::Value const&)" calls=1
// CHECK: edge main -> "outer::inner::Value::make()" calls=1
// CHECK: edge main -> "outer::inner::of(outer::inner::Value const&)" calls=1
// CHECK: edge main -> "outer::inner::v1::versioned()" calls=1
// CHECK: edge main -> "(anonymous namespace)::hidden()" calls=1
// CHECK: edge main -> plain_c calls=1
// CHECK: edge main -> "overloaded(int)" calls=1
// CHECK: edge main -> "overloaded(long)" calls=1
// CHECK: edge main -> "overloaded(char const*, ...)" calls=1
// CHECK: edge main -> "overloaded(unsigned char (&) [2])" calls=1
// CHECK: edge main -> "overloaded(int (*)(int))" calls=1
// CHECK: edge main -> "local()" calls=1
// CHECK: edge "local()" -> "local()::Local::run()" calls=1
