/* Finds the control groups that limit the CPU time of this process, in either version. */
#ifndef TRACETAX_CGROUP_H
#define TRACETAX_CGROUP_H

enum cgroup_sight {
	CGROUP_NONE, /* no hierarchy is mounted here */
	CGROUP_SEEN,
	CGROUP_UNCLEAR, /* our group is in another namespace: its limits cannot be seen */
};

/* Calls `look` with the directory of our group and of each group above it, up to the mount: each
 * limits us. See cgroups(7), proc_pid_mountinfo(5). */
enum cgroup_sight cgroup_each(void (*look)(const char *directory, void *context), void *context);

#endif
