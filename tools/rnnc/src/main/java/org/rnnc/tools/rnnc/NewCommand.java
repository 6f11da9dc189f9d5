// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rnnc new}. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Begin a project.",
        description = {
            "",
            "It has a build for Maven, a network that predicts waves, their data, a program that trains it, and a test; it "
                    + "builds as it is."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:the project is there",
            "1:there is something in its place already",
            ExitCode.USAGE_TEXT,
            ExitCode.BUG_TEXT
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc new weather && cd weather && mvn -q compile exec:java",
            "  rnnc new weather --package org.example.weather --model Forecast"
        })
final class NewCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the folder of the project, and what it is called")
    private Path folder;

    @Option(
            names = {"-p", "--package"},
            paramLabel = "PACKAGE",
            description = "of its classes; the name, if nothing is said")
    private Optional<String> packageName;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "the class of the network; the name, if nothing is said")
    private Optional<String> model;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        if (!name.matches("[A-Za-z][A-Za-z0-9._-]*")) {
            throw wrong(name + " is no name for a project: letters, digits, points and hyphens are");
        }
        Map<String, String> words = words(name);
        if (isTaken()) {
            throw new CommandException(folder + " is there already, and not empty");
        }
        for (Map.Entry<String, String> file : files(words).entrySet()) {
            OutputFile.write(folder.resolve(file.getKey()), filled(file.getValue(), words));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(folder.toString().replace(File.separatorChar, '/') + ": cd there, and mvn -q compile exec:java");
        out.flush();
        return ExitCode.FINE;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private boolean isTaken() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Files.exists(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    /** What stands in the place of each word between {@code @}. */
    private Map<String, String> words(String name) {
        String of = packageName.orElseGet(() -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
        String type = model.orElseGet(() -> camelCase(name));
        if (!SourceVersion.isName(of, SourceVersion.RELEASE_17)) {
            throw wrong(of + " is not the name of a package; --package gives another one");
        }
        if (!SourceVersion.isName(type, SourceVersion.RELEASE_17) || type.contains(".")) {
            throw wrong(type + " is not the name of a class; --model gives another one");
        }
        if (type.equals("Main") || type.equals("Waves")) {
            throw wrong("there is a class " + type + " in the project already; --model gives another name");
        }
        Map<String, String> words = new LinkedHashMap<>(Version.all());
        words.put("name", name);
        words.put("package", of);
        words.put("path", of.replace('.', '/'));
        words.put("model", type);
        return words;
    }

    private static String camelCase(String name) {
        StringBuilder word = new StringBuilder();
        for (String part : name.split("[._-]+", -1)) {
            word.append(part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return word.toString();
    }

    /** By path in the project, the template of each file. */
    private static Map<String, String> files(Map<String, String> words) {
        String main = filled("src/main/java/@path@/", words);
        String type = filled("@model@", words);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", template("pom.xml"));
        files.put("README.md", template("README.md"));
        files.put(".gitignore", template("gitignore"));
        files.put(main + type + ".rnn", template("Model.rnn"));
        files.put(main + type + "Spec.java", template("ModelSpec.java"));
        files.put(main + "Waves.java", template("Waves.java"));
        files.put(main + "Main.java", template("Main.java"));
        files.put(main.replace("src/main", "src/test") + "MainTest.java", template("MainTest.java"));
        return files;
    }

    private static String template(String name) {
        try (InputStream in = NewCommand.class.getResourceAsStream("project/" + name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("no template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String filled(String template, Map<String, String> words) {
        String text = template;
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace("@" + word.getKey() + "@", word.getValue());
        }
        return text;
    }
}
