/* Lets the n-th call of one kind (write, sync, rename) on files below a folder fail, as a bad disk would.
   Loaded before the C library (LD_PRELOAD); armed and read by the process itself (ctypes). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, RENAME = 3 };

static char folder[4096];
static atomic_int kind, left, seen, error_number;

void fault_arm(const char *below, int of_kind, int number, int error) {
    snprintf(folder, sizeof folder, "%s", below);
    error_number = error;
    seen = 0;
    left = number;
    kind = of_kind;
}

int fault_disarm(void) {
    kind = 0;
    return seen;
}

static int fails(int of_kind) {
    seen++;
    if (--left == 0) {
        errno = error_number;
        return 1;
    }
    (void)of_kind;
    return 0;
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
#define GUARD(of, file) if (kind == of && below(file) && fails(of)) return -1

ssize_t write(int file, const void *data, size_t count) { GUARD(WRITE, file); return REAL(write)(file, data, count); }
ssize_t pwrite(int file, const void *data, size_t count, off_t at) { GUARD(WRITE, file); return REAL(pwrite)(file, data, count, at); }
ssize_t pwrite64(int file, const void *data, size_t count, off64_t at) { GUARD(WRITE, file); return REAL(pwrite64)(file, data, count, at); }
ssize_t writev(int file, const struct iovec *parts, int count) { GUARD(WRITE, file); return REAL(writev)(file, parts, count); }
int ftruncate(int file, off_t length) { GUARD(WRITE, file); return REAL(ftruncate)(file, length); }
int ftruncate64(int file, off64_t length) { GUARD(WRITE, file); return REAL(ftruncate64)(file, length); }
int fsync(int file) { GUARD(SYNC, file); return REAL(fsync)(file); }
int fdatasync(int file) { GUARD(SYNC, file); return REAL(fdatasync)(file); }
int rename(const char *from, const char *to) {
    if (kind == RENAME && strncmp(to, folder, strlen(folder)) == 0 && fails(RENAME)) return -1;
    return REAL(rename)(from, to);
}
