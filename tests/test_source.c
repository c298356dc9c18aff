/* Sources: how they are cited, what is refused. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "models/source.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

/* One record, and what becomes of it: "short authors | url | citation". */
static const struct {
    const char *record, *expected;
} read_cases[] = {
    {"{'id':'a','type':'book','title':'T','URL':'https://x.org/a'}", "- | https://x.org/a | T."},
    {"{'id':'a','type':'book','title':'T?','URL':'http://x.org','issued':{'date-parts':[[2019]]}}",
     "- | http://x.org | T? (2019)."},
    {"{'id':'a','type':'book','title':'T','DOI':'10.1/x','author':[{'family':'So','given':'D.'}]}",
     "So | https://doi.org/10.1/x | So. T."},
    {"{'id':'a','type':'book','title':'T','DOI':'10.1/x<1>#2','author':[]}",
     "- | https://doi.org/10.1/x%3C1%3E%232 | T."},
    {"{'id':'a','type':'book','title':'T','DOI':'10.1/x','URL':'https://y.org','author':"
     "[{'family':'A'},{'literal':'The B Group'}],'container-title':'J',"
     "'issued':{'date-parts':[[2021,4,1]]}}",
     "A and The B Group | https://y.org | A and The B Group (2021). T. J."},
    {"{'id':'a','type':'book','title':'T.','DOI':'10.1/x','author':[{'family':'A'},{'family':'B'},"
     "{'non-dropping-particle':'van','family':'C'}],'container-title':'J','page':'1-2'}",
     "A et al. | https://doi.org/10.1/x | A, B and van C. T. J."},
    {"{'id':'a','type':'book','title':'T','DOI':'10.1/x','author':[{'family':'A'},{'family':'B'},"
     "{'family':'C'},{'family':'D'},{'family':'E'},{'family':'F'},{'family':'G'}]}",
     "A et al. | https://doi.org/10.1/x | A, B, C et al. T."},
    {"{'id':'a','type':'book','title':'T','DOI':'10.1/x','author':[{'dropping-particle':'de',"
     "'family':'A'},{'family':'B','literal':'C'}],'URL':'https://x.org/~\xc3\xa9'}",
     "de A and B C | https://x.org/~\xc3\xa9 | de A and B C. T."},
    {"{'id':'a','type':'book','title':'T','DOI':'10.1/x','issued':{'raw':'last spring'}}",
     "- | https://doi.org/10.1/x | T."},
};

/* Writes a list with ' in place of " and loads it. */
static ra_status load(ra_sources **out, const char *quoted, char **message)
{
    char *folder = make_folder(), *path = put_text(folder, "sources.json", quoted);
    char *text = get_file(path, NULL);
    for (char *c = text; *c; c++)
        *c = *c == '\'' ? '"' : *c;
    free(path);
    path = put_text(folder, "sources.json", text);
    ra_diag *diag = ra_diag_new();
    ra_status status = ra_sources_load(out, path, diag);
    char *first = first_message(diag), *name = strstr(first, "sources.json");
    *message = strdup(name ? name : first);
    free(first);
    free(text);
    free(path);
    ra_diag_free(diag);
    free_folder(folder);
    return status;
}

static ra_status load_record(ra_sources **out, const char *record, char **message)
{
    ra_text list = {0};
    ra_text_format(&list, "[%s]", record);
    ra_status status = load(out, list.data, message);
    ra_text_free(&list);
    return status;
}

START_TEST(test_read)
{
    ra_sources *sources = NULL;
    char *message;
    ra_status status = load_record(&sources, read_cases[_i].record, &message);
    ck_assert_msg(status == RA_OK, "%s", message);
    const ra_source *source = ra_sources_at(sources, 0);
    ra_text out = {0};
    ra_text_format(&out, "%s | %s | ", source->short_authors ? source->short_authors : "-",
                   source->url);
    ra_source_cite(source, &out);
    ck_assert_str_eq(out.data, read_cases[_i].expected);
    ck_assert_ptr_eq(ra_sources_find(sources, "a"), source);
    ck_assert_ptr_null(ra_sources_find(sources, "A"));
    ck_assert_ptr_null(ra_sources_at(sources, 1));
    ra_text_free(&out);
    ra_sources_free(sources);
    free(message);
}
END_TEST

#define GOOD "'type':'book','title':'T'"

static const struct {
    const char *list, *expected;
} refused[] = {
    {"{}", "sources.json:1:1: error: a list of sources must be an array (CSL-JSON)"},
    {"[1]", "sources.json:1:2: error: a source must be an object (/0)"},
    {"[{" GOOD ",'DOI':'10.1/x'}]", "sources.json:1:2: error: missing 'id' (/0)"},
    {"[{'id':''," GOOD ",'DOI':'10.1/x'}]", "sources.json:1:8: error: 'id' is empty (/0/id)"},
    {"[{'id':'a b'," GOOD ",'DOI':'10.1/x'}]",
     "sources.json:1:10: error: an id has letters, digits and . _ : - alone (/0/id)"},
    {"[{'id':'a','type':'bok','title':'T','DOI':'10.1/x'}]",
     "sources.json:1:19: error: unknown type 'bok'; did you mean 'book'? (/0/type)"},
    {"[{'id':'a','type':'book','title':'','DOI':'10.1/x'}]",
     "sources.json:1:34: error: 'title' is empty (/0/title)"},
    {"[{'id':'a'," GOOD "}]", "sources.json:1:2: error: a source needs a 'DOI' or a 'URL' (/0)"},
    {"[{'id':'a'," GOOD ",'DOI':'https://doi.org/10.1/x'}]",
     "sources.json:1:44: error: a DOI is written without a resolver, as "
     "\"10.18653/v1/P19-1355\" (/0/DOI)"},
    {"[{'id':'a'," GOOD ",'DOI':7}]",
     "sources.json:1:44: error: 'DOI' must be a string, not a number (/0/DOI)"},
    {"[{'id':'a'," GOOD ",'URL':'javascript:alert(1)'}]",
     "sources.json:1:44: error: a URL starts with https:// or http:// (/0/URL)"},
    {"[{'id':'a'," GOOD ",'URL':'https://x.org/a b'}]",
     "sources.json:1:60: error: this character cannot stand in a URL; write it as %20 (/0/URL)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','issued':{'date-parts':[['2019']]}}]",
     "sources.json:1:78: error: 'date-parts' must be [[year, month, day]] or [[year]] "
     "(/0/issued/date-parts/0/0)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','issued':{'date-parts':[2019]}}]",
     "sources.json:1:76: error: 'date-parts' must be [[year, month, day]] or [[year]] "
     "(/0/issued/date-parts)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','author':'So'}]",
     "sources.json:1:62: error: 'author' must be an array, not a string (/0/author)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','author':[{'given':'D.'}]}]",
     "sources.json:1:63: error: an author needs 'family' or 'literal' (/0/author/0)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','author':[7]}]",
     "sources.json:1:63: error: an author must be an object (/0/author/0)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','author':[{'family':7}]}]",
     "sources.json:1:63: error: an author needs 'family' or 'literal' (/0/author/0)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','author':[{'family':'A'},{'family':'B'},{'given':'C'}]}]",
     "sources.json:1:93: error: an author needs 'family' or 'literal' (/0/author/2)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','issued':7}]",
     "sources.json:1:62: error: 'issued' must be an object, not a number (/0/issued)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','issued':{'date-parts':7}}]",
     "sources.json:1:76: error: 'date-parts' must be an array, not a number "
     "(/0/issued/date-parts)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','issued':{'date-parts':[]}}]",
     "sources.json:1:76: error: 'date-parts' must be [[year, month, day]] or [[year]] "
     "(/0/issued/date-parts)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','issued':{'date-parts':[[]]}}]",
     "sources.json:1:76: error: 'date-parts' must be [[year, month, day]] or [[year]] "
     "(/0/issued/date-parts)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','issued':{'date-parts':[{'y':2019}]}}]",
     "sources.json:1:82: error: 'date-parts' must be [[year, month, day]] or [[year]] "
     "(/0/issued/date-parts/0/y)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','issued':{'date-parts':[[2019.5]]}}]",
     "sources.json:1:78: error: 'date-parts' must be [[year, month, day]] or [[year]] "
     "(/0/issued/date-parts/0/0)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','issued':{'date-parts':[[0]]}}]",
     "sources.json:1:78: error: 'date-parts' must be [[year, month, day]] or [[year]] "
     "(/0/issued/date-parts/0/0)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x','issued':{'date-parts':[[10000]]}}]",
     "sources.json:1:78: error: 'date-parts' must be [[year, month, day]] or [[year]] "
     "(/0/issued/date-parts/0/0)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1'}]",
     "sources.json:1:44: error: a DOI is written without a resolver, as "
     "\"10.18653/v1/P19-1355\" (/0/DOI)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/'}]",
     "sources.json:1:44: error: a DOI is written without a resolver, as "
     "\"10.18653/v1/P19-1355\" (/0/DOI)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/a b'}]",
     "sources.json:1:44: error: a DOI is written without a resolver, as "
     "\"10.18653/v1/P19-1355\" (/0/DOI)"},
    {"[{'id':'a'," GOOD ",'URL':7}]",
     "sources.json:1:44: error: 'URL' must be a string, not a number (/0/URL)"},
    {"[{'id':'a'," GOOD ",'URL':'https://x.org/\x7f'}]",
     "sources.json:1:59: error: this character cannot stand in a URL; write it as %7F (/0/URL)"},
    {"[{'id':'a'," GOOD ",'URL':'https://x.org/{a}'}]",
     "sources.json:1:59: error: this character cannot stand in a URL; write it as %7B (/0/URL)"},
    {"[{'id':'-a'," GOOD ",'DOI':'10.1/x'}]",
     "sources.json:1:9: error: an id has letters, digits and . _ : - alone (/0/id)"},
    {"[{'id':'a@b'," GOOD ",'DOI':'10.1/x'}]",
     "sources.json:1:10: error: an id has letters, digits and . _ : - alone (/0/id)"},
    {"[{'id':'a/b'," GOOD ",'DOI':'10.1/x'}]",
     "sources.json:1:10: error: an id has letters, digits and . _ : - alone (/0/id)"},
    {"[{'id':'a[b'," GOOD ",'DOI':'10.1/x'}]",
     "sources.json:1:10: error: an id has letters, digits and . _ : - alone (/0/id)"},
    {"[{'id':7," GOOD ",'DOI':'10.1/x'}]",
     "sources.json:1:8: error: 'id' must be a string, not a number (/0/id)"},
    {"[{'id':'a','type':'book','DOI':'10.1/x'}]", "sources.json:1:2: error: missing 'title' (/0)"},
    {"[{'id':'a'," GOOD ",'DOI':'10.1/x'},\n{'id':'a'," GOOD ",'DOI':'10.1/y'}]",
     "sources.json:2:7: error: a second source 'a' (/1/id)"},
};

START_TEST(test_refused)
{
    ra_sources *sources = NULL;
    char *message;
    ck_assert_int_eq(load(&sources, refused[_i].list, &message), RA_INVALID);
    ck_assert_ptr_null(sources);
    ck_assert_str_eq(message, refused[_i].expected);
    free(message);
}
END_TEST

START_TEST(test_missing)
{
    ra_sources *sources = NULL;
    ck_assert_int_eq(ra_sources_load(&sources, "/nonexistent/sources.json", NULL), RA_IO);
    ra_sources_free(NULL);
}
END_TEST

/* The sources that are shipped can be read, and are found by key. */
START_TEST(test_shipped)
{
    ra_sources *sources = NULL;
    ra_diag *diag = ra_diag_new();
    ra_status status = ra_sources_load(&sources, REAUDIT_SOURCE_DATA "/datasets/sources.json", diag);
    char *message = first_message(diag);
    ck_assert_msg(status == RA_OK, "%s", message);
    const ra_source *source = ra_sources_find(sources, "strubell2019");
    ck_assert_ptr_nonnull(source);
    ck_assert_str_eq(source->authors, "Strubell, Ganesh and McCallum");
    ck_assert_str_eq(source->short_authors, "Strubell et al.");
    ck_assert_int_eq(source->year, 2019);
    ck_assert_str_eq(ra_sources_nearest(sources, "strubel2019"), "strubell2019");
    ck_assert_ptr_null(ra_sources_nearest(sources, "nobody"));
    free(message);
    ra_diag_free(diag);
    ra_sources_free(sources);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("source");
    TCase *tests = tcase_create("source");
    tcase_add_loop_test(tests, test_read, 0, sizeof read_cases / sizeof *read_cases);
    tcase_add_loop_test(tests, test_refused, 0, sizeof refused / sizeof *refused);
    tcase_add_test(tests, test_missing);
    tcase_add_test(tests, test_shipped);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
