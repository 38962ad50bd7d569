/* The end of every unit test program. */
#ifndef TRACETAX_UNIT_RUN_H
#define TRACETAX_UNIT_RUN_H

#include <check.h>
#include <stdlib.h>

/* Runs one suite as the environment says (CK_VERBOSITY, CK_TAP_LOG_FILE_NAME). The exit status. */
static inline int run_suite(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
