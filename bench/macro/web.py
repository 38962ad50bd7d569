"""A web server and its client, in two processes: so many requests over loopback, one connection for all."""
import http.client
import http.server
import os
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer is one packet

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
child = os.fork()
if child == 0:
    server.handle_request()  # all that come over one connection
    os._exit(0)
client = http.client.HTTPConnection("127.0.0.1", server.server_address[1])
for _ in range(int(sys.argv[1])):
    client.request("GET", "/")
    if client.getresponse().read() != b"hello":
        sys.exit("a wrong answer")
client.close()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
