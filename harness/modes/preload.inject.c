/* Wrappers of libc's functions that make one system call each: they count, then jump to the
 * function.
 *
 * A wrapper jumps and does not call: it has no frame, and touches no register except r11, which is
 * free at the entry of a function. So it need not know the function's arguments, and disturbs
 * neither vfork, which returns twice, nor thread cancellation, which unwinds. */
#include <errno.h>
#include <features.h>

#include "inject/attach.h"

#if defined __x86_64__ && defined __GLIBC__ && __GLIBC_PREREQ(2, 34)

#include <dlfcn.h>

/* Each function always makes one call. Left out are those that the vDSO may answer, that make
 * another call if the first fails, or that change all threads, as setuid does. All are in glibc
 * 2.34. */
/* clang-format off */
#define EACH_FUNCTION(X)                                                                      \
	X(syscall)                                                                            \
	/* files by descriptor */                                                             \
	X(read) X(write) X(readv) X(writev) X(pread) X(pread64) X(pwrite) X(pwrite64)         \
	X(preadv) X(preadv64) X(pwritev) X(pwritev64) X(preadv2) X(preadv64v2) X(pwritev2)    \
	X(pwritev64v2) X(__read_chk) X(__pread_chk) X(__pread64_chk) X(close) X(dup) X(dup2)  \
	X(dup3) X(pipe) X(pipe2) X(fcntl) X(fcntl64) X(ioctl) X(lseek) X(lseek64) X(flock)    \
	X(fsync) X(fdatasync) X(syncfs) X(sync_file_range) X(ftruncate) X(ftruncate64)        \
	X(fallocate) X(fallocate64) X(posix_fadvise) X(posix_fadvise64) X(readahead)          \
	X(sendfile) X(sendfile64) X(splice) X(tee) X(vmsplice) X(copy_file_range)             \
	X(getdents64) X(fstat) X(fstat64) X(fstatfs) X(fstatfs64) X(fchmod) X(fchown)         \
	X(fchdir) X(futimens) X(isatty) X(tcgetattr)                                          \
	/* files by name */                                                                   \
	X(open) X(open64) X(openat) X(openat64) X(creat) X(creat64) X(__open_2)               \
	X(__open64_2) X(__openat_2) X(__openat64_2) X(access) X(stat) X(stat64) X(lstat)      \
	X(lstat64) X(fstatat) X(fstatat64) X(statx) X(statfs) X(statfs64) X(readlink)         \
	X(readlinkat) X(__readlink_chk) X(__readlinkat_chk) X(link) X(linkat) X(symlink)      \
	X(symlinkat) X(unlink) X(unlinkat) X(rename) X(renameat) X(renameat2) X(mkdir)        \
	X(mkdirat) X(rmdir) X(mkfifo) X(mknod) X(mknodat) X(chmod) X(chown) X(lchown)         \
	X(fchownat) X(truncate) X(truncate64) X(utimes) X(utimensat) X(chdir) X(chroot)       \
	X(mount) X(umount) X(umount2) X(sync) X(umask) X(setxattr) X(lsetxattr) X(fsetxattr)  \
	X(getxattr) X(lgetxattr) X(fgetxattr) X(listxattr) X(llistxattr) X(flistxattr)        \
	X(removexattr) X(lremovexattr) X(fremovexattr)                                        \
	/* waiting for descriptors */                                                         \
	X(poll) X(ppoll) X(__poll_chk) X(__ppoll_chk) X(select) X(pselect) X(epoll_create)    \
	X(epoll_create1) X(epoll_ctl) X(epoll_wait) X(epoll_pwait) X(eventfd)                 \
	X(eventfd_read) X(eventfd_write) X(signalfd) X(timerfd_create) X(timerfd_settime)     \
	X(timerfd_gettime) X(inotify_init) X(inotify_init1) X(inotify_add_watch)              \
	X(inotify_rm_watch) X(fanotify_init) X(fanotify_mark)                                 \
	/* sockets and messages */                                                            \
	X(socket) X(socketpair) X(bind) X(listen) X(accept) X(accept4) X(connect)             \
	X(getsockname) X(getpeername) X(getsockopt) X(setsockopt) X(shutdown) X(send)         \
	X(sendto) X(sendmsg) X(sendmmsg) X(recv) X(recvfrom) X(recvmsg) X(recvmmsg)           \
	X(__recv_chk) X(__recvfrom_chk) X(shmget) X(shmat) X(shmdt) X(semget) X(semop)        \
	X(semtimedop) X(msgget) X(msgsnd) X(msgrcv)                                           \
	/* memory */                                                                          \
	X(mmap) X(mmap64) X(munmap) X(mprotect) X(madvise) X(mremap) X(msync) X(mincore)      \
	X(mlock) X(munlock) X(mlockall) X(munlockall) X(memfd_create) X(process_vm_readv)     \
	X(process_vm_writev)                                                                  \
	/* processes and their identity */                                                    \
	X(getpid) X(getppid) X(gettid) X(getpgid) X(getpgrp) X(setpgid) X(getsid) X(setsid)   \
	X(getuid) X(geteuid) X(getgid) X(getegid) X(getresuid) X(getresgid) X(getgroups)      \
	X(__getgroups_chk) X(setfsuid) X(setfsgid) X(getpriority) X(setpriority)              \
	X(getrlimit) X(getrlimit64) X(setrlimit) X(setrlimit64) X(prlimit) X(prlimit64)       \
	X(getrusage) X(times) X(sysinfo) X(uname) X(personality) X(prctl) X(unshare)          \
	X(setns) X(capget) X(capset) X(clone) X(vfork) X(execve) X(execv) X(execveat) X(_exit)         \
	X(_Exit) X(wait) X(wait3) X(wait4) X(waitpid) X(waitid) X(sched_yield)                \
	X(sched_getparam) X(sched_setparam) X(sched_getscheduler) X(sched_setscheduler)       \
	X(sched_get_priority_max) X(sched_get_priority_min) X(sched_rr_get_interval)          \
	/* signals and time */                                                                \
	X(kill) X(killpg) X(tgkill) X(sigaction) X(sigprocmask) X(sigpending) X(sigsuspend)   \
	X(sigwaitinfo) X(sigtimedwait) X(sigaltstack) X(pause) X(alarm) X(getitimer)          \
	X(setitimer) X(nanosleep) X(usleep) X(clock_adjtime) X(adjtimex)
/* clang-format on */

/* Where to jump to, at first to preload_resolve, and the function's name. */
struct function {
	void *next;
	const char *name;
};

__asm__(".macro wrapper name\n"
	".pushsection .text\n"
	"	.balign 16\n"
	"	.globl \\name\n"
	"	.type \\name, @function\n"
	"\\name:\n"
	"	endbr64\n"
	"	movq preload_count(%rip), %r11\n"
	"	lock incq (%r11)\n"
	".Lnext_\\name:\n"
	"	jmp *.Lfunction_\\name(%rip)\n"
	".Lresolve_\\name:\n"
	"	endbr64\n"
	"	leaq .Lnext_\\name(%rip), %r11\n"
	"	jmp preload_resolve\n"
	"	.size \\name, . - \\name\n"
	".popsection\n"
	".pushsection preload_names, \"aMS\", @progbits, 1\n"
	".Lname_\\name: .asciz \"\\name\"\n"
	".popsection\n"
	".pushsection preload_functions, \"aw\"\n"
	".Lfunction_\\name: .quad .Lresolve_\\name, .Lname_\\name\n"
	".popsection\n"
	".endm\n");

#define WRAPPER(name) __asm__("wrapper " #name);
EACH_FUNCTION(WRAPPER)

/* preload_resolve serves a call from another object's constructor that runs before ours: it finds
 * all functions and goes on, with the arguments untouched (al: how many are in vector
 * registers). */
__asm__(".text\n"
	"preload_resolve:\n"
	"	pushq %r11\n"
	"	pushq %rax\n"
	"	pushq %rdi\n"
	"	pushq %rsi\n"
	"	pushq %rdx\n"
	"	pushq %rcx\n"
	"	pushq %r8\n"
	"	pushq %r9\n"
	"	subq $8, %rsp\n" /* at a call the stack is aligned to 16 bytes */
	"	call preload_find\n"
	"	addq $8, %rsp\n"
	"	popq %r9\n"
	"	popq %r8\n"
	"	popq %rcx\n"
	"	popq %rdx\n"
	"	popq %rsi\n"
	"	popq %rdi\n"
	"	popq %rax\n"
	"	popq %r11\n"
	"	jmp *%r11\n");

extern struct function __start_preload_functions[], __stop_preload_functions[]; /* by the linker */

static _Atomic uint64_t early; /* counts while there is no page */
__attribute__((used)) _Atomic uint64_t *preload_count = &early;
static long missing(void)
{
	errno = ENOSYS;
	return -1;
}

void preload_find(void); /* for the assembly alone */

__attribute__((used)) void preload_find(void)
{
	for (struct function *f = __start_preload_functions; f < __stop_preload_functions; f++) {
		void *next = dlsym(RTLD_NEXT, f->name);
		f->next = next ? next : (void *)(uintptr_t)missing;
	}
}

/* Counts the calls of attaching itself in `early`, so not as the program's. */
__attribute__((constructor)) static void begin(void)
{
	preload_find();
	uint64_t before = atomic_load(&early);
	struct page *page = attach();
	if (!page)
		return;
	atomic_fetch_add(&page->live.stops, before);
	preload_count = &page->live.stops;
}

#else

__attribute__((constructor)) static void begin(void)
{
	struct page *page = attach();
	if (page)
		attach_fail(page, ENOSYS, "wrappers of libc's functions",
			"they are written for x86-64 and glibc 2.34 or later");
}

#endif
