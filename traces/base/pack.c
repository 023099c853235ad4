#include "pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "aside.h"

#define BUFFER_BYTES ((size_t)1 << 16)
#define ZSTD_LEVEL 3

struct pack {
	struct aside aside;
	const char *name;
	FILE *file; /* plain and zstd */
	gzFile gzip;
	ZSTD_CStream *zstd;
	unsigned char *buffer; /* of zstd */
	bool is_stdout;
};

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), wanted = strlen(end);

	return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

static bool open_packed(struct pack *p, const char *path)
{
	if (ends_with(path, ".gz")) {
		int file = aside_descriptor(&p->aside);

		p->gzip = gzdopen(file, "wb");
		if (p->gzip == NULL)
			(void)close(file);
		return p->gzip != NULL;
	}
	p->file = p->is_stdout ? stdout : aside_stream(&p->aside);
	if (p->file != NULL && ends_with(path, ".zst")) {
		p->zstd = ZSTD_createCStream();
		p->buffer = malloc(BUFFER_BYTES);
		return p->buffer != NULL && p->zstd != NULL &&
		       !ZSTD_isError(ZSTD_CCtx_setParameter(
			   p->zstd, ZSTD_c_compressionLevel, ZSTD_LEVEL));
	}
	return p->file != NULL;
}

struct pack *pack_open(const struct out_file *to, struct error_text *error)
{
	const char *path = to->path;
	struct pack *p = calloc(1, sizeof *p);

	if (p == NULL) {
		(void)error_set(error, "%s: out of memory", path);
		return NULL;
	}
	p->is_stdout = strcmp(path, "-") == 0;
	p->name = "standard output";
	if (!p->is_stdout) {
		if (!aside_open(&p->aside, to, error))
			goto failed;
		p->name = p->aside.path;
	}
	if (open_packed(p, path))
		return p;
	(void)error_set(error, "%s: cannot be written", path);
failed:
	pack_close(p);
	return NULL;
}

void pack_close(struct pack *p)
{
	if (p == NULL)
		return;
	if (p->gzip != NULL)
		(void)gzclose(p->gzip);
	if (p->file != NULL && !p->is_stdout)
		(void)fclose(p->file);
	(void)ZSTD_freeCStream(p->zstd);
	free(p->buffer);
	aside_release(&p->aside);
	free(p);
}

static bool pack_failed(const struct pack *p, struct error_text *error)
{
	return error_set(error, "%s: cannot be written; is the disk full?",
			 p->name);
}

static bool step_zstd(struct pack *p, const void *bytes, size_t size,
		      ZSTD_EndDirective end)
{
	ZSTD_inBuffer in = {bytes, size, 0};
	size_t left;

	do {
		ZSTD_outBuffer out = {p->buffer, BUFFER_BYTES, 0};

		left = ZSTD_compressStream2(p->zstd, &out, &in, end);
		if (ZSTD_isError(left) ||
		    fwrite(p->buffer, 1, out.pos, p->file) != out.pos)
			return false;
	} while (end == ZSTD_e_end ? left != 0 : in.pos < in.size);
	return true;
}

bool pack_write(struct pack *p, const void *bytes, size_t size,
		struct error_text *error)
{
	bool good;

	if (p->gzip != NULL)
		good = size == 0 ||
		       gzwrite(p->gzip, bytes, (unsigned)size) == (int)size;
	else if (p->zstd != NULL)
		good = step_zstd(p, bytes, size, ZSTD_e_continue);
	else
		good = fwrite(bytes, 1, size, p->file) == size;
	return good || pack_failed(p, error);
}

bool pack_finish(struct pack *p, struct error_text *error)
{
	bool good = p->zstd == NULL || step_zstd(p, NULL, 0, ZSTD_e_end);

	if (p->gzip != NULL)
		good = gzclose(p->gzip) == Z_OK && good;
	else if (p->is_stdout)
		good = fflush(p->file) == 0 && good;
	else
		good = fclose(p->file) == 0 && good;
	p->gzip = NULL;
	p->file = NULL;
	if (!good)
		return pack_failed(p, error);
	return p->is_stdout || aside_finish(&p->aside, error);
}
