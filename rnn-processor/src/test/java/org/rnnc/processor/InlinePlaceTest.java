// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in inline text is told by line and column of the Java file. */
class InlinePlaceTest {
    private static final String FLOW = "output y = x |> §dens(65)";

    @TempDir
    Path root;

    /** Compiles a model whose text is {@code literal}, with three single quotes for three double ones. */
    private Compilation compile(String literal) {
        String text =
                Project.HEADER + "@RnnModel(text = " + literal.replace("'''", "\"\"\"") + ")\ninterface NetSpec {}\n";
        return new Project(root)
                .java("test/NetSpec.java", text.replace("§", ""))
                .compile();
    }

    private static List<String> messages(Compilation compilation) {
        return compilation.errors().stream()
                .map(error -> error.getMessage(Locale.ROOT))
                .toList();
    }

    @Test
    void asItStandsInTheFile() {
        Compilation compilation = compile("""
                '''
                      input x: token<65>
                        output y = x |> dens(65)
                    '''""");
        assertEquals(List.of("""
                NetSpec.java:5:25: error RNN031: there is no cell or function `dens`
                    5 |         output y = x |> dens(65)
                      |                         ^^^^
                    hint: did you mean `dense`?"""), messages(compilation));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'''\n\tinput x: token<65>\n\n\t\t" + FLOW + "'''",
                "'''   \n    input x:   \n  token<65>   \n  \\toutput y\\s= \\40 x |> §dens(65)\n'''",
                "'''\n  input x: token<65>\n  output y = x \\\n   |> §dens(65)\n'''",
                "'''\r\n  input x: token<65>\r\n\r\n    " + FLOW + "\r\n  '''",
                "'''\n  // \\\"\\\"\\\" \\\\ ü\n  input x: token<65>\n    " + FLOW + "\n  '''",
                "(\"input x: token<65>\\n " + FLOW + "\")",
                "/* here */ '''\ninput x: token<65>\n" + FLOW + " '''",
            })
    void lineAndColumn(String literal) {
        Compilation compilation = compile(literal);
        Marked mistake = Marked.of(Project.HEADER + "@RnnModel(text = " + literal.replace("'''", "\"\"\""));
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation)
                .hadErrorContaining("NetSpec.java:" + mistake.line() + ":" + mistake.column() + ": error RNN031");
        assertThat(compilation).hadErrorContaining("\n    " + mistake.line() + " | ");
    }

    /** A sum of literals, a unicode escape: there the text itself counts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"input x: token<65>\\n\"\n + \"" + FLOW + "\"",
                "\"input x: token<\\u0036>\\n" + FLOW + "\"",
            })
    void elsewhereTheTextCounts(String literal) {
        Compilation compilation = compile(literal);
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation).hadErrorContaining("NetSpec.text:2:17: error RNN031");
    }

    @Test
    void theTextOfAConstant() {
        String constant =
                "class Texts { static final String TEXT = \"input x: token<65>\\noutput y = x |> dens(5)\"; }";
        Compilation compilation = new Project(root)
                .type("NetSpec", "@RnnModel(text = Texts.TEXT) interface NetSpec {}\n" + constant)
                .compile();
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation).hadErrorContaining("NetSpec.text:2:17: error RNN031");
    }

    @Test
    void otherLinesInMessages() {
        Compilation compilation = compile("'''\n  input x: vector<2>\n  output y = x\n  output y = x\n  '''");
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation).hadErrorContaining("NetSpec.java:6:10: error RNN033");
        assertThat(compilation).hadErrorContaining("line 5");
    }

    @Test
    void eachMistake() {
        Compilation compilation =
                compile("'''\n  input x: vector<2>\n  output y = x |> dens(1)\n  output z = q\n  '''");
        assertEquals(
                List.of("NetSpec.java:5:19", "NetSpec.java:6:14"),
                messages(compilation).stream()
                        .map(message -> message.replaceAll("(?s): error.*", ""))
                        .toList());
    }

    @Test
    void syntaxErrorsAtTheEnd() {
        Compilation compilation = compile("'''\n  input x: vector<2>\n  output y = tanh(x\n  '''");
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation).hadErrorContaining("NetSpec.java:5:18: error RNN002");
    }

    @Test
    void warnings() {
        Compilation compilation = compile("'''\n  input x: vector<2>,\n    z: scalar\n  output y = x\n  '''");
        assertThat(compilation).succeeded();
        assertThat(compilation).hadWarningCount(1);
        assertThat(compilation).hadWarningContaining("NetSpec.java:5:5: warning RNN047");
    }
}
