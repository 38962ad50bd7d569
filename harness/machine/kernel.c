#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <zlib.h>

#include "parts.h"
#include "records/machine_record.h"
#include "text.h"

/* Parameters that change the cost of a system call, a context switch or reading the clock. A star
 * at the end stands for any rest; the kernel takes '-' and '_' as the same. */
static const char *const parameters[] = { "mitigations", "spectre_*", "nospectre_*", "spec_*",
	"nospec_*", "ssbd", "retbleed", "l1tf", "mds", "tsx", "tsx_async_abort", "mmio_stale_data",
	"reg_file_data_sampling", "srbds", "gather_data_sampling", "indirect_target_selection",
	"tsa", "vmscape", "pti", "nopti", "kpti", "nopcid", "noinvpcid", "nosmt", "nosmp",
	"maxcpus", "nr_cpus", "isolcpus", "nohz*", "rcu_nocbs", "rcu_nocb_poll", "irqaffinity",
	"threadirqs", "skew_tick", "preempt", "idle", "cpuidle*", "haltpoll.*", "intel_idle.*",
	"processor.*", "intel_pstate", "amd_pstate", "cpufreq.*", "tsc", "notsc", "clocksource",
	"no_kvmclock", "vdso", "vsyscall", "nowatchdog", "nmi_watchdog", "audit", "hugepages*",
	"default_hugepagesz", "transparent_hugepage", "numa_balancing", "init_on_alloc",
	"init_on_free", "slub_debug", "debug_pagealloc", "randomize_kstack_offset", "norandmaps",
	"nokaslr", "selinux", "enforcing", "apparmor", "security", "lsm", "nested_*", "sched_*",
	NULL };

static const char *const options[] = { "HZ", "PREEMPT", "PREEMPT_NONE", "PREEMPT_VOLUNTARY",
	"PREEMPT_LAZY", "PREEMPT_RT", "PREEMPT_DYNAMIC", "HZ_PERIODIC", "NO_HZ_IDLE", "NO_HZ_FULL",
	"CONTEXT_TRACKING_USER", "CONTEXT_TRACKING", "VIRT_CPU_ACCOUNTING_GEN",
	"TICK_CPU_ACCOUNTING", "IRQ_TIME_ACCOUNTING", "PARAVIRT", "PARAVIRT_XXL",
	"PARAVIRT_TIME_ACCOUNTING", "KVM_GUEST", "CPU_MITIGATIONS", "SPECULATION_MITIGATIONS",
	"MITIGATION_*", "RETPOLINE", "PAGE_TABLE_ISOLATION", "UNMAP_KERNEL_AT_EL0", "SECCOMP",
	"SECCOMP_FILTER", "SECCOMP_CACHE_DEBUG", "AUDITSYSCALL", "BPF_SYSCALL", "BPF_JIT",
	"BPF_JIT_ALWAYS_ON", "CROSS_MEMORY_ATTACH", "FTRACE_SYSCALLS", "FUNCTION_TRACER",
	"SECURITY_YAMA", "SECURITY_SELINUX", "SECURITY_APPARMOR", "LSM", "CFS_BANDWIDTH",
	"SCHED_AUTOGROUP", "SCHED_CORE", "GENERIC_ENTRY", "IA32_EMULATION",
	"RANDOMIZE_KSTACK_OFFSET_DEFAULT", "INIT_ON_ALLOC_DEFAULT_ON", "INIT_ON_FREE_DEFAULT_ON",
	"INIT_STACK_ALL_ZERO", "STACKPROTECTOR_STRONG", "CC_OPTIMIZE_FOR_SIZE", "X86_KERNEL_IBT",
	"X86_USER_SHADOW_STACK", "CFI", "CFI_CLANG", "KASAN", "KCSAN", "KMSAN", "KFENCE", "UBSAN",
	"PROVE_LOCKING", "LOCKDEP", "DEBUG_ATOMIC_SLEEP", "DEBUG_PREEMPT", "DEBUG_PAGEALLOC",
	"SLUB_DEBUG_ON", "DEBUG_KMEMLEAK", "TRANSPARENT_HUGEPAGE", NULL };

static bool fits(const char *pattern, const char *name)
{
	size_t n = strlen(pattern);
	return pattern[n - 1] == '*' ? strncmp(pattern, name, n - 1) == 0 : !strcmp(pattern, name);
}

/* Tells whether a name is one of the patterns. A configuration has ten thousand names. */
static bool one_of(const char *const *patterns, const char *name)
{
	for (; *patterns; patterns++)
		if (**patterns == *name && fits(*patterns, name))
			return true;
	return false;
}

/* Tells whether a value has harmless characters only: none that a path or a person's name needs. */
static bool harmless(const char *value)
{
	return !value[strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_-.,:=+")];
}

static bool telling(const char *word)
{
	char name[64];
	size_t n = strcspn(word, "=");
	if (n >= sizeof name)
		return false;
	snprintf(name, sizeof name, "%.*s", (int)n, word);
	for (char *c = name; (c = strchr(c, '-'));)
		*c = '_';
	return one_of(parameters, name) && harmless(word + n);
}

/* Cuts off the next word; as in the kernel, quotes hold blanks together. */
static char *next_word(char **rest)
{
	bool quoted = false;
	char *word = *rest + strspn(*rest, " \t\n"), *end = word;
	for (; *end && (quoted || !strchr(" \t\n", *end)); end++)
		quoted ^= *end == '"';
	*rest = *end ? end + 1 : end;
	*end = '\0';
	return *word ? word : NULL;
}

/* Keeps the known words and counts the others, which may hold secrets or paths. */
static int add_command_line(json_t *facts)
{
	char text[16384], *rest = text, *word;
	json_int_t left_out = 0;
	bool ours = true; /* init gets what follows "--" */
	if (machine_read("/proc/cmdline", text, sizeof text) < 0)
		return json_object_set_new(facts, "command_line", json_null()) |
		       json_object_set_new(facts, "command_line_left_out", json_null());
	json_t *kept = json_array();
	while ((word = next_word(&rest))) {
		ours = ours && strcmp(word, "--") != 0;
		if (ours && telling(word))
			json_array_append_new(kept, json_string(word));
		else
			left_out++;
	}
	return json_object_set_new(facts, "command_line", kept) |
	       json_object_set_new(facts, "command_line_left_out", json_integer(left_out));
}

static void add_option(json_t *config, char *line)
{
	bool off = strncmp(line, "# CONFIG_", 9) == 0;
	if (!off && strncmp(line, "CONFIG_", 7) != 0)
		return;
	char *name = line + (off ? 9 : 7), *value = name + strcspn(name, "= \n");
	char after = *value;
	*value++ = '\0';
	if (!after || !one_of(options, name))
		return;
	value += *value == '"';
	value[strcspn(value, "\"\n")] = '\0';
	machine_printable(value);
	json_object_set_new(config, name, json_string(off ? "n" : value));
}

/* Reads a kernel's configuration; zlib reads plain files too. */
static json_t *config_in(const char *path)
{
	char line[1024];
	gzFile file = gzopen(path, "re");
	if (!file)
		return json_null();
	json_t *config = json_object();
	while (gzgets(file, line, sizeof line))
		add_option(config, line);
	gzclose(file);
	if (json_object_size(config))
		return config;
	json_decref(config);
	return json_null();
}

static json_t *config(const char *release)
{
	char path[96];
	json_t *found = config_in("/proc/config.gz");
	if (!json_is_null(found))
		return found;
	snprintf(path, sizeof path, "/boot/config-%.65s", release);
	return config_in(path);
}

json_t *machine_kernel(void)
{
	struct utsname name;
	if (uname(&name) < 0)
		return json_null();
	machine_printable(name.release);
	machine_printable(name.version);
	machine_printable(name.machine);
	json_t *facts = json_object();
	int error = json_object_set_new(facts, "release", json_string(name.release)) |
		    json_object_set_new(facts, "version", json_string(name.version)) |
		    json_object_set_new(facts, "architecture", json_string(name.machine)) |
		    /* random at each boot: it tells boots apart and identifies nothing */
		    json_object_set_new(
			    facts, "boot", machine_line("/proc/sys/kernel/random/boot_id")) |
		    json_object_set_new(facts, "config", config(name.release)) |
		    json_object_set_new(facts, "lsm", machine_line("/sys/kernel/security/lsm")) |
		    add_command_line(facts);
	if (!error)
		return facts;
	json_decref(facts);
	return NULL;
}
