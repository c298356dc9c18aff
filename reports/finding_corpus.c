/* What several claims together show, in a sentence. */
#include "reports/finding.h"

#include <math.h>
#include <stdlib.h>

#include "models/alloc.h"
#include "models/number.h"

bool ra_corpus_corrected(const ra_result *result)
{
    return result->rung_count > 1 && result->factor.point > 0 && isfinite(result->factor.point);
}

static int by_size(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;

    return first < second ? -1 : first > second;
}

/* Returns the factor, upwards or downwards, that half of the claims are off by at least. */
static double find_median(const ra_result *const *results, size_t count)
{
    double *sizes = ra_calloc(count, sizeof *sizes), median = NAN;

    for (size_t i = 0; sizes != NULL && i < count; i++)
        sizes[i] = fabs(log(results[i]->factor.point));
    if (sizes != NULL && count > 0) {
        qsort(sizes, count, sizeof *sizes, by_size);
        median =
            exp(count % 2 == 1 ? sizes[count / 2] : (sizes[count / 2 - 1] + sizes[count / 2]) / 2);
    }
    ra_free(sizes);
    return median;
}

/* "Of 50 corrected claims, 28 are overstated, 5 understated and 4 drawn too narrowly; half of all
 * are off by a factor of 5.8 or more". */
void ra_finding_corpus(const ra_result *const *results, size_t count, ra_text *out)
{
    static const struct {
        ra_verdict verdict;
        const char *text;
    } said[] = {{RA_OVERSTATED, "overstated"},
                {RA_UNDERSTATED, "understated"},
                {RA_NARROWER_BOUNDARY, "drawn too narrowly"}};
    size_t of[RA_VERDICTS] = {0};

    for (size_t i = 0; i < count; i++)
        of[results[i]->verdict]++;
    ra_text_format(out, "Of %zu corrected claim%s", count, count == 1 ? "" : "s");
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        ra_text_format(out, "%s%zu %s%s",
                       i == 0   ? ", "
                       : i == 1 ? ", "
                                : " and ",
                       of[said[i].verdict],
                       i > 0                      ? ""
                       : of[said[i].verdict] == 1 ? "is "
                                                  : "are ",
                       said[i].text);
    if (count > 1) {
        ra_text_append(out, "; half of all are off by a factor of ");
        ra_number_write(out, find_median(results, count), 2);
        ra_text_append(out, " or more");
    }
}
