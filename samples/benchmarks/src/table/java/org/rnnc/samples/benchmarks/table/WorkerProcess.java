// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rnnc.samples.benchmarks.workload.Workload;

/** One contender's JVM, from outside. While it is not asked for anything it waits, and takes no time from the others. */
final class WorkerProcess implements AutoCloseable {
    private final Entrant entrant;
    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;
    private final String trouble;

    WorkerProcess(Entrant entrant, String clock) throws IOException {
        this.entrant = entrant;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Calls wait for the compiler: else on a busy machine it would get to them when they are being timed.
        command.add("-Xbatch");
        command.addAll(entrant.jvmArguments());
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), Worker.class.getName()));
        command.addAll(List.of(entrant.className(), clock));
        process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        trouble = trouble(answer());
    }

    Entrant entrant() {
        return entrant;
    }

    /** @return why it cannot run; empty if it can */
    String trouble() {
        return trouble;
    }

    /** @return whether it has that workload; if so it is warm */
    boolean start(Workload workload, double millis) throws IOException {
        String answer = ask(Worker.START + " " + workload.name() + " " + millis);
        if (!trouble(answer).isEmpty()) {
            System.err.println(entrant.title() + ", " + workload.title() + ": " + trouble(answer));
        }
        return answer.equals(Worker.READY);
    }

    /** @return nanoseconds of a unit */
    double slice(double millis) throws IOException {
        String answer = ask(Worker.SLICE + " " + millis);
        if (!trouble(answer).isEmpty()) {
            throw new IOException(entrant.title() + ": " + trouble(answer));
        }
        return Double.parseDouble(answer);
    }

    void stop() throws IOException {
        ask(Worker.STOP);
    }

    @Override
    public void close() {
        commands.close();
        process.destroy();
    }

    private String ask(String command) throws IOException {
        commands.println(command);
        return answer();
    }

    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Worker.ANSWER)) {
                return line.substring(Worker.ANSWER.length());
            }
        }
        return Worker.FAILED + " its JVM has ended";
    }

    private static String trouble(String answer) {
        return answer.startsWith(Worker.FAILED)
                ? answer.substring(Worker.FAILED.length()).strip()
                : "";
    }
}
