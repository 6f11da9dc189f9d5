// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module that the README shows, and one that uses its models. */
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
}
