/* The texts of a claim, its counts and groups, and the default source of its audit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/claim_private.h"

static const char *const claim_keys[] = {
    "$schema", "id",    "title",  "headline",    "date",         "version",  "topic",
    "source",  "audit", "audits", "published",   "corrected",    "repeated", "counts",
    "groups",  "chain", "steps",  "assumptions", "correlations", "rows",     NULL};
static const char *const audit_keys[] = {"source", "reason", NULL};
static const char *const group_keys[] = {"id", "label", "kind", "printed", "value", "digits", NULL};
static const char *const group_kinds[] = {"error", "boundary"};

bool claim_is_object(ra_build *b, const ra_value *value)
{
    if (ra_value_kind(value) == RA_OBJECT)
        return true;
    ra_value_report(value, b->diag, RA_ERROR, "an object is expected here");
    return false;
}

void claim_report_unknown(ra_build *b, const ra_value *at, const char *what, const char *name,
                          const char *nearest)
{
    if (nearest)
        ra_value_report(at, b->diag, RA_ERROR, "unknown %s '%s'; did you mean '%s'?", what, name,
                        nearest);
    else
        ra_value_report(at, b->diag, RA_ERROR, "unknown %s '%s'", what, name);
}

const char *claim_read_text(ra_build *b, const ra_value *object, const char *key, bool required,
                            size_t limit)
{
    const char *text = NULL;
    if (!object || !ra_value_get_string(object, key, required, &text, b->diag))
        return NULL;
    size_t length = strlen(text);
    if (length > 0 && length <= limit)
        return text;
    if (length == 0)
        ra_value_report(ra_value_find(object, key), b->diag, RA_ERROR, "'%s' is empty", key);
    else
        ra_value_report(ra_value_find(object, key), b->diag, RA_ERROR,
                        "'%s' has %zu bytes, at most %zu are allowed", key, length, limit);
    return NULL;
}

/* Ids of claims are file names and parts of addresses: [a-z0-9][a-z0-9-]*. */
static bool is_claim_id(const char *id)
{
    size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return length > 0 && id[length] == '\0' && id[0] != '-';
}

/* Warns where a claim of the data directory cannot be found by its id. */
static void check_file_name(ra_build *b, const ra_value *at)
{
    ra_text folder = {0};
    ra_text_format(&folder, "%s/datasets/claims/", ra_data_root(b->data));
    const char *file = b->claim->file;
    if (folder.data && !folder.failed && file && strncmp(file, folder.data, folder.length) == 0) {
        const char *stem = file + folder.length;
        size_t length = strlen(b->claim->id);
        if (strncmp(stem, b->claim->id, length) != 0 || strcmp(stem + length, ".json") != 0)
            ra_value_report(at, b->diag, RA_WARNING,
                            "the claim '%s' is not found by its id: the file is %s", b->claim->id,
                            stem);
    }
    ra_text_free(&folder);
}

static void read_id(ra_build *b)
{
    const char *id = claim_read_text(b, b->root, "id", true, RA_EXPR_MAX_NAME);
    if (!id)
        return;
    const ra_value *at = ra_value_find(b->root, "id");
    if (!is_claim_id(id)) {
        ra_value_report(at, b->diag, RA_ERROR,
                        "'%s' cannot be the id of a claim: lower-case letters, digits and '-'", id);
        return;
    }
    b->claim->id = b->claim->base = id;
    check_file_name(b, at);
    if (b->row)
        b->claim->id = claim_format(b, "%s/%s", id, b->claim->rows[b->claim->row].id);
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* "2019", "2019-06" or "2019-06-05". */
static bool is_date(const char *text)
{
    static const char pattern[] = "dddd-dd-dd";
    size_t length = strlen(text);
    if (length != 4 && length != 7 && length != 10)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (pattern[i] == 'd' ? !digit : text[i] != '-')
            return false;
    }
    int year = atoi(text);
    int month = length > 4 ? atoi(text + 5) : 1;
    int day = length > 7 ? atoi(text + 8) : 1;
    return month >= 1 && month <= 12 && day >= 1 && day <= days_of(year, month);
}

/* A row has its own title, or that of the claim with its label. The claim's headline is that of a
 * row only where the claim states no figure of its own. */
static void read_row_texts(ra_build *b)
{
    ra_claim *claim = b->claim;
    const char *title = claim_read_text(b, b->row, "title", false, RA_CLAIM_MAX_LABEL);
    const char *headline = claim_read_text(b, b->row, "headline", false, RA_CLAIM_MAX_TEXT);
    if (!title && claim->title)
        title = claim_format(b, "%s: %s", claim->title, claim->rows[claim->row].label);
    claim->title = title;
    if (headline || claim->own_headline)
        claim->headline = headline;
}

static void read_texts(ra_build *b)
{
    ra_claim *claim = b->claim;
    read_id(b);
    claim->title = claim_read_text(b, b->root, "title", true, RA_CLAIM_MAX_LABEL);
    claim->headline = claim_read_text(b, b->root, "headline", false, RA_CLAIM_MAX_TEXT);
    claim->date = claim_read_text(b, b->root, "date", false, RA_CLAIM_MAX_LABEL);
    claim->version = claim_read_text(b, b->root, "version", false, RA_CLAIM_MAX_LABEL);
    claim->topic = claim_read_text(b, b->root, "topic", false, RA_CLAIM_MAX_LABEL);
    if (claim->date && !is_date(claim->date))
        ra_value_report(ra_value_find(b->root, "date"), b->diag, RA_ERROR,
                        "'%s' is not a date: write 2019, 2019-06 or 2019-06-05", claim->date);
    if (b->row)
        read_row_texts(b);
}

static void read_other_audit(ra_build *b)
{
    const ra_claim_part *part = &b->claim->audits[b->claim->audit];
    b->audit = part->citation;
    b->audit_reason = part->reason;
    b->audit_sourced = part->citation.source != NULL;
    b->audit_grounds = b->audit_sourced || part->reason;
    b->claim->auditor = *part;
}

static void read_sources(ra_build *b)
{
    claim_read_citation(b, b->root, NULL, NULL, &b->claim->citation);
    if (!ra_value_find(b->root, "source"))
        ra_value_report(b->root, b->diag, RA_WARNING,
                        "the claim names no source: nobody can look the estimate up");
    if (b->row && ra_value_find(b->row, "source"))
        claim_read_citation(b, b->row, NULL, NULL, &b->claim->citation);
    if (b->other)
        read_other_audit(b);
    const ra_value *audit = NULL;
    if (!ra_value_get_object(b->root, "audit", false, &audit, b->diag) || b->other)
        return;
    ra_value_check_keys(audit, audit_keys, b->diag);
    claim_read_citation(b, audit, NULL, NULL, &b->audit);
    b->audit_reason = claim_read_text(b, audit, "reason", false, RA_CLAIM_MAX_TEXT);
    b->audit_sourced = ra_value_find(audit, "source") != NULL;
    b->audit_grounds = b->audit_sourced || ra_value_find(audit, "reason");
    b->claim->auditor = (ra_claim_part){.citation = b->audit, .reason = b->audit_reason};
}

static bool in_array(const ra_value *array, const char *text)
{
    for (const ra_value *v = array ? ra_value_first(array) : NULL; v; v = ra_value_next(v))
        if (ra_value_kind(v) == RA_STRING && strcmp(ra_value_string(v), text) == 0)
            return true;
    return false;
}

/* Countable things that the chain has declared already may be named again. */
static void declare_counts(ra_build *b, const ra_value *array, const ra_value *declared)
{
    for (const ra_value *v = array ? ra_value_first(array) : NULL; v; v = ra_value_next(v)) {
        ra_unit_problem problem = {0};
        if (ra_value_kind(v) != RA_STRING)
            ra_value_report(v, b->diag, RA_ERROR, "a count is a name, such as \"image\"");
        else if (!in_array(declared, ra_value_string(v)) &&
                 ra_units_declare(b->claim->units, ra_value_string(v), &problem) != RA_OK)
            ra_value_report_byte(v, problem.position, b->diag, RA_ERROR, "%s", problem.text);
    }
}

static void read_chain(ra_build *b)
{
    const char *id = claim_read_text(b, b->root, "chain", false, RA_EXPR_MAX_NAME);
    if (!id)
        return;
    ra_status status = ra_chain_load(&b->own->chain, b->data, id, b->diag);
    if (status == RA_NOMEM)
        b->no_memory = true;
    if (status == RA_OK) {
        size_t length = 0;
        const char *text = ra_json_text(b->own->chain->json, &length);
        ra_sha256_bytes(b->sum, text, length);
    }
    b->incomplete |= status != RA_OK;
    if (status != RA_USAGE)
        return;
    char **ids = NULL;
    size_t count = 0;
    if (ra_data_list(b->data, RA_DATA_CHAINS, &ids) == RA_OK)
        while (ids[count])
            count++;
    const char *nearest = count ? ra_text_nearest(id, (const char *const *)ids, count) : NULL;
    claim_report_unknown(b, ra_value_find(b->root, "chain"), "chain", id, nearest);
    ra_free(ids);
}

static void read_group(ra_build *b, const ra_value *object, ra_group *group)
{
    ra_figure figure = {0};
    int kind = 0;
    ra_value_check_keys(object, group_keys, b->diag);
    const char *id = claim_read_text(b, object, "id", true, RA_EXPR_MAX_NAME);
    if (id && claim_check_name(b, ra_value_find(object, "id"))) {
        for (uint32_t i = 0; i < b->claim->group_count; i++)
            if (b->claim->groups[i].id && strcmp(b->claim->groups[i].id, id) == 0)
                ra_value_report(ra_value_find(object, "id"), b->diag, RA_ERROR,
                                "the group '%s' is defined twice", id);
        group->id = id;
    }
    group->label = claim_read_text(b, object, "label", false, RA_CLAIM_MAX_LABEL);
    if (!group->label)
        group->label = group->id;
    if (ra_value_get_choice(object, "kind", false, group_kinds, 2, &kind, b->diag))
        group->boundary = kind == 1;
    if (!claim_read_amount(b, object, &figure) || figure.kind == RA_FIGURE_NONE)
        return;
    if (figure.value <= 0) {
        ra_value_report(object, b->diag, RA_ERROR, "the factor of a group is greater than 0");
        return;
    }
    /* It is the factor of the claim's own headline by its own audit. */
    if (b->row || b->other)
        return;
    /* A factor given as `value` alone is shown as the number that it is. */
    group->printed = figure.printed ? figure.printed : claim_format(b, "%.15g", figure.value);
    group->value = figure.value;
    group->low = figure.low;
    group->high = figure.high;
}

static void read_groups(ra_build *b)
{
    const ra_value *array = NULL;
    if (!ra_value_get_array(b->root, "groups", false, &array, b->diag))
        return;
    size_t count = ra_value_count(array);
    if (count > RA_CLAIM_MAX_GROUPS) {
        ra_value_report(array, b->diag, RA_ERROR, "a claim has at most %d groups",
                        RA_CLAIM_MAX_GROUPS);
        b->incomplete = true;
        return;
    }
    ra_group *groups = claim_alloc(b, count, sizeof *groups);
    if (!groups)
        return;
    b->claim->groups = groups;
    for (const ra_value *v = ra_value_first(array); v; v = ra_value_next(v)) {
        if (claim_is_object(b, v))
            read_group(b, v, &groups[b->claim->group_count]);
        b->claim->group_count++;
    }
}

int claim_find_group(ra_build *b, const ra_value *object)
{
    const char *names[RA_CLAIM_MAX_GROUPS];
    size_t count = 0;
    const char *id = claim_read_text(b, object, "group", false, RA_EXPR_MAX_NAME);
    if (!id)
        return -1;
    for (uint32_t i = 0; i < b->claim->group_count; i++) {
        if (b->claim->groups[i].id && strcmp(b->claim->groups[i].id, id) == 0)
            return (int)i;
        if (b->claim->groups[i].id)
            names[count++] = b->claim->groups[i].id;
    }
    /* A group that could not be read may be the one that is meant. */
    if (count < b->claim->group_count || b->incomplete)
        return -1;
    claim_report_unknown(b, ra_value_find(object, "group"), "group", id,
                         ra_text_nearest(id, names, count));
    return -1;
}

void claim_read_head(ra_build *b)
{
    const ra_value *counts = NULL;
    ra_value_check_keys(b->root, claim_keys, b->diag);
    read_texts(b);
    read_sources(b);
    read_chain(b);
    const ra_value *declared = b->own->chain ? b->own->chain->counts : NULL;
    declare_counts(b, declared, NULL);
    if (ra_value_get_array(b->root, "counts", false, &counts, b->diag))
        declare_counts(b, counts, declared);
    read_groups(b);
}
