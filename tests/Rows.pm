package Rows;
# Reads a CSV file, strictly: dies of a row without its end, or with another number of fields than the header. Uses no
# module of Perl, of which guests (kernels/) have none, and which hundreds of readers would wait for.

# each_row FILE, \@NAMES, SUB: calls it for each row with a hash of its fields. Dies if the file is empty or lacks one of
# these columns.
sub each_row {
	my ($file, $asked, $sub) = @_;
	open my $in, "<", $file or die "$file: $!\n";
	my (@names, %row);
	while (my $line = <$in>) {
		chomp $line or die "$file:$.: torn\n";
		my @values;
		$line .= ",";
		push @values, $1 while $line =~ /\G((?:"(?:[^"]|"")*")|[^,"]*),/gc;
		die "$file:$.: no CSV\n" if (pos($line) // 0) != length $line;
		s/^"(.*)"$/$1/s and s/""/"/g for @values;
		unless (@names) {
			@names = @values;
			for my $name (@$asked) {
				die "$file: no column $name\n" unless grep { $_ eq $name } @names;
			}
			next;
		}
		die "$file:$.: @{[scalar @values]} fields\n" if @values != @names;
		@row{@names} = @values;
		$sub->(\%row);
	}
	die "$file: empty\n" unless @names;
}

1;
