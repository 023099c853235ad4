#!/bin/sh
# list.sh CONDUCTOR SOURCE - the rows that `conductor list` prints are those of
# the run: customers add up to its margin, the longest wait is its longest, all
# are in the order that is promised, and every dialect and language says the
# same.
set -eu
conductor=$1
export CONDUCTOR_DATA="$2/scenarios"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
	echo "$1"
	exit 1
}

"$conductor" sim friday-night --replications 1 --no-static --out run >table
for table in customers starts nodes; do
	"$conductor" list run $table --csv plain >$table.csv
done

figure() { # KEY of the outermost level
	sed -n "s/^\t\"$1\":\t\"\{0,1\}\([-0-9.]*\)\"\{0,1\},*\$/\1/p" run/summary.json
}

# customers: each rounded to 0.0001 EUR, so the sum may be off by half of it each
awk -F, -v margin="$(figure margin_eur)" 'NR > 1 {
	sum += $9
	if (NR > 2 && $9 < last)
		bad = "not in order at " $1
	last = $9
	if ($7 - $8 - $9 > 0.00011 || $9 - $7 + $8 > 0.00011)
		bad = $1 ": net - cost is not the margin"
}
END {
	if (NR < 500 || margin == "")
		bad = "too few customers"
	off = sum - margin
	if (off > 0.00005 * NR || -off > 0.00005 * NR)
		bad = "customers sum to " sum ", the margin is " margin
	if (bad != "") {
		print bad
		exit 1
	}
}' customers.csv

# starts: the longest first, and it is the longest of the table
awk -F, 'NR > 2 && $7 > last { print "not in order at " $1; exit 1 }
	{ last = NR > 1 ? $7 : 1e9 }' starts.csv
longest=$(awk -F, '$5 == "served" { print $7; exit }' starts.csv)
awk '$1 == "all" { print $NF }' table >max
[ "$longest" = "$(cat max)" ] || fail "longest $longest, not $(cat max)"
asked=$(awk '/^Starts +requested/ { getline; print int($1) }' table)
[ "$(wc -l <starts.csv)" -gt "$asked" ] || fail "fewer starts than asked for"

# nodes: ten without a price of their own first or last, cloud by cost
[ "$(grep -c ,AX102, nodes.csv)" -eq 10 ] || fail "not ten AX102"
awk -F, '$2 != "AX102" && NR > 1 { if (n++ && $7 > last) exit 1; last = $7 }' \
	nodes.csv || fail "nodes are not in order"

# a German spreadsheet finds the same cells
for table in customers starts nodes; do
	"$conductor" list run $table --csv excel >$table.excel
	head -c 3 $table.excel | od -An -tx1 | grep -q 'ef bb bf' ||
		fail "no byte order mark"
	tail -c +4 $table.excel | tr -d '\r' | tr ',;' '.,' >back
	cmp -s back $table.csv || fail "$table: excel differs"
done

# the table is the head of it, in 80 columns, in both languages
for language in en de; do
	for table in customers starts nodes; do
		"$conductor" list run $table --top 7 --lang $language >shown
		[ "$(wc -l <shown)" -eq 11 ] || fail "not seven rows"
		LC_ALL=C.UTF-8 awk 'length > 80 { exit 1 }' shown ||
			fail "$table --lang $language is wider than 80"
	done
done
"$conductor" list run customers --top 1 | sed -n 2p | grep -q \
	"^$(sed -n 2p customers.csv | cut -d , -f 1) " || fail "another first"

# one world
world=$(sed -n 2p starts.csv | cut -d , -f 2)
"$conductor" list run starts --of "$world" --csv plain >one.csv
{
	head -n 1 starts.csv
	grep ",$world," starts.csv
} >expected
cmp -s one.csv expected || fail "--of $world lists others"

# wrong STATUS ARGUMENT...: one line, nothing on standard output
wrong() {
	expected=$1
	shift
	status=0
	"$conductor" list "$@" >output 2>errors || status=$?
	[ "$status" -eq "$expected" ] && [ "$(wc -l <errors)" -eq 1 ] &&
		[ ! -s output ] || fail "list $*: status $status"
}
wrong 2
wrong 2 run
wrong 2 run worlds
wrong 2 run starts --top many
wrong 2 run starts --csv odd
wrong 2 run starts --lang fr
wrong 1 nowhere starts
wrong 1 run starts --of nobody
