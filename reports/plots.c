#include "reports/plots.h"

#include <errno.h>
#include <math.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reports/number.h"
#include "reports/page.h"
#include "traces/base/file_text.h"

#define DRAWING_MAX (16L << 20)

extern char **environ;

static void plot_discard(struct plot *plot)
{
	if (plot->script != NULL)
		(void)fclose(plot->script);
	if (plot->over != NULL)
		(void)fclose(plot->over);
	free(plot->over_text);
	*plot = (struct plot){.name = plot->name};
}

void plot_hover(struct plot *plot, const struct plot_place *place,
		const char *text)
{
	(void)fprintf(plot->over,
		      "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
		      "height=\"%.1f\"><title>",
		      place->x, place->y, place->width, place->height);
	page_text(plot->over, text);
	(void)fputs("</title></rect>\n", plot->over);
}

bool plot_begin(struct plot *plot, const char *name, int width, int height,
		struct error_text *error)
{
	*plot = (struct plot){.name = name, .script = tmpfile()};
	plot->over = open_memstream(&plot->over_text, &plot->over_size);
	if (plot->script == NULL || plot->over == NULL) {
		plot_discard(plot);
		return error_set(error,
				 "a temporary file cannot be made: %s; is "
				 "there room in /tmp?",
				 strerror(errno));
	}
	(void)fprintf(plot->script,
		      "set terminal svg size %d,%d dynamic noenhanced "
		      "font \"sans-serif,14\" name \"%s\"\n"
		      "set encoding utf8\n"
		      "set border 3 lc rgb \"#808890\"\n"
		      "set tics nomirror out scale 0.5 "
		      "textcolor rgb \"#000000\"\n"
		      "set grid back lc rgb \"#808890\" lw 0.4 dt 3\n"
		      "set key off\n"
		      "set style fill solid 1 noborder\n",
		      width, height, name);
	return true;
}

void plot_range(FILE *script, char axis, double low, double high)
{
	const double least = 1e-6; /* gnuplot gives up on less */

	if (!(fabs(high - low) >= least))
		high = low + 1;
	(void)fprintf(script, "set %crange [%.10g:%.10g]\n", axis, low, high);
}

double plot_step(double least)
{
	static const double round_steps[] = {1, 2, 5, 10};
	double power = pow(10, floor(log10(least)));
	size_t k = 0;

	while (k < 3 && round_steps[k] * power < least)
		k++;
	return round_steps[k] * power;
}

void plot_tics(FILE *script, char axis, double low, double high, double step,
	       enum language language)
{
	const char *comma = "";

	(void)fprintf(script, "set %ctics (", axis);
	for (double n = ceil(low / step); n * step <= high; n++) {
		char plain[NUMBER_SIZE], text[NUMBER_SIZE];

		(void)snprintf(plain, sizeof plain, "%.10g", n * step + 0.0);
		(void)fprintf(script, "%s\"%s\" %.10g", comma,
			      number_written(language, plain, text), n * step);
		comma = ", ";
	}
	(void)fputs(")\n", script);
}

/* --- the child ------------------------------------------------------------ */

/* The tail of what gnuplot said, for the error line. */
static void last_words(FILE *from, char *words, size_t size)
{
	char line[256];

	(void)snprintf(words, size, "no reason given");
	rewind(from);
	while (fgets(line, sizeof line, from) != NULL) {
		const char *text = line + strspn(line, " \t^");

		line[strcspn(line, "\n")] = '\0';
		if (*text != '\0')
			(void)snprintf(words, size, "%s", text);
	}
}

static bool wait_for(pid_t child, FILE *said, struct error_text *error)
{
	char words[256];
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return error_set(error, "gnuplot: lost: %s",
					 strerror(errno));
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	last_words(said, words, sizeof words);
	return error_set(
	    error, "gnuplot: failed: %s; report.html was not written", words);
}

static bool run_gnuplot(FILE *script, FILE *drawing, FILE *said,
			struct error_text *error)
{
	char program[] = "gnuplot", defaults[] = "-d";
	char *arguments[] = {program, defaults, NULL};
	posix_spawn_file_actions_t actions;
	pid_t child;
	int failure;

	if (fflush(script) != 0 || ferror(script) != 0 ||
	    lseek(fileno(script), 0, SEEK_SET) != 0)
		return error_set(error,
				 "a temporary file cannot be written; is "
				 "the disk full?");
	failure = posix_spawn_file_actions_init(&actions);
	if (failure != 0)
		return error_set(error, "out of memory");
	failure = posix_spawn_file_actions_adddup2(&actions, fileno(script), 0);
	if (failure == 0)
		failure = posix_spawn_file_actions_adddup2(&actions,
							   fileno(drawing), 1);
	if (failure == 0)
		failure =
		    posix_spawn_file_actions_adddup2(&actions, fileno(said), 2);
	if (failure == 0)
		failure = posix_spawnp(&child, program, &actions, NULL,
				       arguments, environ);
	(void)posix_spawn_file_actions_destroy(&actions);
	if (failure != 0)
		return error_set(error,
				 "gnuplot: cannot be started: %s; report.html "
				 "needs it: install gnuplot-nox, then "
				 "`conductor report`",
				 strerror(failure));
	return wait_for(child, said, error);
}

/* --- the drawing made fit for a page -------------------------------------- */

static const char *skip_between(const char *at, const char *from,
				const char *to)
{
	const char *end;

	if (strncmp(at, from, strlen(from)) != 0)
		return NULL;
	end = strstr(at, to);
	return end != NULL ? end + strlen(to) : NULL;
}

/* gnuplot's ids are the same in every drawing, its black is fixed, and its
 * titles would show up as tool tips. */
static void write_refined(const char *at, const char *name, FILE *out)
{
	static const char *const unwanted[][2] = {
	    {"<title>", "</title>"},
	    {"<desc>", "</desc>"},
	    {"<filter ", "</filter>"},
	    {" color=\"black\"", "k\""},
	    {" font-family=\"sans-serif\"", "f\""},
	};
	static const char *const changed[][2] = {
	    {"fill=\"rgb(0,0,0)\"", "fill=\"currentColor\""},
	    {"rgb(  0,   0,   0)", "currentColor"},
	    {"'rgb(0,0,0)'", "'currentColor'"},
	};

	while (*at != '\0') {
		const char *next = NULL;

		for (size_t i = 0;
		     i < sizeof unwanted / sizeof unwanted[0] && next == NULL;
		     i++)
			next = skip_between(at, unwanted[i][0], unwanted[i][1]);
		for (size_t i = 0;
		     i < sizeof changed / sizeof changed[0] && next == NULL;
		     i++) {
			next = skip_between(at, changed[i][0], changed[i][0]);
			if (next != NULL)
				(void)fputs(changed[i][1], out);
		}
		if (next == NULL &&
		    ((next = skip_between(at, "'gp", "'gp")) != NULL ||
		     (next = skip_between(at, "'#gp", "gp")) != NULL))
			(void)fprintf(out, "%.*s%s_gp", (int)(next - at - 2),
				      at, name);
		if (next == NULL && (next = skip_between(at, "\"gnuplot_canvas",
							 "canvas")) != NULL)
			(void)fprintf(out, "\"%s_canvas", name);
		if (next == NULL) {
			(void)fputc(*at, out);
			next = at + 1;
		}
		at = next;
	}
}

/* The drawing, and over it what answers to pointing at it. */
static char *refined_drawing(char *drawing, struct plot *plot,
			     struct error_text *error)
{
	char *start = strstr(drawing, "<svg");
	char *end = start != NULL ? strstr(start, "</svg>") : NULL;
	char *text = NULL;
	size_t size;
	FILE *out;

	if (end == NULL) {
		(void)error_set(error, "gnuplot: drew nothing; report.html "
				       "was not written");
		return NULL;
	}
	out = open_memstream(&text, &size);
	if (out != NULL) {
		*end = '\0';
		write_refined(start, plot->name, out);
		if (fflush(plot->over) == 0 && plot->over_size > 0)
			(void)fprintf(out,
				      "<g fill=\"none\" "
				      "pointer-events=\"all\">\n%s</g>\n",
				      plot->over_text);
		(void)fputs("</svg>\n", out);
		if (fclose(out) == 0)
			return text;
		free(text);
	}
	(void)error_set(error, "out of memory");
	return NULL;
}

char *plot_end(struct plot *plot, struct error_text *error)
{
	FILE *drawing = tmpfile(), *said = tmpfile();
	char *raw = NULL, *text = NULL;

	if (drawing == NULL || said == NULL) {
		(void)error_set(error,
				"a temporary file cannot be made: %s; is "
				"there room in /tmp?",
				strerror(errno));
		goto out;
	}
	if (!run_gnuplot(plot->script, drawing, said, error))
		goto out;
	raw = file_text(drawing, DRAWING_MAX);
	if (raw == NULL)
		(void)error_set(error, "gnuplot: its drawing cannot be read");
	else
		text = refined_drawing(raw, plot, error);
out:
	free(raw);
	if (drawing != NULL)
		(void)fclose(drawing);
	if (said != NULL)
		(void)fclose(said);
	plot_discard(plot);
	return text;
}
