#!/bin/sh
# A Go program with C in it: goroutines on stacks that move, preemption by SIGURG, nil pointers that are recovered from.
# needs: go gcc
cat >main.go <<'END'
package main

// static int twice(int n) { return 2 * n; }
import "C"

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

// Each of these loops is preempted by SIGURG, where other goroutines wait.
func spin(n int) int {
	x := 1
	for i := 0; i < n; i++ {
		x = x*31 + i
	}
	return x
}

func recovered() (n int) {
	defer func() {
		if recover() != nil {
			n = 1
		}
	}()
	var nothing *struct{ field int }
	return nothing.field - 1
}

func work(sums chan<- int) {
	sum := 0
	for i := 0; i < 200; i++ {
		sum += recovered() + int(C.twice(C.int(i)))
		if spin(20000) == 0 {
			sum++
		}
		if i%50 == 0 {
			time.Sleep(time.Microsecond)
			runtime.GC()
		}
	}
	sums <- sum
}

func main() {
	runtime.GOMAXPROCS(4)
	sums := make(chan int, 16)
	var all sync.WaitGroup
	for i := 0; i < 16; i++ {
		all.Add(1)
		go func() { work(sums); all.Done() }()
	}
	all.Wait()
	close(sums)
	total := 0
	for sum := range sums {
		total += sum
	}
	fmt.Println(total)
}
END
export CCACHE_DISABLE=1 GOCACHE="$PWD/cache" GOPATH="$PWD/path" GOTOOLCHAIN=local
go build -o main main.go
./main
./main
chmod -R u+w . # what go has left
rm -rf ./*
