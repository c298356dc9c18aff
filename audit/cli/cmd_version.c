/* reaudit version [--paths] */
#include <stdio.h>

#include "audit/cli/commands.h"
#include "audit/cli/paths.h"
#include "audit/cli/terminal.h"
#include "reports/page.h"

static void write_places(ra_page *page, const ra_options *options)
{
    ra_place places[RA_PLACES];
    size_t i;

    ra_places_find(options, places);
    ra_page_put(page, "Data is searched for in this order:");
    ra_page_line(page);
    for (i = 0; i < RA_PLACES; i++) {
        ra_page_put(page, places[i].taken ? "* " : "  ");
        ra_page_left(page, 20, places[i].origin);
        ra_page_put(page, places[i].path.length > 0 ? places[i].path.data : "not set");
        ra_page_line(page);
    }
    ra_places_free(places);
}

ra_status ra_cmd_version(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    ra_report_options look = ra_terminal_options(0);
    ra_page page = ra_page_new(&look);

    (void)diag;
    *exit_status = 0;
    ra_page_put(&page, "reaudit " REAUDIT_VERSION);
    ra_page_line(&page);
    if (invocation->options.paths)
        write_places(&page, &invocation->options);
    return ra_page_finish(&page, stdout);
}
