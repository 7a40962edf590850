/* lines_settle.c - a line is charged what the heap did, callees included
 *
 * Slot 0 allocates 100 and frees nothing, slot 1 calls inner, which allocates
 * 1000 on its slot 0 and leaves by a jump with 50 more unsettled.
 */
// EXPECT: line outer … occurrences=1 increment=100 usage=100 peak=100
// EXPECT: line outer … occurrences=1 increment=1050 usage=1150 peak=1150
// EXPECT: line inner … occurrences=1 increment=1050
#include "probes.h"

static const profpass_line outer_lines[] = {
    {.line = 2, .flags = PROFPASS_LINE_HAS_CALL, .counter = 0},
    {.line = 3, .flags = PROFPASS_LINE_HAS_CALL, .counter = 1},
};
static const profpass_line inner_lines[] = {
    {.line = 7, .flags = PROFPASS_LINE_HAS_CALL, .counter = 0},
};
FUNCTIONS(FUNCTION_WITH_LINES(outer, 1, 4, outer_lines),
          FUNCTION_WITH_LINES(inner, 6, 8, inner_lines))

static void *volatile kept;

static void inner(void)
{
    ENTER(1);
    frame->lines[0]++;
    frame->line = 0;
    kept = malloc(1000);
    hooks.settle(frame, 0);
    kept = malloc(50);
}

int main(void)
{
    attach();
    ENTER(0);
    frame->lines[0]++;
    frame->line = 0;
    kept = malloc(100);
    hooks.settle(frame, 0);
    frame->lines[1]++;
    frame->line = 1;
    inner();
    hooks.resync(frame);
    EXIT();
    return 0;
}
