/* Reads JSON files of a campaign, which may come from anywhere and be hostile. */
#ifndef TRACETAX_JSON_FILE_H
#define TRACETAX_JSON_FILE_H

#include <jansson.h>

#include "base/complaint.h"

/* Reads an object from DIRECTORY/NAME, a file of at most 1 MiB, without following a link. Returns
 * 0, or -errno with a finding to print after the file's name. */
int json_file_read(int directory, const char *name, json_t **object, struct complaint *finding);

#endif
