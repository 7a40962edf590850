/* mutual.cpp - two functions that call each other, in two threads, and leave by
 * exceptions, too */
#include <thread>

[[gnu::profile]] static void step(int *n)
{
    if (--*n % 5 == 0)
        throw *n;
}

[[gnu::profile]] static void odd(int *n);

[[gnu::profile]] static void even(int *n)
{
    step(n);
    if (*n > 0)
        odd(n);
    step(n);
}

[[gnu::profile]] static void odd(int *n)
{
    try {
        even(n);
    } catch (int) {
        if (*n > 0)
            odd(n);
    }
}

[[gnu::profile]] static void run(int n)
{
    odd(&n);
    try {
        even(&n);
    } catch (int) {
    }
}

int main()
{
    std::thread other(run, 23);
    other.join();
    run(17);
}
