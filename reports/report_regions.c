/* The same work in every region on a terminal: by provider, the greenest of each first. */
#include "reports/report_regions.h"

#include <math.h>
#include <string.h>

#include "models/number.h"
#include "reports/page.h"
#include "reports/report_text.h"

/* Columns: rank, region, value, interval, ranks that are like it, grid, PUE. */
#define REGION_COLUMN 5
#define VALUE_WIDTH   8
#define TIES_WIDTH    7
#define GRID_WIDTH    12
#define PUE_WIDTH     6
#define RANGE_WIDTH   17
#define NAME_WIDTH    12 /* at least; where it does not fit, a region takes three lines */

static const struct {
    const char *id, *name;
} providers[] = {{"aws", "AWS"},          {"azure", "Microsoft Azure"}, {"coreweave", "CoreWeave"},
                 {"gcp", "Google Cloud"}, {"ovh", "OVHcloud"},          {"scaleway", "Scaleway"},
                 {"seeweb", "Seeweb"}};

static const char *provider_name(const char *id)
{
    for (size_t i = 0; i < sizeof providers / sizeof providers[0]; i++)
        if (strcmp(providers[i].id, id) == 0)
            return providers[i].name;
    return id;
}

static void put_paragraph(ra_page *page, int indent, ra_text *text)
{
    if (text->failed)
        page->text.failed = true;
    else if (text->length > 0) {
        ra_page_pad(page, indent);
        ra_page_wrap(page, indent, text->data);
        ra_page_line(page);
    }
    ra_text_free(text);
}

static void put_name(ra_text *out, const ra_subject *region)
{
    const ra_value *aliases = ra_value_find(region->at, "aliases");
    const ra_value *name = aliases != NULL ? ra_value_first(aliases) : NULL;

    ra_text_append(out, name != NULL ? ra_value_string(name) : region->id);
    if (region->place != NULL)
        ra_text_format(out, " (%s)", region->place);
}

static void put_head(ra_page *page, const ra_regions *r)
{
    const ra_claim *claim = r->claim;
    const ra_region *best = &r->items[0], *worst = &r->items[r->count - 1];
    ra_text about = {0}, audited = {0}, factor = {0};

    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_wrap(page, 0, ra_claim_title(claim));
    ra_page_line(page);
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_text_format(&about, "The same work in %zu regions of clouds, by electricity that counts %s",
                   r->count, ra_grid_basis_name(r->basis));
    ra_text_append(&about, r->assumed ? " (the claim does not say what its own counts: --basis "
                                        "takes another)."
                                      : ".");
    put_paragraph(page, 0, &about);
    ra_text_append(&audited, "As audited: ");
    ra_piece_value(&audited, r->audited, RA_DIGITS_VALUE, claim->unit);
    put_paragraph(page, 0, &audited);
    ra_text_append(&factor, "From the greenest, ");
    put_name(&factor, best->region);
    ra_text_format(&factor, " of %s, to the dirtiest, ", provider_name(best->region->provider));
    put_name(&factor, worst->region);
    ra_text_format(&factor, " of %s: a factor of ", provider_name(worst->region->provider));
    ra_number_write(&factor, r->factor, RA_DIGITS_FACTOR);
    ra_text_append(&factor, " (");
    ra_number_percent(&factor, r->level, 4);
    ra_text_append(&factor, " interval ");
    ra_number_interval(&factor, r->factor_low, r->factor_high, RA_DIGITS_INTERVAL);
    ra_text_append(&factor, ").");
    put_paragraph(page, 0, &factor);
}

/* One letter says where a figure is from, where it is not the region's. */
static const char *mark(ra_region_from from)
{
    static const char *const marks[] = {"", "s", "c", "f", "-"};
    return marks[from];
}

static void put_right(ra_page *page, int width, ra_text *text)
{
    ra_page_right(page, width, text->failed ? "" : text->data);
    ra_text_free(text);
}

/* Returns the columns that are left for a name; less than NAME_WIDTH: the page is narrow. */
static int name_width(const ra_page *page)
{
    return page->width - REGION_COLUMN - VALUE_WIDTH - RANGE_WIDTH - TIES_WIDTH - GRID_WIDTH -
           PUE_WIDTH;
}

/* On a narrow page what follows goes below. */
static void break_narrow(ra_page *page)
{
    if (name_width(page) >= NAME_WIDTH)
        return;
    ra_page_line(page);
    ra_page_pad(page, REGION_COLUMN);
}

static void put_numbers(ra_page *page, const ra_regions *r, const ra_region *item)
{
    ra_text value = {0}, range = {0}, ties = {0}, grid = {0}, pue = {0};

    ra_number_write(&value, item->median, 3);
    put_right(page, VALUE_WIDTH, &value);
    ra_number_interval(&range, item->low, item->high, 2);
    put_right(page, RANGE_WIDTH, &range);
    if (item->first < item->last)
        ra_text_format(&ties, "%zu-%zu", item->first + 1, item->last + 1);
    else
        ra_text_append(&ties, "-");
    put_right(page, TIES_WIDTH, &ties);
    break_narrow(page);
    ra_number_trim(&grid, item->grid_value, 3);
    ra_text_format(&grid, "%s %d", mark(item->grid_from), item->grid->year);
    put_right(page, GRID_WIDTH, &grid);
    if (isfinite(item->pue_value))
        ra_number_trim(&pue, item->pue_value, 3);
    ra_text_append(&pue, r->has_pue ? mark(item->pue_from) : "");
    put_right(page, PUE_WIDTH, &pue);
    ra_page_line(page);
}

static void put_region(ra_page *page, const ra_regions *r, size_t rank)
{
    const ra_region *item = &r->items[rank];
    ra_text number = {0}, name = {0};

    ra_text_format(&number, "%zu", rank + 1);
    put_right(page, REGION_COLUMN - 1, &number);
    ra_page_pad(page, REGION_COLUMN);
    put_name(&name, item->region);
    if (name_width(page) >= NAME_WIDTH)
        ra_page_left(page, name_width(page), name.failed ? "" : name.data);
    else
        ra_page_wrap(page, REGION_COLUMN, name.failed ? "" : name.data);
    ra_text_free(&name);
    break_narrow(page);
    put_numbers(page, r, item);
}

static void put_columns(ra_page *page, const ra_regions *r)
{
    int name = name_width(page) >= NAME_WIDTH ? name_width(page) : 0;
    ra_text level = {0};

    ra_page_style(page, RA_STYLE_QUIET);
    ra_page_pad(page, REGION_COLUMN + name);
    ra_page_right(page, VALUE_WIDTH, ra_unit_text(r->claim->unit));
    ra_number_percent(&level, r->level, 4);
    ra_text_append(&level, " range");
    put_right(page, RANGE_WIDTH, &level);
    ra_page_right(page, TIES_WIDTH, "like");
    break_narrow(page);
    ra_page_right(page, GRID_WIDTH, "g/kWh year");
    ra_page_right(page, PUE_WIDTH, r->has_pue ? "PUE" : "");
    ra_page_line(page);
    ra_page_style(page, RA_STYLE_PLAIN);
}

/* A section for each provider, in the order of its greenest region. */
static void put_providers(ra_page *page, const ra_regions *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const char *provider = r->items[i].region->provider;
        bool again = false;
        for (size_t k = 0; k < i && !again; k++)
            again = strcmp(r->items[k].region->provider, provider) == 0;
        if (again)
            continue;
        ra_page_heading(page, provider_name(provider));
        put_columns(page, r);
        for (size_t k = i; k < r->count; k++)
            if (strcmp(r->items[k].region->provider, provider) == 0)
                put_region(page, r, k);
    }
}

static void put_notes(ra_page *page, const ra_regions *r)
{
    ra_text ranks = {0}, spread = {0}, marks = {0}, left = {0};

    ra_page_gap(page);
    ra_text_append(&ranks, "Ranks are over all providers. 'like': the ranks from which a region "
                           "cannot be told apart; all draws but those of the places are shared.");
    put_paragraph(page, 0, &ranks);
    if (r->spread > 0) {
        ra_text_append(&spread, "An intensity without a spread of its own has that of the claim's "
                                "figure, a standard deviation of ");
        ra_number_percent(&spread, r->spread, 2);
        ra_text_append(&spread, ", each by itself.");
    } else {
        ra_text_append(&spread, "The claim gives its intensity no spread: of those of the regions "
                                "only the digits are uncertain.");
    }
    put_paragraph(page, 0, &spread);
    ra_text_append(&marks,
                   "Intensity: of the region, s of its subregion (eGRID), c of its country.");
    if (r->has_pue)
        ra_text_append(&marks,
                       " PUE: of the region, f of the provider's fleet, - the claim's own.");
    put_paragraph(page, 0, &marks);
    if (r->left_out > 0)
        ra_text_format(&left, "%zu more regions have no intensity that counts %s.", r->left_out,
                       ra_grid_basis_name(r->basis));
    put_paragraph(page, 0, &left);
}

ra_status ra_regions_text(const ra_regions *regions, FILE *out, const ra_report_options *options)
{
    ra_page page = ra_page_new(options);

    put_head(&page, regions);
    put_providers(&page, regions);
    put_notes(&page, regions);
    return ra_page_finish(&page, out);
}
