/* A fact check as ClaimReview in JSON-LD [schema.org/ClaimReview]. Who publishes it adds its
 * address
 * (`url`) and author. */
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "reports/citations.h"
#include "reports/writers.h"
#include "reports/report_json.h"
#include "reports/report_text.h"

/* The scale of the rating, a judgement that the rating itself explains: by how far the published
 * figure and the audited one differ, in either direction. */
#define BEST  5
#define WORST 1
#define SCALE                                                                                      \
    "5: it stands; 4: off by less than a factor of 2; 3: by less than 5; 2: by less than 10; 1: "  \
    "by "                                                                                          \
    "10 or more."

static int rating_of(const ra_result *result)
{
    double off = exp(fabs(log(result->factor.point)));

    if (result->verdict == RA_STANDS)
        return BEST;
    if (isnan(off))
        return WORST;
    return off < 2 ? 4 : off < 5 ? 3 : off < 10 ? 2 : WORST;
}

static void add_type(ra_json_tree *tree, cJSON *object, const char *type)
{
    ra_json_add_text(tree, object, "@type", type);
}

/* "2019-06-05" or as much of it as is known. */
static void add_date(ra_json_tree *tree, cJSON *object, const char *date)
{
    if (date != NULL)
        ra_json_add_text(tree, object, "datePublished", date);
}

static void add_work(ra_json_tree *tree, cJSON *parent, const char *key, const ra_source *source)
{
    cJSON *work = ra_json_add_object(tree, parent, key);
    ra_text cite = {0};

    add_type(tree, work, "CreativeWork");
    ra_source_cite(source, &cite);
    tree->failed = tree->failed || cite.failed;
    ra_json_add_text(tree, work, "name", source->title);
    if (!cite.failed && cite.length > 0)
        ra_json_add_text(tree, work, "description", cite.data);
    ra_json_add_text(tree, work, "url", source->url);
    ra_text_free(&cite);
}

static void add_claim(ra_json_tree *tree, cJSON *root, const ra_claim *claim)
{
    cJSON *object = ra_json_add_object(tree, root, "itemReviewed");
    const ra_source *source = claim->citation.source;

    add_type(tree, object, "Claim");
    if (source != NULL && source->authors != NULL) {
        cJSON *author = ra_json_add_object(tree, object, "author");
        add_type(tree, author, "Organization");
        ra_json_add_text(tree, author, "name", source->authors);
    }
    add_date(tree, object, claim->date);
    if (source != NULL)
        add_work(tree, object, "firstAppearance", source);
    cJSON *appearances =
        claim->repeat_count > 0 ? ra_json_add_array(tree, object, "appearance") : NULL;
    for (uint32_t i = 0; i < claim->repeat_count; i++)
        if (claim->repeated[i].citation.source != NULL)
            add_work(tree, appearances, NULL, claim->repeated[i].citation.source);
}

static void add_rating(ra_json_tree *tree, cJSON *root, const ra_result *result)
{
    cJSON *object = ra_json_add_object(tree, root, "reviewRating");
    ra_text explanation = {0};

    add_type(tree, object, "Rating");
    ra_text_format(&explanation, "%s Scale (judgement): " SCALE, result->sentence);
    if (result->verdict != RA_NOT_AUDITED) {
        ra_json_add_number(tree, object, "ratingValue", rating_of(result));
        ra_json_add_number(tree, object, "bestRating", BEST);
        ra_json_add_number(tree, object, "worstRating", WORST);
    }
    ra_json_add_text(tree, object, "alternateName", ra_verdict_name(result->verdict));
    tree->failed = tree->failed || explanation.failed;
    if (!explanation.failed)
        ra_json_add_text(tree, object, "ratingExplanation", explanation.data);
    ra_text_free(&explanation);
}

/* The day of a creation time in UTC; without one the review has no date. */
static void add_day(ra_json_tree *tree, cJSON *root, int64_t created)
{
    time_t seconds = (time_t)created;
    struct tm day;
    char text[16];

    if (created < 1 || gmtime_r(&seconds, &day) == NULL ||
        strftime(text, sizeof text, "%Y-%m-%d", &day) == 0)
        return;
    add_date(tree, root, text);
}

static void add_review(ra_json_tree *tree, cJSON *root, const ra_result *result, int64_t created)
{
    const ra_claim *claim = result->claim;
    const ra_citation *citation;

    ra_json_add_text(tree, root, "@context", "https://schema.org");
    add_type(tree, root, "ClaimReview");
    ra_json_add_text(tree, root, "inLanguage", "en");
    ra_json_add_text(tree, root, "claimReviewed",
                     claim->headline != NULL ? claim->headline : claim->title);
    add_day(tree, root, created);
    cJSON *author = ra_json_add_object(tree, root, "author");
    add_type(tree, author, "Organization");
    ra_json_add_text(tree, author, "name", "reaudit");
    add_claim(tree, root, claim);
    add_rating(tree, root, result);
    ra_json_add_text(tree, root, "reviewBody", result->sentence);
    cJSON *basis = ra_json_add_array(tree, root, "isBasedOn");
    for (size_t i = 0; (citation = ra_citation_at(claim, i)) != NULL; i++)
        if (citation->source != NULL && ra_citation_first(claim, i))
            ra_json_add_text(tree, basis, NULL, citation->source->url);
}

ra_status ra_report_claimreview(const ra_result *const *results, size_t count, FILE *out,
                                const ra_report_options *options, ra_diag *diag)
{
    ra_json_tree tree = {0};
    cJSON *root = count == 1 ? cJSON_CreateObject() : cJSON_CreateArray();

    (void)diag;
    if (count == 1)
        add_review(&tree, root, results[0], options->created);
    for (size_t i = 0; count != 1 && i < count; i++)
        add_review(&tree, ra_json_add_object(&tree, root, NULL), results[i], options->created);
    return ra_json_write(&tree, root, out);
}
