/*
 * json_out.h - a tree of cJSON, as what a command prints.
 */
#ifndef TRACES_JSON_OUT_H
#define TRACES_JSON_OUT_H

#include <cjson/cJSON.h>

/* Print it on standard output and delete it; NULL is one that memory did not
 * suffice for.  Returns the exit status of the command. */
int json_out(cJSON *root);

#endif /* TRACES_JSON_OUT_H */
