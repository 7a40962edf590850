// REQUIRES: gcc
// checking.cpp - what GCC's own verifiers say of the code with probes: nothing
// RUN: c="-std=c++17 -fchecking=2 -Wall -Wno-comment -Wno-unknown-pragmas -Werror"
// RUN: check() { %profpass_cxx $c "$@" -c %s -o %t.o || { echo "$@"; exit 1; }; }
// RUN: for level in -O0 -O1 -O2 -O3 -Os -Og; do check $level; done
// RUN: check -O2 -flto
// RUN: check -O2 -fsanitize=address,undefined
// RUN: check -O2 -fsanitize=thread
// RUN: check -O2 --coverage
// RUN: check -O2 -fopenmp
// RUN: check -O1 -fPIC -fcf-protection -fnon-call-exceptions
// RUN: check -O2 -fno-exceptions -DNO_EXCEPTIONS
//
// With garbage collected often, and with the same code without -g.
// RUN: check -O1 --param ggc-min-expand=0 --param ggc-min-heapsize=0
// RUN: for level in -O0 -O1 -O2 -O3; do check $level -fcompare-debug; done
#include <csetjmp>

#define PROFILE [[gnu::profile]]

struct Text {
    explicit Text(int n) : chars(new char[static_cast<unsigned>(n)]) {}
    Text(const Text &) = delete;
    ~Text() { delete[] chars; }
    char *chars;
};

struct Owner {
    PROFILE explicit Owner(int n) : text(n) {}
    PROFILE virtual ~Owner();
    Text text;
};

PROFILE Owner::~Owner() {}

struct Heir : Owner, Text {
    explicit Heir(int n) : Owner(n), Text(n + 1) {}
    PROFILE ~Heir() override = default;
};

template <typename T> struct Holder {
    explicit Holder(T *p) : held(p) {}
    PROFILE ~Holder() { delete held; }
    T *held;
};

std::jmp_buf place;

PROFILE int loops(int n, const int *p)
{
    int sum = 0;
#pragma omp parallel for reduction(+ : sum)
    for (int i = 0; i < n; i++)
        sum += p[i] & 1 ? p[i] : -p[i];
    for (int i = n; i-- > 0;)
        switch (p[i] % 5) {
        case 0:
            continue;
        case 1:
            sum++;
            [[fallthrough]];
        case 2:
            sum *= 2;
            break;
        default:
            sum ^= i;
        }
    return sum;
}

PROFILE int jumps(int n)
{
    static void *const labels[] = {&&one, &&two};
    if (setjmp(place))
        return n;
    goto *labels[n & 1];
one:
    std::longjmp(place, 1);
two:
    char local[n + 1];
    __asm__ volatile("" : "=m"(local[0]) : : "memory");
    return local[0];
}

#ifdef NO_EXCEPTIONS
PROFILE int throws(int n)
{
    return Heir(n).text.chars != nullptr;
}
#else
PROFILE int throws(int n)
try {
    Holder<Owner> owner(new Heir(n));
    try {
        if (n > 3)
            throw n;
    } catch (int &caught) {
        owner.held = nullptr;
        if (caught == 4)
            throw;
    }
    const auto closure = [&owner](auto k) __attribute__((profile))
    {
        return owner.held ? k + 1 : k;
    };
    return closure(n) + static_cast<int>(closure(1L));
} catch (...) {
    return -1;
}
#endif

PROFILE constexpr int power(int n)
{
    return n <= 1 ? 1 : n * power(n - 1);
}

static_assert(power(4) == 24, "also when the compiler computes it");

PROFILE __attribute__((always_inline)) inline int inlined(int n)
{
    return power(n) + n;
}

PROFILE static int unused(int n)
{
    return inlined(n);
}

int main(int argc, char **argv)
{
    const int numbers[] = {1, 2, argc};
    (void)unused;
    return argv == nullptr
               ? loops(3, numbers) + jumps(argc) + throws(argc) + inlined(argc)
               : 0;
}
