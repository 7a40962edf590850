/* reader.c - a stranger's program that reads a profile: name calls, a line each
 */
#include <profpass/stats.h>

#include <stdio.h>

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
    profpass_close(profile);
    return 0;
}
