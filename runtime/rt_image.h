/* rt_image.h - a copy of the profile at one moment, and what lies between two
 *
 *     base ──────────── now          subtract(now, base): now is a profile of
 *                                    what was recorded in between
 */
#ifndef PROFPASS_RT_IMAGE_H
#define PROFPASS_RT_IMAGE_H

#include "rt.h"

#pragma GCC visibility push(hidden)

typedef struct rt_image {
    uint8_t *bytes; /* a profile; NULL: there was no memory */
    uint64_t n_bytes;
    uint64_t room; /* bytes of its pages */
} rt_image;

/* Copy the profile, with the time of the calling thread's open calls. */
rt_image rt_image_take(void);
void rt_image_free(rt_image *image);

/* Take what an earlier image holds away. What was open then is not part of it:
 * calls made by such a call have no caller. Maxima stay: of the usage and the
 * peak only those of the whole run are known. */
void rt_image_subtract(rt_image *now, const rt_image *base);

#pragma GCC visibility pop

#endif
