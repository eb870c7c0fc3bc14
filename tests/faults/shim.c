/* Lets the n-th call of one kind (write, sync, rename) on files below a folder fail, as a bad disk would; or every
   call of any kind from the n-th on, as a dead one would.
   Loaded before the C library (LD_PRELOAD); armed and read by the process itself (ctypes). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, RENAME = 3, DEAD = 4 };

static char folder[4096];
static atomic_int kind, number, error_number, seen[DEAD + 1];

void fault_arm(const char *below, int of_kind, int at, int error) {
    snprintf(folder, sizeof folder, "%s", below);
    error_number = error;
    for (int one = 0; one <= DEAD; one++) seen[one] = 0;
    number = at;
    kind = of_kind;
}

void fault_disarm(void) { kind = 0; }

/* How many calls of a kind there were while it was armed; DEAD: of any kind. */
int fault_seen(int of_kind) { return seen[of_kind]; }

static int fails(int of_kind) {
    int all = ++seen[DEAD], alike = ++seen[of_kind];
    if (kind == DEAD ? all < number : kind != of_kind || alike != number) return 0;
    errno = error_number;
    return 1;
}

static int below(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, folder, strlen(folder)) == 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define GUARD(of, file) if (kind && below(file) && fails(of)) return -1

ssize_t write(int file, const void *data, size_t count) { GUARD(WRITE, file); return REAL(write)(file, data, count); }
ssize_t pwrite(int file, const void *data, size_t count, off_t at) { GUARD(WRITE, file); return REAL(pwrite)(file, data, count, at); }
ssize_t pwrite64(int file, const void *data, size_t count, off64_t at) { GUARD(WRITE, file); return REAL(pwrite64)(file, data, count, at); }
ssize_t writev(int file, const struct iovec *parts, int count) { GUARD(WRITE, file); return REAL(writev)(file, parts, count); }
ssize_t sendfile(int to, int from, off_t *at, size_t count) { GUARD(WRITE, to); return REAL(sendfile)(to, from, at, count); }
ssize_t sendfile64(int to, int from, off64_t *at, size_t count) { GUARD(WRITE, to); return REAL(sendfile64)(to, from, at, count); }
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t count, unsigned flags) {
    GUARD(WRITE, to);
    return REAL(copy_file_range)(from, at, to, there, count, flags);
}
int ftruncate(int file, off_t length) { GUARD(WRITE, file); return REAL(ftruncate)(file, length); }
int ftruncate64(int file, off64_t length) { GUARD(WRITE, file); return REAL(ftruncate64)(file, length); }
int fsync(int file) { GUARD(SYNC, file); return REAL(fsync)(file); }
int fdatasync(int file) { GUARD(SYNC, file); return REAL(fdatasync)(file); }
int rename(const char *from, const char *to) {
    if (kind && strncmp(to, folder, strlen(folder)) == 0 && fails(RENAME)) return -1;
    return REAL(rename)(from, to);
}
