#!/bin/sh
# quickstart_without_root.sh CONDUCTOR SOURCE - without root and without its
# packages, quickstart prints the line to type and stops; it needs no network.
set -eu
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/tree"
cp "$source/quickstart" "$source"/packages*.txt "$work/tree"

# a user who is not root, on a machine where two packages are missing
cat >"$work/bin/id" <<'END'
#!/bin/sh
echo 1000
END
cat >"$work/bin/dpkg-query" <<'END'
#!/bin/sh
for last; do :; done
case $last in
libgsl-dev | gnuplot-nox) exit 1 ;;
*) echo 'install ok installed' ;;
esac
END
for forbidden in apt-get cmake; do
	printf '#!/bin/sh\necho "%s was called"\nexit 1\n' "$forbidden" \
		>"$work/bin/$forbidden"
done
chmod +x "$work"/bin/*

status=0
PATH="$work/bin:$PATH" "$work/tree/quickstart" >"$work/output" 2>&1 || status=$?
missing=$(grep -x -E 'libgsl-dev|gnuplot-nox' "$source/packages.txt" |
	tr '\n' ' ' | sed 's/ $//')
if [ "$status" -ne 1 ] || ! grep -q -x \
	"    sudo apt-get install -y --no-install-recommends $missing" \
	"$work/output" || grep -q 'was called' "$work/output"; then
	echo "status $status:"
	cat "$work/output"
	exit 1
fi
