#!/bin/sh
# openssl: a key, a certificate, a signature, a cipher, and a server that a client asks.
# needs: openssl
openssl ecparam -name prime256v1 -genkey -noout -out key
openssl req -x509 -new -key key -subj /CN=localhost -days 1 -out certificate 2>/dev/null
seq 1000 >text
openssl dgst -sha256 -sign key -out signature text
openssl x509 -in certificate -noout -pubkey >public
openssl dgst -sha256 -verify public -signature signature text
openssl enc -aes-256-ctr -pbkdf2 -pass pass:x -in text | openssl enc -d -aes-256-ctr -pbkdf2 -pass pass:x | cmp - text
openssl s_server -accept 127.0.0.1:0 -key key -cert certificate -www -naccept 1 >server 2>&1 &
until grep -qs '^ACCEPT' server; do sleep 0.01; done
port=$(sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' server)
printf 'GET / HTTP/1.0\r\n\r\n' | openssl s_client -connect "127.0.0.1:$port" -quiet -ign_eof 2>/dev/null | head -n 1
wait $!
echo $?
rm -f key certificate public signature server
