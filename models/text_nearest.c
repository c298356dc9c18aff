#include <string.h>

#include "models/text.h"

/* Longer words are not compared: nobody mistypes them, and the work is their product. */
#define LONGEST 64

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein distance (optimal string alignment) of two words without regard to case:
 *     d[i][j] = min(d[i-1][j] + 1, d[i][j-1] + 1, d[i-1][j-1] + (a[i] != b[j]),
 *                   d[i-2][j-2] + 1 where two neighbours are exchanged). */
static int distance(const char *a, size_t m, const char *b, size_t n)
{
    int rows[3][LONGEST + 1];
    int *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= n; j++)
        last[j] = (int)j;
    for (size_t i = 1; i <= m; i++) {
        row[0] = (int)i;
        for (size_t j = 1; j <= n; j++) {
            int other = lower(a[i - 1]) != lower(b[j - 1]);
            row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + other);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        int *spare = before;
        before = last, last = row, row = spare;
    }
    return last[n];
}

const char *ra_text_nearest(const char *word, const char *const *names, size_t count)
{
    size_t length = strlen(word);
    if (length == 0 || length > LONGEST)
        return NULL;
    /* A third of the letters may be wrong; one in a short word. */
    int limit = length / 3 > 1 ? (int)(length / 3) : 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t other = strlen(names[i]);
        if (other == 0 || other > LONGEST)
            continue;
        int d = distance(word, length, names[i], other);
        /* Where every letter differs nothing speaks for the name. */
        if (d <= limit && (d < (int)length || d < (int)other)) {
            nearest = names[i];
            limit = d - 1;
        }
    }
    return nearest;
}
