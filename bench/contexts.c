/* contexts.c - a tree of 1,111,110 calling contexts, for the reader to read
 *
 *     main ──▶ f0_0 … f0_9 ──▶ f1_0 … f1_9 ──▶ …     six levels of ten
 *                              each calls all ten of the next level
 */
#define CALLS __attribute__((profile("lines=off"), noinline)) static void

// clang-format off
#define FUNCTION(level, i, body) \
    CALLS f##level##_##i(void) { body __asm__ volatile(""); }
#define LEVEL(level, body)                            \
    FUNCTION(level, 0, body) FUNCTION(level, 1, body) \
    FUNCTION(level, 2, body) FUNCTION(level, 3, body) \
    FUNCTION(level, 4, body) FUNCTION(level, 5, body) \
    FUNCTION(level, 6, body) FUNCTION(level, 7, body) \
    FUNCTION(level, 8, body) FUNCTION(level, 9, body)
#define CALL_ALL(level)                                             \
    f##level##_0(); f##level##_1(); f##level##_2(); f##level##_3(); \
    f##level##_4(); f##level##_5(); f##level##_6(); f##level##_7(); \
    f##level##_8(); f##level##_9();
// clang-format on

LEVEL(5, )
LEVEL(4, CALL_ALL(5))
LEVEL(3, CALL_ALL(4))
LEVEL(2, CALL_ALL(3))
LEVEL(1, CALL_ALL(2))
LEVEL(0, CALL_ALL(1))

int main(void)
{
    CALL_ALL(0)
    return 0;
}
