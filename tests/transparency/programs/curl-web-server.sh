#!/bin/sh
# A web server of Python's, asked by curl over loopback, and ended by a signal.
# needs: python3 curl
seq 50000 >page
python3 -u -m http.server -b 127.0.0.1 0 >log 2>&1 &
server=$!
until grep -qs port log; do sleep 0.01; done
port=$(sed -n 's/.* port \([0-9]*\).*/\1/p' log)
clients=
for _ in 1 2 3 4; do
	curl -sS --noproxy '*' "http://127.0.0.1:$port/page" | cksum &
	clients="$clients $!"
done
wait $clients
curl -sS --noproxy '*' -o /dev/null -w '%{http_code}\n' "http://127.0.0.1:$port/none"
curl -sS --noproxy '*' -r 10-19 "http://127.0.0.1:$port/page" | cksum
kill $server
wait $server 2>/dev/null
echo $?
rm log
