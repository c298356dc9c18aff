/* UDUNITS-2 reads the definitions but cannot list what it has read. This file takes the words from
 * the same text: it looks at the elements <value>, <name>, <symbol>, <singular> and <plural> alone,
 * whose order units.xml keeps, and leaves the checking of the XML to UDUNITS-2. */
#include "models/unit_core.h"

#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/file.h"

#define FIRST_ROOM   64
#define LARGEST_FILE ((size_t)1 << 20)

/* Makes room for one more item. */
static void *grown(void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    size_t more = *room ? *room * 2 : FIRST_ROOM;
    void *moved = ra_realloc(items, more * size);
    if (moved)
        *room = more;
    return moved;
}

bool ra_unit_words_add(ra_unit_words *words, const char *text, bool symbol, bool plural, void *real)
{
    void *moved = grown(words->words, words->word_count, &words->word_room, sizeof *words->words);
    if (!moved)
        return false;
    words->words = moved;
    words->words[words->word_count++] = (ra_unit_word){text, symbol, plural, real, NULL};
    return true;
}

static bool add_prefix(ra_unit_words *words, const char *text, bool symbol, double value)
{
    void *moved =
        grown(words->prefixes, words->prefix_count, &words->prefix_room, sizeof *words->prefixes);
    if (!moved)
        return false;
    words->prefixes = moved;
    words->prefixes[words->prefix_count++] = (ra_unit_prefix){text, symbol, value};
    return true;
}

void ra_unit_words_free(ra_unit_words *words)
{
    ra_free(words->words);
    ra_free(words->prefixes);
}

/* One element that holds nothing but text: <tag>content</. */
typedef struct {
    const char *tag, *content;
    size_t tag_length, content_length;
} element;

/* Moves behind the next such element; NULL at the end. Comments are passed over. */
static const char *next_element(const char *at, element *out)
{
    while ((at = strchr(at, '<'))) {
        if (strncmp(at, "<!--", 4) == 0) {
            at = strstr(at, "-->");
            if (!at)
                return NULL;
            continue;
        }
        out->tag = ++at;
        out->tag_length = strcspn(at, " />\t\r\n");
        const char *content = at + strcspn(at, "<>");
        if (*content != '>')
            continue;
        out->content = content + 1;
        out->content_length = strcspn(out->content, "<");
        at = out->content + out->content_length;
        if (strncmp(at, "</", 2) == 0 && out->tag_length > 0)
            return at;
    }
    return NULL;
}

static bool is(const element *e, const char *tag)
{
    return strlen(tag) == e->tag_length && strncmp(e->tag, tag, e->tag_length) == 0;
}

static bool read_words(ra_unit_words *words, ra_arena *arena, const char *xml)
{
    /* <value> stands in front of a prefix's words, <unit> holds none. */
    const char *units = strstr(xml, "<unit>");
    double value = 1;
    element e;
    while ((xml = next_element(xml, &e))) {
        bool symbol = is(&e, "symbol");
        bool plural = is(&e, "plural");
        bool prefix = !units || e.tag < units;
        if (is(&e, "value")) {
            value = strtod(e.content, NULL);
            continue;
        }
        if (!symbol && !plural && !is(&e, prefix ? "name" : "singular"))
            continue;
        const char *text = ra_arena_text(arena, e.content, e.content_length);
        if (!text || !(prefix ? add_prefix(words, text, symbol, value)
                              : ra_unit_words_add(words, text, symbol, plural, NULL)))
            return false;
    }
    return true;
}

ra_status ra_unit_words_load(ra_unit_words *words, ra_arena *arena, const char *path, ra_diag *diag)
{
    char *xml;
    size_t length;
    ra_status status = ra_file_load(&xml, &length, path, LARGEST_FILE, diag);
    if (status != RA_OK)
        return status;
    bool read = read_words(words, arena, xml);
    ra_free(xml);
    if (!read)
        ra_diag_report(diag, RA_ERROR, NULL, "out of memory");
    return read ? RA_OK : RA_NOMEM;
}

ra_status ra_unit_words_load_prefixes(ra_unit_words *words, ra_arena *arena, const char *path,
                                      ra_diag *diag)
{
    const char *slash = strrchr(path, '/');
    ra_text beside = {0};
    ra_text_append_bytes(&beside, path, slash ? (size_t)(slash - path) + 1 : 0);
    ra_text_append(&beside, "unit-prefixes.xml");
    ra_status status =
        beside.failed ? RA_NOMEM : ra_unit_words_load(words, arena, beside.data, diag);
    ra_text_free(&beside);
    return status;
}

static const ra_unit_word *find_whole(const ra_unit_words *words, const char *text, size_t length,
                                      const ra_unit_prefix *behind)
{
    for (size_t i = 0; i < words->word_count; i++) {
        const ra_unit_word *word = &words->words[i];
        if (strncmp(word->text, text, length) == 0 && word->text[length] == '\0' &&
            (!behind || behind->symbol == word->symbol))
            return word;
    }
    return NULL;
}

const ra_unit_word *ra_unit_words_find(const ra_unit_words *words, const char *text, size_t length,
                                       double *prefix)
{
    *prefix = 1;
    const ra_unit_word *word = find_whole(words, text, length, NULL);
    for (size_t i = 0; i < words->prefix_count && !word; i++) {
        const ra_unit_prefix *p = &words->prefixes[i];
        size_t skip = strlen(p->text);
        if (skip >= length || strncmp(p->text, text, skip) != 0)
            continue;
        word = find_whole(words, text + skip, length - skip, p);
        if (word)
            *prefix = p->value;
    }
    return word;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool alike(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b))
        a++, b++;
    return *a == *b;
}

bool ra_unit_words_alike(const ra_unit_words *words, const char *text)
{
    size_t i = 0;
    while (i < words->word_count && !alike(words->words[i].text, text))
        i++;
    return i < words->word_count;
}

/* Prefixes that are worth a suggestion, the likeliest first: of two that differ only in capitals
 * the first is taken. */
static const char *const usual[] = {"k", "M", "G", "T", "P", "m", "E", "u", "n"};
/* A shorter word is one letter away from too many symbols: GPU is not GPa. */
#define SHORTEST_GUESS 4

enum { USUAL = sizeof usual / sizeof *usual };

/* Returns every word, then every symbol with every usual prefix; one block, freed by the caller. */
static const char **candidates(const ra_unit_words *words, size_t *count)
{
    size_t room = words->word_count * (1 + USUAL), bytes = 0;
    for (size_t i = 0; i < words->word_count; i++)
        bytes += strlen(words->words[i].text) + 2;
    const char **list = ra_alloc(room * sizeof *list + bytes * USUAL);
    if (!list)
        return NULL;
    char *text = (char *)(list + room);
    *count = 0;
    for (size_t i = 0; i < words->word_count; i++)
        list[(*count)++] = words->words[i].text;
    for (size_t p = 0; p < USUAL; p++)
        for (size_t i = 0; i < words->word_count; i++) {
            if (!words->words[i].symbol)
                continue;
            size_t length = strlen(words->words[i].text);
            list[(*count)++] = text;
            *text++ = *usual[p];
            memcpy(text, words->words[i].text, length + 1);
            text += length + 1;
        }
    return list;
}

/* Returns the first of the words that is this one but for capitals, or NULL. */
static const char *find_alike(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (alike(list[i], text))
            return list[i];
    return NULL;
}

/* Returns how long the part of `text` is that is the start of `word`, but for capitals. */
static size_t common_start(const char *text, const char *word)
{
    size_t i = 0;
    while (text[i] && lower(text[i]) == lower(word[i]))
        i++;
    return i;
}

/* Returns the name that a short word is but for its last letter, as "Wat" is of watt; NULL: none. */
static const char *find_begun(const ra_unit_words *words, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < words->word_count && length == SHORTEST_GUESS - 1; i++) {
        const char *name = words->words[i].text;
        if (!words->words[i].symbol && strlen(name) == SHORTEST_GUESS &&
            common_start(text, name) == length)
            return name;
    }
    return NULL;
}

/* Returns the long prefix that a word begins with, "kilo" say, with a name behind it; NULL: none. */
static const char *find_long_prefix(const ra_unit_words *words, const char *text)
{
    for (size_t i = 0; i < words->prefix_count; i++) {
        const char *prefix = words->prefixes[i].text;
        size_t length = strlen(prefix);
        if (length >= SHORTEST_GUESS && common_start(text, prefix) == length && text[length])
            return prefix;
    }
    return NULL;
}

void ra_unit_words_nearest(const ra_unit_words *words, const char *text, ra_text *out)
{
    size_t count = 0;
    const char *prefix = find_long_prefix(words, text);
    const char *rest = prefix ? text + strlen(prefix) : text;
    const char **list = candidates(words, &count);
    const char *nearest = list ? find_alike(rest, list, count) : NULL;
    if (list && !nearest)
        nearest = strlen(rest) >= SHORTEST_GUESS ? ra_text_nearest(rest, list, count)
                                                 : find_begun(words, rest);
    if (nearest) {
        ra_text_append(out, prefix ? prefix : "");
        ra_text_append(out, nearest);
    }
    ra_free(list);
}
