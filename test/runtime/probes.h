/* probes.h - a module made by hand: what a plugin would put into an object
 *
 *     FUNCTIONS(FUNCTION(outer, 1, 5), FUNCTION(inner, 7, 9))
 *     void outer(void) { ENTER(0); inner(); EXIT(); }
 *     int main(void) { attach(); … }
 *
 * A function is named by its position in the list.
 */
#ifndef PROFPASS_TEST_PROBES_H
#define PROFPASS_TEST_PROBES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "profpass/abi.h"

static profpass_module module;
static profpass_hooks hooks;
static const uint64_t no_events;
static uint64_t idle_lines[256];
static profpass_frame idle = {.lines = idle_lines, .events = &no_events};
static const char *const files[] = {"by_hand.c"};

/* A function without line probes, and one with. */
#define FUNCTION(fn, first, last)                            \
    {                                                        \
        .module = &module, .name = #fn, .linkage_name = #fn, \
        .first_line = (first), .last_line = (last),          \
        .flags = PROFPASS_FUNCTION_MARKED                    \
    }
#define FUNCTION_WITH_LINES(fn, first, last, table)                   \
    {                                                                 \
        .module = &module, .name = #fn, .linkage_name = #fn,          \
        .first_line = (first), .last_line = (last),                   \
        .flags = PROFPASS_FUNCTION_MARKED | PROFPASS_FUNCTION_LINES,  \
        .lines = (table), .n_lines = sizeof(table) / sizeof(table)[0] \
    }

#define FUNCTIONS(...)                                    \
    static profpass_function functions[] = {__VA_ARGS__}; \
    MODULE_OF_FUNCTIONS

/* The same with n functions, which name_function() gives their names. */
#define N_FUNCTIONS(n)                     \
    static profpass_function functions[n]; \
    MODULE_OF_FUNCTIONS

#define MODULE_OF_FUNCTIONS                                               \
    static profpass_module module = {.abi_version = PROFPASS_ABI_VERSION, \
                                     .functions = functions,              \
                                     .files = files,                      \
                                     .directory = "/nowhere",             \
                                     .producer = "by hand",               \
                                     .idle = &idle,                       \
                                     .n_functions = sizeof functions /    \
                                                    sizeof functions[0],  \
                                     .n_files = 1};

#define RETURN_ADDRESS ((char *)__builtin_frame_address(0) + sizeof(void *))
#define ENTER(i) \
    profpass_frame *frame = hooks.enter(&functions[i], RETURN_ADDRESS)
#define EXIT() hooks.exit(frame)

/* Somewhere in this stack. */
#define stack_address() __builtin_frame_address(0)

/* Make a function without line probes, on a line that is its number. */
static inline void name_function(profpass_function *functions, unsigned i,
                                 const char *name)
{
    functions[i] = (profpass_function){
        .module = &module, .name = name, .linkage_name = name, .first_line = i};
}

static inline void attach(void)
{
    if (!__profpass_attach(&module, &hooks)) {
        fprintf(stderr, "attach failed\n");
        exit(99);
    }
}

#endif
