#include "reports/sweep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "reports/run_file.h"
#include "reports/sweep_view.h"
#include "traces/base/cli.h"

#define HEAD_SIZE 72

/* SQLite's header says whose file it is in its last four bytes. */
bool sweep_is_file(const char *path)
{
	static const char begin[16] = "SQLite format 3";
	static const char owner[4] = {'C', 'S', 'W', 'P'};
	char head[HEAD_SIZE];
	struct stat facts;
	FILE *file;
	size_t size;

	if (stat(path, &facts) != 0 || !S_ISREG(facts.st_mode))
		return false;
	file = fopen(path, "rbe");
	if (file == NULL)
		return false;
	size = fread(head, 1, sizeof head, file);
	(void)fclose(file);
	return size == sizeof head && memcmp(head, begin, sizeof begin) == 0 &&
	       memcmp(head + HEAD_SIZE - sizeof owner, owner, sizeof owner) ==
		   0;
}

int sweep_report(const char *path, enum language language, bool force,
		 bool as_json)
{
	struct error_text error = {""};
	char page[SWEEP_PAGE_SIZE];
	struct sweep_view view;
	bool good;

	(void)sweep_page_path(path, language, page);
	if (!sweep_page_check(page, force, &error) ||
	    !sweep_view_open(path, &view, &error))
		return cli_failed(&error);
	view.language = language;
	if (!as_json)
		sweep_print(&view);
	good = sweep_page_write(&view, page, &error);
	if (good && as_json)
		sweep_json(&view);
	else if (good)
		run_page_tell(language, NULL, page);
	sweep_view_close(&view);
	return good ? EXIT_SUCCESS : cli_failed(&error);
}
