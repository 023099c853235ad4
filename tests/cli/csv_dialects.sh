#!/bin/sh
# csv_dialects.sh CONDUCTOR SOURCE - every CSV file in both dialects holds the
# same cells; names of players are no formulas.
set -eu
conductor=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$source/scenarios"
cd "$work"

# A reader of our own: RFC 4180 with any separator, then the cells as plain has
# them: decimal points, no apostrophe before a formula.
cat >cells.pl <<'END'
use strict;
use warnings;
my ($name, $excel) = @ARGV;
open my $file, '<:raw', $name or die "$name: $!\n";
local $/;
my $text = <$file>;
if ($excel) {
	$text =~ s/^\xef\xbb\xbf// or die "$name: no byte order mark\n";
	$text =~ /(?<!\r)\n/ and die "$name: a line without CR\n";
	$text =~ s/\r\n/\n/g;
} else {
	$text =~ /^\xef\xbb\xbf|\r/ and die "$name: not plain\n";
}
my $mark = $excel ? ';' : ',';
while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^"\n$mark]*))($mark|\n)/gc) {
	my ($cell, $end) = (defined $1 ? $1 : $2, $3);
	$cell =~ s/""/"/g;
	if ($excel) {
		$cell =~ /^[=+\-@]/ && $cell !~ /^[+-]?\d+(?:[.,]\d+)?(?:e[+-]\d+)?$/
			and die "$name: a formula: $cell\n";
		$cell =~ s/^'(?=[=+\-@])//;
		$cell =~ s/^([+-]?\d+),(\d+(?:e[+-]\d+)?)$/$1.$2/;
	}
	print "[$cell]", $end eq "\n" ? "\n" : '';
}
(pos($text) // 0) == length $text or die "$name: not read to its end\n";
END

# same PLAIN EXCEL: the cells of both
same() {
	perl cells.pl "$1" '' >plain.cells
	perl cells.pl "$2" excel >excel.cells
	if [ ! -s plain.cells ] || ! cmp plain.cells excel.cells; then
		echo "$1 and $2 do not hold the same cells"
		exit 1
	fi
}

cat >own.csv <<'END'
world,start,stop,ram_mb,owner
=cmd|' /C calc'!A0,2024-11-08T19:00:00Z,2024-11-08T20:00:00Z,4096,"a;b"
@sum,2024-11-08T19:10:00Z,2024-11-08T21:00:00Z,2048,"say ""hi"", you"
-1+1,2024-11-08T19:20:00Z,2024-11-08T21:00:00Z,2048,plain
-7,2024-11-08T19:30:00Z,2024-11-08T21:00:00Z,2048,plain
END
for dialect in plain excel; do
	"$conductor" sim friday-night --sessions own.csv --replications 1 \
		--csv $dialect --out $dialect >/dev/null
	"$conductor" report $dialect --csv $dialect >/dev/null
done
for name in series ledger figures; do
	same plain/$name.csv excel/$name.csv
done
cp -r plain other
for dialect in plain excel; do
	"$conductor" report plain other --csv $dialect >/dev/null
	mv other/compare.csv compare.$dialect
done
same compare.plain compare.excel

"$conductor" traces import own.csv -o own.db >/dev/null 2>&1
for dialect in plain excel; do
	"$conductor" traces export own.db --csv $dialect -o own.$dialect.csv \
		2>/dev/null
done
same own.plain.csv own.excel.csv

for command in "sim friday-night" "report plain" "traces export own.db -o x.csv"; do
	# one word each but for the command itself
	# shellcheck disable=SC2086
	if "$conductor" $command --csv calc >out 2>err ||
		! grep -q -- '--csv takes plain or excel' err ||
		[ "$(wc -l <err)" -ne 1 ]; then
		echo "conductor $command --csv calc:"
		cat out err
		exit 1
	fi
done
echo "five files hold the same cells in both dialects"
