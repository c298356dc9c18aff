/* reaudit new [--chain NAME | --from FILE [-o FILE]] */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "audit/cli/commands.h"
#include "audit/cli/from_log.h"
#include "audit/cli/paths.h"
#include "audit/cli/replay.h"
#include "audit/cli/skeleton.h"
#include "audit/cli/terminal.h"
#include "models/alloc.h"
#include "models/table.h"
#include "reports/page.h"

static void write_chain(ra_page *page, const ra_chain *chain)
{
    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_put(page, chain->id);
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_page_put(page, ": ");
    ra_page_wrap(page, 2, chain->title);
    ra_page_line(page);
    if (chain->summary == NULL)
        return;
    ra_page_pad(page, 2);
    ra_page_wrap(page, 2, chain->summary);
    ra_page_line(page);
}

/* Without a name: what there is, and how to go on. A chain that cannot be read is an error, and the
 * others are listed. */
static ra_status list_chains(const ra_invocation *invocation, ra_data *data, ra_diag *diag)
{
    ra_report_options look = ra_terminal_options(invocation->options.width);
    ra_page page = ra_page_new(&look);
    char **ids = NULL;
    ra_status status = ra_data_list(data, RA_DATA_CHAINS, &ids), written;

    for (size_t i = 0; ids != NULL && ids[i] != NULL; i++) {
        ra_chain *chain = NULL;
        ra_status loaded = ra_chain_load(&chain, data, ids[i], diag);
        if (loaded == RA_OK)
            write_chain(&page, chain);
        status = status == RA_OK ? loaded : status;
        ra_chain_free(chain);
    }
    ra_page_gap(&page);
    ra_page_wrap(&page, 0,
                 "'reaudit new --chain NAME -o FILE.json' writes a claim to be filled in.");
    ra_page_line(&page);
    written = ra_page_finish(&page, stdout);
    ra_free(ids);
    return status != RA_OK ? status : written;
}

static ra_status report_unknown(const ra_data *data, const char *name, ra_diag *diag)
{
    char **ids = NULL;
    size_t count = 0;
    ra_status status = ra_data_list(data, RA_DATA_CHAINS, &ids);

    if (status != RA_OK)
        return status;
    while (ids[count] != NULL)
        count++;
    const char *nearest = ra_text_nearest(name, (const char *const *)ids, count);
    if (nearest != NULL)
        ra_diag_report(diag, RA_ERROR, NULL, "unknown chain '%s'; did you mean '%s'?", name,
                       nearest);
    else
        ra_diag_report(diag, RA_ERROR, NULL, "unknown chain '%s'; 'new' alone lists them", name);
    ra_free(ids);
    return RA_USAGE;
}

/* The id that a file's name says: without directories and ".json". NULL where it cannot be one. */
static char *make_id(const char *path)
{
    const char *slash = path != NULL ? strrchr(path, '/') : NULL;
    const char *name = slash != NULL ? slash + 1 : path;
    size_t length = name != NULL ? strlen(name) : 0;
    char *id;

    if (length <= 5 || length > 105 || strcmp(name + length - 5, ".json") != 0)
        return NULL;
    id = ra_alloc(length - 4);
    if (id == NULL)
        return NULL;
    memcpy(id, name, length - 5);
    id[length - 5] = '\0';
    if (ra_id_valid(id))
        return id;
    ra_free(id);
    return NULL;
}

/* A new file, never one that is there: the claim in it may be someone's work. */
static ra_status write_file(const char *path, const ra_text *text, ra_diag *diag)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    size_t done = 0;
    bool good = file >= 0;

    if (file < 0 && errno == EEXIST) {
        ra_diag_report(diag, RA_ERROR, NULL, "%s is there already; it is left as it is", path);
        return RA_USAGE;
    }
    while (good && done < text->length) {
        ssize_t written = write(file, text->data + done, text->length - done);
        good = written > 0 || (written < 0 && errno == EINTR);
        done += written > 0 ? (size_t)written : 0;
    }
    int problem = errno;
    if (file >= 0 && close(file) != 0 && good) {
        problem = errno;
        good = false;
    }
    if (good)
        return RA_OK;
    if (file >= 0)
        unlink(path);
    ra_diag_report(diag, RA_ERROR, NULL, "%s: cannot write: %s", path, strerror(problem));
    return RA_IO;
}

static ra_status write_claim(const ra_invocation *invocation, const char *path, const ra_text *text,
                             size_t blanks, ra_diag *diag)
{
    if (path == NULL || strcmp(path, "-") == 0)
        return fwrite(text->data, 1, text->length, stdout) == text->length && fflush(stdout) == 0
                   ? RA_OK
                   : RA_IO;
    /* What is said of the file is made before it, so that no file is left where that fails. */
    ra_report_options look = ra_terminal_options(invocation->options.width);
    ra_page page = ra_page_new(&look);
    ra_text line = {0}, command = {0};
    ra_text_format(&line, "%s has %zu places to be filled in. To list them:", path, blanks);
    ra_page_wrap(&page, 0, line.failed ? path : line.data);
    ra_page_line(&page);
    ra_text_append(&command, "reaudit check ");
    ra_replay_word(&command, path);
    ra_page_pad(&page, 2);
    ra_page_put(&page, command.failed ? path : command.data);
    ra_page_line(&page);
    ra_status status =
        ra_invocation_whole(invocation) ? write_file(path, text, diag) : RA_NOMEM;
    if (status == RA_OK && !invocation->options.quiet)
        status = ra_page_finish(&page, stdout);
    ra_page_free(&page);
    ra_text_free(&line);
    ra_text_free(&command);
    return status;
}

static ra_status make_claim(const ra_invocation *invocation, ra_data *data, ra_diag *diag)
{
    const ra_options *options = &invocation->options;
    const char *path = options->outputs.count > 0 ? options->outputs.items[0] : NULL;
    const char *name = options->from != NULL ? RA_LOG_CHAIN : options->chain;
    ra_chain *chain = NULL;
    ra_known known = {0};
    ra_text text = {0};
    size_t blanks = 0;
    char *id = make_id(path);
    ra_status status = ra_chain_load(&chain, data, name, diag);

    if (status == RA_USAGE)
        status = report_unknown(data, name, diag);
    if (status == RA_OK && options->from != NULL)
        status = ra_known_from_log(&known, options->from, diag);
    if (status == RA_OK)
        status = ra_skeleton_emit(&text, &blanks, chain, data, id,
                                  options->from != NULL ? &known : NULL, diag);
    if (status == RA_OK)
        status = write_claim(invocation, path, &text, blanks, diag);
    ra_text_free(&text);
    ra_known_free(&known);
    ra_chain_free(chain);
    ra_free(id);
    return status;
}

ra_status ra_cmd_new(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    const ra_options *options = &invocation->options;
    ra_data *data = NULL;
    ra_status status = RA_OK;

    *exit_status = 0;
    bool make = options->chain != NULL || options->from != NULL;
    if (options->from != NULL && options->chain != NULL &&
        strcmp(options->chain, RA_LOG_CHAIN) != 0) {
        ra_diag_report(diag, RA_ERROR, NULL,
                       "a log becomes a claim of the chain '" RA_LOG_CHAIN "', not of '%s'",
                       options->chain);
        return RA_USAGE;
    }
    if (options->outputs.count > 1 || (options->outputs.count > 0 && !make)) {
        ra_diag_report(diag, RA_ERROR, NULL,
                       !make ? "which chain? Give --chain NAME; 'new' alone lists them"
                             : "a new claim goes into one file");
        return RA_USAGE;
    }
    status = ra_places_open_whole(&data, options, diag);
    if (status == RA_OK)
        status = make ? make_claim(invocation, data, diag) : list_chains(invocation, data, diag);
    ra_data_free(data);
    return status;
}
