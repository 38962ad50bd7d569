#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "parts.h"
#include "records/machine_record.h"
#include "text.h"

struct naming {
	const char *sign, *name;
};

static const char *name_of(const struct naming *table, const char *sign)
{
	while (table->sign && fnmatch(table->sign, sign, 0) != 0)
		table++;
	return table->name;
}

/* Reads the firmware's names of maker and machine; empty if we may not. */
static void read_firmware(char *text, size_t size)
{
	static const char *const files[] = { "sys_vendor", "product_name" };
	char path[64], line[64];
	*text = '\0';
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		size_t n = strlen(text);
		snprintf(path, sizeof path, "/sys/class/dmi/id/%s", files[i]);
		if (machine_read(path, line, sizeof line) <= 0)
			continue;
		machine_printable(line);
		snprintf(text + n, size - n, "%s%s", n ? " " : "", line);
	}
}

/* Returns 1: virtual, 0: not, -1: unknown; fills the name of the hypervisor, or empties it. */
#if defined(__x86_64__) || defined(__i386__)
/* The signatures at CPUID leaf 0x40000000, from the Linux kernel's arch/x86 and the makers'
 * manuals. */
static const struct naming signatures[] = {
	{ "KVMKVMKVM", "KVM" },
	{ "Linux KVM Hv", "KVM" },
	{ "Microsoft Hv", "Hyper-V" },
	{ "VMwareVMware", "VMware" },
	{ "XenVMMXenVMM", "Xen" },
	{ "TCGTCGTCGTCG", "QEMU" },
	{ "VBoxVBoxVBox", "VirtualBox" },
	{ "bhyve bhyve*", "bhyve" },
	{ "ACRNACRNACRN", "ACRN" },
	{ "prl hyperv*", "Parallels" },
	{ NULL, NULL },
};

enum { LEAF = 0x40000000, SIGNATURE_SIZE = 4 * sizeof(unsigned) };

/* Returns 1: virtual, 0: not, -1: unknown. */
static int ask_cpuid(void)
{
	unsigned eax, ebx, ecx, edx;
	if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx))
		return -1;
	return (ecx & 1u << 31) != 0;
}

static void read_signature(unsigned leaf, char text[SIGNATURE_SIZE])
{
	unsigned sign[4] = { 0 }, eax;
	__cpuid(leaf, eax, sign[0], sign[1], sign[2]);
	memcpy(text, sign, sizeof sign);
}

static int hypervisor(char *name, size_t size)
{
	char sign[SIGNATURE_SIZE];
	int is_virtual = ask_cpuid();
	*name = '\0';
	if (is_virtual != 1)
		return is_virtual;
	/* KVM and Xen that pose as Hyper-V have their own signature at the next place */
	for (unsigned leaf = LEAF; leaf <= LEAF + 0x100; leaf += 0x100) {
		read_signature(leaf, sign);
		const char *known = name_of(signatures, sign);
		if (known)
			snprintf(name, size, "%s", known);
	}
	return 1;
}

/* QEMU signs so where it emulates, and as KVM where KVM runs the guest. */
static int emulated(void)
{
	char sign[SIGNATURE_SIZE];
	int is_virtual = ask_cpuid();
	if (is_virtual != 1)
		return is_virtual;
	read_signature(LEAF, sign);
	return strncmp(sign, "TCG", 3) == 0;
}

static json_t *signature(const char *from)
{
	char sign[SIGNATURE_SIZE];
	(void)from;
	if (ask_cpuid() != 1)
		return json_null();
	read_signature(LEAF, sign);
	machine_printable(sign);
	return *sign ? json_string(sign) : json_null();
}
#else
/* Names that the firmware, the device tree or Xen gives; an empty one is not virtual after all. */
static const struct naming products[] = {
	{ "xen*", "Xen" },
	{ "linux,kvm", "KVM" },
	{ "Amazon EC2 *.metal*", "" },
	{ "Amazon EC2 *", "KVM" },
	{ "Google Google Compute Engine", "KVM" },
	{ "QEMU *", "QEMU" },
	{ "VMware*", "VMware" },
	{ "Microsoft Corporation Virtual Machine", "Hyper-V" },
	{ "Apple Inc. Apple Virtualization*", "Apple Virtualization" },
	{ NULL, NULL },
};

static bool tells(const char *path, char *name, size_t size)
{
	char text[64];
	if (machine_read(path, text, sizeof text) <= 0)
		return false;
	machine_printable(text);
	const char *known = name_of(products, text);
	snprintf(name, size, "%s", known ? known : text);
	return true;
}

static int hypervisor(char *name, size_t size)
{
	char text[128];
	if (tells("/sys/hypervisor/type", name, size) ||
		tells("/proc/device-tree/hypervisor/compatible", name, size))
		return 1;
	read_firmware(text, sizeof text);
	const char *known = name_of(products, text);
	snprintf(name, size, "%s", known ? known : "");
	return known ? *known != '\0' : -1;
}

/* Only the CPU "max" of QEMU's own is known: its implementer is none. Other CPUs it plays well. */
static int emulated(void)
{
	char text[8192], value[16];
	if (machine_read("/proc/cpuinfo", text, sizeof text) > 0 &&
		machine_field(text, "CPU implementer", value, sizeof value) &&
		strtoul(value, NULL, 16) == 0)
		return 1;
	return -1;
}

static json_t *signature(const char *from)
{
	(void)from;
	return json_null();
}
#endif

static json_t *firmware(const char *from)
{
	char text[128];
	(void)from;
	read_firmware(text, sizeof text);
	return *text ? json_string(text) : json_null();
}

/* Finds the name in a log record, "6,81,0,-;Hypervisor detected: KVM", if the kernel wrote it:
 * others may log with a facility above 0, which makes the number 8 or more. */
static bool names_hypervisor(char *record)
{
	static const char said[] = "Hypervisor detected: ";
	char *message = strchr(record, ';');
	if (!message || strtoul(record, NULL, 10) >= 8 ||
		strncmp(message + 1, said, sizeof said - 1) != 0)
		return false;
	char *name = message + sizeof said;
	name[strcspn(name, "\n")] = '\0';
	memmove(record, name, strlen(name) + 1);
	machine_printable(record);
	return true;
}

/* Tells whether a log record is of the boot's first second: its third field counts microseconds. */
static bool of_first_second(const char *record)
{
	unsigned long long since_boot = 0;
	return sscanf(record, "%*u,%*u,%llu", &since_boot) != 1 || since_boot < 1000000;
}

/* Finds the hypervisor in the kernel log: printed before the kernel's clock runs, so lost if the
 * log is long, and often only root may read it. */
static json_t *kernel_log(const char *path)
{
	char record[8192]; /* longest possible record */
	json_t *name = json_null();
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	for (int i = 0; i < 1000 && fd >= 0 && json_is_null(name); i++) {
		ssize_t n = read(fd, record, sizeof record - 1);
		if (n < 0 && errno == EPIPE)
			continue; /* the record was overwritten before we read it */
		if (n <= 0)
			break;
		record[n] = '\0';
		if (!of_first_second(record))
			break;
		if (names_hypervisor(record))
			name = json_string(record);
	}
	if (fd >= 0)
		close(fd);
	return name;
}

/* A signature can be faked, so other signs are recorded beside it. */
const struct machine_fact machine_platform_facts[] = {
	{ "signature", signature, NULL },
	{ "firmware", firmware, NULL },
	{ "sys_hypervisor", machine_line, "/sys/hypervisor/type" },
	{ "kernel_log", kernel_log, "/dev/kmsg" },
	{ NULL, NULL, NULL },
};

json_t *machine_virtual(void)
{
	char name[64];
	int answer = hypervisor(name, sizeof name);
	return answer < 0 ? json_null() : json_boolean(answer);
}

json_t *machine_hypervisor(void)
{
	char name[64];
	return hypervisor(name, sizeof name) == 1 && *name ? json_string(name) : json_null();
}

/* A clock of instructions is given only by what emulates them. */
json_t *machine_emulated(void)
{
	int answer = machine_instructions_per_ns() > 0 ? 1 : emulated();
	return answer < 0 ? json_null() : json_boolean(answer);
}
