#include <errno.h>
#include <linux/bpf.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "call_path.h"
#include "probe.h"

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH 59
#define PR_SYS_DISPATCH_OFF	     0
#define PR_SYS_DISPATCH_ON	     1
#endif

enum { PROGRAMS_MAX = 10000 };

const struct bpf_kind bpf_kinds[BPF_KINDS] = {
	{ BPF_PROG_TYPE_KPROBE, "kprobe" },
	{ BPF_PROG_TYPE_TRACEPOINT, "tracepoint" },
	{ BPF_PROG_TYPE_PERF_EVENT, "perf_event" },
	{ BPF_PROG_TYPE_RAW_TRACEPOINT, "raw_tracepoint" },
	{ BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE, "raw_tracepoint_writable" },
	{ BPF_PROG_TYPE_TRACING, "tracing" },
	{ BPF_PROG_TYPE_LSM, "lsm" },
};

static struct call_path seen; /* a child may write it */

/* libbpf is no part of every build, and these calls need nothing of it. */
static int bpf(int command, union bpf_attr *attributes)
{
	long result = syscall(SYS_bpf, command, attributes, sizeof *attributes);
	return result < 0 ? -errno : (int)result;
}

static void count_type(uint32_t type)
{
	for (int i = 0; i < BPF_KINDS; i++)
		seen.programs[i] += bpf_kinds[i].type == type;
}

/* Counts a program by its type; one that has gone meanwhile does not count. */
static int count_program(uint32_t id)
{
	struct bpf_prog_info info = { 0 };
	union bpf_attr get = { .prog_id = id };
	int fd = bpf(BPF_PROG_GET_FD_BY_ID, &get);
	if (fd < 0)
		return fd == -ENOENT ? 0 : fd;
	union bpf_attr ask = { .info = { (uint32_t)fd, sizeof info, (uintptr_t)&info } };
	int error = bpf(BPF_OBJ_GET_INFO_BY_FD, &ask);
	if (!error)
		count_type(info.type);
	close(fd);
	return error;
}

static void count_programs(void)
{
	union bpf_attr at = { 0 };
	int error = 0;
	for (int i = 0; i < PROGRAMS_MAX && !error; i++) {
		error = bpf(BPF_PROG_GET_NEXT_ID, &at);
		if (!error)
			error = count_program(at.next_id);
		at.start_id = at.next_id;
		at.next_id = 0;
	}
	seen.programs_known = error == -ENOENT; /* the end */
}

#ifdef __x86_64__

enum { WORK_AT = 8 /* in thread_info, which a task_struct begins with, since Linux 5.11 */ };

#define OPERATION(operation, to, from, value)                                                      \
	{                                                                                          \
		.code = (operation), .dst_reg = (to), .src_reg = (from), .imm = (value)            \
	}

/* Returns the work of the current thread. */
static const struct bpf_insn read_work[] = {
	OPERATION(BPF_JMP | BPF_CALL, 0, 0, BPF_FUNC_get_current_task),
	OPERATION(BPF_ALU64 | BPF_MOV | BPF_X, BPF_REG_3, BPF_REG_0, 0),
	OPERATION(BPF_ALU64 | BPF_ADD | BPF_K, BPF_REG_3, 0, WORK_AT),
	OPERATION(BPF_ALU64 | BPF_MOV | BPF_X, BPF_REG_1, BPF_REG_10, 0),
	OPERATION(BPF_ALU64 | BPF_ADD | BPF_K, BPF_REG_1, 0, -8),
	OPERATION(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_2, 0, 8),
	OPERATION(BPF_JMP | BPF_CALL, 0, 0, BPF_FUNC_probe_read_kernel),
	{ BPF_LDX | BPF_MEM | BPF_DW, BPF_REG_0, BPF_REG_10, -8, 0 },
	OPERATION(BPF_JMP | BPF_EXIT, 0, 0, 0),
};

static int load(void)
{
	static const char license[] = "GPL"; /* the helpers take it */
	union bpf_attr program = {
		.prog_type = BPF_PROG_TYPE_RAW_TRACEPOINT,
		.insns = (uintptr_t)read_work,
		.insn_cnt = sizeof read_work / sizeof *read_work,
		.license = (uintptr_t)license,
	};
	return bpf(BPF_PROG_LOAD, &program);
}

/* Runs the program where we are, without attaching it to anything. Returns 0 or -errno. */
static int run(int program, uint32_t *work)
{
	union bpf_attr test = { .test = { .prog_fd = (uint32_t)program } };
	int error = bpf(BPF_PROG_TEST_RUN, &test);
	*work = test.test.retval;
	return error;
}

static int dispatch(long on)
{
	static char selector; /* 0: allows all calls */
	return prctl(PR_SET_SYSCALL_USER_DISPATCH, on, 0L, 0L, on ? &selector : NULL);
}

/* Reads the work twice, the second time with dispatch on: only if its bit alone differs is it known
 * that the word is where it was sought. */
static bool read_checked(int program, uint32_t *work)
{
	uint32_t with = 0;
	if (run(program, work) < 0 || dispatch(PR_SYS_DISPATCH_ON) < 0)
		return false;
	int error = run(program, &with);
	dispatch(PR_SYS_DISPATCH_OFF);
	return !error && (*work ^ with) == 1u << WORK_USER_DISPATCH;
}

static void read_path(void)
{
	int program = load();
	if (program < 0)
		return;
	seen.path_known = read_checked(program, &seen.work);
	close(program);
}

#else
static void read_path(void) {}
#endif

/* Counts first: our own program is none of those that watch. */
static int look(void)
{
	count_programs();
	read_path();
	return 0;
}

/* A filter may kill whoever calls bpf(2), so with one a child looks; if it is killed, what it has
 * not seen is unknown. A child that waits for a CPU takes longer than the looking. */
void call_path_look(struct call_path *path)
{
	seen = (struct call_path){ 0 };
	if (prctl(PR_GET_SECCOMP, 0L, 0L, 0L, 0L) == 0)
		look();
	else
		machine_ask_child(look);
	*path = seen;
}
