/* cmd_peak.c - profpass peak: the most memory that a recorded run used
 *
 * The lines are those of mprof peak; where we recorded the heap, one more.
 */
#include "cmd.h"
#include "recordings.h"

#include "profpass/recording.h"

typedef struct arguments {
    const char *function;
} arguments;

static const opt options[] = {
    OPT(0, "func", TEXT, arguments, function, "NAME",
        "the most while this function ran; NAME may lack what precedes the "
        "last dot or '::'"),
    OPT_END,
};

static int run(int argc, char **argv);

const cmd cmd_peak = {
    .page =
        {
            .name = "peak",
            .operands = RECORDINGS_OPERANDS,
            .about =
                "Print the most memory that was used while a program was "
                "recorded, by the\nprogram, by each of its children, and on "
                "its heap, if that was recorded.",
            .options = options,
            .notes = RECORDINGS_NOTES,
            .example = "  profpass peak\n"
                       "  profpass peak --func=build_table -1",
            .exits = "0 fine, 1 failed or no such function, 2 wrong usage, 3 "
                     "not a readable recording",
        },
    .run = run,
};

static double highest(const profpass_memory_curve *curve)
{
    double most = curve->points[0].mib;
    for (uint32_t i = 1; i < curve->n_points; i++)
        if (curve->points[i].mib > most)
            most = curve->points[i].mib;
    return most;
}

static void print_heap(const profpass_recording *r)
{
    const profpass_heap_peak *peak = &r->heap_peak;
    double most = r->heap.n_points != 0 ? highest(&r->heap) : 0;
    if (peak->time_s != 0 && peak->mib > most)
        most = peak->mib;
    printf("  Heap\t\t\t%.3f MiB", most);
    if (peak->function != NULL)
        printf("\t%s", peak->function);
    if (peak->place != NULL)
        printf("\t%s", peak->place);
    putchar('\n');
}

static int print_peaks(const char *name, const profpass_recording *r,
                       const char *function)
{
    double mib;
    profpass_error err;
    profpass_status status = profpass_recording_peak(r, function, &mib, &err);
    if (status != PROFPASS_OK) {
        cmd_say("%s: %s", name, err.message);
        if (function != NULL && status == PROFPASS_ENOTFOUND)
            printf("%s\tNaN MiB\n", name);
        return EXIT_FAILED;
    }
    printf("%s\t%.3f MiB\n", name, mib);
    for (uint32_t i = 0; i < r->n_children; i++)
        printf("  Child %u\t\t\t%.3f MiB\n", r->children[i].pid,
               highest(&r->children[i]));
    if (function == NULL && (r->heap.n_points != 0 || r->heap_peak.time_s != 0))
        print_heap(r);
    return EXIT_FINE;
}

static int print_file(const char *name, const char *function)
{
    const profpass_recording *r;
    profpass_error err;
    if (profpass_recording_open(name, &r, &err) != PROFPASS_OK) {
        cmd_say("%s: %s", name, err.message);
        return err.status == PROFPASS_ENOMEM ? EXIT_FAILED : EXIT_NO_PROFILE;
    }
    int exit_status = print_peaks(name, r, function);
    profpass_recording_close(r);
    return exit_status;
}

static int run(int argc, char **argv)
{
    arguments a = {.function = NULL};
    opt_result parsed = opt_parse(&cmd_peak.page, &argc, argv, &a);
    if (parsed != OPT_PARSED)
        return parsed == OPT_HELPED ? EXIT_FINE : EXIT_USAGE;
    recordings chosen;
    int exit_status = recordings_choose(&chosen, argc, argv);
    bool has_all = exit_status == EXIT_FINE;
    for (size_t i = 0; has_all && i < chosen.n; i++) {
        int one = print_file(chosen.names[i], a.function);
        if (one > exit_status)
            exit_status = one;
    }
    recordings_done(&chosen);
    return exit_status;
}
