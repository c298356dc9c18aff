/* Prints what is read from files of measured runs, or from the column of one: FILE@COLUMN. Of more
 * than one, each is named. */
#include <stdio.h>
#include <string.h>

#include "models/measured.h"

static void print(const ra_measured *measured)
{
    printf("%s, %s: %llu rows (%llu to %llu), %llu refused\n", measured->format->name,
           measured->maker != NULL ? measured->maker : "", (unsigned long long)measured->rows,
           (unsigned long long)measured->first, (unsigned long long)measured->last,
           (unsigned long long)measured->refused);
    for (size_t i = 0; i < measured->count; i++) {
        const ra_measurement *item = &measured->items[i];
        printf("%s %.9g %s, %s, %s %g %%: %s\n", ra_measure_name(item->measure), item->value,
               ra_measure_unit(item->measure), ra_origin_name(item->origin),
               ra_sensor_name(item->sensor), 100 * item->half_width, item->column);
    }
}

static void print_file(const char *path, ra_diag *diag)
{
    ra_measured *measured = NULL;

    printf("%s\n", ra_status_text(ra_measured_load(&measured, path, diag)));
    if (measured != NULL)
        print(measured);
    ra_measured_free(measured);
}

static void print_column(const char *path, const char *name, ra_diag *diag)
{
    ra_measured_column column = {0};

    printf("%s\n", ra_status_text(ra_measured_read_column(&column, path, name, diag)));
    printf("%llu numbers (%llu to %llu), sum %.9g, mean %.9g\n", (unsigned long long)column.count,
           (unsigned long long)column.first, (unsigned long long)column.last, column.sum,
           column.mean);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        ra_diag *diag = ra_diag_new();
        char *column = strrchr(argv[i], '@');
        if (argc > 2)
            printf("== %s\n", argv[i]);
        if (column != NULL) {
            *column = '\0';
            print_column(argv[i], column + 1, diag);
        } else {
            print_file(argv[i], diag);
        }
        ra_diag_write(diag, stdout);
        ra_diag_free(diag);
    }
    return 0;
}
