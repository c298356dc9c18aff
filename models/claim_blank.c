/* Places that a new claim leaves to be filled in: texts that begin with "FILL IN". As long as there
 * are any, nothing else is said about the claim, since most of it would follow from them. */
#include <string.h>

#include "models/claim_private.h"

static const char mark[] = RA_CLAIM_BLANK;

static void report_blank(const ra_value *text, ra_diag *diag)
{
    const char *what = ra_value_string(text) + sizeof mark - 1;
    what += strspn(what, ": ");
    ra_value_report(text, diag, RA_ERROR, "to be filled in%s%s", *what ? ": " : "", what);
}

/* The reader bounds the depth of a document. */
static bool find_blanks(const ra_value *value, ra_diag *diag)
{
    bool any = false;
    ra_value_type kind = ra_value_kind(value);
    if (kind == RA_STRING && strncmp(ra_value_string(value), mark, sizeof mark - 1) == 0) {
        report_blank(value, diag);
        return true;
    }
    if (kind != RA_ARRAY && kind != RA_OBJECT)
        return false;
    for (const ra_value *v = ra_value_first(value); v; v = ra_value_next(v))
        any = find_blanks(v, diag) || any;
    return any;
}

bool claim_has_blanks(const ra_build *b)
{
    return find_blanks(b->root, b->diag);
}
