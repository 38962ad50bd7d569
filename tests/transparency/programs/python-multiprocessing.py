#!/usr/bin/python3
# Python's multiprocessing: a pool, queues, locks and shared memory, by fork and by spawn.
# needs: python3
import multiprocessing
import os
import signal
import sys


def square(x):
    return x * x


def count(total, lock, queue):
    for _ in range(100):
        with lock:
            total.value += 1
    queue.put("done")


def end():
    os.kill(os.getpid(), signal.SIGKILL)


def main():
    for way in "fork", "spawn":
        context = multiprocessing.get_context(way)
        with context.Pool(3) as pool:
            print(way, sum(pool.map(square, range(100))), pool.apply_async(square, (7,)).get())
        total, lock, queue = context.Value("i", 0, lock=False), context.Lock(), context.Queue()
        workers = [context.Process(target=count, args=(total, lock, queue)) for _ in range(3)]
        for worker in workers:
            worker.start()
        print([queue.get() for _ in workers], end=" ")
        for worker in workers:
            worker.join()
        print(total.value, [worker.exitcode for worker in workers])
        killed = context.Process(target=end)
        killed.start()
        killed.join()
        print(killed.exitcode)
    sys.exit(3)


if __name__ == "__main__":
    main()
