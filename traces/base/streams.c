#include "streams.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* The wrong way round, so that reading and writing fail.  open() takes the
 * lowest number that is free, which is this one. */
static void occupy(int stream)
{
	if (fcntl(stream, F_GETFD) < 0 && errno == EBADF)
		(void)open("/dev/null",
			   stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

void streams_begin(void)
{
	occupy(STDIN_FILENO);
	occupy(STDOUT_FILENO);
	occupy(STDERR_FILENO);
	(void)signal(SIGXFSZ, SIG_IGN);
}

/* A pipe that nobody reads any more. */
static bool is_left(int stream)
{
	struct pollfd end = {.fd = stream, .events = POLLOUT};

	return poll(&end, 1, 0) == 1 && (end.revents & POLLERR) != 0;
}

int streams_end(int status)
{
	bool left = is_left(STDOUT_FILENO), good = ferror(stdout) == 0;
	struct error_text error = {""};

	errno = 0;
	if (fclose(stdout) != 0)
		good = false;
	if (good || status != 0)
		return status;
	if (left || errno == EPIPE)
		return EXIT_FAILURE;
	/* what failed earlier has taken its reason with it */
	(void)error_set(&error, "standard output: cannot be written: %s",
			errno != 0 ? strerror(errno) : "is the disk full?");
	return cli_failed(&error);
}
