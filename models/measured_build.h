/* What the readers of measured files share. */
#ifndef RA_MEASURED_BUILD_H
#define RA_MEASURED_BUILD_H

#include "models/arena.h"
#include "models/measured.h"
#include "models/measured_lines.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Intensities of a grid beyond these are no grid's, in kgCO2e/kWh: they are a slip of unit. */
#define RA_GRID_LOWEST  0.001
#define RA_GRID_HIGHEST 1.5

/* A file that is being read. */
typedef struct {
    ra_lines lines;
    ra_arena *arena;
    ra_diag *diag;
    ra_measured *out;
    ra_measurement items[RA_MEASURES];
    bool has[RA_MEASURES];
    bool no_memory;
} ra_measured_build;

/* How a kind of file is told and read. `recognise` is given the start of the file as UTF-8, at most
 * 16 KiB in whole lines. `read` starts at the first line. */
typedef struct {
    ra_measured_format format;
    bool (*recognise)(const char *head);
    ra_status (*read)(ra_measured_build *build);
} ra_measured_reader;

extern const ra_measured_reader ra_read_codecarbon, ra_read_carbontracker, ra_read_model_card,
    ra_read_sacct, ra_read_nvidia_smi, ra_read_eco2ai, ra_read_green_algorithms, ra_read_google,
    ra_read_aws, ra_read_plain;

/* Puts a quantity into the result, in its measure's unit; a second one replaces the first. `column`
 * and `note` are copied; note may be NULL. */
void ra_measured_put(ra_measured_build *build, ra_measure measure, double value, ra_origin origin,
                     const char *column, const char *note);

/* The same, measured, with the sensor's uncertainty. */
void ra_measured_put_sensor(ra_measured_build *build, ra_measure measure, double value,
                            ra_sensor sensor, const char *column, const char *note);

/* The same for what a tracker made of a measured energy with a figure of its own: inferred, with
 * the sensor's uncertainty. */
void ra_measured_put_inferred(ra_measured_build *build, ra_measure measure, double value,
                              ra_sensor sensor, const char *column, const char *note);

/* Counts the current line as a row that can be trusted. */
void ra_measured_count(ra_measured_build *build);

/* Derives the intensity of the grid from emissions and energy (kg, kWh), and warns of one that no
 * grid has. */
void ra_measured_imply_grid(ra_measured_build *build, double emissions, double energy,
                            const char *column);

/* Warns where a figure is not what others of the same file give. Given: its name and how it is
 * made, for the message; both values in one unit; a relative tolerance; the PUE of the file, so
 * that one that was counted twice or left out is told (NaN or 1: none). What is NaN is not
 * compared. */
void ra_measured_compare(ra_measured_build *build, const char *what, const char *made, double value,
                         double expected, double tolerance, double pue);

/* Counts a row that cannot be trusted, with the reason as a warning at `field` of the line. */
void ra_measured_refuse(ra_measured_build *build, const char *field, const char *format, ...)
    RA_PRINTF(3, 4);

/* Sets the maker of the file: "CodeCarbon 2.4.3". */
void ra_measured_set_maker(ra_measured_build *build, const char *format, ...) RA_PRINTF(2, 3);

/* Returns a copy that lives as long as the result; NULL: out of memory, which is remembered. */
const char *ra_measured_copy(ra_measured_build *build, const char *text);

/* Returns how many bytes of a text make at most `room`, in whole characters of UTF-8. */
size_t ra_measured_fit(const char *text, size_t room);

/* A sum that keeps its digits (Neumaier's), and how many numbers went into it. */
typedef struct {
    double sum, rest;
    uint64_t count;
} ra_tally_sum;
void ra_sum_add(ra_tally_sum *sum, double value);
double ra_sum_total(const ra_tally_sum *sum);
double ra_sum_mean(const ra_tally_sum *sum);

/* A delimited file with a header. */
typedef struct {
    char delimiter;
    const char *names[RA_FIELD_LIMIT];
    size_t count; /* columns that have a name; empty ones at the end do not count */
    size_t width; /* fields of the header line */
    char *fields[RA_FIELD_LIMIT];
    size_t got; /* fields of the current row */
} ra_rows;

/* Returns whether the first line of a file, of which `head` is the start, has a name. */
bool ra_head_names(const char *head, const char *name);

/* Reads the header from the current line. */
ra_status ra_rows_header(ra_measured_build *build, ra_rows *rows, char delimiter);

/* Reads it from the next line. */
ra_status ra_rows_open(ra_measured_build *build, ra_rows *rows, char delimiter);

/* Returns the column of a name (without case; white space is nothing), or -1. */
int ra_rows_find(const ra_rows *rows, const char *name);

/* Returns the first column whose name starts so, a unit in brackets behind it or not; -1: none. */
int ra_rows_find_start(const ra_rows *rows, const char *start);

/* Moves to the next row that has a field for every column; others are refused, empty lines passed
 * over. Returned: false at the end. */
bool ra_rows_next(ra_measured_build *build, ra_rows *rows);

/* Reads a number from a column of the row. Returned: RA_FIELD_OK; RA_FIELD_NONE where the column is
 * -1 or the value is missing; RA_FIELD_BAD where there is something else (the row was refused). */
typedef enum { RA_FIELD_OK, RA_FIELD_NONE, RA_FIELD_BAD } ra_field_state;
ra_field_state ra_rows_number(ra_measured_build *build, ra_rows *rows, int column, double *out);

/* Returns the text of a column, "" where there is none. */
const char *ra_rows_text(const ra_rows *rows, int column);

/* Returns the seconds since 1970 of "2026/09/23 20:00:00.000", "2026-09-23T20:00:00" and the like,
 * as if in UTC; NaN where it is no time. */
double ra_measured_time(const char *text);

/* Returns the hours of "1-02:03:04", "02:03:04", "03:04" or "0:00:33.57"; NaN where it is none. */
double ra_measured_hours(const char *text);

#ifdef __cplusplus
}
#endif
#endif
