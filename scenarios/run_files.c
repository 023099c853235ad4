#include "run_files.h"

#include <stdio.h>
#include <string.h>

#include "traces/base/manifest.h"

#define FOLDER_SIZE 4096

bool run_files_tell(const char *path, struct file_facts *out)
{
	static const char summary[] = "summary.json";
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	char folder[FOLDER_SIZE] = ".";
	struct error_text ignored = {""}; /* then the file speaks for itself */
	struct manifest manifest;

	if (manifest_read(path, &manifest, &ignored) &&
	    manifest_lists(&manifest, summary)) {
		out->kind = "run directory";
		(void)snprintf(out->text, sizeof out->text,
			       "`conductor report %.150s` shows it", path);
		return true;
	}
	if (slash != NULL)
		(void)snprintf(folder, sizeof folder, "%.*s",
			       (int)(slash - path), path);
	if (!manifest_read(folder, &manifest, &ignored) ||
	    !manifest_lists(&manifest, summary) ||
	    !manifest_lists(&manifest, name))
		return false;
	out->kind = "file of a run";
	(void)snprintf(out->text, sizeof out->text,
		       "%s; `conductor report %.120s` shows it",
		       manifest_judge(&manifest, folder, name) == MANIFEST_OURS
			   ? "as it was written"
			   : "changed since it was written",
		       folder);
	return true;
}
