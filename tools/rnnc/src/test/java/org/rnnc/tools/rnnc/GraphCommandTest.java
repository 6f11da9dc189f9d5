// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class GraphCommandTest {
    private static final String MODELS = """
            model Both {
              input  x: token<7>, extra: vector<3> per sequence
              h = x |> embedding(4) |> bidirectional(lstm(5))
              output tag = h |> dense(6) |> softmax
              output size = concat(final(h), extra) |> dense(1)
            }
            """;

    @TempDir
    private Path folder;

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("Models.rnn"), MODELS);
    }

    private static List<String> texts(String svg, String type) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        NodeList texts = document.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> (Element) texts.item(i))
                .filter(text -> text.getAttribute("class").equals(type))
                .map(Element::getTextContent)
                .toList();
    }

    @Test
    void oneStep() throws Exception {
        Path out = folder.resolve("pictures");
        assertEquals(
                out.toString().replace('\\', '/') + "/Both-cell.svg\n",
                Run.of("graph", file(), "--out", out, "--view", "cell").ends(0).out());
        String svg = Files.readString(out.resolve("Both-cell.svg"));
        assertEquals(List.of("Both"), texts(svg, "title"));
        assertTrue(texts(svg, "group").containsAll(List.of("embedding", "lstm.forward", "lstm.reverse", "dense")), svg);
        List<String> names = texts(svg, "name");
        assertTrue(
                names.containsAll(List.of("x", "extra", "tag", "size", "h[t-1]", "h[t+1]", "c[t-1]", "i", "f")), svg);
        List<String> shapes = texts(svg, "shape");
        assertTrue(shapes.containsAll(List.of("token<7>", "[4]", "[5]", "[10]", "[13]", "[3]", "[6]", "[1]")), svg);
        assertEquals(6, texts(svg, "legend").size());
        // The same again.
        Run.of("graph", file(), "--out", out, "--view", "cell").ends(0);
        assertEquals(svg, Files.readString(out.resolve("Both-cell.svg")));
    }

    @Test
    void unrolled() throws Exception {
        Run.of("graph", file(), "--out", folder, "--view", "unrolled").ends(0);
        String svg = Files.readString(folder.resolve("Both-unrolled.svg"));
        List<String> names = texts(svg, "name");
        assertTrue(names.containsAll(List.of("x[t-1]", "x[t]", "x[t+1]", "tag[t]", "size", "extra")), names::toString);
        assertEquals(3, names.stream().filter("lstm.forward"::equals).count());
        assertEquals(1, names.stream().filter("extra"::equals).count());
        // Two states of each direction go along together, between three steps.
        assertEquals(
                4,
                texts(svg, "shape").stream()
                        .filter(label -> label.matches("c, h|h, c"))
                        .count(),
                svg);
        assertFalse(Files.exists(folder.resolve("Both-cell.svg")));
    }

    private String unrolled(String name, String model) throws Exception {
        Path spec = Files.writeString(folder.resolve(name + ".rnn"), "model " + name + " {\n" + model + "}\n");
        Run.of("graph", spec, "--out", folder).ends(0);
        Run.of("graph", spec, "--out", folder, "--dot").ends(0);
        return Files.readString(folder.resolve(name + "-unrolled.svg"));
    }

    private static long count(List<String> texts, String text) {
        return texts.stream().filter(text::equals).count();
    }

    /** Of the arrows of a picture, as Graphviz is told of them, those that look like this. */
    private long arrows(String name, String pattern) throws IOException {
        return Files.readString(folder.resolve(name + "-unrolled.dot"))
                .lines()
                .filter(line -> line.matches(".*" + pattern + ".*"))
                .count();
    }

    @Test
    void aTreeIsDrawnAsOne() throws Exception {
        String svg = unrolled("Value", """
                input  sign: token<16> per node of expression, number: vector<3> per leaf of expression
                up     = concat(sign |> embedding(4), number) |> treeLstm(8)
                output each = up |> dense(2)
                output value = up |> root |> dense(1) as head
                """);
        List<String> names = texts(svg, "name");
        assertEquals(5, count(names, "sign"), names::toString);
        assertEquals(5, count(names, "treeLstm"));
        assertEquals(5, count(names, "each"));
        assertEquals(3, count(names, "number"));
        assertEquals(1, count(names, "value"));
        assertEquals(List.of("unrolled over a tree"), texts(svg, "subtitle"));
        assertTrue(texts(svg, "legend").contains("to the node above"));
        // Two nodes with a left child and a right one; nothing goes to a leaf.
        assertEquals(4, arrows("Value", "style = dashed"));
        assertEquals(2, arrows("Value", "\"layer_treeLstm_[01]\" -> \"layer_treeLstm_[13]\".*dashed"));
        assertEquals(2, arrows("Value", "\"layer_treeLstm_[24]\" -> \"layer_treeLstm_[13]\".*dashed"));
        assertEquals(1, arrows("Value", "\"layer_treeLstm_3\" -> \"(n\\d+|layer_head)_3\""));
        assertTrue(texts(Files.readString(folder.resolve("Value-cell.svg")), "legend")
                .contains("of a child"));
    }

    @Test
    void stepsStandBelowTheirLeaves() throws Exception {
        String svg = unrolled("Judged", """
                input  word: token<9> per word of text
                read   = word |> embedding(4) |> lstm(8)
                output feeling = read |> atLeaves(per = parse) |> treeLstm(8) |> root |> dense(5)
                """);
        List<String> names = texts(svg, "name");
        assertEquals(3, count(names, "lstm"), names::toString);
        assertEquals(5, count(names, "treeLstm"));
        assertEquals(3, count(texts(svg, "what"), "at leaves of parse"));
        assertEquals(List.of("unrolled over steps and a tree"), texts(svg, "subtitle"));
        // Steps 0, 1 and 2 at the nodes 0, 2 and 4; each to one.
        assertEquals(3, arrows("Judged", "\"layer_lstm_\\d\" -> \"n\\d+_\\d\""));
        assertEquals(1, arrows("Judged", "\"layer_lstm_1\" -> \"n\\d+_2\""));
        assertEquals(1, arrows("Judged", "\"layer_lstm_2\" -> \"n\\d+_4\""));
        assertEquals(6, arrows("Judged", "style = dashed"));
    }

    @Test
    void nodesThatAreTheStepsAreAsMany() throws Exception {
        String svg = unrolled("Depending", """
                input  word: token<9> per word of text
                read   = word |> embedding(4) |> gru(8)
                output each = read |> atNodes(per = parse) |> childSumLstm(8) |> dense(5)
                """);
        assertEquals(3, count(texts(svg, "name"), "childSumLstm"));
        assertEquals(3, count(texts(svg, "what"), "at nodes of parse"));
        // The middle one is above the others; and three steps are one after the other.
        assertEquals(2, arrows("Depending", "-> \"layer_childSumLstm_1\".*dashed"));
        assertEquals(2, arrows("Depending", "\"layer_gru_\\d\" -> \"layer_gru_\\d\".*dashed"));
    }

    @Test
    void attentionLooksAtAllStepsOfTheOtherAxis() throws Exception {
        String svg = unrolled("Translate", """
                input  source: token<8> per word of text
                read   = source |> embedding(4) |> gru(8)
                write  = previous(target) |> embedding(4) as written |> gru(8, h = final(read)) as writer
                found  = write |> dotAttention(over = read)
                output target: token<9> per word of translation = concat(write, found) |> dense(9) |> softmax
                loss   crossEntropy(target)
                train  { window 9 }
                """);
        List<String> names = texts(svg, "name");
        assertEquals(3, count(names, "writer"), names::toString);
        assertEquals(3, count(names, "target[t]") + count(names, "target[t-1]") + count(names, "target[t+1]"));
        assertEquals(9, arrows("Translate", "\"layer_gru_\\d\" -> \"layer_dotAttention_\\d\""));
        assertEquals(3, arrows("Translate", "\"layer_writer_\\d\" -> \"layer_dotAttention_\\d\""));
    }

    @Test
    void dot() throws IOException {
        Run.of("graph", file(), "--out", folder, "--dot").ends(0);
        String dot = Files.readString(folder.resolve("Both-cell.dot"));
        assertTrue(dot.startsWith("digraph \"Both\" {"), dot);
        assertTrue(dot.contains("subgraph \"cluster_lstm.forward\""), dot);
        assertTrue(dot.contains("[label = \"token<7>\"]"), dot);
        assertTrue(Files.exists(folder.resolve("Both-unrolled.dot")));
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        Path wrong = Files.writeString(folder.resolve("Wrong.rnn"), "model Wrong { output y = x }");
        Run.of("graph", wrong, "--out", folder).ends(1);
        Run.of("graph", file(), "--view", "none").ends(2);
    }
}
