#include "log_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/times.h"

#define DATE_LENGTH 10

const char *log_name_last(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* The end of a name after ".log": plain or packed. */
bool log_name_ends_as_log(const char *at)
{
	static const char *const ends[] = {".log", ".log.gz", ".log.zst",
					   ".log.xz", ".log.bz2"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (strcmp(at, ends[i]) == 0)
			return true;
	return false;
}

/* By its name; what is in it is seen when it is read. */
bool log_name_is_archive(const char *path)
{
	static const char *const ends[] = {".zip",     ".tar",	   ".tar.gz",
					   ".tgz",     ".tar.zst", ".tar.xz",
					   ".tar.bz2", ".7z",	   ".txz"};
	size_t length = strlen(log_name_last(path));

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t end = strlen(ends[i]);

		if (length > end &&
		    strcmp(log_name_last(path) + length - end, ends[i]) == 0)
			return true;
	}
	return false;
}

/* ".log", ".log.gz", and with a number as logrotate has it: ".log.1.gz" */
static bool is_rotated_end(const char *at)
{
	size_t digits;
	char plain[16];

	if (log_name_ends_as_log(at))
		return true;
	if (strncmp(at, ".log.", 5) != 0)
		return false;
	digits = strspn(at + 5, "0123456789");
	if (digits == 0 || digits > 6 || strlen(at + 5 + digits) > 4)
		return false;
	(void)snprintf(plain, sizeof plain, ".log%s", at + 5 + digits);
	return log_name_ends_as_log(plain);
}

/* "latest.log", "server.log", "2024-11-08-1.log.gz": what a server writes for
 * its owner. */
bool log_name_read(const char *name, struct log_name *out)
{
	char *end;

	out->day = -1;
	out->number = 0;
	if ((strncmp(name, "latest", 6) == 0 ||
	     strncmp(name, "server", 6) == 0) &&
	    is_rotated_end(name + 6))
		return true;
	if (!date_parse(name, &out->day))
		return false;
	name += DATE_LENGTH;
	if (name[0] == '-' && name[1] >= '0' && name[1] <= '9') {
		out->number = (uint32_t)strtoul(name + 1, &end, 10);
		name = end;
	}
	return log_name_ends_as_log(name);
}

/* May it be a log under a name of its owner's?  Then its text tells. */
bool log_name_may_be_log(const char *name)
{
	return strncmp(name, "debug", 5) != 0 &&
	       (strstr(name, ".log") != NULL || strstr(name, ".txt") != NULL);
}
