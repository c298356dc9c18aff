#include "models/claim.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "models/alloc.h"
#include "models/claim_private.h"

void *claim_alloc(ra_build *b, size_t count, size_t size)
{
    void *memory = ra_arena_alloc(b->arena, count, size);
    if (!memory)
        b->no_memory = true;
    return memory;
}

char *claim_format(ra_build *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *text = length < 0 ? NULL : claim_alloc(b, (size_t)length + 1, 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(args);
    return text;
}

void claim_free_overrides(ra_override *overrides, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ra_free(overrides[i].id);
        ra_free(overrides[i].text);
        ra_free(overrides[i].reason);
        ra_json_free(overrides[i].law);
        ra_json_free(overrides[i].measured);
        ra_free(overrides[i].row);
    }
    ra_free(overrides);
}

ra_data *ra_claim_data(const ra_claim *claim)
{
    return claim->own->data;
}

void ra_claim_free(ra_claim *claim)
{
    if (!claim)
        return;
    ra_claim_private *own = claim->own;
    if (own) {
        claim_free_files(own);
        ra_arena_free(own->arena);
        ra_chain_free(own->chain);
        ra_json_free(own->json);
        claim_free_overrides(own->overrides, own->override_count);
        ra_free(own->row);
        ra_free(own->audit);
        ra_free(own);
    }
    ra_units_free(claim->units);
    ra_free(claim);
}

/* Whether a claim has other units than the number 1, or may take some over: then what is wrong with
 * their definitions is said before all else. Recursion is bounded by the depth of a document. */
static bool names_units(const ra_value *value)
{
    static const char *const taking[] = {"chain", "table", "counts"};
    const char *key = ra_value_key(value);
    for (size_t i = 0; key && i < sizeof taking / sizeof *taking; i++)
        if (strcmp(key, taking[i]) == 0)
            return true;
    if (key && strcmp(key, "unit") == 0)
        return ra_value_kind(value) != RA_STRING || strcmp(ra_value_string(value), "1") != 0;
    for (const ra_value *v = ra_value_first(value); v; v = ra_value_next(v))
        if (names_units(v))
            return true;
    return false;
}

/* An empty claim with its memory and the unit system of what it is read from. */
static ra_claim *new_claim(ra_data *data, const ra_value *root, ra_diag *diag, ra_status *status)
{
    *status = RA_NOMEM;
    ra_text path = {0};
    ra_claim *claim = ra_calloc(1, sizeof *claim);
    if (!claim)
        return NULL;
    claim->own = ra_calloc(1, sizeof *claim->own);
    if (claim->own)
        claim->own->arena = ra_arena_new(RA_CLAIM_MEMORY);
    ra_text_format(&path, "%s/datasets/units.xml", ra_data_root(data));
    if (claim->own && claim->own->arena && path.data && !path.failed) {
        claim->own->data = data;
        *status = names_units(root) ? ra_units_load(&claim->units, path.data, diag)
                                    : ra_units_open(&claim->units, path.data, diag);
    }
    ra_text_free(&path);
    if (*status != RA_OK) {
        ra_claim_free(claim);
        return NULL;
    }
    return claim;
}

/* The passes, in the order of claim_private.h. */
static void run_passes(ra_build *b)
{
    void (*const passes[])(ra_build *) = {claim_choose,       claim_read_head,
                                          claim_list_quantities,
                                          claim_read_figures, claim_find_roles, claim_read_headline,
                                          claim_bind,         claim_sort,
                                          claim_use,          claim_retire,
                                          claim_read_totals,  claim_find_values,  claim_check,
                                          claim_read_audits,  claim_read_correlations,
                                          claim_read_rows};
    for (size_t i = 0;
         i < sizeof passes / sizeof *passes && !b->no_memory && !b->unknown_variant; i++)
        passes[i](b);
}

static void add_text(ra_build *b, const char *kind, const char *text)
{
    if (!text)
        return;
    ra_sha256_bytes(b->sum, kind, strlen(kind));
    ra_sha256_bytes(b->sum, text, strlen(text) + 1);
}

/* The hash is also that of what was chosen and changed. */
static void add_choices(ra_build *b)
{
    add_text(b, "row", b->own->row);
    add_text(b, "audit", b->own->audit);
    for (size_t i = 0; i < b->own->override_count; i++) {
        ra_sha256_bytes(b->sum, b->own->overrides[i].id, strlen(b->own->overrides[i].id) + 1);
        ra_sha256_bytes(b->sum, b->own->overrides[i].text, strlen(b->own->overrides[i].text) + 1);
    }
}

/* Makes the claim of the document that `claim` already owns. */
static ra_status make(ra_claim *claim, ra_diag *diag)
{
    ra_build b = {.claim = claim,
                  .own = claim->own,
                  .arena = claim->own->arena,
                  .data = claim->own->data,
                  .diag = diag,
                  .root = ra_json_root(claim->own->json),
                  .errors = ra_diag_count(diag, RA_ERROR),
                  .solved = RA_NOWHERE};
    size_t length = 0;
    const char *text = ra_json_text(claim->own->json, &length);
    b.sum = ra_sha256_new();
    if (!b.sum)
        return RA_NOMEM;
    ra_sha256_bytes(b.sum, text, length);
    claim->file = ra_json_name(claim->own->json);
    if (ra_value_kind(b.root) != RA_OBJECT)
        ra_value_report(b.root, diag, RA_ERROR, "a claim is an object");
    else if (!claim_has_blanks(&b))
        run_passes(&b);
    add_choices(&b);
    ra_sha256_text(b.sum, claim->sha256);
    ra_sha256_free(b.sum);
    claim->own->items = b.items;
    if (b.sources_status == RA_NOMEM || b.sources_status == RA_IO)
        return b.sources_status;
    if (b.no_memory) {
        ra_diag_report(diag, RA_ERROR, NULL, "no memory for the claim %s (at most %zu MiB)",
                       claim->file, RA_CLAIM_MEMORY >> 20);
        return RA_NOMEM;
    }
    if (ra_diag_count(diag, RA_ERROR) == b.errors)
        return RA_OK;
    return b.unknown_variant ? RA_USAGE : RA_INVALID;
}

/* Keeps a copy of the ids, which `make` looks for. */
static ra_status set_variant(ra_claim *claim, const ra_variant *variant)
{
    const char *const from[] = {variant->row, variant->audit};
    char **const to[] = {&claim->own->row, &claim->own->audit};
    for (int i = 0; i < 2; i++) {
        size_t size = from[i] ? strlen(from[i]) + 1 : 0;
        if (from[i] && !(*to[i] = ra_alloc(size)))
            return RA_NOMEM;
        if (from[i])
            memcpy(*to[i], from[i], size);
    }
    return RA_OK;
}

/* Takes over `json` and `overrides`, whatever comes out. */
static ra_status make_from(ra_claim **out, ra_data *data, ra_json *json, const ra_variant *variant,
                           ra_override *overrides, size_t count, ra_diag *diag)
{
    ra_status status;
    ra_claim *claim = new_claim(data, ra_json_root(json), diag, &status);
    if (!claim) {
        ra_json_free(json);
        claim_free_overrides(overrides, count);
        return status;
    }
    claim->own->json = json;
    claim->own->overrides = overrides;
    claim->own->override_count = count;
    status = set_variant(claim, variant);
    if (status == RA_OK)
        status = make(claim, diag);
    if (status != RA_OK) {
        ra_claim_free(claim);
        return status;
    }
    *out = claim;
    return RA_OK;
}

static const ra_variant usual = {NULL, NULL};

ra_status ra_claim_load(ra_claim **out, ra_data *data, const char *path, ra_diag *diag)
{
    return ra_claim_load_variant(out, data, path, &usual, diag);
}

ra_status ra_claim_load_variant(ra_claim **out, ra_data *data, const char *path,
                                const ra_variant *variant, ra_diag *diag)
{
    ra_json *json = NULL;
    ra_status status = ra_json_load(&json, path, diag);
    if (status != RA_OK)
        return status;
    return make_from(out, data, json, variant, NULL, 0, diag);
}

ra_status ra_claim_parse(ra_claim **out, ra_data *data, const char *name, const char *text,
                         size_t length, ra_diag *diag)
{
    ra_json *json = NULL;
    ra_status status = ra_json_parse(&json, name, text, length, diag);
    if (status != RA_OK)
        return status;
    return make_from(out, data, json, &usual, NULL, 0, diag);
}

ra_status claim_remake(ra_claim *claim, ra_override *overrides, size_t count, ra_diag *diag)
{
    size_t length = 0;
    const char *text = ra_json_text(claim->own->json, &length);
    ra_json *json = NULL;
    ra_status status = ra_json_parse(&json, ra_json_name(claim->own->json), text, length, diag);
    if (status != RA_OK) {
        claim_free_overrides(overrides, count);
        return status;
    }
    ra_claim *fresh = NULL;
    const ra_variant variant = {claim->own->row, claim->own->audit};
    status = make_from(&fresh, claim->own->data, json, &variant, overrides, count, diag);
    if (status != RA_OK)
        return status;
    ra_claim old = *claim;
    *claim = *fresh;
    *fresh = old;
    ra_claim_free(fresh);
    return RA_OK;
}
