#!/usr/bin/perl
# manual.pl CONDUCTOR - the manual page conductor(1), from what the program says
# of itself: its version, its commands and the --help of each.
use strict;
use warnings;

my ($conductor) = @ARGV;

sub said {
	my @words = @_;
	open my $out, '-|', $conductor, @words or die "$conductor: $!\n";
	local $/;
	my $text = <$out>;
	close $out or die "$conductor @words failed\n";
	return $text;
}

sub roff { # as it stands: no escapes, no requests, hyphens that can be copied
	my ($text) = @_;
	$text =~ s/\\/\\e/g;
	$text =~ s/-/\\-/g;
	$text =~ s/^(['.])/\\&$1/mg;
	return $text;
}

my ($version) = said('--version') =~ /^conductor (\S+)$/m;
my ($synopsis, $body) = ('', '');

# A command, or the commands of one.
sub describe {
	my ($purpose, @name) = @_;
	my ($usage, $text) =
	    said('help', @name) =~ /\AUsage: ([^\n]*)\n(.*)\z/s
	    or die "help @name does not begin with Usage:\n";
	my $title = join ' ', 'conductor', @name;
	$synopsis .= roff($usage) . "\n";
	$body .= ".SS \"" . roff("$title: $purpose") . "\"\n.nf\n" . roff($text) . ".fi\n";
	describe_all(said("help", @name), @name) if $usage =~ / COMMAND /;
}

sub describe_all {
	my ($help, @group) = @_;
	while ($help =~ /^  (\w+) +(.*)$/mg) {
		describe($2, @group, $1) unless $1 eq 'conductor'; # an example
	}
}
describe_all(said('help'));

print ".TH CONDUCTOR 1 \"\" \"conductor $version\" \"User Commands\"\n";
print ".SH NAME\nconductor \\- simulator and capacity planner for Minecraft hosting\n";
print ".SH SYNOPSIS\n.nf\n$synopsis";
print "conductor \\-\\-version\n.fi\n";
print ".SH COMMANDS\n$body";
my ($statuses) = said('--help') =~ /^Exit status: (.*)\z/ms
    or die "--help tells no exit status\n";
print <<'END', roff($statuses), <<'END';
.SH ENVIRONMENT
.TP
.B CONDUCTOR_DATA
The directory of the scenarios, prices and catalogues.  Default:
.I ../share/conductor
from where the program is.
.SH EXIT STATUS
END
.SH SEE ALSO
.I docs/
beside this program's copyright: what every figure means, every format, the
model and its limits.
END
