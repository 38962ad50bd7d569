#!/bin/sh
# Java: null checks that stand on SIGSEGV, code made at run time, threads, a child, an exception that ends it.
# needs: java
cat >Main.java <<'END'
import java.util.concurrent.*;
public class Main {
	int field = 1;
	static int of(Main it) { return it.field; }
	public static void main(String[] args) throws Exception {
		Main it = new Main();
		long sum = 0;
		int nulls = 0;
		for (int i = 0; i < 200000; i++) sum += of(it);
		for (int i = 0; i < 2000; i++)
			try { sum += of(i % 2 == 0 ? null : it); } catch (NullPointerException e) { nulls++; }
		System.out.println(sum + " " + nulls);
		ExecutorService pool = Executors.newFixedThreadPool(8);
		Future<?>[] all = new Future<?>[200];
		for (int i = 0; i < all.length; i++) { int n = i; all[i] = pool.submit(() -> n * n); }
		for (Future<?> one : all) sum += (Integer) one.get();
		pool.shutdown();
		System.out.println(sum);
		System.gc();
		System.out.println(new ProcessBuilder("sh", "-c", "exit 3").start().waitFor());
		throw new IllegalStateException("at the end");
	}
}
END
java -XX:-UsePerfData Main.java 2>errors
echo $?
head -n 1 errors
rm errors
