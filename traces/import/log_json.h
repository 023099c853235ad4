/*
 * log_json.h - a line of a log inside a JSON object, as Docker's json-file
 * driver, journalctl -o json, Loki and Fluentd write it.
 *
 *   {"log":"[18:03:12] ...\n","stream":"stdout","time":"2024-11-08T17:03:12Z"}
 *
 * becomes what Docker prints of it: the instant, a blank, the line.  Pure;
 * allocates nothing.
 */
#ifndef TRACES_LOG_JSON_H
#define TRACES_LOG_JSON_H

#include <stdbool.h>
#include <stddef.h>

/* In place; the length then.  What is no such object stays as it is. */
size_t log_json_unwrap(char *line, size_t length);

/* Was it meant to be one? */
bool log_json_is_like(const char *line, size_t length);

#endif /* TRACES_LOG_JSON_H */
