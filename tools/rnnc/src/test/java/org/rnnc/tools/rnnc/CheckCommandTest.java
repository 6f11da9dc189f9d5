// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

class CheckCommandTest {
    private static final String SOUND = "model Sound { input x: vector<2> output y = x |> rnn(3) }\n";
    private static final String WRONG = "model Wrong {\n  input x: vector<2>\n  output y = x |> run(3)\n}\n";

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void nothingIsSaidOfWhatIsSound() throws IOException {
        Run run = Run.of("check", write("Sound.rnn", SOUND)).ends(0);
        assertEquals("", run.out() + run.err());
    }

    @Test
    void findingsAreThoseOfABuild() throws IOException {
        Path file = write("Wrong.rnn", WRONG);
        String name = file.toString().replace('\\', '/');
        assertEquals(
                name + ":3:19: error RNN031: there is no cell or function `run`\n"
                        + "  3 |   output y = x |> run(3)\n"
                        + "    |                   ^^^\n"
                        + "  hint: did you mean `rnn`?\n"
                        + "1 error\n",
                Run.of("check", file).ends(1).err());
    }

    @Test
    void allFilesOfAllFoldersAreChecked() throws IOException {
        write("a/Wrong.rnn", WRONG);
        write("a/b/Sound.rnn", SOUND);
        write("a/.hidden/Wrong.rnn", WRONG);
        write("c/Wrong.rnn", WRONG);
        write("pom.xml", "");
        write("target/Wrong.rnn", WRONG);
        Run run = Run.of("check", folder, folder.resolve("a"), folder.resolve("none.rnn"))
                .ends(1);
        assertEquals(
                3, run.err().lines().filter(line -> line.contains("error RNN")).count(), run.err());
        assertTrue(run.err().contains("a/Wrong.rnn:3:19") && run.err().contains("c/Wrong.rnn:3:19"), run.err());
        assertTrue(run.err().endsWith("none.rnn was not found\n3 errors\n"), run.err());
    }

    @Test
    void cellsOfTheSameFolderAreSeen() throws IOException {
        write("cells.rnn", "cell own(n) { input x: vector<m> param W: matrix<n, m> output y = W * x }\n");
        Path file = write("Own.rnn", "model Own { input x: vector<2> output y = x |> own(3) }\n");
        Run.of("check", file).ends(0);
        String text = Files.readString(file).replace("own(3)", "own(3) |> own(4)");
        Run.reading(text, "check", "-", "--stdin-file", file).ends(0);
        assertTrue(Run.reading(text, "check", "-").ends(1).err().contains("-:1:48: error RNN031"));
    }

    @Test
    void json() throws IOException {
        Path file = write("Wrong.rnn", WRONG);
        Run run = Run.of("check", "--json", file).ends(1);
        assertEquals("", run.err());
        JsonArray all = JsonParser.parseString(run.out()).getAsJsonArray();
        assertEquals(1, all.size());
        JsonObject found = all.get(0).getAsJsonObject();
        assertEquals(file.toString().replace('\\', '/'), found.get("file").getAsString());
        assertEquals(3, found.get("line").getAsInt());
        assertEquals(19, found.get("column").getAsInt());
        assertEquals(3, found.get("endLine").getAsInt());
        assertEquals(22, found.get("endColumn").getAsInt());
        assertEquals("RNN031", found.get("code").getAsString());
        assertEquals("error", found.get("severity").getAsString());
        assertEquals("there is no cell or function `run`", found.get("message").getAsString());
        assertEquals("did you mean `rnn`?", found.get("hint").getAsString());
        Run sound = Run.of("check", "--json", write("Sound.rnn", SOUND)).ends(0);
        assertEquals(0, JsonParser.parseString(sound.out()).getAsJsonArray().size());
    }

    @ParameterizedTest
    @CsvSource({
        "'', there is neither a model nor a cell",
        "'// nothing', there is neither a model nor a cell",
        "model int { input x: vector<2> output y = x |> rnn(3) }, error RNN056: model `int` is not a name for a Java class",
        "model X { input x: vector<2> output y = x |> rnn(3, has no `}` before the end",
    })
    void whatIsWrongInAFile(String text, String message) throws IOException {
        String err = Run.of("check", write("File.rnn", text)).ends(1).err();
        assertTrue(err.contains(message), err);
    }

    @Test
    void whatIsNoSpec() throws IOException {
        Path binary = folder.resolve("binary.rnn");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertTrue(Run.of("check", binary).ends(1).err().contains("is not UTF-8"));
        byte[] long_ = new byte[4_000_000];
        Arrays.fill(long_, (byte) ' ');
        Files.write(binary, long_);
        assertTrue(Run.of("check", binary).ends(1).err().contains("has 4000000 bytes, and at most"));
        Files.createDirectories(folder.resolve("empty"));
        assertTrue(Run.of("check", folder.resolve("empty")).ends(1).err().contains("there is no .rnn file in"));
    }

    @Test
    void wrongUsage() {
        assertTrue(Run.of("check").ends(2).err().contains("Missing required parameter: 'FILE|FOLDER'"));
        assertTrue(Run.of("check", "--jason", "X.rnn").ends(2).err().contains("--json"));
        assertTrue(Run.of().ends(2).err().contains("name a command"));
        assertTrue(Run.of("chek").ends(2).err().contains("Did you mean: rnnc check"));
        assertTrue(
                Run.of("check", "--stdin-file", "X.rnn", "X.rnn").ends(2).err().contains("is for what is read by -"));
    }

    @Test
    void coloursAreForTerminals() throws IOException {
        Path file = write("Wrong.rnn", WRONG);
        String colour = "\u001B[";
        String red = Run.of(Ansi.ON, "check", file).err();
        assertTrue(red.contains(colour), red);
        assertEquals(Run.of("check", file).err(), red.replaceAll("\u001B\\[[0-9;]*m", ""));
    }
}
