/* A program that becomes one whose file was deleted. */
#include "copy.h"

int main(int argc, char **argv)
{
	if (again(argc))
		return again_end(argc, argv);
	unusual_calls(argc, argv);
	struct copy copy = copy_new();
	copy_self(copy.fd);
	copy_become(&copy, argv);
}
