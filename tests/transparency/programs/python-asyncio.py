#!/usr/bin/python3
# Python's asyncio: a server and its clients over loopback, children, a signal.
# needs: python3
import asyncio
import os
import signal


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
    writer.close()


async def ask(port, i):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"client %d\n" % i)
    answer = await reader.readline()
    writer.close()
    return answer.decode().strip()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(await asyncio.gather(*(ask(port, i) for i in range(20))))
    child = await asyncio.create_subprocess_shell("cat; exit 3", stdin=-1, stdout=-1)
    print(await child.communicate(b"through a child"), child.returncode)
    got = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, got.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    await asyncio.wait_for(got.wait(), 60)
    print("got USR1")
    server.close()


asyncio.run(main())
