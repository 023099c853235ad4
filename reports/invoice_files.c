/*
 * invoice_files.c - invoices for other programs: CSV and JSON.
 */
#include <inttypes.h>

#include "reports/invoice.h"

struct writing {
	const struct invoices *invoices;
	FILE *out;
	cJSON *list;
};

static const char *kind_of(const struct invoice_line *line)
{
	return line->asleep ? "asleep" : "run";
}

static const char *unit_of(const struct invoice_line *line)
{
	return line->asleep ? "seconds" : "minutes";
}

static char *amount_key(int amount, char *out)
{
	(void)snprintf(out, NUMBER_SIZE, "%s_eur",
		       invoice_amount_name((enum invoice_amount)amount));
	return out;
}

/* --- CSV ------------------------------------------------------------------ */

struct csv_file {
	const struct invoices *invoices;
	FILE *out;
	struct csv_row row;
};

static void put_file_row(struct csv_file *file)
{
	csv_row_end(&file->row);
	if (!file->row.failed)
		(void)fwrite(file->row.text, 1, file->row.size, file->out);
	csv_row_clear(&file->row);
}

static void put_whole(struct csv_file *file, int64_t value)
{
	char text[NUMBER_SIZE];

	(void)snprintf(text, sizeof text, "%" PRId64, value);
	csv_row_number(&file->row, text);
}

static void put_nano(struct csv_file *file, int64_t nano_eur)
{
	char text[NUMBER_SIZE];

	csv_row_number(&file->row, text_nano_eur(nano_eur, text));
}

static struct csv_file csv_begin(const struct invoices *invoices,
				 enum csv_dialect dialect, FILE *out)
{
	(void)fputs(csv_mark(dialect), out);
	return (struct csv_file){invoices, out, {.dialect = dialect}};
}

static bool csv_end(struct csv_file *file)
{
	bool failed = file->row.failed;

	csv_row_release(&file->row);
	if (failed)
		(void)error_set(file->invoices->error, "out of memory");
	return file->invoices->error->text[0] == '\0';
}

static void csv_statement(void *context,
			  const struct invoice_statement *statement)
{
	struct csv_file *file = context;

	csv_row_text(&file->row, statement->customer);
	for (int i = 0; i < INVOICE_AMOUNT_COUNT; i++)
		put_nano(file, statement->nano_eur[i]);
	put_file_row(file);
}

bool invoices_csv(const struct invoices *invoices, enum csv_dialect dialect,
		  FILE *out)
{
	struct csv_file file = csv_begin(invoices, dialect, out);
	char key[NUMBER_SIZE];

	csv_row_text(&file.row, "customer");
	for (int i = 0; i < INVOICE_AMOUNT_COUNT; i++)
		csv_row_text(&file.row, amount_key(i, key));
	put_file_row(&file);
	(void)invoices_each(invoices, NULL, csv_statement, &file);
	return csv_end(&file);
}

static void csv_line(void *context, const struct invoice_line *line)
{
	struct csv_file *file = context;
	char time[40];

	csv_row_text(&file->row, line->world);
	csv_row_text(&file->row, kind_of(line));
	put_whole(file, line->times);
	put_whole(file, line->quantity);
	csv_row_text(&file->row, unit_of(line));
	put_whole(file, line->size_mib);
	csv_row_text(&file->row,
		     invoices_time(file->invoices, line->valid_from_us, time,
				   sizeof time));
	put_nano(file, line->price_nano_eur);
	put_nano(file, line->amount_nano_eur);
	put_file_row(file);
}

bool invoice_csv(const struct invoices *invoices, const char *customer,
		 enum csv_dialect dialect, FILE *out)
{
	static const char *const columns[] = {
	    "world",	"kind",	      "times",	   "quantity",	"unit",
	    "size_mib", "valid_from", "price_eur", "amount_eur"};
	struct csv_file file;

	if (!invoices_each(invoices, customer, NULL, NULL))
		return false;
	file = csv_begin(invoices, dialect, out);
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		csv_row_text(&file.row, columns[i]);
	put_file_row(&file);
	(void)invoices_each_line(invoices, customer, csv_line, &file);
	return csv_end(&file);
}

/* --- JSON ----------------------------------------------------------------- */

static void put_eur(cJSON *object, const char *name, int64_t nano_eur)
{
	char text[NUMBER_SIZE];

	(void)cJSON_AddStringToObject(object, name,
				      text_nano_eur(nano_eur, text));
}

static void put_amounts(cJSON *object, const int64_t *nano_eur)
{
	char key[NUMBER_SIZE];

	for (int i = 0; i < INVOICE_AMOUNT_COUNT; i++)
		put_eur(object, amount_key(i, key), nano_eur[i]);
}

static void json_statement(void *context,
			   const struct invoice_statement *statement)
{
	const struct writing *w = context;
	cJSON *object = cJSON_CreateObject();

	(void)cJSON_AddStringToObject(object, "customer", statement->customer);
	put_amounts(object, statement->nano_eur);
	(void)cJSON_AddItemToArray(w->list, object);
}

static void json_line(void *context, const struct invoice_line *line)
{
	const struct writing *w = context;
	cJSON *object = cJSON_CreateObject();
	char time[40];

	(void)cJSON_AddStringToObject(object, "world", line->world);
	(void)cJSON_AddStringToObject(object, "kind", kind_of(line));
	(void)cJSON_AddNumberToObject(object, "times", (double)line->times);
	(void)cJSON_AddNumberToObject(object, unit_of(line),
				      (double)line->quantity);
	(void)cJSON_AddNumberToObject(object, "size_mib",
				      (double)line->size_mib);
	(void)cJSON_AddStringToObject(
	    object, "valid_from",
	    invoices_time(w->invoices, line->valid_from_us, time, sizeof time));
	put_eur(object, "price_eur", line->price_nano_eur);
	put_eur(object, "amount_eur", line->amount_nano_eur);
	(void)cJSON_AddItemToArray(w->list, object);
}

static cJSON *json_head(const struct invoices *invoices)
{
	static const char *const keys[] = {"scenario", "from", "to", "clock",
					   "digest"};
	cJSON *root = cJSON_CreateObject();

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		(void)cJSON_AddStringToObject(
		    root, keys[i], summary_text(&invoices->summary, keys[i]));
	(void)cJSON_AddStringToObject(root, "price_book", invoices->book);
	(void)cJSON_AddNumberToObject(root, "vat_percent",
				      (double)invoices->vat_ppm / 1e4);
	(void)cJSON_AddBoolToObject(root, "prepaid", invoices->prepaid);
	return root;
}

static void print_and_delete(cJSON *root, FILE *out)
{
	char *text = cJSON_Print(root);

	if (text != NULL)
		(void)fprintf(out, "%s\n", text);
	cJSON_free(text);
	cJSON_Delete(root);
}

void invoices_json(const struct invoices *invoices, FILE *out)
{
	cJSON *root = json_head(invoices), *control;
	struct writing writing = {invoices, out, NULL};
	struct invoice_control sums;

	writing.list = cJSON_AddArrayToObject(root, "invoices");
	(void)invoices_each(invoices, NULL, json_statement, &writing);
	(void)invoices_control(invoices, &sums);
	put_amounts(cJSON_AddObjectToObject(root, "sum"), sums.sums);
	control = cJSON_AddObjectToObject(root, "control");
	put_eur(control, "lines_eur", sums.lines_nano_eur);
	put_eur(control, "revenue_eur", invoices->revenue_nano_eur);
	put_eur(control, "difference_eur",
		sums.lines_nano_eur - invoices->revenue_nano_eur);
	print_and_delete(root, out);
}

bool invoice_json(const struct invoices *invoices, const char *customer,
		  FILE *out)
{
	cJSON *root = json_head(invoices);
	struct writing writing = {invoices, out, NULL};
	bool good;

	writing.list = cJSON_AddArrayToObject(root, "statement");
	good = invoices_each(invoices, customer, json_statement, &writing);
	(void)cJSON_ReplaceItemInObjectCaseSensitive(
	    root, "statement", cJSON_DetachItemFromArray(writing.list, 0));
	writing.list = cJSON_AddArrayToObject(root, "lines");
	if (good && invoices_each_line(invoices, customer, json_line, &writing))
		print_and_delete(root, out);
	else
		cJSON_Delete(root);
	return invoices->error->text[0] == '\0';
}
