/* Which of several results is made: a row of the claim's table, or its own headline; by the claim's
 * own audit, or that of further authors.
 *
 * What a row sets takes the place of the figure of that side. Another audit has the figures that it
 * gives; what it does not mention keeps its published figure, with the uncertainty that the claim
 * gives it. A figure that is on the audited side alone is used by every audit. */
#include <string.h>

#include "models/alloc.h"
#include "models/claim_private.h"

const ra_value *claim_find_by_id(const ra_value *array, const char *id)
{
    for (const ra_value *v = array ? ra_value_first(array) : NULL; v; v = ra_value_next(v)) {
        const ra_value *found = ra_value_kind(v) == RA_OBJECT ? ra_value_find(v, "id") : NULL;
        if (found && ra_value_kind(found) == RA_STRING && strcmp(ra_value_string(found), id) == 0)
            return v;
    }
    return NULL;
}

/* A member that is an object, or NULL: of what kind the others are is said where they are read. */
static const ra_value *find_object(const ra_value *object, const char *key)
{
    const ra_value *found =
        object && ra_value_kind(object) == RA_OBJECT ? ra_value_find(object, key) : NULL;
    return found && ra_value_kind(found) == RA_OBJECT ? found : NULL;
}

static const ra_value *find_array(const ra_value *root, const char *key)
{
    const ra_value *found = ra_value_find(root, key);
    return found && ra_value_kind(found) == RA_ARRAY && ra_value_count(found) <= RA_CLAIM_MAX_ROWS
               ? found
               : NULL;
}

static const char *peek_text(const ra_value *object, const char *key)
{
    const ra_value *found =
        ra_value_kind(object) == RA_OBJECT ? ra_value_find(object, key) : NULL;
    return found && ra_value_kind(found) == RA_STRING ? ra_value_string(found) : NULL;
}

/* Lists the parts; what is wrong with them is said where all of them are checked. */
static const ra_claim_part *list_parts(ra_build *b, const ra_value *array, uint32_t *count)
{
    *count = 0;
    ra_claim_part *parts = array ? claim_alloc(b, ra_value_count(array), sizeof *parts) : NULL;
    for (const ra_value *v = parts ? ra_value_first(array) : NULL; v; v = ra_value_next(v)) {
        const char *id = peek_text(v, "id"), *label = peek_text(v, "label");
        if (!id)
            continue;
        ra_claim_part *part = &parts[(*count)++];
        *part = (ra_claim_part){.id = id, .label = label ? label : id};
        part->reason = peek_text(v, "reason");
        claim_read_citation(b, v, NULL, NULL, &part->citation);
    }
    return parts;
}

static int find_part(ra_build *b, const ra_claim_part *parts, uint32_t count, const char *what,
                     const char *id)
{
    const char *names[RA_CLAIM_MAX_ROWS], *name = peek_text(b->root, "id");
    for (uint32_t i = 0; i < count; i++) {
        names[i] = parts[i].id;
        if (strcmp(parts[i].id, id) == 0)
            return (int)i;
    }
    const char *nearest = ra_text_nearest(id, names, count);
    ra_text all = {0};
    for (uint32_t i = 0; i < count; i++)
        ra_text_format(&all, "%s%s", i ? ", " : "", names[i]);
    b->no_memory |= all.failed;
    b->unknown_variant = true;
    ra_diag_report(b->diag, RA_ERROR, NULL, "'%s' has no %s '%s'%s%s%s%s%s",
                   name ? name : b->claim->file, what, id,
                   nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "",
                   nearest || !count ? "" : "; there are ", nearest || !count ? "" : all.data);
    ra_text_free(&all);
    return -1;
}

static bool states(const ra_value *headline)
{
    return headline && (ra_value_find(headline, "printed") || ra_value_find(headline, "value") ||
                        ra_value_find(headline, "interval"));
}

void claim_choose(ra_build *b)
{
    ra_claim *claim = b->claim;
    const ra_value *rows = find_array(b->root, "rows"), *audits = find_array(b->root, "audits");
    claim->row = claim->audit = -1;
    claim->rows = list_parts(b, rows, &claim->row_count);
    claim->audits = list_parts(b, audits, &claim->audit_count);
    claim->own_headline = !claim->row_count || states(find_object(b->root, "published"));
    if (b->own->row)
        claim->row = find_part(b, claim->rows, claim->row_count, "row", b->own->row);
    else if (!claim->own_headline)
        claim->row = 0;
    if (b->own->audit)
        claim->audit = find_part(b, claim->audits, claim->audit_count, "audit", b->own->audit);
    if (claim->row >= 0)
        b->row = claim_find_by_id(rows, claim->rows[claim->row].id);
    if (claim->audit >= 0)
        b->other = claim_find_by_id(audits, claim->audits[claim->audit].id);
}

/* What the row sets for a quantity, or NULL. */
static const ra_value *find_change(const ra_build *b, const char *id, const char *side)
{
    return find_object(find_object(b->row ? find_object(b->row, "set") : NULL, id), side);
}

bool claim_is_of_row(const ra_build *b, const char *id, ra_side side)
{
    return b->row && id && find_change(b, id, side == RA_PUBLISHED ? "published" : "audited");
}

/* A figure that says no more than how uncertain the published one is. */
static bool keeps(const ra_value *figure)
{
    static const char *const own[] = {"printed", "value", "formula", "table"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (ra_value_find(figure, own[i]))
            return false;
    return true;
}

/* The figure of a side of an assumption, or NULL where it has none. */
const ra_value *claim_find_side(const ra_build *b, const ra_value *assumption, ra_side side)
{
    const char *key = side == RA_PUBLISHED ? "published" : "audited";
    const char *id = peek_text(assumption, "id");
    const ra_value *changed = id ? find_change(b, id, key) : NULL;
    const ra_value *figure = changed ? changed : find_object(assumption, key);
    if (!b->other || side == RA_PUBLISHED)
        return figure;
    const ra_value *by = find_object(find_object(assumption, "audited_by"),
                                     b->claim->audits[b->claim->audit].id);
    if (by)
        return by;
    bool alone = !claim_find_side(b, assumption, RA_PUBLISHED);
    return figure && (alone || keeps(figure)) ? figure : NULL;
}

/* The object that has the audited formula of a step, its source and its reason; NULL: the method is
 * as published. */
const ra_value *claim_find_method(const ra_build *b, const ra_value *step)
{
    if (!b->other)
        return step;
    const ra_value *by =
        find_object(find_object(step, "audited_by"), b->claim->audits[b->claim->audit].id);
    return by ? by : ra_value_find(step, "formula") ? NULL : step;
}

/* The figure that was printed for a step. That of the claim belongs to its own headline, but where
 * the step has no formula it is its value. */
const ra_value *claim_find_printed(const ra_build *b, const ra_value *step, bool derived)
{
    const char *id = peek_text(step, "id");
    const ra_value *changed = id ? find_change(b, id, "published") : NULL;
    if (changed)
        return changed;
    return b->row && derived ? NULL : ra_value_find(step, "published");
}

/* 'corrected' belongs to the audit and the row that are made. */
const ra_value *claim_find_total(const ra_build *b, const char *key)
{
    if (b->other && b->row)
        return NULL;
    return ra_value_find(b->other ? b->other : b->row ? b->row : b->root, key);
}

ra_status ra_claim_list_rows(const char *path, char ***rows)
{
    ra_json *json = NULL;
    ra_diag *diag = ra_diag_new(); /* what is wrong is said when the claim is read */
    ra_status status = diag ? ra_json_load(&json, path, diag) : RA_NOMEM;
    const ra_value *root = status == RA_OK ? ra_json_root(json) : NULL;
    bool object = root && ra_value_kind(root) == RA_OBJECT;
    const ra_value *array = object ? find_array(root, "rows") : NULL;
    size_t count = array ? ra_value_count(array) : 0, bytes = 1, n = 0;
    for (const ra_value *v = array ? ra_value_first(array) : NULL; v; v = ra_value_next(v))
        bytes += peek_text(v, "id") ? strlen(peek_text(v, "id")) + 1 : 0;
    char **list = status != RA_NOMEM ? ra_calloc(1, (count + 2) * sizeof *list + bytes) : NULL;
    if (list) {
        char *text = (char *)(list + count + 2);
        if (count == 0 || states(find_object(root, "published")))
            list[n++] = text;
        for (const ra_value *v = array ? ra_value_first(array) : NULL; v; v = ra_value_next(v)) {
            const char *id = peek_text(v, "id");
            if (!id)
                continue;
            list[n] = text + 1;
            strcpy(list[n++], id);
            text += strlen(id) + 1;
        }
    }
    ra_json_free(json);
    ra_diag_free(diag);
    *rows = list;
    return list ? RA_OK : RA_NOMEM;
}

const char *ra_claim_title(const ra_claim *claim)
{
    return claim->title != NULL ? claim->title : claim->id;
}

void ra_claim_stem(const ra_claim *claim, ra_text *out)
{
    ra_text_append(out, claim->base);
    if (claim->row >= 0)
        ra_text_format(out, ".%s", claim->rows[claim->row].id);
    if (claim->audit >= 0)
        ra_text_format(out, "@%s", claim->audits[claim->audit].id);
}
