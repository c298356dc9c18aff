#include "audit/read_ahead.h"

#include "audit/threads.h"

void ra_read_ahead(ra_data *data, const char *const *ids, size_t count, int threads)
{
    int team = ra_threads(threads, count);

#pragma omp parallel for num_threads(team) schedule(dynamic)
    for (size_t i = 0; i < count; i++) {
        const ra_table *table;
        (void)ra_data_table(data, ids[i], &table, NULL);
    }
}
