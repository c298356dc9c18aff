#include "audit/result.h"

#include <math.h>
#include <string.h>

#include "audit/builder.h"
#include "audit/names.h"
#include "models/alloc.h"

/* Room for a result of the largest claim that is accepted. */
#define RESULT_MEMORY ((size_t)64 << 20)

RA_LOOKUP(const char *, ra_engine_name, ra_engine, RA_ENGINE_LIST, RA_NAME_OF)
RA_LOOKUP(const char *, ra_consistency_name, ra_consistency, RA_CONSISTENCY_LIST, RA_NAME_OF)
RA_LOOKUP(const char *, ra_consistency_text, ra_consistency, RA_CONSISTENCY_LIST, RA_TEXT_OF)
RA_LOOKUP(const char *, ra_slip_name, ra_slip_kind, RA_SLIP_LIST, RA_NAME_OF)
RA_LOOKUP(const char *, ra_slip_text, ra_slip_kind, RA_SLIP_LIST, RA_TEXT_OF)
RA_LOOKUP(const char *, ra_sensitivity_name, ra_sensitivity_method, RA_SENSITIVITY_LIST, RA_NAME_OF)
RA_LOOKUP(const char *, ra_sensitivity_text, ra_sensitivity_method, RA_SENSITIVITY_LIST, RA_TEXT_OF)
RA_LOOKUP(const char *, ra_verdict_name, ra_verdict, RA_VERDICT_LIST, RA_NAME_OF)
RA_LOOKUP(int, ra_verdict_exit, ra_verdict, RA_VERDICT_LIST, RA_TEXT_OF)

/* Copies the plan's texts, which need not outlive the audit. */
static ra_status copy_texts(ra_result *result, ra_arena *arena, const ra_plan *plan)
{
    size_t count = 0;

    result->version = ra_arena_text(arena, plan->version != NULL ? plan->version : "",
                                    plan->version != NULL ? strlen(plan->version) : 0);
    if (plan->command != NULL) {
        result->command = ra_arena_text(arena, plan->command, strlen(plan->command));
    }
    while (plan->overrides != NULL && plan->overrides[count] != NULL) {
        count++;
    }
    result->overrides = ra_arena_alloc(arena, count + 1, sizeof *result->overrides);
    if (result->version == NULL || result->overrides == NULL ||
        (plan->command != NULL && result->command == NULL)) {
        return RA_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        result->overrides[i] = ra_arena_text(arena, plan->overrides[i], strlen(plan->overrides[i]));
        if (result->overrides[i] == NULL) {
            return RA_NOMEM;
        }
    }
    return RA_OK;
}

static const char *copy_text(ra_arena *arena, const char *text, bool *failed)
{
    const char *copy = text != NULL ? ra_arena_text(arena, text, strlen(text)) : NULL;

    *failed = *failed || (text != NULL && copy == NULL);
    return copy;
}

/* Copies what was measured, whose texts need not outlive the audit either. */
static ra_status copy_measured(ra_result *result, ra_arena *arena, const ra_plan *plan)
{
    uint32_t count = plan->measured.count;
    ra_replacement *items = ra_arena_alloc(arena, count + 1, sizeof *items);
    bool failed = items == NULL;

    for (uint32_t i = 0; i < count && !failed; i++) {
        items[i] = plan->measured.items[i];
#define X(name, text) items[i].name = copy_text(arena, items[i].name, &failed);
        RA_REPLACEMENT_TEXTS(X)
#undef X
    }
    result->measured = plan->measured;
    result->measured.items = items;
    return failed ? RA_NOMEM : RA_OK;
}

ra_status ra_result_new(ra_result **out, const ra_claim *claim, const ra_plan *plan)
{
    ra_arena *arena = ra_arena_new(RESULT_MEMORY);

    *out = NULL;
    if (arena == NULL) {
        return RA_NOMEM;
    }
    ra_result *result = ra_arena_alloc(arena, 1, sizeof *result);
    struct ra_result_private *own = ra_arena_alloc(arena, 1, sizeof *own);
    if (result == NULL || own == NULL) {
        ra_arena_free(arena);
        return RA_NOMEM;
    }
    own->arena = arena;
    result->own = own;
    result->claim = claim;
    result->trials = plan->trials;
    result->seed = plan->seed;
    result->sampling = plan->sampling;
    result->replicates = ra_sampling_replicates(plan->sampling);
    result->engine = plan->engine;
    result->exact = plan->exact;
    result->level = plan->level;
    *out = result;
    ra_status status = copy_texts(result, arena, plan);
    return status == RA_OK ? copy_measured(result, arena, plan) : status;
}

void ra_result_free(ra_result *result)
{
    if (result != NULL) {
        ra_arena_free(result->own->arena); /* the result itself is in it */
    }
}

char *ra_builder_text(ra_builder *builder, const ra_text *text)
{
    if (text->failed) {
        return NULL;
    }
    return ra_arena_text(builder->arena, text->data != NULL ? text->data : "", text->length);
}
