#include "models/lookup_words.h"

#include <stdlib.h>
#include <string.h>

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Letters, digits and points make words ("p4d.24xlarge"), and so do bytes beyond ASCII. */
static bool is_word(char c)
{
    unsigned char u = (unsigned char)c;
    return (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '.' ||
           u >= 0x80;
}

/* Finds the next word of a text. Returned: its length; 0 behind the last. */
static size_t next_word(const char **text)
{
    size_t length = 0;
    while (**text && !is_word(**text))
        (*text)++;
    while ((*text)[length] && is_word((*text)[length]))
        length++;
    return length;
}

static int read_year(const char *word)
{
    bool year = strlen(word) == 4 && strspn(word, "0123456789") == 4;
    int value = year ? atoi(word) : 0;
    return value >= 1900 && value < 2100 ? value : 0;
}

bool ra_query_read(ra_query *query, const char *text, ra_arena *arena)
{
    ra_text name = {0};
    *query = (ra_query){0};
    ra_text_append(&name, "");
    for (size_t length; (length = next_word(&text)) > 0 && query->count < RA_LOOKUP_MAX_WORDS;
         text += length) {
        char *word = ra_arena_alloc(arena, length + 1, 1);
        if (!word)
            break;
        for (size_t i = 0; i < length; i++)
            word[i] = small(text[i]);
        query->words[query->count++] = word;
        if (read_year(word))
            query->year = read_year(word);
        else
            ra_text_format(&name, "%s%s", name.length ? " " : "", word);
    }
    query->name = name.failed ? NULL : ra_arena_text(arena, name.data, name.length);
    ra_text_free(&name);
    return query->name && (query->count > 0 || next_word(&text) == 0);
}

bool ra_query_is(const ra_query *query, const char *name)
{
    const char *q = query->name;
    if (!name || !*q)
        return false;
    for (size_t length; (length = next_word(&name)) > 0; name += length) {
        if (q != query->name && *q++ != ' ')
            return false;
        for (size_t i = 0; i < length; i++)
            if (*q++ != small(name[i]))
                return false;
    }
    return !*q;
}

static bool text_has(const char *text, const char *word)
{
    size_t wanted = strlen(word);
    if (!text)
        return false;
    for (size_t length; (length = next_word(&text)) > 0; text += length) {
        size_t i = 0;
        while (i < length && i < wanted && small(text[i]) == word[i])
            i++;
        if (i == wanted && (length == wanted || wanted >= 3))
            return true;
    }
    return false;
}

static const ra_value *first_alias(const ra_value *object)
{
    const ra_value *aliases = object ? ra_value_find(object, "aliases") : NULL;
    return aliases ? ra_value_first(aliases) : NULL;
}

static bool aliases_have(const ra_value *object, const char *word)
{
    for (const ra_value *a = first_alias(object); a; a = ra_value_next(a))
        if (text_has(ra_value_string(a), word))
            return true;
    return false;
}

static bool row_has(const ra_row *row, const char *word)
{
    const ra_subject *subject = row->subject;
    const ra_value *basis = ra_value_find(row->at, "basis");
    if (read_year(word))
        return row->year == read_year(word);
    return text_has(row->path, word) || text_has(row->label, word) ||
           text_has(row->quantity, word) || aliases_have(row->at, word) ||
           text_has(basis ? ra_value_string(basis) : NULL, word) ||
           (subject && (text_has(subject->label, word) || text_has(subject->place, word) ||
                        text_has(subject->provider, word) || aliases_have(subject->at, word)));
}

bool ra_query_fits(const ra_query *query, const ra_row *row)
{
    for (size_t i = 0; i < query->count; i++)
        if (!row_has(row, query->words[i]))
            return false;
    return query->count > 0;
}

static bool is_alias(const ra_query *query, const ra_value *object)
{
    for (const ra_value *a = first_alias(object); a; a = ra_value_next(a))
        if (ra_query_is(query, ra_value_string(a)))
            return true;
    return false;
}

bool ra_query_names_row(const ra_query *query, const ra_row *row)
{
    /* A key may hold a year, which the query's name lacks. */
    ra_query whole = *query;
    ra_text text = {0};
    for (size_t i = 0; i < query->count; i++)
        ra_text_format(&text, "%s%s", i ? " " : "", query->words[i]);
    whole.name = text.data ? text.data : "";
    bool found = ra_query_is(&whole, row->key) || ra_query_is(&whole, row->path) ||
                 ra_query_is(&whole, row->label) || is_alias(&whole, row->at);
    ra_text_free(&text);
    return found;
}

bool ra_query_names_subject(const ra_query *query, const ra_row *row)
{
    const ra_subject *subject = row->subject;
    if (!subject)
        return is_alias(query, row->at);
    return ra_query_is(query, subject->id) || ra_query_is(query, subject->label) ||
           is_alias(query, subject->at);
}
