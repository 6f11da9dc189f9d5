// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.spark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A cluster of Spark's own on this machine: a master and workers of one core, each a JVM with the classes of this one, and the JVMs
 * of the executors below them.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final long LONGEST_START = TimeUnit.MINUTES.toNanos(2);

    private final Path folder;
    private final String host = InetAddress.getLoopbackAddress().getHostAddress();
    private final String jvmArguments = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--"))
            .collect(Collectors.joining(" "));
    private final String master;
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();

    /** @param folder where logs and what workers keep go */
    StandaloneCluster(Path folder, int workers) throws IOException {
        this.folder = folder.toAbsolutePath();
        // Where a distribution has its jars; here they are on the class path.
        Files.createDirectories(folder.resolve("jars"));
        int port = freePort();
        master = "spark://" + host + ":" + port;
        start("master.Master", "--host", host, "--port", Integer.toString(port), "--webui-port", "0");
        awaitMaster(port);
        for (int i = 0; i < workers; i++) {
            this.workers.add(startWorker(i));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Spark gives up on a master that does not answer for a minute, and a busy machine may take longer to start it. */
    private void awaitMaster(int port) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                new Socket(host, port).close();
                return;
            } catch (ConnectException e) {
                if (System.nanoTime() - start > LONGEST_START
                        || !processes.get(0).isAlive()) {
                    close();
                    throw new IOException(master + " has not started; its log is in " + folder, e);
                }
                sleep();
            }
        }
    }

    private Process start(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmArguments.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.apache.spark.deploy." + main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", folder.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", host);
        File log = folder.resolve("log" + processes.size()).toFile();
        Process process = builder.redirectErrorStream(true).redirectOutput(log).start();
        processes.add(process);
        return process;
    }

    private Process startWorker(int number) throws IOException {
        return start(
                "worker.Worker",
                "--host",
                host,
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                "--work-dir",
                folder.resolve("work" + number).toString(),
                master);
    }

    /** A driver within this JVM, once all workers are there. */
    JavaSparkContext connect() throws IOException {
        JavaSparkContext spark = new JavaSparkContext(new SparkConf()
                .setMaster(master)
                .setAppName("rnnc")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", host)
                .set("spark.driver.bindAddress", host)
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executor.extraJavaOptions", jvmArguments)
                .set("spark.default.parallelism", Integer.toString(workers.size())));
        long start = System.nanoTime();
        // The driver counts, too.
        while (spark.sc().getExecutorMemoryStatus().size() <= workers.size()) {
            if (System.nanoTime() - start > LONGEST_START) {
                spark.close();
                throw new IOException("not all workers of " + master + " have come; their logs are in " + folder);
            }
            sleep();
        }
        return spark;
    }

    private static void sleep() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the cluster starts", e);
        }
    }

    /** Ends a worker and its executors as a machine's end would. */
    void kill(int worker) {
        kill(workers.get(worker));
    }

    /** How many workers have not ended. */
    long alive() {
        return workers.stream().filter(Process::isAlive).count();
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        processes.forEach(StandaloneCluster::kill);
    }

    @Override
    public String toString() {
        return master + ", " + workers.size() + (workers.size() == 1 ? " worker" : " workers") + " of a core each";
    }
}
