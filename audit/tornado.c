#include "audit/tornado.h"

#include "audit/stream.h"
#include "models/alloc.h"

/* Two trials: the cause at its 5 % point, and at its 95 % point. */
static void swing(const ra_response *response, uint32_t cause, double *values,
                  ra_response_room *room, double y[2])
{
    for (uint32_t d = response->first[cause]; d < response->first[cause + 1]; d++) {
        const ra_draw *draw = &response->draws.draws[d];
        const ra_dist *dist = response->model.inputs[draw->input].figure->dist;
        double *pair = values + (size_t)2 * draw->input;
        pair[0] = ra_dist_quantile(dist, 0.05, false) * draw->factor;
        pair[1] = ra_dist_quantile(dist, 0.05, true) * draw->factor;
    }
    ra_response_eval(response, 2, room, y);
    for (uint32_t d = response->first[cause]; d < response->first[cause + 1]; d++) {
        uint32_t input = response->draws.draws[d].input;
        values[2 * input] = values[2 * input + 1] = response->point[input];
    }
}

ra_status ra_tornado_eval(const ra_response *response, double *low, double *high)
{
    uint32_t inputs = response->model.input_count;
    double *values = ra_calloc(2 * (size_t)inputs, sizeof *values);
    ra_response_room room = {0};
    ra_status status = ra_response_room_open(&room, response);

    if (values == NULL || status != RA_OK) {
        status = RA_NOMEM;
        goto done;
    }
    for (uint32_t i = 0; i < inputs; i++) {
        values[2 * i] = values[2 * i + 1] = response->point[i];
        room.columns[i] = values + (size_t)2 * i;
    }
    for (uint32_t c = 0; c < response->cause_count; c++) {
        double y[2];
        swing(response, c, values, &room, y);
        low[c] = y[0];
        high[c] = y[1];
    }
done:
    ra_free(values);
    ra_response_room_free(&room);
    return status;
}
