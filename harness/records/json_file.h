/* JSON files of a campaign: from anywhere, hence hostile. */
#ifndef TRACETAX_JSON_FILE_H
#define TRACETAX_JSON_FILE_H

#include <jansson.h>

#include "base/complaint.h"

/* Reads an object from DIRECTORY/NAME, a file of 1 MiB at most; no link is followed. 0, or -errno
 * with what was found instead, to stand after the file's name. */
int json_file_read(int directory, const char *name, json_t **object, struct complaint *finding);

#endif
