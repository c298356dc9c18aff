#include "reports/chart_kind.h"

#include <string.h>

#include "models/text.h"

static const struct {
    const char *name, *other, *text;
} charts[] = {{"any", "any", "of one claim the ladder, of several the corpus"},
#define X(code, name, other, text) {name, other, text},
              RA_CHART_LIST(X)
#undef X
};

static const struct {
    const char *name, *text;
} canvases[] = {
#define X(code, name, text) {name, text},
    RA_CANVAS_LIST(X)
#undef X
};

const char *ra_chart_name(ra_chart chart)
{
    return charts[chart].name;
}

const char *ra_chart_text(ra_chart chart)
{
    return charts[chart].text;
}

const char *ra_canvas_name(ra_canvas canvas)
{
    return canvases[canvas].name;
}

const char *ra_canvas_text(ra_canvas canvas)
{
    return canvases[canvas].text;
}

ra_chart ra_chart_find(const char *name)
{
    for (int i = RA_CHART_ANY + 1; i < RA_CHARTS; i++)
        if (strcmp(charts[i].name, name) == 0)
            return (ra_chart)i;
    return RA_CHART_ANY;
}

/* Whether `length` letters are a word, without case. */
static bool is_word(const char *text, size_t length, const char *word)
{
    if (strlen(word) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i];
        if (c != word[i])
            return false;
    }
    return true;
}

ra_chart ra_chart_of_path(const char *path)
{
    const char *slash = strrchr(path, '/');
    ra_chart found = RA_CHART_ANY;

    for (const char *p = slash != NULL ? slash + 1 : path; *p != '\0';) {
        size_t length = strcspn(p, "-_. ");
        for (int i = RA_CHART_ANY + 1; i < RA_CHARTS; i++)
            if (is_word(p, length, charts[i].name) || is_word(p, length, charts[i].other))
                found = (ra_chart)i;
        p += length + (p[length] != '\0' ? 1 : 0);
    }
    return found;
}
