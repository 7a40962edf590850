/* graph_theme.c - colours and sizes of a call graph, by weight
 *
 * The themes are those of gprof2dot, so that pictures of both look alike.
 */
#include "graph_theme.h"

#include <math.h>
#include <string.h>

#include "failure.h"

#define BLACK   \
    {           \
        0, 0, 0 \
    }
#define RED         \
    {               \
        0, 1.0, 0.5 \
    }

static const profpass__theme themes[] = {
    {"color", true, {2.0 / 3, 0.80, 0.25}, RED, 1.0, 10, 10, 0.5, 4.0, 1},
    {"pink", true, {0, 1.0, 0.90}, RED, 2.2, 10, 10, 0.5, 4.0, 1},
    {"gray", true, {0, 0, 0.85}, BLACK, 2.2, 10, 10, 0.5, 4.0, 1},
    {"bw", true, BLACK, BLACK, 2.2, 8, 24, 0.1, 8.0, 1},
    {"print", false, BLACK, BLACK, 2.2, 18, 30, 0.1, 8.0, 1},
};
enum { N_THEMES = sizeof themes / sizeof *themes };

profpass_status profpass__theme_find(const char *name, double skew,
                                     profpass__theme *out, profpass_error *err)
{
    if (!(skew > 0) || !isfinite(skew))
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "skew: expected a number above 0; below 1 gives "
                              "small shares more colours");
    for (size_t i = 0; i < N_THEMES; i++) {
        if (name != NULL && strcmp(name, themes[i].name) != 0)
            continue;
        *out = themes[i];
        out->skew = skew;
        return PROFPASS_OK;
    }
    return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                          "colormap \"%.40s\": expected color, pink, gray, bw "
                          "or print",
                          name);
}

static double clamp(double value)
{
    return value > 0 ? value < 1 ? value : 1 : 0;
}

/* One of red, green, blue: a trapezoid over the circle of hues. */
static double channel(double low, double high, double hue)
{
    hue -= floor(hue);
    if (hue < 1.0 / 6)
        return low + (high - low) * hue * 6;
    if (hue < 1.0 / 2)
        return high;
    if (hue < 2.0 / 3)
        return low + (high - low) * (2.0 / 3 - hue) * 6;
    return low;
}

static profpass__color to_color(profpass__hsl hsl, double gamma)
{
    double s = clamp(hsl.s), l = clamp(hsl.l);
    double high = l <= 0.5 ? l * (s + 1) : l + s - l * s;
    double low = l * 2 - high;
    const double hues[3] = {hsl.h + 1.0 / 3, hsl.h, hsl.h - 1.0 / 3};
    unsigned rgb[3];
    for (int i = 0; i < 3; i++) {
        double light = pow(clamp(channel(low, high, hues[i])), gamma);
        rgb[i] = (unsigned)(255 * clamp(light) + 0.5);
    }
    profpass__color color;
    snprintf(color.text, sizeof color.text, "#%02x%02x%02x", rgb[0] & 0xff,
             rgb[1] & 0xff, rgb[2] & 0xff);
    return color;
}

profpass__color profpass__theme_color(const profpass__theme *theme,
                                      double weight)
{
    double at = clamp(weight);
    if (theme->skew < 1 || theme->skew > 1)
        at = (pow(theme->skew, at) - 1) / (theme->skew - 1);
    const profpass__hsl *a = &theme->least, *b = &theme->most;
    profpass__hsl between = {a->h + at * (b->h - a->h),
                             a->s + at * (b->s - a->s),
                             a->l + at * (b->l - a->l)};
    return to_color(between, theme->gamma);
}

profpass__color profpass__theme_text_color(const profpass__theme *theme,
                                           double weight)
{
    return theme->is_filled ? (profpass__color){"#ffffff"}
                            : profpass__theme_color(theme, weight);
}

double profpass__theme_font(const profpass__theme *theme, double weight)
{
    return fmax(weight * weight * theme->most_font, theme->least_font);
}

double profpass__theme_pen(const profpass__theme *theme, double weight)
{
    return fmax(weight * theme->most_pen, theme->least_pen);
}

double profpass__theme_arrow(const profpass__theme *theme, double weight)
{
    return 0.5 * sqrt(profpass__theme_pen(theme, weight));
}
