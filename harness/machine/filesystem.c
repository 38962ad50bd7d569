#include <linux/magic.h>
#include <stdio.h>
#include <sys/vfs.h>

#include "base/scratch.h"
#include "parts.h"

/* Numbers of statfs(2); no kernel header has the last two. */
static const struct {
	unsigned long magic;
	const char *name;
} kinds[] = {
	{ TMPFS_MAGIC, "tmpfs" },
	{ RAMFS_MAGIC, "ramfs" },
	{ EXT4_SUPER_MAGIC, "ext2, ext3 or ext4" },
	{ XFS_SUPER_MAGIC, "xfs" },
	{ BTRFS_SUPER_MAGIC, "btrfs" },
	{ F2FS_SUPER_MAGIC, "f2fs" },
	{ OVERLAYFS_SUPER_MAGIC, "overlay" },
	{ FUSE_SUPER_MAGIC, "fuse" },
	{ NFS_SUPER_MAGIC, "nfs" },
	{ V9FS_MAGIC, "9p" },
	{ 0x2fc12fc1, "zfs" },
	{ 0xca451a4e, "bcachefs" },
};

static json_t *kind(const char *path)
{
	struct statfs fs;
	if (statfs(path, &fs) < 0)
		return json_null();
	unsigned long magic = (unsigned long)fs.f_type & 0xffffffff;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].magic == magic)
			return json_string(kinds[i].name);
	return json_sprintf("%#lx", magic);
}

static json_t *kind_of_scratch(const char *from)
{
	(void)from;
	return kind(scratch_parent());
}

const struct machine_fact machine_filesystem_facts[] = {
	{ "scratch", kind_of_scratch, NULL },
	{ "shm", kind, SCRATCH_SHM },
	{ NULL, NULL, NULL },
};
