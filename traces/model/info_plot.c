#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "info.h"
#include "traces/base/aside.h"

extern char **environ;

static void write_script(const struct info *info, FILE *script)
{
	(void)fputs("set terminal svg size 900,640 dynamic noenhanced font "
		    "\"sans-serif,14\" background rgb \"white\"\n"
		    "set encoding utf8\n"
		    "$heat << EOD\n",
		    script);
	for (int day = 0; day < INFO_WEEKDAYS; day++) {
		for (int h = 0; h < HOURS; h++)
			(void)fprintf(script, "%.4f ", info->active[day][h]);
		(void)fputs("\n", script);
	}
	(void)fputs("EOD\n$lengths << EOD\n", script);
	for (int b = 0; b < INFO_BINS; b++)
		(void)fprintf(script, "%.0f %.3f\n",
			      info->length.bin_from[b] / 60,
			      100 * info->length.bin_share[b]);
	(void)fputs(
	    "EOD\n"
	    "set multiplot layout 2,1\n"
	    "set title \"Active worlds, mean by hour of the week\"\n"
	    "set ytics (\"Mo\" 0, \"Tu\" 1, \"We\" 2, \"Th\" 3, \"Fr\" 4, "
	    "\"Sa\" 5, \"Su\" 6)\n"
	    "set yrange [6.5:-0.5]\nset xrange [-0.5:23.5]\nset xtics 0,3\n"
	    "set xlabel \"local hour\"\n"
	    "set palette defined (0 \"#f7fbff\", 0.5 \"#6baed6\", 1 "
	    "\"#08306b\")\n"
	    "plot $heat matrix with image pixels notitle\n"
	    "unset yrange\nunset colorbox\nset yrange [0:*]\nset autoscale x\n"
	    "set title \"Session length\"\n"
	    "set ylabel \"% of sessions\"\nset ytics autofreq\n"
	    "set xlabel \"from ... minutes\"\nset style fill solid 0.8\n"
	    "set boxwidth 0.9\n"
	    "plot $lengths using 0:2:xtic(1) with boxes lc rgb \"#2171b5\" "
	    "notitle\n"
	    "unset multiplot\n",
	    script);
}

/* gnuplot from `script` into `drawing`. */
static bool run_gnuplot(FILE *script, int drawing, struct error_text *error)
{
	char program[] = "gnuplot", defaults[] = "-d";
	char *arguments[] = {program, defaults, NULL};
	posix_spawn_file_actions_t actions;
	pid_t child;
	int failure, status = 0;

	if (fflush(script) != 0 || lseek(fileno(script), 0, SEEK_SET) != 0)
		return error_set(error, "a temporary file cannot be written; "
					"is the disk full?");
	failure = posix_spawn_file_actions_init(&actions);
	if (failure != 0)
		return error_set(error, "out of memory");
	failure = posix_spawn_file_actions_adddup2(&actions, fileno(script), 0);
	if (failure == 0)
		failure =
		    posix_spawn_file_actions_adddup2(&actions, drawing, 1);
	if (failure == 0)
		failure = posix_spawnp(&child, program, &actions, NULL,
				       arguments, environ);
	(void)posix_spawn_file_actions_destroy(&actions);
	if (failure != 0)
		return error_set(error,
				 "gnuplot: cannot be started: %s; install "
				 "gnuplot-nox, or leave out --plot",
				 strerror(failure));
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return error_set(error, "gnuplot: lost: %s",
					 strerror(errno));
	return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
	       error_set(error, "gnuplot: failed; the drawing was not written");
}

/* gnuplot does not say when its drawing cannot be written. */
static bool is_whole(const struct aside *aside, struct error_text *error)
{
	static const char end[] = "</svg>";
	char text[sizeof end + 8] = "";
	FILE *file;

	if (aside->temporary == NULL)
		return true;
	file = fopen(aside->temporary, "rb");
	if (file != NULL) {
		if (fseek(file, 1 - (long)sizeof text, SEEK_END) == 0)
			(void)fread(text, 1, sizeof text - 1, file);
		(void)fclose(file);
	}
	return strstr(text, end) != NULL ||
	       error_set(error, "%s: cannot be written; is the disk full?",
			 aside->path);
}

bool info_plot(const struct info *info, const struct out_file *to,
	       struct error_text *error)
{
	FILE *script = tmpfile();
	struct aside aside;
	int drawing;
	bool good;

	if (script == NULL)
		return error_set(error,
				 "a temporary file cannot be made: %s; is "
				 "there room in /tmp?",
				 strerror(errno));
	if (!aside_open(&aside, to, error)) {
		(void)fclose(script);
		return false;
	}
	write_script(info, script);
	drawing = aside_descriptor(&aside);
	good = run_gnuplot(script, drawing, error);
	(void)close(drawing);
	good = good && is_whole(&aside, error) && aside_finish(&aside, error);
	aside_release(&aside);
	(void)fclose(script);
	return good;
}
