// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module that the README shows, one that uses its models, and one that trains. */
class ModuleTest {
    private static final String SPEC = "package weather;\n\nimport org.rnnc.runtime.annotation.*;\n\n";

    @TempDir
    Path folder;

    @Test
    void exportsAModel() throws IOException {
        Sources weather = new Sources(Files.createDirectories(folder.resolve("weather")))
                .with("module-info.java", Page.README.block("java", "requires transitive"))
                .with(
                        "weather/WeatherSpec.java",
                        SPEC + Page.README.block("java", "@RnnModel(text").replace("interface", "public interface"));
        Command javac = weather.compile(
                "--module-path",
                Jar.RUNTIME.path().toString(),
                "-processorpath",
                Jar.all(),
                "-Xlint:all,-processing",
                "-Werror");
        assertEquals(new Command(0, ""), javac);
        Sources user = new Sources(Files.createDirectories(folder.resolve("user")))
                .with("module-info.java", "module user {\n    requires weather;\n}\n")
                .with("user/Main.java", """
                        package user;

                        import org.rnnc.runtime.model.Model;
                        import weather.Weather;

                        public final class Main {
                            public static void main(String[] arguments) {
                                Model model = Weather.create(1);
                                System.out.println(model.parameterCount());
                            }
                        }
                        """);
        String modules = Jar.join(weather.classes(), Jar.RUNTIME.path());
        assertEquals(new Command(0, ""), user.compile("--module-path", modules, "-Xlint:all", "-Werror"));
        Command java = Command.java(List.of(
                "--module-path",
                Jar.join(user.classes(), weather.classes(), Jar.RUNTIME.path()),
                "-m",
                "user/user.Main"));
        assertEquals(new Command(0, "2185\n"), java);
    }

    /** The runtime helps rnnc-training with its messages, too, where both are modules. */
    @Test
    void trains() {
        Sources learner = new Sources(folder)
                .with("module-info.java", "module learner {\n    requires org.rnnc.training;\n}\n")
                .with("learner/Main.java", """
                        package learner;

                        import java.util.List;
                        import org.rnnc.runtime.random.RandomSource;
                        import org.rnnc.training.Schedule;
                        import org.rnnc.training.data.Table;

                        public final class Main {
                            public static void main(String[] arguments) {
                                RandomSource random = RandomSource.of(1);
                                Table table = Table.ofRows(List.of("wind", "rain"), new double[][] {{1, random.nextDouble()}});
                                try {
                                    table.column("winds");
                                } catch (IllegalArgumentException e) {
                                    System.out.println(e.getMessage());
                                }
                                try {
                                    Schedule.constant(-1);
                                } catch (IllegalArgumentException e) {
                                    System.out.println(e.getMessage());
                                }
                            }
                        }
                        """);
        Path training = Jar.training();
        Command javac =
                learner.compile("--module-path", Jar.join(training, Jar.RUNTIME.path()), "-Xlint:all", "-Werror");
        assertEquals(new Command(0, ""), javac);
        Command java = Command.java(List.of(
                "--module-path",
                Jar.join(learner.classes(), training, Jar.RUNTIME.path()),
                "-m",
                "learner/learner.Main"));
        assertEquals(0, java.exit(), java.output());
        assertEquals(1, java.count("did you mean \"wind\"?"), java.output());
        assertEquals(1, java.count("expected a finite number from 0 on, found -1.0"), java.output());
    }
}
