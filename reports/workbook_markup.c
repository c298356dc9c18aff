/* The markup of cells, written faster than libxlsxwriter does.
 *
 * A workbook has some 30,000 cells. For each of them the library calls printf up to nine times and
 * clears 8 KiB of attributes, which took a third of the time of a workbook. It does that in
 * functions of its own that a program may replace (as workbook_scratch.c does); ours write the same
 * bytes, which a test compares with the library's own. Where the dynamic linker does not ask us,
 * because the library keeps a function to itself, the library's is used.
 *
 * What needs escapes is left to the library, so that there is one place that knows them. */
#define _GNU_SOURCE /* RTLD_NEXT, fwrite_unlocked */
#include "reports/workbook_markup.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/decimal.h"
#include "reports/workbook_library.h"

/* So that a program with the library linked into it keeps the library's. */
#define WEAK __attribute__((weak))

/* --- A piece of text, collected for one call of fwrite --- */

typedef struct {
    FILE *file;
    size_t length;
    char bytes[1000];
} piece;

static void flush(piece *p)
{
    fwrite_unlocked(p->bytes, 1, p->length, p->file);
    p->length = 0;
}

static void add_bytes(piece *p, const char *bytes, size_t count)
{
    if (count > sizeof p->bytes - p->length)
        flush(p);
    if (count > sizeof p->bytes) {
        fwrite_unlocked(bytes, 1, count, p->file);
        return;
    }
    memcpy(p->bytes + p->length, bytes, count);
    p->length += count;
}

static void add(piece *p, const char *text)
{
    add_bytes(p, text, strlen(text));
}

static void add_number(piece *p, double value)
{
    char digits[RA_DECIMAL_ROOM];

    add_bytes(p, digits, ra_decimal_write(digits, value));
}

#define WHOLE_ROOM 12 /* characters of a whole number of 32 bits */

/* Returns the start of the text of a whole number, which ends where `room` does. */
static const char *print_whole(char room[WHOLE_ROOM], int32_t value)
{
    size_t start = WHOLE_ROOM - 1;
    uint32_t size = value < 0 ? -(uint32_t)value : (uint32_t)value;

    room[start] = '\0';
    do {
        room[--start] = (char)('0' + size % 10);
        size /= 10;
    } while (size > 0);
    if (value < 0)
        room[--start] = '-';
    return &room[start];
}

/* --- Elements (xlsxwriter/xmlwriter.h) --- */

typedef struct xml_attribute_list attributes;
typedef void (*tag_writer)(FILE *file, const char *tag, attributes *list);

static const struct xml_attribute *first_of(attributes *list)
{
    return list != NULL ? STAILQ_FIRST(list) : NULL;
}

static bool has_escapes(attributes *list)
{
    for (const struct xml_attribute *a = first_of(list); a; a = STAILQ_NEXT(a, list_entries))
        if (strpbrk(a->value, "&<>\"\n") != NULL)
            return true;
    return false;
}

/* Calls the library's own function, which is there where ours took its place. */
static void call_library(const char *name, FILE *file, const char *tag, attributes *list)
{
    void *found = dlsym(RTLD_NEXT, name);
    tag_writer writer;

    if (found == NULL)
        abort();
    memcpy(&writer, &found, sizeof writer);
    writer(file, tag, list);
}

static void add_tag(piece *p, const char *tag, attributes *list, const char *end)
{
    add(p, "<");
    add(p, tag);
    for (const struct xml_attribute *a = first_of(list); a; a = STAILQ_NEXT(a, list_entries)) {
        add(p, " ");
        add(p, a->key);
        add(p, "=\"");
        add(p, a->value);
        add(p, "\"");
    }
    add(p, end);
}

/* Writes a tag, or lets the library's function of that name do it. */
static void write_tag(FILE *file, const char *tag, attributes *list, const char *end,
                      const char *name)
{
    piece p = {.file = file};

    if (has_escapes(list)) {
        call_library(name, file, tag, list);
        return;
    }
    add_tag(&p, tag, list, end);
    flush(&p);
}

WEAK void lxw_xml_start_tag(FILE *file, const char *tag, attributes *list)
{
    write_tag(file, tag, list, ">", "lxw_xml_start_tag");
}

WEAK void lxw_xml_empty_tag(FILE *file, const char *tag, attributes *list)
{
    write_tag(file, tag, list, "/>", "lxw_xml_empty_tag");
}

WEAK void lxw_xml_end_tag(FILE *file, const char *tag)
{
    piece p = {.file = file};

    add(&p, "</");
    add(&p, tag);
    add(&p, ">");
    flush(&p);
}

static void add_data(piece *p, const char *data)
{
    if (strpbrk(data, "&<>") == NULL) {
        add(p, data);
        return;
    }
    char *escaped = lxw_escape_data(data);
    if (escaped != NULL)
        add(p, escaped);
    free(escaped);
}

WEAK void lxw_xml_data_element(FILE *file, const char *tag, const char *data, attributes *list)
{
    piece p = {.file = file};

    if (has_escapes(list)) {
        lxw_xml_start_tag(file, tag, list);
    } else {
        add_tag(&p, tag, list, ">");
    }
    add_data(&p, data);
    add(&p, "</");
    add(&p, tag);
    add(&p, ">");
    flush(&p);
}

/* --- Attributes, whose unused room the library clears --- */

static void copy(char *room, const char *text)
{
    size_t length = strnlen(text, LXW_MAX_ATTRIBUTE_LENGTH - 1);

    memcpy(room, text, length);
    room[length] = '\0';
}

/* The library frees it. */
WEAK struct xml_attribute *lxw_new_attribute_str(const char *key, const char *value)
{
    struct xml_attribute *made = malloc(sizeof *made);

    copy(made->key, key);
    copy(made->value, value);
    return made;
}

/* It prints as signed what it takes as unsigned. */
WEAK struct xml_attribute *lxw_new_attribute_int(const char *key, uint32_t value)
{
    char room[WHOLE_ROOM];

    return lxw_new_attribute_str(key, print_whole(room, (int32_t)value));
}

/* --- What the process that writes a workbook holds ends with it, a moment later --- */

WEAK void lxw_workbook_free(lxw_workbook *workbook)
{
    (void)workbook;
}

/* --- Addresses (xlsxwriter/utility.h) --- */

WEAK void lxw_rowcol_to_cell(char *address, lxw_row_t row, lxw_col_t column)
{
    char room[WHOLE_ROOM], letters[4], *start = letters + sizeof letters;

    /* A to Z, AA to ZZ, AAA ...: a number to the base 26 without a zero. */
    for (int c = column + 1; c > 0; c = (c - 1) / 26)
        *--start = (char)('A' + (c - 1) % 26);
    size_t count = (size_t)(letters + sizeof letters - start);
    memcpy(address, start, count);
    strcpy(address + count, print_whole(room, (int32_t)row + 1));
}

/* --- Cells: functions that the library shares in Debian's build alone, and only of this version
 * are known --- */

#if LXW_VERSION_ID == 114

void _write_number_cell(lxw_worksheet *sheet, const char *range, int32_t style,
                        const lxw_cell *cell);
void _write_formula_num_cell(lxw_worksheet *sheet, const lxw_cell *cell);

WEAK void _write_number_cell(lxw_worksheet *sheet, const char *range, int32_t style,
                             const lxw_cell *cell)
{
    piece p = {.file = sheet->file};
    char room[WHOLE_ROOM];

    add(&p, "<c r=\"");
    add(&p, range);
    if (style != 0) {
        add(&p, "\" s=\"");
        add(&p, print_whole(room, style));
    }
    add(&p, "\"><v>");
    add_number(&p, cell->u.number);
    add(&p, "</v></c>");
    flush(&p);
}

WEAK void _write_formula_num_cell(lxw_worksheet *sheet, const lxw_cell *cell)
{
    piece p = {.file = sheet->file};

    add(&p, "<f>");
    add_data(&p, cell->u.string);
    add(&p, "</f><v>");
    add_number(&p, cell->formula_result);
    add(&p, "</v>");
    flush(&p);
}

#endif

void ra_book_markup_open(void)
{
    /* That this file is linked is all it takes. */
}
