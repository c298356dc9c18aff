#include "models/data.h"

#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "models/alloc.h"
#include "models/file.h"
#include "models/folder.h"
#include "models/table.h"

typedef struct entry {
    struct entry *next;
    ra_table *table;
} entry;

struct ra_data {
    char *root;
    char **table_ids;     /* of all tables that there are */
    pthread_mutex_t lock; /* of what is read when it is first asked for: */
    ra_sources *sources;
    entry *tables;
};

/* Where the files of a kind stand below the root, and what one is called. */
static const struct {
    const char *folder, *noun;
} kinds[] = {
    [RA_DATA_CLAIMS] = {"datasets/claims", "claim"},
    [RA_DATA_CHAINS] = {"models/chains", "chain"},
    [RA_DATA_TABLES] = {"datasets", "table"},
};

/* Makes "<root>/<folder>/<name><suffix>", freed with ra_free. NULL: out of memory. */
static char *make_path(const char *root, const char *folder, const char *name, const char *suffix)
{
    ra_text path = {0};
    ra_text_format(&path, "%s/%s/%s%s", root, folder, name, suffix);
    if (path.failed)
        ra_text_free(&path);
    return path.data;
}

void ra_data_free(ra_data *data)
{
    if (!data)
        return;
    while (data->tables) {
        entry *next = data->tables->next;
        ra_table_free(data->tables->table);
        ra_free(data->tables);
        data->tables = next;
    }
    ra_sources_free(data->sources);
    pthread_mutex_destroy(&data->lock);
    ra_free(data->table_ids);
    ra_free(data->root);
    ra_free(data);
}

/* Whether there are sources, which a directory of data has. They are read when they are first asked
 * for. */
static ra_status look_for_sources(const ra_data *data, ra_diag *diag)
{
    int descriptor = -1;
    char *path = make_path(data->root, "datasets", "sources", ".json");
    if (!path)
        return RA_NOMEM;
    ra_status status = ra_file_open(&descriptor, path, diag);
    if (status == RA_OK)
        close(descriptor);
    ra_free(path);
    return status;
}

ra_status ra_data_open(ra_data **out, const char *root, ra_diag *diag)
{
    size_t size = strlen(root) + 1;
    ra_status status = RA_NOMEM;
    ra_data *data = ra_calloc(1, sizeof *data);
    if (!data)
        goto done;
    pthread_mutex_init(&data->lock, NULL);
    data->root = ra_alloc(size);
    if (!data->root)
        goto done;
    memcpy(data->root, root, size);
    status = look_for_sources(data, diag);
    if (status == RA_OK)
        status = ra_data_list(data, RA_DATA_TABLES, &data->table_ids);
done:
    if (status == RA_OK)
        *out = data;
    else
        ra_data_free(data);
    return status;
}

const char *ra_data_root(const ra_data *data)
{
    return data->root;
}

/* Reads the sources, which nobody else does meanwhile. What cannot be read is not kept: whoever
 * asks next has a list of messages of its own. */
static ra_status read_sources(ra_data *data, ra_diag *diag)
{
    char *path = make_path(data->root, "datasets", "sources", ".json");
    if (!path)
        return RA_NOMEM;
    ra_status status = ra_sources_load(&data->sources, path, diag);
    ra_free(path);
    return status;
}

ra_status ra_data_sources(ra_data *data, const ra_sources **out, ra_diag *diag)
{
    ra_status status = RA_OK;
    pthread_mutex_lock(&data->lock);
    if (!data->sources)
        status = read_sources(data, diag);
    if (status == RA_OK)
        *out = data->sources;
    pthread_mutex_unlock(&data->lock);
    return status;
}

/* Lets through the ids of a kind: sources and disagreements are no tables. */
static bool is_listed(const char *id, const void *kind)
{
    bool table = *(const ra_data_kind *)kind == RA_DATA_TABLES;
    bool other = strcmp(id, "sources") == 0 || strcmp(id, "disagreements") == 0;
    return ra_id_valid(id) && !(table && other);
}

ra_status ra_data_list(const ra_data *data, ra_data_kind kind, char ***ids)
{
    char *path = make_path(data->root, kinds[kind].folder, "", "");
    if (!path)
        return RA_NOMEM;
    ra_status status = ra_folder_list(ids, path, ".json", is_listed, &kind);
    ra_free(path);
    return status;
}

/* Finds the file of an id; *path is set only where it is there. */
static ra_status find_file(const ra_data *data, ra_data_kind kind, const char *id, char **path)
{
    struct stat info;
    if (!is_listed(id, &kind))
        return RA_USAGE;
    char *made = make_path(data->root, kinds[kind].folder, id, ".json");
    if (!made)
        return RA_NOMEM;
    if (stat(made, &info) != 0) {
        ra_free(made);
        return RA_USAGE;
    }
    *path = made;
    return RA_OK;
}

static size_t count_ids(char *const *ids)
{
    size_t count = 0;
    while (ids[count])
        count++;
    return count;
}

/* Says that there is no such id, with the nearest one. */
static ra_status report_unknown(const ra_data *data, ra_data_kind kind, const char *id,
                                ra_diag *diag)
{
    char **ids = NULL;
    ra_status status = ra_data_list(data, kind, &ids);
    if (status != RA_OK)
        return status;
    const char *nearest = ra_text_nearest(id, (const char *const *)ids, count_ids(ids));
    const char *noun = kinds[kind].noun;
    if (nearest)
        ra_diag_report(diag, RA_ERROR, NULL, "unknown %s '%s'; did you mean '%s'?", noun, id,
                       nearest);
    else
        ra_diag_report(diag, RA_ERROR, NULL, "unknown %s '%s'", noun, id);
    ra_free(ids);
    return RA_USAGE;
}

ra_status ra_data_find_claim(const ra_data *data, const char *id, char **path, ra_diag *diag)
{
    ra_status status = find_file(data, RA_DATA_CLAIMS, id, path);
    return status == RA_USAGE ? report_unknown(data, RA_DATA_CLAIMS, id, diag) : status;
}

ra_status ra_data_find_chain(const ra_data *data, const char *id, char **path)
{
    return find_file(data, RA_DATA_CHAINS, id, path);
}

/* Returns the table of an id where it was read, or NULL. */
static const ra_table *find_table(ra_data *data, const char *id)
{
    pthread_mutex_lock(&data->lock);
    const entry *e = data->tables;
    while (e && strcmp(ra_table_id(e->table), id) != 0)
        e = e->next;
    pthread_mutex_unlock(&data->lock);
    return e ? e->table : NULL;
}

/* Reads a table and keeps it, as read_sources does. Other threads may read others meanwhile. */
static ra_status add_table(ra_data *data, const char *id, const char *path, const ra_table **out,
                           ra_diag *diag)
{
    const ra_sources *sources = NULL;
    entry *added = ra_calloc(1, sizeof *added);
    ra_status status = added ? ra_data_sources(data, &sources, diag) : RA_NOMEM;
    if (status == RA_OK)
        status = ra_table_load(&added->table, path, id, sources, diag);
    if (status != RA_OK) {
        ra_free(added);
        return status;
    }
    *out = added->table;
    pthread_mutex_lock(&data->lock);
    added->next = data->tables;
    data->tables = added;
    pthread_mutex_unlock(&data->lock);
    return RA_OK;
}

ra_status ra_data_table(ra_data *data, const char *id, const ra_table **out, ra_diag *diag)
{
    char *path = NULL;
    const ra_table *table = find_table(data, id);
    ra_status status = table ? RA_OK : find_file(data, RA_DATA_TABLES, id, &path);
    if (status == RA_USAGE)
        return report_unknown(data, RA_DATA_TABLES, id, diag);
    if (status == RA_OK && !table)
        status = add_table(data, id, path, &table, diag);
    ra_free(path);
    if (status == RA_OK)
        *out = table;
    return status;
}

const ra_row *ra_data_find_row(ra_data *data, const char *path, const char **nearest, ra_diag *diag)
{
    char id[101];
    const ra_table *table = NULL;
    const char *slash = strchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : strlen(path);
    *nearest = NULL;
    if (length >= sizeof id)
        return NULL;
    memcpy(id, path, length);
    id[length] = '\0';
    size_t count = count_ids(data->table_ids), i = 0;
    while (i < count && strcmp(data->table_ids[i], id) != 0)
        i++;
    if (i == count || !slash) {
        *nearest = ra_text_nearest(id, (const char *const *)data->table_ids, count);
        return NULL;
    }
    if (ra_data_table(data, id, &table, diag) != RA_OK)
        return NULL;
    const ra_row *row = ra_table_find(table, slash + 1);
    const ra_row *near = row ? NULL : ra_table_nearest(table, slash + 1);
    *nearest = near ? near->path : NULL;
    return row;
}
