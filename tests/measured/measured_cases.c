/* Prints what is read from files of measured runs. */
#include <stdio.h>

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

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        ra_diag *diag = ra_diag_new();
        ra_measured *measured = NULL;
        ra_status status = ra_measured_load(&measured, argv[i], diag);
        printf("%s\n", ra_status_text(status));
        if (measured != NULL)
            print(measured);
        ra_diag_write(diag, stdout);
        ra_measured_free(measured);
        ra_diag_free(diag);
    }
    return 0;
}
