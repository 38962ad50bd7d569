/* watching perf|bpf PROGRAM [ARG...]: holds an observer at the entry of calls while a program runs,
 * as `perf` or an agent does: a perf event that counts only the calls of this process, or a BPF
 * program that does nothing. Exit status: the program's; 77 where it is not permitted or not here;
 * 99 where this program did not work. */
#include <errno.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LACKING = 77, BROKEN = 99 };

#define ID "/sys/kernel/tracing/events/raw_syscalls/sys_enter/id"

static int by_perf(void)
{
	struct perf_event_attr attr = { .type = PERF_TYPE_TRACEPOINT, .size = sizeof attr };
	unsigned long long id;
	FILE *file = fopen(ID, "r");
	if (!file || fscanf(file, "%llu", &id) != 1)
		return -1;
	fclose(file);
	attr.config = id;
	return (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

static int bpf(int command, union bpf_attr *attributes)
{
	return (int)syscall(SYS_bpf, command, attributes, sizeof *attributes);
}

static int by_bpf(void)
{
	const struct bpf_insn nothing[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr program = {
		.prog_type = BPF_PROG_TYPE_RAW_TRACEPOINT,
		.insns = (uintptr_t)nothing,
		.insn_cnt = 2,
		.license = (uintptr_t) "GPL",
	};
	int loaded = bpf(BPF_PROG_LOAD, &program);
	union bpf_attr attach = { .raw_tracepoint = { .name = (uintptr_t) "sys_enter",
					  .prog_fd = (uint32_t)loaded } };
	return loaded < 0 ? -1 : bpf(BPF_RAW_TRACEPOINT_OPEN, &attach);
}

int main(int argc, char **argv)
{
	int status;
	if (argc < 3)
		return BROKEN;
	int observer = strcmp(argv[1], "perf") == 0 ? by_perf() : by_bpf();
	if (observer < 0)
		return LACKING;
	pid_t child = fork();
	if (child == 0) {
		close(observer);
		execvp(argv[2], argv + 2);
		_exit(BROKEN);
	}
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : BROKEN;
}
