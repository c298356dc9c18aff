/* Helpers of the JSON report: members of a cJSON tree, with one check at the end. Only the files
 * report_json*.c include this header. */
#ifndef RA_REPORT_JSON_H
#define RA_REPORT_JSON_H

#include <stdbool.h>
#include <stdio.h>

#include <cjson/cJSON.h>

#include "audit/result.h"
#include "models/status.h"

/* A tree under construction. Once an allocation failed, `failed` stays set. */
typedef struct {
    bool failed;
} ra_json_tree;

/* Add a member to an object (`key` is a constant text) or an element to an array (`key` NULL).
 * Objects and arrays that come back belong to their parent and are NULL after a failure, which
 * all of these functions accept as a parent. */
cJSON *ra_json_add_object(ra_json_tree *tree, cJSON *parent, const char *key);
cJSON *ra_json_add_array(ra_json_tree *tree, cJSON *parent, const char *key);

/* A number with 17 significant digits, which read back to the same double; null where there is no
 * such number. */
void ra_json_add_number(ra_json_tree *tree, cJSON *parent, const char *key, double value);
void ra_json_add_count(ra_json_tree *tree, cJSON *parent, const char *key, uint64_t value);
void ra_json_add_bool(ra_json_tree *tree, cJSON *parent, const char *key, bool value);

/* A text; null where it is NULL. */
void ra_json_add_text(ra_json_tree *tree, cJSON *parent, const char *key, const char *text);

/* {"level", "low", "high"} */
void ra_json_add_interval(ra_json_tree *tree, cJSON *parent, const char *key, double level,
                          double low, double high);

/* {"bounds": {"p5": [low, high], ...}}: the 95 % intervals of quantiles. Given: `count` constant
 * keys, and the bounds of each. The first call for a parent makes the object. */
void ra_json_add_bounds(ra_json_tree *tree, cJSON *parent, const char *const *keys,
                        const ra_bounds *bounds, int count);

/* The keys of bounds of three quantiles, and of those of a summary. */
extern const char *const ra_json_ends[RA_ENDS];
extern const char *const ra_json_quantiles[RA_QUANTILES];

/* {"key", "locator", "evidence"}; null where no source is cited. */
void ra_json_add_citation(ra_json_tree *tree, cJSON *parent, const char *key,
                          const ra_citation *citation);

/* The parts of a result that are tables (report_json_tables.c). */
void ra_json_add_ladder(ra_json_tree *tree, cJSON *parent, const ra_result *result);
void ra_json_add_groups(ra_json_tree *tree, cJSON *parent, const ra_result *result);
void ra_json_add_steps(ra_json_tree *tree, cJSON *parent, const ra_result *result);
void ra_json_add_inputs(ra_json_tree *tree, cJSON *parent, const ra_result *result);
void ra_json_add_sensitivity(ra_json_tree *tree, cJSON *parent, const ra_result *result);
void ra_json_add_checks(ra_json_tree *tree, cJSON *parent, const ra_result *result);
void ra_json_add_reverse(ra_json_tree *tree, cJSON *parent, const ra_result *result);
void ra_json_add_measured(ra_json_tree *tree, cJSON *parent, const ra_result *result);
void ra_json_add_equivalences(ra_json_tree *tree, cJSON *parent, const ra_result *result);

/* The attribution: its shares, and how they were found (report_json_attribution.c). */
void ra_json_add_attribution(ra_json_tree *tree, cJSON *parent, const ra_result *result);

/* The evaluations beside the Monte Carlo run (report_json_gum.c). */
void ra_json_add_gum(ra_json_tree *tree, cJSON *parent, const ra_result *result);
void ra_json_add_convolution(ra_json_tree *tree, cJSON *parent, const ra_result *result);

void ra_json_add_sources(ra_json_tree *tree, cJSON *parent, const ra_result *result);

/* Writes a tree to a stream and frees it. Returned: RA_OK, RA_IO or RA_NOMEM. */
ra_status ra_json_write(ra_json_tree *tree, cJSON *root, FILE *out);

#endif
