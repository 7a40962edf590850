// worker.cpp - a stranger's program that is profiled
#include <string>
#include <vector>

#ifdef __PROFPASS__
#define PROFILE __attribute__((profile))
#else
#define PROFILE
#endif

static int unmarked(int n)
{
    return n + 1;
}

PROFILE int marked(int n)
{
    std::vector<int> numbers(static_cast<std::size_t>(n));
    return static_cast<int>(numbers.size());
}

int main()
{
    int sum = 0;
    for (int i = 1; i <= 3; i++)
        sum += marked(unmarked(i));
    return sum == 9 ? 0 : 1;
}
