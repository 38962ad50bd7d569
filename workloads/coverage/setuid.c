/* A program that becomes one with the rights of another user. Only root can prepare it. */
#include "copy.h"

enum { NOBODY = 65534 };

int main(int argc, char **argv)
{
	if (again(argc))
		return geteuid() == NOBODY ? again_end(argc, argv) : CANNOT;
	unusual_calls(argc, argv);
	struct copy copy = copy_new();
	copy_self(copy.fd);
	if (geteuid() != 0 || fchown(copy.fd, NOBODY, NOBODY) < 0 || fchmod(copy.fd, 04755) < 0) {
		unlink(copy.path);
		unusual_cannot("a file of another user");
	}
	copy_become(&copy, argv);
}
