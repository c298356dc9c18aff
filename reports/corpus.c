/* The columns of the corpus, and its order. */
#include "reports/corpus.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/csv.h"

static const char *id(const ra_result *result)
{
    return result->claim->id;
}

static const char *title(const ra_result *result)
{
    return result->claim->title;
}

static const char *headline(const ra_result *result)
{
    return result->claim->headline;
}

static const char *topic(const ra_result *result)
{
    return result->claim->topic;
}

static double year(const ra_result *result)
{
    return result->claim->date != NULL ? atoi(result->claim->date) : NAN;
}

static const char *unit(const ra_result *result)
{
    return ra_unit_text(result->claim->unit);
}

static double published(const ra_result *result)
{
    return result->stated;
}

static double published_low(const ra_result *result)
{
    return result->claim->stated_interval ? result->claim->interval_low : NAN;
}

static double published_high(const ra_result *result)
{
    return result->claim->stated_interval ? result->claim->interval_high : NAN;
}

static double recomputed(const ra_result *result)
{
    return result->recomputed;
}

static const char *consistency(const ra_result *result)
{
    return ra_consistency_name(result->consistency);
}

static double audited(const ra_result *result)
{
    return result->audited.point;
}

static double audited_low(const ra_result *result)
{
    return result->audited.low;
}

static double audited_high(const ra_result *result)
{
    return result->audited.high;
}

static double level(const ra_result *result)
{
    return result->level;
}

static double factor(const ra_result *result)
{
    return result->factor.point;
}

static double factor_low(const ra_result *result)
{
    return result->factor.low;
}

static double factor_high(const ra_result *result)
{
    return result->factor.high;
}

static const char *verdict(const ra_result *result)
{
    return ra_verdict_name(result->verdict);
}

static const char *source(const ra_result *result)
{
    return result->claim->citation.source != NULL ? result->claim->citation.source->key : NULL;
}

#define TEXT(column)                                                                               \
    {                                                                                              \
#column, column, NULL                                                                      \
    }
#define NUMBER(column)                                                                             \
    {                                                                                              \
#column, NULL, column                                                                      \
    }

static const ra_corpus_column columns[] = {
    TEXT(id),
    TEXT(title),
    NUMBER(year),
    TEXT(topic),
    TEXT(headline),
    TEXT(unit),
    NUMBER(published),
    NUMBER(published_low),
    NUMBER(published_high),
    NUMBER(recomputed),
    TEXT(consistency),
    NUMBER(audited),
    NUMBER(audited_low),
    NUMBER(audited_high),
    NUMBER(level),
    NUMBER(factor),
    NUMBER(factor_low),
    NUMBER(factor_high),
    TEXT(verdict),
    TEXT(source),
};

const ra_corpus_column *ra_corpus_column_at(size_t i)
{
    return i < sizeof columns / sizeof columns[0] ? &columns[i] : NULL;
}

typedef int compare(const void *a, const void *b);

static const ra_result *at(const void *item)
{
    return *(const ra_result *const *)item;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(at(a)->claim->id, at(b)->claim->id);
}

/* Numbers that do not exist come last, whatever the direction. */
static int by_number(double a, double b, const void *first, const void *second)
{
    if (isnan(a) || isnan(b))
        return isnan(a) != isnan(b) ? (isnan(a) ? 1 : -1) : by_id(first, second);
    return a != b ? (a < b ? -1 : 1) : by_id(first, second);
}

static int by_text(const char *a, const char *b, const void *first, const void *second)
{
    int order = strcmp(a != NULL ? a : "", b != NULL ? b : "");

    return order != 0 ? order : by_id(first, second);
}

static int by_year(const void *a, const void *b)
{
    return by_number(year(at(a)), year(at(b)), a, b);
}

static int by_factor(const void *a, const void *b)
{
    return by_number(-factor(at(a)), -factor(at(b)), a, b);
}

static int by_verdict(const void *a, const void *b)
{
    return by_text(verdict(at(a)), verdict(at(b)), a, b);
}

static int by_topic(const void *a, const void *b)
{
    return by_text(topic(at(a)), topic(at(b)), a, b);
}

static const struct {
    const char *name;
    compare *compare;
} keys[] = {
    {"id", by_id},           {"year", by_year},   {"factor", by_factor},
    {"verdict", by_verdict}, {"topic", by_topic},
};

const char *ra_corpus_key_at(size_t i)
{
    return i < sizeof keys / sizeof keys[0] ? keys[i].name : NULL;
}

void ra_corpus_sort(const ra_result **results, size_t count, const char *key)
{
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(keys[i].name, key) == 0) {
            qsort(results, count, sizeof *results, keys[i].compare);
            return;
        }
    }
    assert(!"a key of ra_corpus_key_at");
}

static void write_line(ra_csv *csv, const ra_result *result)
{
    for (const ra_corpus_column *column = columns;
         column < columns + sizeof columns / sizeof *columns; column++) {
        if (column->text != NULL)
            ra_csv_text(csv, column->text(result));
        else
            ra_csv_number(csv, column->number(result));
    }
    ra_csv_line(csv);
}

ra_status ra_corpus_csv(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag)
{
    ra_csv csv = {0};

    (void)options;
    (void)diag;
    for (size_t i = 0; ra_corpus_column_at(i) != NULL; i++)
        ra_csv_text(&csv, columns[i].name);
    ra_csv_line(&csv);
    for (size_t i = 0; i < count; i++)
        write_line(&csv, results[i]);
    return ra_text_finish(&csv.text, out);
}
