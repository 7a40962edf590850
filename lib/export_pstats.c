/* export_pstats.c - the calls as Python's pstats files: docs/pstats-format.md
 */
#include "weight.h"

profpass_write_fn profpass__export_pstats;

profpass_status profpass__export_pstats(const profpass_profile *profile,
                                        const profpass_text_options *options,
                                        const profpass_sink *out,
                                        profpass_error *err)
{
    profpass_stats *stats = NULL;
    profpass_status status = profpass__refuse_weight(options, "pstats", err);
    if (status == PROFPASS_OK)
        status = profpass_stats_from_profile(profile, &stats, err);
    if (status == PROFPASS_OK)
        status = profpass_stats_dump(stats, out, err);
    profpass_stats_close(stats);
    return status;
}
