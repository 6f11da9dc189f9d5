// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial, and the page on translation, carried out by their words: files are written, edits made and commands run in the order of the page, and
 * what a command prints is what stands below it.
 */
class TutorialTest {
    /** What a reader does, in each of its forms. */
    private static final Pattern STEP = Pattern.compile(
            "^`(?<file>[^`]+)`:\n\n```\\w+\n(?<text>.*?)^```$"
                    + "|^```sh\n(?<command>.*?)^```$"
                    + "|^```\n(?<output>.*?)^```$"
                    + "|^```(?<other>.*?)^```$"
                    + "|In `(?<edited>[^`]+)`, write `(?<put>[^`]+)` in place of `(?<taken>[^`]+)`",
            Pattern.DOTALL | Pattern.MULTILINE);

    /** The folder that the page speaks of. */
    private static final String PLACE = "/home/me/demo";

    private static final String SETTINGS = """
            <settings>
              <profiles><profile>
                <id>shared</id>
                <repositories>
                  <repository><id>shared</id><url>%1$s</url><releases><checksumPolicy>ignore</checksumPolicy></releases></repository>
                </repositories>
                <pluginRepositories>
                  <pluginRepository><id>shared</id><url>%1$s</url><releases><checksumPolicy>ignore</checksumPolicy></releases></pluginRepository>
                </pluginRepositories>
              </profile></profiles>
              <activeProfiles><activeProfile>shared</activeProfile></activeProfiles>
            </settings>
            """;

    @TempDir
    Path home;

    private final List<String> done = new ArrayList<>();
    private String printed = "";

    private Path project() {
        return home.resolve("demo");
    }

    @Test
    void wordForWord() throws IOException {
        follow(Page.TUTORIAL);
        assertEquals(List.of("file", "file", "file", "file", "run", "file", "run", "edit", "run", "edit", "run"), done);
    }

    @Test
    void translationToo() throws IOException {
        follow(Page.TRANSLATION);
        assertEquals(List.of("file", "file", "file", "file", "run", "file", "run", "file", "run"), done);
    }

    private void follow(Page page) throws IOException {
        // What the user's repository has need not be fetched again.
        String shared = Path.of(System.getProperty("shared.repository")).toUri().toString();
        Files.writeString(home.resolve("settings.xml"), SETTINGS.formatted(shared));
        Matcher step = STEP.matcher(page.text());
        while (step.find()) {
            follow(step);
        }
    }

    private void follow(Matcher step) throws IOException {
        assertEquals(null, step.group("other"), "neither a file, a command nor an output");
        if (step.group("file") != null) {
            new Sources(project()).with(step.group("file"), step.group("text"));
            done.add("file");
        } else if (step.group("command") != null) {
            run(step.group("command").strip());
            done.add("run");
        } else if (step.group("output") != null) {
            String shown = step.group("output").replace(PLACE, project().toString());
            assertTrue(printed.contains(shown), () -> shown + "\n is not what was printed:\n" + printed);
            // Of one command, one output.
            printed = "";
        } else {
            edit(step.group("edited"), step.group("taken"), step.group("put"));
            done.add("edit");
        }
    }

    private void run(String command) {
        List<String> words = Arrays.asList(command.split(" "));
        assertEquals("mvn", words.get(0));
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        arguments.addAll(List.of("-s", home.resolve("settings.xml").toString()));
        Command built = Maven.AT_HAND.run(project(), arguments.toArray(String[]::new));
        printed = built.output().replaceAll("\u001B\\[\\d*m", "");
    }

    private void edit(String name, String taken, String put) throws IOException {
        Path file = project().resolve(name);
        String text = Files.readString(file);
        assertEquals(1, text.split(Pattern.quote(taken), -1).length - 1, taken + " in " + name);
        Files.writeString(file, text.replace(taken, put));
    }
}
