#include <dirent.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "machine_parts.h"
#include "machine_text.h"

#define CPUS "/sys/devices/system/cpu/"

struct naming {
	const char *sign, *name;
};

static const char *name_of(const struct naming *table, const char *sign)
{
	while (table->sign && fnmatch(table->sign, sign, 0) != 0)
		table++;
	return table->name;
}

/* 1: virtual, 0: not, -1: not known; the name of the hypervisor, or empty. */
#if defined(__x86_64__) || defined(__i386__)
/* The signatures at CPUID leaf 0x40000000; the Linux kernel's arch/x86 and the makers' manuals. */
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

static int hypervisor(char *name, size_t size)
{
	unsigned eax, ebx, ecx, edx;
	*name = '\0';
	if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx))
		return -1;
	if (!(ecx & 1u << 31))
		return 0;
	/* KVM and Xen that pose as Hyper-V sign with their own name at the second place */
	for (unsigned leaf = 0x40000000; leaf <= 0x40000100; leaf += 0x100) {
		unsigned sign[4] = { 0 };
		__cpuid(leaf, eax, sign[0], sign[1], sign[2]);
		const char *known = name_of(signatures, (const char *)sign);
		if (known)
			snprintf(name, size, "%s", known);
	}
	return 1;
}
#else
/* What the firmware, the device tree or Xen calls itself; empty: not virtual after all. */
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

static void firmware(const char *path, char *text, size_t size)
{
	if (machine_read(path, text, size) < 0)
		*text = '\0';
	machine_printable(text);
}

static int hypervisor(char *name, size_t size)
{
	char vendor[64], product[64], text[sizeof vendor + sizeof product];
	if (tells("/sys/hypervisor/type", name, size) ||
		tells("/proc/device-tree/hypervisor/compatible", name, size))
		return 1;
	firmware("/sys/class/dmi/id/sys_vendor", vendor, sizeof vendor);
	firmware("/sys/class/dmi/id/product_name", product, sizeof product);
	snprintf(text, sizeof text, "%s %s", vendor, product);
	const char *known = name_of(products, text);
	snprintf(name, size, "%s", known ? known : "");
	return known ? *known != '\0' : -1;
}
#endif

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

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static json_t *mitigations(const char *directory)
{
	struct dirent **names;
	char path[PATH_MAX];
	int n = scandir(directory, &names, visible, alphasort);
	if (n < 0)
		return json_null();
	json_t *all = json_object();
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s", directory, names[i]->d_name);
		json_object_set_new(all, names[i]->d_name, machine_line(path));
		free(names[i]);
	}
	free(names);
	return all;
}

/* intel_pstate asks the other way round, and newer kernels ask for each policy. */
static json_t *turbo(const char *cpus)
{
	(void)cpus;
	json_t *off = machine_switch(CPUS "intel_pstate/no_turbo");
	if (!json_is_null(off)) {
		bool on = json_is_false(off);
		json_decref(off);
		return json_boolean(on);
	}
	json_t *on = machine_switch(CPUS "cpufreq/boost");
	return json_is_null(on) ? machine_switch(CPUS "cpufreq/policy0/boost") : on;
}

/* The first of these keys ("model name|cpu") that this architecture has. */
static json_t *cpuinfo(const char *keys)
{
	char text[8192], list[128], value[128], *rest = list, *key;
	snprintf(list, sizeof list, "%s", keys);
	if (machine_read("/proc/cpuinfo", text, sizeof text) < 0)
		return json_null();
	while ((key = strsep(&rest, "|")))
		if (machine_field(text, key, value, sizeof value) && *value)
			return json_string(value);
	return json_null();
}

static json_t *model(const char *keys)
{
	json_t *name = cpuinfo(keys);
	return json_is_null(name) ? machine_line("/proc/device-tree/model") : name;
}

const struct machine_fact machine_cpu_facts[] = {
	{ "model", model, "model name|cpu model|cpu|uarch" },
	{ "vendor", cpuinfo, "vendor_id|CPU implementer|mvendorid" },
	{ "family", cpuinfo, "cpu family|CPU architecture" },
	{ "model_number", cpuinfo, "model|CPU part|marchid" },
	{ "stepping", cpuinfo, "stepping|CPU revision|revision" },
	{ "microcode", cpuinfo, "microcode" },
	{ "mitigations", mitigations, CPUS "vulnerabilities" },
	{ "smt", machine_switch, CPUS "smt/active" },
	{ "governor", machine_lines, CPUS "cpufreq/policy*/scaling_governor" },
	{ "frequency_driver", machine_lines, CPUS "cpufreq/policy*/scaling_driver" },
	{ "turbo", turbo, CPUS },
	{ "idle_driver", machine_line, CPUS "cpuidle/current_driver" },
	{ "isolated", machine_line, CPUS "isolated" },
	{ NULL, NULL, NULL },
};
