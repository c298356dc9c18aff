/* One row of a reference table: its form. What its figure means is read where it is used. */
#include <stdio.h>
#include <string.h>

#include "models/claim.h"
#include "models/figure.h"
#include "models/table.h"

bool ra_id_valid(const char *id)
{
    size_t length = strlen(id);
    return length > 0 && length <= 100 && !strchr("._-", id[0]) &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789._-") == length;
}

static bool check_key(const ra_value *object, const char *key, ra_diag *diag)
{
    if (ra_id_valid(key))
        return true;
    ra_value_report(ra_value_find(object, "key"), diag, RA_ERROR,
                    "a key has small letters, digits and . _ - alone, and starts with a letter or "
                    "digit");
    return false;
}

static bool is_whole(double x, double low, double high)
{
    return x >= low && x <= high && x == (double)(long)x;
}

/* Reads an optional whole number. */
static bool check_whole(const ra_value *object, const char *key, int low, int high, ra_diag *diag)
{
    double x = low;
    if (!ra_value_get_number(object, key, false, &x, diag))
        return !ra_value_find(object, key);
    if (is_whole(x, low, high))
        return true;
    ra_value_report(ra_value_find(object, key), diag, RA_ERROR,
                    "'%s' must be a whole number from %d to %d", key, low, high);
    return false;
}

/* `printed` in words has its `value` and `digits` beside it. */
static bool check_words(const ra_value *object, const ra_value *value, ra_diag *diag)
{
    const ra_value *digits = ra_value_find(object, "digits");
    ra_printed rounded;
    if (digits && ra_printed_round(ra_value_number(value), (int)ra_value_number(digits), &rounded))
        return true;
    ra_value_report(value, diag, RA_ERROR,
                    digits ? "the value is too large to be rounded to its digits"
                           : "a value beside 'printed' needs 'digits', and is for words alone");
    return false;
}

static bool check_printed(const ra_value *object, const char *printed, ra_diag *diag)
{
    char reason[240];
    size_t position = 0;
    if (ra_printed_parse(printed, NULL, reason, sizeof reason, &position))
        return true;
    ra_value_report_byte(ra_value_find(object, "printed"), position, diag, RA_ERROR, "%s", reason);
    return false;
}

static bool check_figure(const ra_value *object, ra_diag *diag)
{
    const char *printed = NULL;
    double value;
    bool has_printed = ra_value_get_string(object, "printed", false, &printed, diag);
    bool has_value = ra_value_get_number(object, "value", false, &value, diag);
    bool good = check_whole(object, "digits", 1, 17, diag) &&
                has_printed == (ra_value_find(object, "printed") != NULL) &&
                has_value == (ra_value_find(object, "value") != NULL);
    if (!good)
        return false;
    if (has_printed)
        return has_value ? check_words(object, ra_value_find(object, "value"), diag)
                         : check_printed(object, printed, diag);
    if (has_value && !ra_value_find(object, "digits"))
        return true;
    if (has_value)
        ra_value_report_key(ra_value_find(object, "digits"), diag, RA_ERROR,
                            "'digits' belongs to a 'printed' figure");
    else
        ra_value_report(object, diag, RA_ERROR, "a row needs 'printed' or 'value'");
    return false;
}

static bool check_source(const ra_value *object, const ra_sources *sources, ra_diag *diag)
{
    static const char *const known[] = {"key", "locator", "evidence", NULL};
    static const char *const evidences[] = {
#define X(code, name, text) name,
        RA_EVIDENCE_LIST(X)
#undef X
    };
    const ra_value *source = NULL;
    const char *key = NULL, *locator = NULL;
    int evidence;
    if (!ra_value_get_object(object, "source", true, &source, diag))
        return false;
    bool good = ra_value_check_keys(source, known, diag);
    good =
        ra_value_get_choice(source, "evidence", true, evidences, RA_EVIDENCES, &evidence, diag) &&
        good;
    good = ra_value_get_string(source, "locator", true, &locator, diag) && good;
    if (!ra_value_get_string(source, "key", true, &key, diag))
        return false;
    if (ra_sources_find(sources, key))
        return good;
    const char *nearest = ra_sources_nearest(sources, key);
    ra_value_report(ra_value_find(source, "key"), diag, RA_ERROR,
                    nearest ? "unknown source '%s'; did you mean '%s'?" : "unknown source '%s'",
                    key, nearest);
    return false;
}

/* Texts that are shown as they are. */
static bool check_texts(const ra_value *object, ra_diag *diag)
{
    static const char *const keys[] = {"basis", "note", "region", "provider"};
    const char *text;
    bool good = true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!ra_value_get_string(object, keys[i], false, &text, diag))
            good = good && !ra_value_find(object, keys[i]);
    return good;
}

static bool read_optional(ra_row *row, const ra_value *object, ra_diag *diag)
{
    static const char *const origins[] = {
#define X(code, name, text) name,
        RA_ORIGIN_LIST(X)
#undef X
    };
    const ra_value *law;
    int origin;
    bool good = check_whole(object, "year", 1, 9999, diag);
    double year = 0;
    if (good && ra_value_get_number(object, "year", false, &year, diag))
        row->year = (int)year;
    if (!ra_value_get_choice(object, "status", false, origins, RA_ORIGINS, &origin, diag))
        good = good && !ra_value_find(object, "status");
    if (!ra_value_get_object(object, "distribution", false, &law, diag))
        good = good && !ra_value_find(object, "distribution");
    if (!ra_value_get_bool(object, "recommended", false, &row->recommended, diag))
        good = good && !ra_value_find(object, "recommended");
    good = ra_value_check_aliases(object, diag) && good;
    return check_texts(object, diag) && good;
}

/* The tables of grids say of every figure what it counts, in words that can be compared. */
static bool read_basis(ra_row *row, const ra_value *object, ra_diag *diag)
{
    int choice = 0;
    if (strcmp(row->table, "grid") != 0 && strncmp(row->table, "grid-", 5) != 0)
        return true;
    /* Shares of carbon-free energy stand beside the intensities. */
    if (row->quantity && !ra_value_find(object, "basis"))
        return true;
    if (!ra_value_get_choice(object, "basis", true, ra_grid_basis_names, RA_GRID_BASES - 1, &choice,
                             diag))
        return false;
    row->basis = (ra_grid_basis)(choice + 1);
    return true;
}

static bool read_subject(ra_row *row, const ra_value *object, const ra_subjects *subjects,
                         ra_diag *diag)
{
    const char *id = NULL;
    bool good = ra_value_get_string(object, "quantity", false, &row->quantity, diag) ||
                !ra_value_find(object, "quantity");
    if (!ra_value_get_string(object, "subject", false, &id, diag))
        return good && !ra_value_find(object, "subject");
    row->subject = ra_subjects_find(subjects, id);
    if (!row->subject)
        ra_value_report(ra_value_find(object, "subject"), diag, RA_ERROR,
                        "the table has no subject '%s'", id);
    return good && row->subject;
}

static const char *make_path(const ra_row *row, ra_arena *arena)
{
    char path[210]; /* two ids and a slash */
    int length = snprintf(path, sizeof path, "%s/%s", row->table, row->key);
    return ra_arena_text(arena, path, (size_t)length);
}

ra_status ra_row_read(ra_row *row, const char *table, const ra_value *object,
                      const ra_subjects *subjects, const ra_sources *sources, ra_arena *arena,
                      ra_diag *diag)
{
    static const char *const known[] = {
        "key",     "label",    "value",       "printed",      "digits", "unit",   "year",
        "basis",   "source",   "status",      "aliases",      "note",   "region", "provider",
        "subject", "quantity", "recommended", "distribution", NULL};
    if (ra_value_kind(object) != RA_OBJECT) {
        ra_value_report(object, diag, RA_ERROR, "a row must be an object");
        return RA_INVALID;
    }
    *row = (ra_row){.table = table, .at = object};
    bool good = ra_value_check_keys(object, known, diag);
    good = ra_value_get_string(object, "key", true, &row->key, diag) &&
           check_key(object, row->key, diag) && good;
    good = ra_value_get_string(object, "label", true, &row->label, diag) && good;
    good = ra_value_get_string(object, "unit", true, &row->unit, diag) && good;
    good = check_figure(object, diag) && good;
    good = check_source(object, sources, diag) && good;
    good = read_subject(row, object, subjects, diag) && good;
    good = read_basis(row, object, diag) && good;
    good = read_optional(row, object, diag) && good;
    if (!good)
        return RA_INVALID;
    row->path = make_path(row, arena);
    return row->path ? RA_OK : RA_NOMEM;
}
