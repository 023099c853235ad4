/*
 * out_file.h - where output goes: what FILE of `-o FILE` is.
 *
 * Output goes to what is there: a device, a pipe and a standard stream are
 * written to, the target of a symbolic link is written and the link stays.  A
 * file is replaced only by who says so.
 */
#ifndef TRACES_OUT_FILE_H
#define TRACES_OUT_FILE_H

#include <limits.h>
#include <stdbool.h>

#include "error_text.h"

struct out_file {
	const char *path;
	bool force; /* a file that is there may be replaced */
};

enum out_kind {
	OUT_FRESH,    /* nothing is there */
	OUT_REGULAR,  /* a file */
	OUT_FOLDER,   /* a folder */
	OUT_STREAM,   /* one of our own descriptors: /dev/stdout */
	OUT_ELSEWHERE /* a device, a pipe, the descriptor of another process */
};

struct out_target {
	enum out_kind kind;
	char path[PATH_MAX]; /* links followed */
	int stream;	     /* OUT_STREAM */
	unsigned mode;	     /* permissions, OUT_REGULAR and OUT_FOLDER */
};

/* Follow the links of `path`.  False: it cannot be looked at. */
bool out_target_find(const char *path, struct out_target *out,
		     struct error_text *error);

#endif /* TRACES_OUT_FILE_H */
