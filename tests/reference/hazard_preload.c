/* hazard_preload DIRECTORY ROUNDS: what a wrapper of libc's functions may spoil: arguments beyond
 * six, of variadic functions and before any constructor has run; answers, errno; functions that
 * return twice, or never as a thread is cancelled in them. Makes 5 calls, and 19 in each round; the
 * exit status is the line of what was spoilt, or 0. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(condition)                                                                           \
	do {                                                                                       \
		if (!(condition))                                                                  \
			_Exit(__LINE__ % 256);                                                     \
	} while (0)

enum { SIZE = 4096 };

static int ends[2];

static long map(int fd)
{
	return syscall(SYS_mmap, NULL, SIZE, PROT_READ, MAP_PRIVATE, fd, SIZE);
}

/* The loader runs it before every constructor of a shared object: the first call of all, with as
 * many arguments as there are registers, and one on the stack. */
static char *early;
static void before_all(int argc, char **argv, char **envp)
{
	(void)argc, (void)argv, (void)envp;
	early = (char *)syscall(SYS_mmap, NULL, 2L * SIZE, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0L);
}
__attribute__((section(".preinit_array"), used)) static void (*preinit)(
	int, char **, char **) = before_all;

static void *block(void *unused)
{
	char byte;
	CHECK(read(ends[0], &byte, 1) < 0);
	return unused;
}

static void cancelled(void)
{
	pthread_t thread;
	void *result;
	CHECK(pipe(ends) == 0);
	CHECK(pthread_create(&thread, NULL, block, NULL) == 0);
	CHECK(usleep(20000) == 0);
	CHECK(pthread_cancel(thread) == 0 && pthread_join(thread, &result) == 0);
	CHECK(result == PTHREAD_CANCELED);
}

static void files(const char *path)
{
	char text[SIZE + 4];
	struct stat status;
	int n = -1, fd = open(path, O_CREAT | O_EXCL | O_RDWR, 0640);
	CHECK(fd >= 0);
	CHECK(fstat(fd, &status) == 0 && (status.st_mode & 07777) == 0640);
	CHECK(fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && fcntl(fd, F_GETFD) == FD_CLOEXEC);
	CHECK(pwrite(fd, "true", 4, SIZE) == 4);
	CHECK(ioctl(fd, FIONREAD, &n) == 0 && n == SIZE + 4);
	CHECK(lseek(fd, 1L << 40, SEEK_SET) == 1L << 40);
	CHECK(pread(fd, text, sizeof text, 0) == sizeof text && !memcmp(text + SIZE, "true", 4));
	long at = map(fd);
	CHECK(at != -1 && !memcmp((char *)at, "true", 4));
	CHECK(munmap((char *)at, SIZE) == 0);
	CHECK(close(fd) == 0 && unlink(path) == 0);
}

static void processes(void)
{
	int status;
	pid_t self = getpid(), child = vfork();
	if (child == 0)
		_exit(3);
	CHECK(syscall(SYS_getpid) == self);
	CHECK(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 3);
}

int main(int argc, char **argv)
{
	char path[256];
	CHECK(argc == 3);
	snprintf(path, sizeof path, "%s/hazard", argv[1]);
	CHECK(early && early != MAP_FAILED);
	early[0] = early[2 * SIZE - 1] = 1;
	umask(0);
	for (int n = atoi(argv[2]); n; n--) {
		files(path);
		processes();
		errno = 0;
		CHECK(close(-1) == -1 && errno == EBADF);
		errno = 5;
		CHECK(access("/", F_OK) == 0 && errno == 5);
	}
	cancelled();
	return 0;
}
