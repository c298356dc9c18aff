/* The markup of cells: the same bytes as libxlsxwriter's own functions write, which are looked up
 * behind ours. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <check.h>
#include <dlfcn.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "reports/workbook_deflate.h"
#include "reports/workbook_library.h"
#include "reports/workbook_markup.h"
#include "reports/workbook_scratch.h"
#include "tests/support/run.h"

typedef struct xml_attribute_list attribute_list;
typedef union {
    void *found;
    void (*tag)(FILE *file, const char *tag, attribute_list *list);
    void (*end)(FILE *file, const char *tag);
    void (*data)(FILE *file, const char *tag, const char *data, attribute_list *list);
    struct xml_attribute *(*text)(const char *key, const char *value);
    struct xml_attribute *(*whole)(const char *key, uint32_t value);
    void (*address)(char *out, lxw_row_t row, lxw_col_t column);
    void (*number)(lxw_worksheet *sheet, const char *range, int32_t style, const lxw_cell *cell);
    void (*formula)(lxw_worksheet *sheet, const lxw_cell *cell);
} function;

enum { OURS, THEIRS };

static const char *const replaced[] = {
    "lxw_tmpfile",           "lxw_xml_start_tag",    "lxw_xml_empty_tag",
    "lxw_xml_end_tag",       "lxw_xml_data_element", "lxw_new_attribute_str",
    "lxw_new_attribute_int", "lxw_rowcol_to_cell",   "deflateInit2_",
};

static function find(int whose, const char *name)
{
    return (function){dlsym(whose == OURS ? RTLD_DEFAULT : RTLD_NEXT, name)};
}

/* The dynamic linker takes ours for the library too, and finds the library's behind them. */
START_TEST(ours_are_taken)
{
    function ours = find(OURS, replaced[_i]), theirs = find(THEIRS, replaced[_i]);

    ck_assert_ptr_nonnull(theirs.found);
    ck_assert_ptr_nonnull(ours.found);
    ck_assert_ptr_ne(ours.found, theirs.found);
}
END_TEST

/* A stream into memory. */
typedef struct {
    FILE *file;
    char *bytes;
    size_t length;
} sink;

static void open_sinks(sink sinks[2])
{
    for (int whose = 0; whose < 2; whose++) {
        sinks[whose].file = open_memstream(&sinks[whose].bytes, &sinks[whose].length);
        ck_assert_ptr_nonnull(sinks[whose].file);
    }
}

static void compare_sinks(sink sinks[2])
{
    for (int whose = 0; whose < 2; whose++)
        ck_assert_int_eq(fclose(sinks[whose].file), 0);
    ck_assert_uint_gt(sinks[THEIRS].length, 0);
    ck_assert_str_eq(sinks[OURS].bytes, sinks[THEIRS].bytes);
    free(sinks[OURS].bytes);
    free(sinks[THEIRS].bytes);
}

static const char *texts[] = {
    "",
    "A1",
    "a & b",
    "<>",
    "say \"so\"",
    "two\nlines",
    "IF($M9*($S$10-$S$8)<$S$9-$S$8,\"a\"&\"b\",1)",
    "\xC3\xA9\xE2\x82\xAC",
    "long",  /* longer than a piece */
    "long&", /* and with something to escape */
};
#define TEXTS (sizeof texts / sizeof *texts)

/* Texts longer than an attribute, one of which needs escapes. */
static char longer[2][3001];

static void fill_longer(void)
{
    for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 3000; k++)
            longer[i][k] = (char)('a' + k % 26);
        texts[TEXTS - 2 + (size_t)i] = longer[i];
    }
    longer[1][10] = '&';
}

static void free_list(attribute_list *list)
{
    struct xml_attribute *attribute;
    attribute_list attributes = *list;

    LXW_FREE_ATTRIBUTES();
}

/* Attributes with this text and with a number. */
static attribute_list list_of(int whose, const char *text)
{
    attribute_list attributes;
    struct xml_attribute *first = find(whose, "lxw_new_attribute_str").text("r", text);
    struct xml_attribute *second = find(whose, "lxw_new_attribute_int").whole("s", 41);

    STAILQ_INIT(&attributes);
    STAILQ_INSERT_TAIL(&attributes, first, list_entries);
    STAILQ_INSERT_TAIL(&attributes, second, list_entries);
    return attributes;
}

START_TEST(elements)
{
    sink sinks[2];

    open_sinks(sinks);
    for (int whose = 0; whose < 2; whose++) {
        FILE *file = sinks[whose].file;
        attribute_list list = list_of(whose, texts[_i]);
        find(whose, "lxw_xml_start_tag").tag(file, "c", &list);
        find(whose, "lxw_xml_start_tag").tag(file, "c", NULL);
        find(whose, "lxw_xml_empty_tag").tag(file, "pageSetUpPr", &list);
        find(whose, "lxw_xml_empty_tag").tag(file, "b", NULL);
        for (size_t i = 0; i < TEXTS; i++) {
            find(whose, "lxw_xml_data_element").data(file, "v", texts[i], &list);
            find(whose, "lxw_xml_data_element").data(file, "f", texts[i], NULL);
        }
        find(whose, "lxw_xml_end_tag").end(file, "c");
        free_list(&list);
    }
    compare_sinks(sinks);
}
END_TEST

START_TEST(attributes_hold_the_same)
{
    static const uint32_t wholes[] = {0, 1, 9, 10, 123456, 2147483647, 2147483648u, 4294967295u};
    struct xml_attribute *a, *b;

    for (size_t i = 0; i < TEXTS; i++) {
        a = find(OURS, "lxw_new_attribute_str").text("key", texts[i]);
        b = find(THEIRS, "lxw_new_attribute_str").text("key", texts[i]);
        ck_assert_str_eq(a->key, b->key);
        ck_assert_str_eq(a->value, b->value);
        free(a);
        free(b);
    }
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        a = find(OURS, "lxw_new_attribute_int").whole("s", wholes[i]);
        b = find(THEIRS, "lxw_new_attribute_int").whole("s", wholes[i]);
        ck_assert_str_eq(a->value, b->value);
        free(a);
        free(b);
    }
}
END_TEST

START_TEST(addresses)
{
    static const lxw_row_t rows[] = {0, 8, 9, 998, 999, 1048575};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (lxw_col_t column = 0; column < 16384; column++) {
            char a[20], b[20];
            find(OURS, "lxw_rowcol_to_cell").address(a, rows[i], column);
            find(THEIRS, "lxw_rowcol_to_cell").address(b, rows[i], column);
            if (strcmp(a, b) != 0)
                ck_abort_msg("%s, and not %s", b, a);
        }
    }
}
END_TEST

/* Of builds that do not share these functions nothing is replaced. */
START_TEST(cells)
{
    static const double numbers[] = {
        0, -0.0, 1, -1, 0.1, 1e-5, 1.0 / 3, 2.0 / 3 * 1e15, 1e22, 5e-324, 1e300, 626155, 7096.07};
    lxw_worksheet *sheet = calloc(1, sizeof *sheet);
    lxw_cell cell = {0};
    char formula[] = "IF(A1<B1,\"a\"&\"b\",$C$9)";
    sink sinks[2];

    ck_assert_ptr_nonnull(sheet);
    if (find(THEIRS, "_write_number_cell").found != NULL) {
        open_sinks(sinks);
        for (int whose = 0; whose < 2; whose++) {
            sheet->file = sinks[whose].file;
            for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
                cell.u.number = numbers[i];
                find(whose, "_write_number_cell").number(sheet, "AA1048576", 0, &cell);
                find(whose, "_write_number_cell").number(sheet, "B7", (int32_t)(i * 37), &cell);
                cell.u.string = formula;
                cell.formula_result = numbers[i];
                find(whose, "_write_formula_num_cell").formula(sheet, &cell);
            }
        }
        compare_sinks(sinks);
    }
    free(sheet);
}
END_TEST

/* The usual level becomes another one, and a level that somebody asked for stays. */
START_TEST(levels)
{
    static const int asked[] = {Z_DEFAULT_COMPRESSION, 1, 9};
    char bytes[20000];
    unsigned char out[3][30000];
    size_t sizes[3];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)('a' + (i * i / 7 + i / 100) % 23);
    for (int i = 0; i < 3; i++) {
        z_stream stream = {0};
        ck_assert_int_eq(
            deflateInit2(&stream, asked[i], Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
        stream.next_in = (unsigned char *)bytes;
        stream.avail_in = sizeof bytes;
        stream.next_out = out[i];
        stream.avail_out = sizeof out[i];
        ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
        sizes[i] = stream.total_out;
        ck_assert_int_eq(deflateEnd(&stream), Z_OK);
    }
    ck_assert_uint_eq(sizes[0], sizes[1]);
    ck_assert_mem_eq(out[0], out[1], sizes[0]);
    ck_assert_uint_lt(sizes[2], sizes[1]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("workbook_markup");
    TCase *tests = tcase_create("workbook_markup");

    if (ra_book_library_open(NULL) != RA_OK)
        return 1;
    ra_book_scratch_open();
    ra_book_markup_open();
    ra_book_deflate_open();
    fill_longer();
    tcase_add_loop_test(tests, ours_are_taken, 0, sizeof replaced / sizeof *replaced);
    tcase_add_loop_test(tests, elements, 0, (int)TEXTS);
    tcase_add_test(tests, attributes_hold_the_same);
    tcase_add_test(tests, addresses);
    tcase_add_test(tests, cells);
    tcase_add_test(tests, levels);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
