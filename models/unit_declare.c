/* The things that a claim counts, and the list of all words. */
#include "models/unit_core.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_NAME 64

static ra_status fail(ra_unit_problem *problem, size_t position, const char *format, ...)
    RA_PRINTF(3, 4);

static ra_status fail(ra_unit_problem *problem, size_t position, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    problem->position = position;
    vsnprintf(problem->text, sizeof problem->text, format, args);
    va_end(args);
    return RA_INVALID;
}

/* A name is [a-z][a-z0-9_]* and does not end in a digit, which would be read as an exponent. */
static ra_status check_letters(const char *name, ra_unit_problem *problem)
{
    size_t length = strlen(name);
    if (length == 0)
        return fail(problem, 0, "a thing to count needs a name");
    if (length > LONGEST_NAME)
        return fail(problem, LONGEST_NAME, "a name has at most %d letters", LONGEST_NAME);
    size_t good = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (good < length || name[0] < 'a')
        return fail(problem, good < length ? good : 0,
                    "a thing to count is named by a lower-case letter, then letters, digits and "
                    "underscores");
    if (name[length - 1] <= '9')
        return fail(problem, length - 1,
                    "the name of a unit cannot end in a digit, which is read as an exponent");
    return RA_OK;
}

/* Words that mean something else in a unit. */
static bool is_reserved(const char *name)
{
    static const char *const reserved[] = {"per", "since", "from", "after", "ref",
                                           "lg",  "ln",    "lb",   "re",    "e"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strcmp(reserved[i], name) == 0)
            return true;
    return false;
}

static ra_status check_free(ra_units *units, const char *name, const char *what,
                            ra_unit_problem *problem)
{
    const ra_unit_words *words = ra_units_words(units);
    double prefix;
    if (is_reserved(name) || ra_unit_refusal(words, name, strlen(name)))
        return fail(problem, 0, "%s'%s' cannot be the name of a unit", what, name);
    if (ra_unit_words_alike(words, name) || ra_unit_words_find(words, name, strlen(name), &prefix))
        return fail(problem, 0, "%s'%s' is a unit already", what, name);
    return RA_OK;
}

/* Writes the regular English plural. */
static void form_plural(const char *name, char *out, size_t size)
{
    size_t length = strlen(name);
    char last = name[length - 1], before = length > 1 ? name[length - 2] : 'a';
    if (last == 'y' && !strchr("aeiou", before))
        snprintf(out, size, "%.*sies", (int)length - 1, name);
    else if (strchr("sxz", last) || (last == 'h' && strchr("cs", before)))
        snprintf(out, size, "%ses", name);
    else
        snprintf(out, size, "%ss", name);
}

ra_status ra_units_declare(ra_units *units, const char *name, ra_unit_problem *problem)
{
    ra_unit_problem ignored;
    if (!problem)
        problem = &ignored;
    *problem = (ra_unit_problem){0};
    ra_status status = check_letters(name, problem);
    if (status == RA_OK)
        status = check_free(units, name, "", problem);
    if (status != RA_OK)
        return status;
    char plural[LONGEST_NAME + 4];
    form_plural(name, plural, sizeof plural);
    status = check_free(units, plural, "its plural ", problem);
    if (status != RA_OK)
        return status;
    const char *one = ra_arena_text(ra_units_arena(units), name, strlen(name));
    const char *many = ra_arena_text(ra_units_arena(units), plural, strlen(plural));
    void *real = one && many ? ra_units_new_base(units, one) : NULL;
    if (real && ra_units_add_word(units, one, false, real) &&
        ra_units_add_word(units, many, true, real))
        return RA_OK;
    fail(problem, 0, "out of memory");
    return RA_NOMEM;
}

/* Returns what a word means, made once; a base unit means itself. */
static const char *define(const ra_units *units, ra_unit_word *word)
{
    ra_text text = {0};
    if (!word->definition && ra_units_define(units, word, &text) && !text.failed)
        word->definition = strcmp(text.data, word->text) == 0
                               ? "base unit"
                               : ra_arena_text(ra_units_arena(units), text.data, text.length);
    ra_text_free(&text);
    return word->definition ? word->definition : "";
}

const char *ra_units_name(const ra_units *units, size_t i, const char **definition)
{
    const ra_unit_words *words = ra_units_words(units);
    size_t at = 0;
    while (at < words->word_count && (words->words[at].plural || i-- > 0))
        at++;
    if (at == words->word_count)
        return NULL;
    if (definition)
        *definition = define(units, &words->words[at]);
    return words->words[at].text;
}
