// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.runtime.annotation.RnnModel;

/** Who sees generated classes: who sees what they were asked for by, in packages and in modules. */
class VisibilityTest {
    private static final String TEXT = "input x: vector<2> output y = x |> rnn(2) loss mse(y)";

    @TempDir
    Path root;

    private static String spec(String modifiers, String text) {
        return "@RnnModel(text = \"" + text + "\", name = \"Net\") " + modifiers + " interface Spec {}\n";
    }

    private static void assertPublic(boolean expected, Compilation compilation, String file) {
        Map<String, String> sources = Project.generated(compilation);
        assertEquals(expected, sources.get(file).contains("\npublic final class Net "), () -> sources.get(file));
        assertEquals(!expected, sources.get(file).contains("\nfinal class Net "), () -> sources.get(file));
    }

    @ParameterizedTest
    @CsvSource({
        "public class, public, true",
        "public interface, '', true",
        "public class, '', false",
        "public class, protected, false",
        "public class, private, false",
        "class, public, false",
        "interface, public, false"
    })
    void nestedTypes(String outer, String modifiers, boolean expected) {
        Compilation compilation = new Project(root)
                .type("Outer", outer + " Outer {\n  " + spec(modifiers, TEXT) + "}\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        assertPublic(expected, compilation, "test/Net.java");
    }

    @ParameterizedTest
    @CsvSource({"public, true", "'', false"})
    void topLevelTypesAndPlaceholders(String modifiers, boolean expected) {
        assertPublic(
                expected, new Project(root).type("Spec", spec(modifiers, TEXT)).compile(), "test/Net.java");
        Compilation failed = new Project(root)
                .type("Spec", spec(modifiers, TEXT.replace("rnn", "run")))
                .java("other/Use.java", "package other;\nclass Use { test.Net net; }\n")
                .compile();
        assertThat(failed).hadErrorCount(expected ? 1 : 2);
    }

    @Test
    void fromAnotherPackage() {
        String use =
                "package other;\nclass Use { long a = test.Net.create().newSession().model().parameters().size(); }\n";
        Compilation compilation = new Project(root)
                .type("Spec", spec("public", TEXT))
                .java("other/Use.java", use)
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
    }

    /** Nobody could use it otherwise, the annotated type least of all. */
    @Test
    void aClassInAnotherPackageThanTheType() {
        Compilation compilation = new Project(root)
                .file("nets/Net.rnn", "model Net { " + TEXT + " }")
                .options("-Arnnc.path=" + root)
                .type("Spec", "@RnnModel(file = \"nets/Net.rnn\") interface Spec { nets.Net net(); }\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        assertPublic(true, compilation, "nets/Net.java");
    }

    private List<String> inModule(String modifiers, String directives) throws URISyntaxException {
        Path runtime = Path.of(RnnModel.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return new Project(root)
                .options("--module-path", runtime.toString())
                .java("module-info.java", "module app { " + directives + " }\n")
                .type("Spec", spec(modifiers, TEXT))
                .java("test/Other.java", "package test;\npublic interface Other { }\n")
                .compileToDisk("-Werror", "-Xlint:-processing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requires transitive org.rnnc.runtime; exports test;",
                "requires org.rnnc.runtime; exports test to org.rnnc.runtime;",
                "requires org.rnnc.runtime;"
            })
    void inAModule(String directives) throws URISyntaxException {
        assertEquals(
                List.of(),
                inModule("public", directives).stream()
                        .filter(message -> !message.contains("[module]"))
                        .toList());
    }

    @Test
    void aModuleThatExportsWhatItsUsersCannotSee() throws URISyntaxException {
        List<String> said = inModule("public", "requires org.rnnc.runtime; exports test;");
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("NOTE: module app exports package test"), said::toString);
        assertTrue(said.get(0).contains("`requires transitive org.rnnc.runtime`"), said::toString);
        assertEquals(List.of(), inModule("", "requires org.rnnc.runtime; exports test;"));
    }
}
