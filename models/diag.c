#include "models/diag.h"

#include <string.h>

#include "models/alloc.h"
#include "models/excerpt.h"

/* The longest message and the longest name that are shown, in columns. Both may quote a stranger's
 * file. */
#define MESSAGE_COLUMNS 1000
#define NAME_COLUMNS    300

struct ra_diag {
    ra_message messages[RA_DIAG_CAP];
    size_t kept;
    size_t counts[RA_SEVERITIES];
};

const char *ra_severity_name(ra_severity severity)
{
    static const char *const names[RA_SEVERITIES] = {"error", "warning", "note"};
    return names[severity];
}

ra_diag *ra_diag_new(void)
{
    return ra_calloc(1, sizeof(ra_diag));
}

static void clear_message(ra_message *m)
{
    ra_free(m->file);
    ra_free(m->text);
    ra_free(m->pointer);
    ra_free(m->excerpt);
    *m = (ra_message){0};
}

void ra_diag_free(ra_diag *diag)
{
    if (!diag)
        return;
    for (size_t i = 0; i < diag->kept; i++)
        clear_message(&diag->messages[i]);
    ra_free(diag);
}

/* Returns a copy that is safe to print, or NULL. */
static char *visible_copy(const char *text, size_t length, int columns)
{
    ra_text copy = {0};
    ra_excerpt_visible(&copy, text, length, columns);
    ra_text_append(&copy, "");
    if (copy.failed)
        ra_text_free(&copy);
    return copy.data;
}

static void set_place(ra_message *m, const ra_locus *at)
{
    if (at->file)
        m->file = visible_copy(at->file, strlen(at->file), NAME_COLUMNS);
    if (at->pointer && *at->pointer)
        m->pointer = visible_copy(at->pointer, strlen(at->pointer), NAME_COLUMNS);
    if (!at->text)
        return;
    size_t offset = at->offset < at->length ? at->offset : at->length;
    offset = ra_excerpt_start(at->text, at->length, offset);
    ra_excerpt_place(at->text, at->length, offset, &m->line, &m->column);
    m->line += at->before;
    ra_text excerpt = {0};
    ra_excerpt_line(&excerpt, at->text, at->length, offset, &m->caret);
    ra_text_append(&excerpt, "");
    if (excerpt.failed)
        ra_text_free(&excerpt);
    m->excerpt = excerpt.data;
}

static int compare_text(const char *a, const char *b)
{
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

static int compare_place(const ra_message *a, const ra_message *b)
{
    int order = compare_text(a->file, b->file);
    if (order == 0)
        order = (a->line > b->line) - (a->line < b->line);
    if (order == 0)
        order = (a->column > b->column) - (a->column < b->column);
    return order;
}

static bool is_kept(const ra_diag *diag, const ra_message *m)
{
    for (size_t i = 0; i < diag->kept; i++) {
        const ra_message *other = &diag->messages[i];
        if (other->severity == m->severity && compare_place(other, m) == 0 &&
            compare_text(other->text, m->text) == 0 &&
            compare_text(other->pointer, m->pointer) == 0)
            return true;
    }
    return false;
}

/* Returns where a message of `severity` finds room: behind the others or, where the list is full,
 * in place of the last one that matters less, so that twenty warnings cannot hide an error.
 * RA_DIAG_CAP: nowhere. */
static size_t find_room(const ra_diag *diag, ra_severity severity)
{
    if (diag->kept < RA_DIAG_CAP)
        return diag->kept;
    for (size_t i = diag->kept; i-- > 0;)
        if (diag->messages[i].severity > severity)
            return i;
    return RA_DIAG_CAP;
}

/* Keeps a message, whose memory the list takes over. */
static void keep(ra_diag *diag, const ra_message *m, size_t room)
{
    if (room < diag->kept) {
        clear_message(&diag->messages[room]);
        diag->kept--;
        memmove(&diag->messages[room], &diag->messages[room + 1], (diag->kept - room) * sizeof *m);
    }
    diag->messages[diag->kept++] = *m;
}

void ra_diag_report_list(ra_diag *diag, ra_severity severity, const ra_locus *at,
                         const char *format, va_list args)
{
    if (!diag)
        return;
    /* Asked first: finding a place takes time that a flood of messages would multiply. */
    size_t room = find_room(diag, severity);
    if (room == RA_DIAG_CAP) {
        diag->counts[severity]++;
        return;
    }
    ra_text text = {0};
    ra_text_format_list(&text, format, args);
    ra_message m = {.severity = severity};
    if (!text.failed)
        m.text = visible_copy(text.data, text.length, MESSAGE_COLUMNS);
    ra_text_free(&text);
    if (at)
        set_place(&m, at);
    if (is_kept(diag, &m)) {
        clear_message(&m);
        return;
    }
    diag->counts[severity]++;
    keep(diag, &m, room);
}

void ra_diag_report(ra_diag *diag, ra_severity severity, const ra_locus *at, const char *format,
                    ...)
{
    va_list args;
    va_start(args, format);
    ra_diag_report_list(diag, severity, at, format, args);
    va_end(args);
}

void ra_diag_move(ra_diag *diag, ra_diag *from)
{
    for (size_t i = 0; i < from->kept; i++) {
        ra_message *m = &from->messages[i];
        from->counts[m->severity]--;
        size_t room = diag ? find_room(diag, m->severity) : RA_DIAG_CAP;
        bool known = diag && is_kept(diag, m);
        if (diag && !known)
            diag->counts[m->severity]++;
        if (known || room == RA_DIAG_CAP)
            clear_message(m);
        else
            keep(diag, m, room);
    }
    /* Those that found no room in the first list are counted in the second. */
    for (ra_severity severity = RA_ERROR; diag && severity < RA_SEVERITIES; severity++)
        diag->counts[severity] += from->counts[severity];
    *from = (ra_diag){0};
}

size_t ra_diag_count(const ra_diag *diag, ra_severity severity)
{
    return diag->counts[severity];
}

size_t ra_diag_kept(const ra_diag *diag)
{
    return diag->kept;
}

const ra_message *ra_diag_message(const ra_diag *diag, size_t i)
{
    return i < diag->kept ? &diag->messages[i] : NULL;
}

static void write_message(const ra_message *m, FILE *file)
{
    if (m->file && m->line)
        fprintf(file, "%s:%zu:%zu: ", m->file, m->line, m->column);
    else if (m->file)
        fprintf(file, "%s: ", m->file);
    fprintf(file, "%s: %s", ra_severity_name(m->severity), m->text ? m->text : "out of memory");
    if (m->pointer)
        fprintf(file, " (%s)", m->pointer);
    fputc('\n', file);
    if (m->excerpt) {
        fprintf(file, "%5zu | %s\n", m->line, m->excerpt);
        fprintf(file, "      | %*s^\n", (int)m->caret, "");
    }
}

/* Says how many messages of a severity are not among the kept ones. */
static void write_rest(const ra_diag *diag, ra_severity severity, FILE *file)
{
    size_t shown = 0;
    for (size_t i = 0; i < diag->kept; i++)
        shown += diag->messages[i].severity == severity;
    size_t rest = diag->counts[severity] - shown;
    if (rest)
        fprintf(file, "%zu more %s%s not shown\n", rest, ra_severity_name(severity),
                rest == 1 ? "" : "s");
}

void ra_diag_write(const ra_diag *diag, FILE *file)
{
    const ra_message *sorted[RA_DIAG_CAP];
    for (size_t i = 0; i < diag->kept; i++) {
        /* Insertion keeps the order in which messages of one place were reported. */
        size_t j = i;
        for (; j > 0 && compare_place(sorted[j - 1], &diag->messages[i]) > 0; j--)
            sorted[j] = sorted[j - 1];
        sorted[j] = &diag->messages[i];
    }
    for (size_t i = 0; i < diag->kept; i++)
        write_message(sorted[i], file);
    for (ra_severity severity = RA_ERROR; severity < RA_SEVERITIES; severity++)
        write_rest(diag, severity, file);
}
