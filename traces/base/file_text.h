/*
 * file_text.h - a small file as one text.
 *
 * The text is the caller's, who frees it.  Never for what users give: their
 * files have readers that meet a limit while reading (lines.h).
 */
#ifndef TRACES_BASE_FILE_TEXT_H
#define TRACES_BASE_FILE_TEXT_H

#include <stdio.h>

/* All of a file that can be wound back, from its beginning, with a 0 behind it.
 * NULL: it cannot be read to its end, is larger than `most` bytes, or there is
 * no memory. */
char *file_text(FILE *file, long most);

#endif /* TRACES_BASE_FILE_TEXT_H */
