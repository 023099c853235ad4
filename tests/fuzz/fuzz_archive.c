/*
 * fuzz_archive.c - any bytes as an archive: its files come in turn, or it is
 * refused with one line; no more comes out than a trap may hold.
 */
#include "support_fuzz.h"
#include "traces/base/unpack.h"

#define READ_MOST (80 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error_text error = {""};
	struct unpack *unpack = unpack_bytes("bytes", data, size, &error);
	struct unpack_file file;
	char piece[1 << 14];
	size_t got, all = 0;
	const char *first;

	if (unpack == NULL) {
		fuzz_check_refusal(&error);
		return 0;
	}
	while (unpack_is_archive(unpack) &&
	       unpack_next(unpack, &file, &error)) {
		FUZZ_HOLDS(file.name != NULL);
		do {
			if (!unpack_read(unpack, piece, sizeof piece, &got,
					 &error))
				break;
			all += got;
			FUZZ_HOLDS(all < READ_MOST + size * 1000);
		} while (got > 0);
	}
	FUZZ_HOLDS(unpack_passed(unpack, &first) == 0 || first != NULL);
	if (error.text[0] != '\0')
		fuzz_check_refusal(&error);
	unpack_close(unpack);
	return 0;
}
