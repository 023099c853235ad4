#!/bin/sh
# language.sh CONDUCTOR SOURCE - table and page in German: no English left, the
# same numbers; only --lang chooses.
set -eu
conductor=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$source/scenarios"
cd "$work"
status=0

# refused LINE ARGUMENT...: exactly this line, nothing else, nothing written
refused() {
	line=$1
	shift
	code=0
	"$conductor" "$@" >out 2>err || code=$?
	if [ $code -ne 2 ] || [ -s out ] || [ "$(cat err)" != "$line" ]; then
		echo "conductor $*: exit $code"
		cat out err
		status=1
	fi
}

# alike NAME: the English and the German NAME hold the same
alike() {
	if ! perl "$source/tests/independent/two_languages.pl" "$1.en" "$1.de" \
		>wrong; then
		echo "$1:"
		head -n 20 wrong
		status=1
	fi
}

refused 'conductor: sim: --lang takes en or de, not "fr"; see `conductor sim --help`' \
	sim friday-night --lang fr --out refused
refused 'conductor: report: --lang takes en or de, not "DE"; see `conductor report --help`' \
	report refused --lang DE
if [ -e refused ]; then
	echo "a run with an unknown language was written"
	status=1
fi

for count in 10 11; do
	# one page says what to do; the other is there to be compared with
	more=
	[ $count -eq 10 ] || more=--no-advice
	# shellcheck disable=SC2086
	"$conductor" sim friday-night --replications 3 --out run$count $more \
		--set fleet.dedicated.0.count=$count >/dev/null
done
"$conductor" sim friday-night --replications 1 --no-static --lang de --out one \
	>sim.de
for language in en de; do
	for run in run10 one; do
		"$conductor" report $run --lang $language >"$run.table.$language"
		page=report.html
		[ $language = en ] || page=report.de.html
		cp $run/$page "$run.page.$language"
	done
	"$conductor" report run10 run11 --lang $language >both.table.$language
	page=compare.html
	[ $language = en ] || page=compare.de.html
	cp run11/$page both.page.$language
	for page in run10.page one.page both.page; do
		if ! grep -q "<html lang=\"$language\">" $page.$language; then
			echo "$page.$language does not say its language"
			status=1
		fi
	done
done
for name in run10.table one.table both.table run10.page one.page both.page; do
	alike $name
done

# sim prints what report prints, and the environment decides nothing
if ! cmp sim.de one.table.de; then
	status=1
fi
LANG=de_DE.UTF-8 LC_ALL=de_DE.UTF-8 LANGUAGE=de \
	"$conductor" report run10 >run10.table.environment
if ! cmp run10.table.en run10.table.environment ||
	! cmp run10.page.en run10/report.html; then
	echo "the environment changes the output"
	status=1
fi

# what the summary tells in codes is what it tells in words
verdict=$(sed -n 's/^\t\t"verdict":\t"\(.*\)",$/\1/p' run10/summary.json)
if [ -z "$verdict" ] || ! grep -q "the elastic fleet $verdict\$" run10.table.en; then
	echo "the codes of the verdict do not say: $verdict"
	status=1
fi
[ $status -eq 0 ] && echo "three tables and three pages hold the same in both"
exit $status
