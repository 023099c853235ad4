#include "whole.h"

#include "memory.h"
#include "sqlite_file.h"

bool answer_is_whole(struct error_text *error)
{
	if (memory_was_short())
		return error_set(error, "out of memory; free some");
	return sqlite_file_damage()[0] == '\0' ||
	       error_set(error,
			 "what was read is damaged, and the answer not whole: "
			 "%s; make the file again",
			 sqlite_file_damage());
}
