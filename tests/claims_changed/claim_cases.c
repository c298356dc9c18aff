/* Reads claims and prints their results and messages. Given: the folder of the data; on standard
 * input a line for each, of FILE, ROW, AUDIT and changes "ID=TEXT" (by hand) or "!ID=TEXT"
 * (measured) of its audited side, with the unit separator (US) between two of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/claim.h"

static double result(const ra_claim *claim, ra_side side)
{
    double *values = calloc(claim->quantity_count, sizeof *values);
    uint8_t *choice = malloc(claim->quantity_count);
    double value = 0;

    if (values != NULL && choice != NULL) {
        memset(choice, side, claim->quantity_count);
        value = ra_claim_eval(claim, choice, values);
    }
    free(values);
    free(choice);
    return value;
}

/* Takes the next word of a line. Returned: NULL behind the last. */
static char *next_word(char **line)
{
    char *word = *line, *end = word != NULL ? strchr(word, '\x1f') : NULL;

    *line = end != NULL ? end + 1 : NULL;
    if (end != NULL)
        *end = '\0';
    return word;
}

static ra_status change(ra_claim *claim, char *words, ra_diag *diag)
{
    ra_status status = RA_OK;

    for (char *word; status == RA_OK && (word = next_word(&words)) != NULL;) {
        char *text = strchr(word, '=');
        *text = '\0';
        status = *word == '!' ? ra_claim_measure(claim, word + 1, text + 1, RA_MEASURED, "M", diag)
                              : ra_claim_set(claim, word, text + 1, diag);
    }
    return status;
}

static void read_case(ra_data *data, char *line)
{
    char *file = next_word(&line), *row = next_word(&line), *audit = next_word(&line);
    const ra_variant variant = {*row != '\0' ? row : NULL, *audit != '\0' ? audit : NULL};
    ra_diag *diag = ra_diag_new();
    ra_claim *claim = NULL;

    printf("== %s\n", file);
    ra_status status = ra_claim_load_variant(&claim, data, file, &variant, diag);
    if (status == RA_OK)
        status = change(claim, line, diag);
    printf("%s\n", ra_status_text(status));
    if (status == RA_OK)
        printf("published %.9g, audited %.9g %s\n", result(claim, RA_PUBLISHED),
               result(claim, RA_AUDITED), ra_unit_text(claim->unit));
    ra_diag_write(diag, stdout);
    ra_claim_free(claim);
    ra_diag_free(diag);
}

int main(int argc, char **argv)
{
    char line[4096];
    ra_data *data = NULL;
    ra_diag *diag = ra_diag_new();
    ra_status status = ra_data_open(&data, argc > 1 ? argv[1] : "", diag);

    ra_diag_write(diag, stderr);
    while (status == RA_OK && fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        read_case(data, line);
    }
    ra_data_free(data);
    ra_diag_free(diag);
    return ra_status_exit(status);
}
