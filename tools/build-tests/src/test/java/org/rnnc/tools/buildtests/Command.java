// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A command, mostly of the JDK that runs the tests, as a process of its own. */
record Command(int exit, String output) {
    private static final int MINUTES = 3;

    static Command javac(List<String> arguments) {
        // It compiles little: what a second compiler of the JVM costs would not come back.
        List<String> all = new ArrayList<>(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        all.addAll(arguments);
        return ofJdk("javac", all);
    }

    static Command java(List<String> arguments) {
        return ofJdk("java", arguments);
    }

    /** A tool by its name. */
    static Command ofJdk(String tool, List<String> arguments) {
        return run(Path.of(System.getProperty("java.home"), "bin", tool), arguments);
    }

    static Command run(Path tool, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(tool.toString());
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // A JVM says that it has picked them up.
            builder.environment()
                    .keySet()
                    .removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JDK_JAVAC_OPTIONS"));
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end");
            }
            return new Command(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long count(String text) {
        return output.lines().filter(line -> line.contains(text)).count();
    }
}
