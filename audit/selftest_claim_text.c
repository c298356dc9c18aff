/* The claim that a reference case stands for, written in the claim language. */
#include <string.h>

#include "audit/selftest_kind.h"

/* An input keeps its value on both sides; its law is on the audited one. Without a value the
 * median of the law is the point estimate. */
static void emit_input(const ra_case_run *run, const ra_value *input, ra_text *out)
{
    const ra_value *value = ra_value_find(input, "value"), *law = ra_value_find(input, "law");
    const ra_value *printed = ra_value_find(input, "printed");
    const ra_dist *dist = law != NULL ? ra_case_law(run, input) : NULL;

    ra_text_format(out, "{\"id\": \"%s\", \"label\": \"%s\", \"published\": {", ra_value_key(input),
                   ra_value_key(input));
    ra_text_append(out, printed != NULL ? "\"printed\": " : "\"value\": ");
    if (printed != NULL || value != NULL) {
        ra_value_emit(printed != NULL ? printed : value, out);
    } else {
        ra_text_number(out, dist != NULL ? ra_dist_quantile(dist, 0.5, false) : 1);
    }
    ra_text_append(out, ", \"unit\": \"1\"}");
    if (law != NULL) {
        ra_text_append(out, ", \"audited\": {\"reason\": \"reference case\", \"distribution\": ");
        ra_value_emit(law, out);
        ra_text_append(out, "}");
    }
    ra_text_append(out, "}");
}

static void emit_claim(const ra_case_run *run, const ra_value *object, ra_text *out)
{
    const ra_value *inputs = ra_value_find(object, "inputs");
    const ra_value *correlations = ra_value_find(object, "correlations");

    ra_text_format(out, "{\"id\": \"%s\", \"title\": \"Reference case\", ", run->which->id);
    ra_text_append(out, "\"published\": {\"step\": \"y\", \"value\": 1, \"unit\": \"1\"}, ");
    ra_text_append(out, "\"steps\": [{\"id\": \"y\", \"label\": \"y\", \"formula\": ");
    ra_value_emit(ra_value_find(object, "formula"), out);
    ra_text_append(out, ", \"unit\": \"1\"}], \"assumptions\": [");
    for (const ra_value *v = ra_value_first(inputs); v != NULL; v = ra_value_next(v)) {
        emit_input(run, v, out);
        ra_text_append(out, ra_value_next(v) != NULL ? ", " : "]");
    }
    if (correlations != NULL) {
        ra_text_append(out, ", \"correlations\": ");
        ra_value_emit(correlations, out);
    }
    ra_text_append(out, "}");
}

/* Checks the members that the text is made of, so that messages point at them. */
static bool check_members(const ra_case_run *run, const ra_value *object)
{
    static const char *const known[] = {"value", "printed", "law", NULL};
    const ra_value *inputs = NULL;
    const char *formula;
    bool good = ra_value_get_object(object, "inputs", true, &inputs, run->diag);

    good = ra_value_get_string(object, "formula", true, &formula, run->diag) && good;
    for (const ra_value *v = inputs != NULL ? ra_value_first(inputs) : NULL; v != NULL;
         v = ra_value_next(v)) {
        if (ra_value_kind(v) != RA_OBJECT) {
            ra_value_report(v, run->diag, RA_ERROR, "an input is an object with 'law' or 'value'");
            good = false;
            continue;
        }
        good = ra_value_check_keys(v, known, run->diag) && good;
        good = (ra_value_find(v, "law") == NULL || ra_case_law(run, v) != NULL) && good;
    }
    if (good && ra_value_count(inputs) == 0) {
        ra_value_report(inputs, run->diag, RA_ERROR, "a claim needs inputs");
        good = false;
    }
    return good;
}

/* What the claim language says of the claim is said at the case. */
static void report_messages(const ra_case_run *run, const ra_value *object, const ra_diag *inner)
{
    const ra_value *formula = ra_value_find(object, "formula");

    for (size_t i = 0; i < ra_diag_kept(inner); i++) {
        const ra_message *message = ra_diag_message(inner, i);
        if (message->severity == RA_ERROR) {
            ra_value_report(formula, run->diag, RA_ERROR, "case '%s' is no claim: %s",
                            run->which->id, message->text);
        }
    }
}

ra_status ra_case_claim_parse(const ra_case_run *run, const ra_value *object, ra_claim **out)
{
    ra_text text = {0};
    ra_diag *inner = NULL;
    ra_status status = RA_INVALID;

    *out = NULL;
    if (!check_members(run, object)) {
        return RA_INVALID;
    }
    emit_claim(run, object, &text);
    inner = ra_diag_new();
    if (text.failed || inner == NULL) {
        status = RA_NOMEM;
        goto done;
    }
    status = ra_claim_parse(out, run->data, run->which->id, text.data, text.length, inner);
    if (status == RA_INVALID) {
        report_messages(run, object, inner);
    }
done:
    ra_diag_free(inner);
    ra_text_free(&text);
    return status;
}

uint32_t ra_case_claim_find(const ra_case_run *run, const ra_claim *claim,
                            const ra_case_number *number, size_t i)
{
    uint32_t found = UINT32_MAX;

    if (number->of[i] == NULL) {
        ra_value_report(number->at, run->diag, RA_ERROR, "'of' must say of which input%s",
                        i > 0 ? "s" : "");
        return UINT32_MAX;
    }
    found = ra_claim_find(claim, number->of[i]);
    if (found == UINT32_MAX || found >= claim->assumption_count) {
        ra_value_report(number->at, run->diag, RA_ERROR, "there is no input '%s'", number->of[i]);
        return UINT32_MAX;
    }
    return found;
}
