#!/bin/sh
# report_browser.sh CONDUCTOR SOURCE - the pages in a real browser, light and
# dark, at 1280 and 390 px: no error, nothing loaded, nothing cut off, words
# readable, and pages on paper.
set -eu
conductor=$1
source=$2
browser=$(command -v chromium || command -v chromium-browser || true)
if [ -z "$browser" ]; then
	echo "skipped: chromium is not installed (packages-ci.txt)"
	[ -z "${CONDUCTOR_NEED_BROWSER:-}" ] || exit 1
	exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$source/scenarios"
cd "$work"

# browse OUTPUT ARGUMENT...: in a fresh profile, never on the network
browse() {
	output=$1
	shift
	rm -rf profile
	if ! HOME="$work" timeout 120 "$browser" --headless --no-sandbox \
		--disable-gpu --disable-quic --no-first-run \
		--disable-background-networking --disable-component-update \
		--disable-sync --disable-dev-shm-usage \
		--host-resolver-rules='MAP * ~NOTFOUND' \
		--user-data-dir="$work/profile" --enable-logging=stderr \
		"$@" >"$output" 2>log; then
		echo "the browser failed:"
		tail -n 5 log
		exit 1
	fi
	if grep CONSOLE log; then
		echo "the page wrote to the console"
		exit 1
	fi
}

# frame WIDTH PAGE: the page as a frame of its own
frame() {
	printf '<iframe title="%s at %s px" width="%s" height="800" srcdoc="' \
		"$2" "$1" "$1"
	sed 's/&/\&amp;/g; s/"/\&quot;/g' "$2"
	printf '"></iframe>\n'
}

# look PAGE...: every check of look.js, in both colour schemes
look() {
	{
		printf '<!DOCTYPE html><meta charset="utf-8"><title>look</title>'
		printf '<body>\n'
		for shown; do
			frame 1280 "$shown"
			frame 390 "$shown"
		done
		printf '<script>\n'
		cat "$source/tests/browser/look.js"
		printf '</script></body>\n'
	} >look.html
	for scheme in light dark; do
		setting=1
		[ "$scheme" = light ] || setting=0
		browse seen --blink-settings="preferredColorScheme=$setting" \
			--window-size=1400,900 --dump-dom "file://$work/look.html"
		if ! grep -q "$scheme" seen || ! grep -q '^0 wrong' seen; then
			echo "$scheme:"
			sed -n '/<pre>/,/<\/pre>/p' seen
			exit 1
		fi
	done
}

# paper PAGE LEAST MOST: so many pages of A4
paper() {
	browse printed --no-pdf-header-footer \
		--print-to-pdf="$work/page.pdf" "file://$work/$1"
	pages=$(grep -a -c '/Type */Page$' page.pdf || true)
	if [ "$pages" -lt "$2" ] || [ "$pages" -gt "$3" ]; then
		echo "$1 prints on $pages pages, not on $2 to $3"
		exit 1
	fi
	if ! grep -a -q '/MediaBox \[0 0 59[45][.0-9]* 84[12]' page.pdf; then
		echo "$1 does not print on A4"
		exit 1
	fi
}

for count in 10 11; do
	# one page says what to do; the other is there to be compared with
	more=
	[ $count -eq 10 ] || more=--no-advice
	# shellcheck disable=SC2086
	"$conductor" sim friday-night --replications 3 --out "run$count" $more \
		--set fleet.dedicated.0.count=$count >/dev/null
done
"$conductor" sim friday-night --replications 1 --no-static --out one >/dev/null
"$conductor" report run10 run11 >/dev/null
# German words are longer: the same pages in German, beside the English ones
for run in run10 one; do
	"$conductor" report "$run" --lang de >/dev/null
done
"$conductor" report run10 run11 --lang de >/dev/null
# sweeps: a curve, a map, maps of pairs, drawn points
cat >night.json <<'END'
{ "extends": "friday-night.json", "name": "night",
  "workload": { "counts": { "peak_worlds": 40,
    "worlds": { "living": 300, "dormant": 300 } } },
  "fleet": { "dedicated": [{ "type": "AX41", "count": 4 }] } }
END
swept() {
	"$conductor" sweep night.json --vary fleet.dedicated.0.count=3:8:1 \
		--replications 6 "$@" >/dev/null
}
swept --out curve.db
swept --vary policy.sleep_window=48h:144h:48h --out map.db
swept --vary policy.sleep_window=48h,96h --out pairs.db \
	--vary policy.placement=best-fit,session-end
swept --vary policy.sleep_window=48h:144h --lhs 9 --out drawn.db
for sweep in curve map pairs; do
	"$conductor" report $sweep.db --lang de >/dev/null
done
swept_pages="curve.html map.html pairs.html drawn.html curve.de.html map.de.html"
"$conductor" plan night.json --window --most 60 --margin 40% --out plan \
	>/dev/null
"$conductor" report plan --lang de >/dev/null
pages="run10/report.html one/report.html run11/compare.html"
pages="$pages run10/report.de.html one/report.de.html run11/compare.de.html"
pages="$pages plan/plan.html plan/plan.de.html"
for page in $pages $swept_pages; do
	if [ "$(wc -c <$page)" -ge 1000000 ]; then
		echo "$page is larger than 1 MB"
		exit 1
	fi
	# then whatever it would load is an error on the console
	if ! grep -q "default-src 'none'" "$page"; then
		echo "$page does not forbid to load anything"
		exit 1
	fi
done
# names without spaces
# shellcheck disable=SC2086
look $pages
# shellcheck disable=SC2086
look $swept_pages
paper map.html 1 4
paper run10/report.html 3 9
paper run11/compare.html 1 6
paper run10/report.de.html 3 9
paper run11/compare.de.html 1 6
paper plan/plan.html 1 6
paper plan/plan.de.html 1 6
echo "fourteen pages, light and dark, 1280 and 390 px, on paper: nothing wrong"
