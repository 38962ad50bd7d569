# rows.pl FILE CONDITION FIELD...: prints these fields, separated by tabs, of the rows for which the Perl condition holds;
# $r{NAME} is a field.
use Rows;

my ($file, $condition, @fields) = @ARGV;
our %r;
my $holds = eval "sub { $condition }" or die $@;
Rows::each_row($file, [@fields, $condition =~ /\$r\{(\w+)\}/g], sub {
	*r = shift;
	print join("\t", @r{@fields}), "\n" if $holds->();
});
