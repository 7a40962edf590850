/* line_probes.h - the code of line probes
 *
 *     count     ++lines[counter]
 *     marker    frame->line = slot
 *     check     now = *events
 *               if ((now ^ previous) | (now ^ heap(lines)[slot].seen)) unlikely
 *                   settle(frame, slot)
 *               previous = now
 *
 * lines and events, the pointers, are loaded once, when the activation begins.
 * What others watch (counter, marker) or change (*events) is volatile: to GCC
 * malloc touches no memory that the program knows.
 */
#ifndef PROFPASS_GCC_LINE_PROBES_H
#define PROFPASS_GCC_LINE_PROBES_H

#include "line_plan.h"

namespace profpass {

/// Put in all that is planned for t, whose body is cfun. Behind each of resyncs
/// control came back from elsewhere, and the heap is looked at anew.
void insert_line_probes(const target &t, const line_plan &plan,
                        const std::vector<gimple *> &resyncs);

} // namespace profpass

#endif
