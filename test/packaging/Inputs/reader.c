/* reader.c - a stranger's program that reads a profile: name calls, a line each
 */
#include <profpass/stats.h>

#include <stdio.h>

/* Print main's row to stderr: by a regular expression, which is the work of
 * another library that ours brings along. */
static profpass_status print_main(const profpass_profile *profile,
                                  profpass_error *err)
{
    profpass_stats *stats;
    profpass_restriction only_main;
    profpass_sink sink = profpass_sink_to_stream(stderr);
    profpass_status status = profpass_stats_from_profile(profile, &stats, err);
    if (status != PROFPASS_OK)
        return status;
    status = profpass_restriction_parse("\\(main\\)$", &only_main, err);
    if (status == PROFPASS_OK)
        status = profpass_stats_print(stats, &only_main, 1, &sink, err);
    profpass_stats_close(stats);
    return status;
}

int main(int argc, char **argv)
{
    profpass_profile *profile;
    profpass_error err;
    if (argc != 2)
        return 2;
    if (profpass_open(argv[1], &profile, &err) != PROFPASS_OK) {
        fprintf(stderr, "%s: %s\n", argv[1], err.message);
        return 1;
    }
    const profpass_model *model = profpass_get_model(profile);
    for (uint32_t i = 0; i < model->n_functions; i++)
        printf("%s %llu\n", model->functions[i].name,
               (unsigned long long)model->functions[i].calls);
    profpass_status status = print_main(profile, &err);
    if (status != PROFPASS_OK)
        fprintf(stderr, "%s: %s\n", argv[1], err.message);
    profpass_close(profile);
    return status != PROFPASS_OK;
}
