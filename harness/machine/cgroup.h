/* The control groups that bind the CPU time of this process, of either version. */
#ifndef TRACETAX_CGROUP_H
#define TRACETAX_CGROUP_H

enum cgroup_sight {
	CGROUP_NONE, /* no hierarchy is mounted here */
	CGROUP_SEEN,
	CGROUP_UNCLEAR, /* our group is in another namespace: what binds us cannot be seen */
};

/* Calls `look` with the directory of our group and of each above it, up to what is mounted: each
 * binds. cgroups(7), proc_pid_mountinfo(5). */
enum cgroup_sight cgroup_each(void (*look)(const char *directory, void *context), void *context);

#endif
