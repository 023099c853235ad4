#!/bin/sh
# sample.sh CONDUCTOR SOURCE - the sample logs are those that make.py writes
# (packers differ: their text), small, and of nobody; they are enough for a fit.
set -eu
conductor=$1
source=$2
sample=$source/scenarios/sample
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
	echo "$1"
	exit 1
}

# unpacked FROM TO: the same files, without what packed them
unpacked() {
	cp -R "$1" "$2"
	find "$2" -name '*.gz' -exec gzip -d {} +
}
unpacked "$sample/servers" shipped

[ "$(du -sb "$sample" | cut -f 1)" -lt 200000 ] || fail "they are not small"
[ "$(find shipped -mindepth 1 -maxdepth 1 | wc -l)" -eq 6 ] || fail "not six"

# names and addresses say that they are invented
grep -r -h -o -E '[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+' shipped |
	grep -v -q '^192\.0\.2\.' && fail "an address that may be somebody's"
grep -r -h -o -E '[^] <:]+ (joined|left) the game|connected: [^,]+' shipped |
	grep -v -q 'Sample_' && fail "a player that may be somebody"

"$conductor" traces import "$sample/servers" --zone Europe/Berlin --ram 4GB \
	-o mine.csv 2>notes
grep -q '^read .*(1 other ignored)' notes || fail "what was ignored?"
grep -q -i 'warning\|its first day\|went back' notes && {
	cat notes
	fail "the import has doubts"
}
grep -r -q Sample_ mine.csv && fail "a name went through"
"$conductor" traces fit mine.csv >fitted
grep -q 'DOES NOT FIT' fitted && fail "the model does not fit"

command -v python3 >/dev/null || {
	echo "python3 is not installed, so the logs were not made again"
	exit 77
}
python3 "$sample/make.py" "$work/made"
unpacked made again
diff -r shipped again || fail "make.py writes others"
