/* The inverse distribution function as a formula of a spreadsheet or a web page. */
#include "models/dist_types.h"

#include <math.h>
#include <string.h>

#include "models/expr.h"

enum { LIST_MOST = 100 }; /* longer lists make no readable formula */

/* Appends a number. Both languages read 1E+20, spreadsheets only that. */
static void emit_bare(double value, ra_text *out)
{
    size_t start = out->length;
    ra_text_number(out, value);
    char *e = out->failed || !out->data ? NULL : strchr(out->data + start, 'e');
    if (e)
        *e = 'E';
}

/* The same, in brackets where it starts with a minus. */
static void emit_number(double value, ra_text *out)
{
    ra_text_append(out, value < 0 ? "(" : "");
    emit_bare(value, out);
    ra_text_append(out, value < 0 ? ")" : "");
}

/* Fills a template: %u the uniform number, %1 to %5 the parameters, or their names. */
static void emit_template(const ra_dist *dist, const char *template, const char *u,
                          const char *const *names, ra_text *out)
{
    for (const char *at = template; *at; at++) {
        if (*at != '%') {
            ra_text_append_bytes(out, at, 1);
            continue;
        }
        at++;
        if (*at == 'u')
            ra_text_append(out, u);
        else if (names)
            ra_text_append(out, names[*at - '1']);
        else
            emit_number(dist->parameter[*at - '1'], out);
    }
}

/* LOOKUP(u, {0, c0, c1}, {v0, v1, v2}) finds the last cumulative weight that u has passed. */
static void emit_lookup(const ra_dist *dist, const char *u, ra_text *out)
{
    ra_text_format(out, "LOOKUP(%s,{0", u);
    for (size_t i = 0; i + 1 < dist->count; i++) {
        ra_text_append(out, ",");
        emit_bare(dist->cumulative[i], out);
    }
    for (size_t i = 0; i < dist->count; i++) {
        ra_text_append(out, i ? "," : "},{");
        emit_bare(dist->values[i], out);
    }
    ra_text_append(out, "})");
}

/* (u<=c0?v0:u<=c1?v1:v2) */
static void emit_choices(const ra_dist *dist, const char *u, ra_text *out)
{
    ra_text_append(out, "(");
    for (size_t i = 0; i + 1 < dist->count; i++) {
        ra_text_format(out, "%s<=", u);
        emit_bare(dist->cumulative[i], out);
        ra_text_append(out, "?");
        emit_number(dist->values[i], out);
        ra_text_append(out, ":");
    }
    emit_number(dist->values[dist->count - 1], out);
    ra_text_append(out, ")");
}

/* Appends the uniform number of the untruncated law, (F(a) + (F(b) - F(a)) u). Returned: false
 * where both ends lie so far up that 1 - F has no digits left. */
static bool emit_truncated_uniform(const ra_dist *dist, const char *u, ra_text *out)
{
    double from = dist->type->cdf(dist, dist->truncate_low, false);
    double to = dist->type->cdf(dist, dist->truncate_high, false);
    if (1 - from < 1e-4)
        return false;
    ra_text_append(out, "(");
    emit_bare(from, out);
    ra_text_append(out, "+");
    emit_bare(to - from, out);
    ra_text_format(out, "*%s)", u);
    return true;
}

/* The law without its clipping. */
static bool emit_inner(const ra_dist *dist, bool excel, const char *u, const char *const *names,
                       ra_text *out)
{
    const char *template = excel ? dist->type->excel : dist->type->javascript;
    bool list = dist->type->discrete && dist->cumulative;
    if (!template && !(list && dist->count <= LIST_MOST))
        return false;
    /* Spreadsheets cut the degrees of freedom to a whole number. */
    if (excel && dist->type == &ra_dist_student_t &&
        dist->parameter[0] != floor(dist->parameter[0]))
        return false;
    ra_text mapped = {0};
    bool ok = true;
    if (dist->truncate_low > -INFINITY || dist->truncate_high < INFINITY) {
        ok = emit_truncated_uniform(dist, u, &mapped) && !mapped.failed;
        u = mapped.data;
    }
    if (ok && template)
        emit_template(dist, template, u, u == mapped.data ? NULL : names, out);
    else if (ok && excel)
        emit_lookup(dist, u, out);
    else if (ok)
        emit_choices(dist, u, out);
    out->failed = out->failed || mapped.failed;
    ra_text_free(&mapped);
    return ok;
}

bool ra_dist_emit(const ra_dist *dist, int dialect, const char *u, ra_text *out)
{
    return ra_dist_emit_named(dist, dialect, u, NULL, out);
}

bool ra_dist_emit_named(const ra_dist *dist, int dialect, const char *u, const char *const *names,
                        ra_text *out)
{
    bool excel = dialect == RA_DIALECT_EXCEL;
    if (!excel && dialect != RA_DIALECT_JAVASCRIPT)
        return false;
    bool low = dist->clip_low > -INFINITY, high = dist->clip_high < INFINITY;
    ra_text inner = {0};
    bool ok = emit_inner(dist, excel, u, names, &inner) && !inner.failed;
    if (ok && low) {
        ra_text_append(out, excel ? "MAX(" : "Math.max(");
        emit_number(dist->clip_low, out);
        ra_text_append(out, ",");
    }
    if (ok && high) {
        ra_text_append(out, excel ? "MIN(" : "Math.min(");
        emit_number(dist->clip_high, out);
        ra_text_append(out, ",");
    }
    if (ok) {
        ra_text_append(out, inner.data);
        ra_text_append(out, low ? ")" : "");
        ra_text_append(out, high ? ")" : "");
    }
    out->failed = out->failed || inner.failed;
    ra_text_free(&inner);
    return ok;
}
