// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.runtime.model.Trainer;

/** The same job on a cluster of Spark's own: a master and two workers, each a JVM, and the JVMs of the executors below them. */
@Tag("scale")
@Timeout(600)
class StandaloneTest {
    private static final int PARTS = 8;
    private static final int UPDATES = 40;

    private final List<Process> processes = new ArrayList<>();
    private final String host = InetAddress.getLoopbackAddress().getHostAddress();
    private final String jvmArguments = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--"))
            .collect(Collectors.joining(" "));

    @TempDir
    private Path folder;

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
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

    private Process startWorker(String master, int number) throws IOException {
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

    private JavaSparkContext connect(String master) {
        return new JavaSparkContext(new SparkConf()
                .setMaster(master)
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", host)
                .set("spark.driver.bindAddress", host)
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executor.extraJavaOptions", jvmArguments)
                .set("spark.default.parallelism", "2"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aWorkerThatIsKilledChangesNothingButTime() throws Exception {
        // Where a distribution has its jars; here they are on the class path.
        Files.createDirectories(folder.resolve("jars"));
        int port = freePort();
        String master = "spark://" + host + ":" + port;
        start("master.Master", "--host", host, "--port", Integer.toString(port), "--webui-port", "0");
        Process first = startWorker(master, 1);
        startWorker(master, 2);
        Trainer trainer = new Texts().newModel().newTrainer();
        try (JavaSparkContext spark = connect(master)) {
            while (spark.sc().getExecutorMemoryStatus().size() < 3) {
                Thread.sleep(50);
            }
            SparkTraining training =
                    SparkTraining.over(spark, trainer, new Texts(), PARTS).tasks(4);
            Thread killer = new Thread(() -> {
                first.descendants().forEach(ProcessHandle::destroyForcibly);
                first.destroyForcibly();
            });
            for (int i = 0; i < UPDATES; i++) {
                if (i == UPDATES / 2) {
                    killer.start();
                }
                training.update();
            }
            killer.join();
            assertEquals(UPDATES, training.updates());
            assertTrue(!first.isAlive());
        }
        OneJvm one = new OneJvm(PARTS);
        for (int i = 0; i < UPDATES; i++) {
            one.update();
        }
        assertTrue(Arrays.deepEquals(OneJvm.numbers(one.model()), OneJvm.numbers(trainer.model())));
    }
}
