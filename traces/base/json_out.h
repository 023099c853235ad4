/*
 * json_out.h - a tree of cJSON, as what a command prints.
 */
#ifndef TRACES_JSON_OUT_H
#define TRACES_JSON_OUT_H

#include <cjson/cJSON.h>

/* Print it on standard output and delete it.  Where memory did not suffice,
 * NULL included, nothing is printed and the end of the program says why
 * (memory.h).
 */
void json_out(cJSON *root);

#endif /* TRACES_JSON_OUT_H */
