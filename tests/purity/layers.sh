#!/bin/sh
# layers.sh ROOT LIBRARY - the engine is a stack: no function calls one of a
# higher layer, and no two files call each other in a circle.
#
# Who calls whom is read from the object files: what one leaves undefined and
# another defines is a call (or a pointer to a function, or a table).
set -eu
cd "$1/engine"
symbols=$(mktemp)
trap 'rm -f "$symbols"' EXIT
nm -A -g "$2" >"$symbols"
perl - "$symbols" <<'EOF'
use strict;
use warnings;

# From the ground up.  What stands straight under engine/ is the whole, but for
# the words of the border.
my @layers = qw(kit border tables money questions lives decide engine);
my %height;
@height{@layers} = 0 .. $#layers;
my %border = map { $_ => 1 } qw(command config input lifecycle settings);

my %layer;
for my $path (glob('*.c */*.c')) {
	my ($folder, $name) = $path =~ m{^(?:(\w+)/)?([\w.]+)\.c$} or next;
	die "two files are called $name.c\n" if $layer{$name};
	$layer{$name} = $folder // ($border{$name} ? 'border' : 'engine');
	die "engine/$folder is no layer\n"
	    unless defined $height{$layer{$name}};
}

my (%home, %wants);
open my $in, '<', $ARGV[0] or die;
while (<$in>) {
	my ($file, $kind, $symbol) =
	    /:([\w.]+)\.c\.o:\s*[0-9a-f]*\s+([A-Z])\s+(\w+)/ or next;
	if ($kind eq 'U') { push @{$wants{$file}}, $symbol }
	else { $home{$symbol} = $file }
}

my ($wrong, $calls) = (0, 0);
my %to;
for my $from (sort keys %wants) {
	for my $symbol (@{$wants{$from}}) {
		my $into = $home{$symbol};
		next if !defined $into || $into eq $from;
		$calls++;
		$to{$from}{$into} = $symbol;
		next if $height{$layer{$into}} <= $height{$layer{$from}};
		print "upwards: $layer{$from}/$from.c calls $symbol of "
		    . "$layer{$into}/$into.c\n";
		$wrong++;
	}
}
die "no calls were found: is the library built without -flto?\n"
    unless $calls > 100;

my %state; # 1: on the path, 2: no circle through it
sub visit {
	my ($file, @path) = @_;
	return if ($state{$file} // 0) == 2;
	if (($state{$file} // 0) == 1) {
		shift @path while $path[0] ne $file;
		print 'circle: ', join(' -> ', @path, $file), "\n";
		$wrong++;
		return;
	}
	$state{$file} = 1;
	visit($_, @path, $file) for sort keys %{$to{$file} // {}};
	$state{$file} = 2;
}
visit($_) for sort keys %to;
exit($wrong != 0);
EOF
