#include "audit/cluster.h"

#if defined(REAUDIT_MPI)

#include <stdbool.h>
#include <stdlib.h>

#include <mpi.h>

#include "models/alloc.h"

/* What is sent at a time: MPI counts in int. */
#define PIECE ((size_t)1 << 30)
#define TAG   1

/* MPI belongs to the process, and so does this. */
static struct {
    bool open;
    int size, rank;
} cluster = {.size = 1};

/* mpirun and srun say in the environment that they started this; without them MPI would start a
 * daemon of its own, which takes a tenth of a second. */
static bool started_together(void)
{
    static const char *const names[] = {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "PMI_SIZE",
                                        "MV2_COMM_WORLD_SIZE"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (getenv(names[i]) != NULL) {
            return true;
        }
    }
    return false;
}

ra_status ra_cluster_open(void)
{
    int provided;

    if (cluster.open || !started_together()) {
        return RA_OK;
    }
    /* Threads of the run do not call MPI. */
    if (MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided) != MPI_SUCCESS) {
        return RA_IO;
    }
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_size(MPI_COMM_WORLD, &cluster.size);
    MPI_Comm_rank(MPI_COMM_WORLD, &cluster.rank);
    cluster.open = true;
    return RA_OK;
}

void ra_cluster_close(void)
{
    if (cluster.open) {
        MPI_Finalize();
    }
    cluster.open = false;
}

uint32_t ra_cluster_size(void)
{
    return cluster.open ? (uint32_t)cluster.size : 1;
}

uint32_t ra_cluster_rank(void)
{
    return cluster.open ? (uint32_t)cluster.rank : 0;
}

ra_status ra_cluster_agree(ra_status status)
{
    int own = (int)status, worst = own;

    if (!cluster.open) {
        return status;
    }
    if (MPI_Allreduce(&own, &worst, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD) != MPI_SUCCESS) {
        return RA_IO;
    }
    return (ra_status)worst;
}

void ra_cluster_abort(int exit_status)
{
    if (cluster.open && cluster.size > 1) {
        MPI_Abort(MPI_COMM_WORLD, exit_status);
    }
}

static int piece_of(size_t length, size_t start)
{
    return (int)(length - start < PIECE ? length - start : PIECE);
}

ra_status ra_cluster_send(uint32_t to, const ra_text *bytes)
{
    unsigned long long length = bytes->length;
    bool sent =
        MPI_Send(&length, 1, MPI_UNSIGNED_LONG_LONG, (int)to, TAG, MPI_COMM_WORLD) == MPI_SUCCESS;

    for (size_t start = 0; sent && start < bytes->length; start += PIECE) {
        sent = MPI_Send(bytes->data + start, piece_of(bytes->length, start), MPI_BYTE, (int)to, TAG,
                        MPI_COMM_WORLD) == MPI_SUCCESS;
    }
    return sent ? RA_OK : RA_IO;
}

/* Makes room for so many bytes. */
static ra_status reserve(ra_text *bytes, unsigned long long length)
{
    ra_text_free(bytes);
    bytes->data = ra_alloc((size_t)length + 1);
    if (bytes->data == NULL) {
        return RA_NOMEM;
    }
    bytes->length = (size_t)length;
    bytes->capacity = (size_t)length + 1;
    bytes->data[length] = '\0';
    return RA_OK;
}

ra_status ra_cluster_receive(uint32_t from, ra_text *bytes)
{
    unsigned long long length;

    if (MPI_Recv(&length, 1, MPI_UNSIGNED_LONG_LONG, (int)from, TAG, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE) != MPI_SUCCESS) {
        return RA_IO;
    }
    ra_status status = reserve(bytes, length);
    for (size_t start = 0; status == RA_OK && start < bytes->length; start += PIECE) {
        if (MPI_Recv(bytes->data + start, piece_of(bytes->length, start), MPI_BYTE, (int)from, TAG,
                     MPI_COMM_WORLD, MPI_STATUS_IGNORE) != MPI_SUCCESS) {
            status = RA_IO;
        }
    }
    return status;
}

ra_status ra_cluster_broadcast(ra_text *bytes)
{
    unsigned long long length = bytes->length;
    ra_status status = RA_OK;

    if (!cluster.open) {
        return RA_OK;
    }
    if (MPI_Bcast(&length, 1, MPI_UNSIGNED_LONG_LONG, 0, MPI_COMM_WORLD) != MPI_SUCCESS) {
        return RA_IO;
    }
    if (cluster.rank > 0) {
        status = reserve(bytes, length);
    }
    for (size_t start = 0; status == RA_OK && start < bytes->length; start += PIECE) {
        if (MPI_Bcast(bytes->data + start, piece_of(bytes->length, start), MPI_BYTE, 0,
                      MPI_COMM_WORLD) != MPI_SUCCESS) {
            status = RA_IO;
        }
    }
    return status;
}

#else

ra_status ra_cluster_open(void)
{
    return RA_OK;
}

void ra_cluster_close(void)
{
}

uint32_t ra_cluster_size(void)
{
    return 1;
}

uint32_t ra_cluster_rank(void)
{
    return 0;
}

ra_status ra_cluster_agree(ra_status status)
{
    return status;
}

void ra_cluster_abort(int exit_status)
{
    (void)exit_status;
}

/* There is nobody to send to. */
ra_status ra_cluster_send(uint32_t to, const ra_text *bytes)
{
    (void)to;
    (void)bytes;
    return RA_IO;
}

ra_status ra_cluster_receive(uint32_t from, ra_text *bytes)
{
    (void)from;
    (void)bytes;
    return RA_IO;
}

ra_status ra_cluster_broadcast(ra_text *bytes)
{
    (void)bytes;
    return RA_OK;
}

#endif
