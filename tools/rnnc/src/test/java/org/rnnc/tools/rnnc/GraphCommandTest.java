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
