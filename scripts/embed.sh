#!/bin/sh
# Prints C that holds a file: page.css becomes page_css, NUL-ended, and page_css_policy, the words by which a
# content-security policy lets a browser use it. They are its SHA-256 in base64, in which two digits stand for three of
# base 16.
set -eu

name=$(basename "$1" | tr -c 'a-z\n' _)
hash=$(sha256sum "$1" | cut -c -64)
policy=$(echo "$hash" | awk '{
	digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for (i = 1; i <= length($0); i += 3) {
		bits = 0
		for (j = 0; j < 3; j++) bits = 16 * bits + index("123456789abcdef", substr($0 "00", i + j, 1))
		out = out substr(digits, int(bits / 64) + 1, 1) substr(digits, bits % 64 + 1, 1)
	}
	print substr(out, 1, length(out) - 1) "="
}')
echo "const unsigned char $name[] = {"
od -An -v -tx1 "$1" | sed 's/ \(..\)/0x\1,/g'
echo "0};"
echo "const char ${name}_policy[] = \"'sha256-$policy'\";"
