/* Prints the inverse distribution functions of laws as formulas with the values that they must
 * have, a JSON object a line:
 *
 *     {"law": "...", "excel": "...", "javascript": "...", "u": 0.25, "expected": 1.5}
 *
 * A language that has no exact formula is left out. Whoever evaluates a line elsewhere must come
 * within 1e-9 of the size of the law's values. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/dist.h"
#include "models/expr.h"

static const char *const laws[] = {
    "{\"type\":\"point\",\"value\":-3}",
    "{\"type\":\"rounding\"}",
    "{\"type\":\"uniform\",\"min\":-1,\"max\":3}",
    "{\"type\":\"loguniform\",\"min\":1,\"max\":1e6}",
    "{\"type\":\"triangular\",\"min\":-1,\"mode\":2,\"max\":4}",
    "{\"type\":\"triangular\",\"min\":-1,\"mode\":-1,\"max\":4}",
    "{\"type\":\"triangular\",\"min\":-1,\"mode\":4,\"max\":4}",
    "{\"type\":\"pert\",\"min\":-1,\"mode\":2,\"max\":3}",
    "{\"type\":\"normal\",\"mean\":-3,\"sd\":0.5}",
    "{\"type\":\"lognormal\",\"mu\":-1,\"sigma\":2}",
    "{\"type\":\"beta\",\"alpha\":2,\"beta\":0.5,\"min\":-1}",
    "{\"type\":\"gamma\",\"shape\":2.5,\"scale\":3}",
    "{\"type\":\"exponential\",\"mean\":2}",
    "{\"type\":\"student_t\",\"df\":4,\"location\":-1,\"scale\":2}",
    "{\"type\":\"arcsine\",\"min\":-1,\"max\":1}",
    "{\"type\":\"trapezoid\",\"min\":-1,\"low\":1,\"high\":2,\"max\":5}",
    "{\"type\":\"trapezoid\",\"min\":-1,\"low\":-1,\"high\":2,\"max\":2}",
    "{\"type\":\"discrete\",\"values\":[-1,2,5],\"weights\":[1,1,2]}",
    "{\"type\":\"discrete\",\"values\":[4],\"weights\":[1]}",
    "{\"type\":\"empirical\",\"values\":[7,3,3,-9]}",
    "{\"type\":\"normal\",\"mean\":0,\"sd\":1,\"truncate\":{\"min\":-1,\"max\":3}}",
    "{\"type\":\"normal\",\"mean\":0,\"sd\":1,\"truncate\":{\"min\":-9,\"max\":-5}}",
    "{\"type\":\"gamma\",\"shape\":2.5,\"scale\":3,\"truncate\":{\"max\":10}}",
    "{\"type\":\"lognormal\",\"mu\":0,\"sigma\":1,\"clip\":{\"min\":0.5,\"max\":2}}",
    "{\"type\":\"triangular\",\"min\":-1,\"mode\":0,\"max\":1,\"clip\":{\"min\":-0.25}}",
};

static const double points[] = {0.0001, 0.03, 0.2, 0.45, 0.55, 0.7, 0.9, 0.9999};

/* Appends ', "name": "formula"' where there is one. */
static void print_formula(const ra_dist *dist, ra_dialect dialect, const char *name)
{
    ra_text text = {0};
    if (ra_dist_emit(dist, dialect, "u", &text))
        printf(", \"%s\": \"%s\"", name, text.data);
    ra_text_free(&text);
}

static void print_law(const ra_dist *dist, const char *json)
{
    for (size_t k = 0; k < sizeof points / sizeof points[0]; k++) {
        double u = points[k];
        double x =
            u <= 0.5 ? ra_dist_quantile(dist, u, false) : ra_dist_quantile(dist, 1 - u, true);
        printf("{\"law\": %s", json);
        print_formula(dist, RA_DIALECT_EXCEL, "excel");
        print_formula(dist, RA_DIALECT_JAVASCRIPT, "javascript");
        printf(", \"u\": %.17g, \"expected\": %.17g}\n", u, x);
    }
}

int main(void)
{
    int failures = 0;
    for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
        const ra_dist_figure figure = {.value = 2, .low = 1.5, .high = 2.5, .unit = "W"};
        ra_arena *arena = ra_arena_new(1 << 16);
        ra_json *json = NULL;
        if (arena && ra_json_parse(&json, "law", laws[i], strlen(laws[i]), NULL) == RA_OK) {
            const ra_dist *dist = ra_dist_parse(ra_json_root(json), &figure, arena, NULL);
            if (dist)
                print_law(dist, laws[i]);
            failures += !dist;
        }
        failures += !json;
        ra_json_free(json);
        ra_arena_free(arena);
    }
    return failures > 0;
}
