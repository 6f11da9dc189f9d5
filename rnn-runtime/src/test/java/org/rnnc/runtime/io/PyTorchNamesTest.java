// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.runtime.tensor.Tensor;

class PyTorchNamesTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("model.safetensors");
    }

    /** Writes what {@code save_file} would: the names sorted. */
    private void write(ListModel module) throws IOException {
        List<Tensor> tensors = new ArrayList<>(module.parameters());
        tensors.sort((a, b) -> a.name().compareTo(b.name()));
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        tensors.forEach(tensor -> writer.add(tensor.name(), tensor));
        writer.write(file);
    }

    private void assertLoads(ListModel model, ListModel module) throws IOException {
        assertLoads(model, module, NameMap.pytorch());
    }

    /** The parameters of both stand in the same order. */
    private void assertLoads(ListModel model, ListModel module, NameMap names) throws IOException {
        write(module);
        ParameterFile.load(model.zeroed(), file, names);
        for (int i = 0; i < model.parameters().size(); i++) {
            assertArrayEquals(
                    module.parameters().get(i).toArray(),
                    model.parameters().get(i).toArray(),
                    model.parameters().get(i).name());
        }
    }

    private List<String> refusal(ListModel model, ListModel module, NameMap names) throws IOException {
        write(module);
        model.zeroed();
        ParameterFileException e =
                assertThrows(ParameterFileException.class, () -> ParameterFile.load(model, file, names));
        model.parameters().forEach(tensor -> assertArrayEquals(new double[tensor.size()], tensor.toArray()));
        return e.problems();
    }

    private static ListModel tagger() {
        return new ListModel().recurrent("lstm.", "", 4, 5, 3).linear("dense.", 2, 5);
    }

    @Test
    void anLstmAndALinearLoadWhateverTheyAreCalled() throws IOException {
        for (String[] prefix : new String[][] {
            {"lstm.", "fc."}, {"rnn.", "linear."}, {"module.encoder.", "module.head.0."}, {"dense.", "lstm."}
        }) {
            assertLoads(
                    tagger(),
                    new ListModel().recurrent(prefix[0], "_l0", 4, 5, 3).linear(prefix[1], 2, 5));
            assertLoads(
                    tagger(), new ListModel().recurrent(prefix[0], "", 4, 5, 3).linear(prefix[1], 2, 5));
        }
        assertLoads(new ListModel().recurrent("gru.", "", 3, 5, 3), new ListModel().recurrent("", "_l0", 3, 5, 3));
    }

    @Test
    void theLayersOfAModuleAreTheModelsInItsOrder() throws IOException {
        ListModel model = new ListModel();
        ListModel module = new ListModel();
        for (int i = 0; i < 12; i++) {
            model.recurrent(i == 0 ? "gru." : "gru" + (i + 1) + ".", "", 3, 4, 4);
            module.recurrent("rnn.", "_l" + i, 3, 4, 4);
        }
        assertLoads(model.linear("dense.", 2, 4), module.linear("fc.", 2, 4));
    }

    @Test
    void bothDirections() throws IOException {
        ListModel model = new ListModel()
                .recurrent("reader.forward.", "", 4, 2, 3)
                .recurrent("reader.reverse.", "", 4, 2, 3)
                .recurrent("lstm2.forward.", "", 4, 2, 4)
                .recurrent("lstm2.reverse.", "", 4, 2, 4)
                .linear("dense.", 3, 4);
        ListModel module = new ListModel()
                .recurrent("lstm.", "_l0", 4, 2, 3)
                .recurrent("lstm.", "_l0_reverse", 4, 2, 3)
                .recurrent("lstm.", "_l1", 4, 2, 4)
                .recurrent("lstm.", "_l1_reverse", 4, 2, 4)
                .linear("out.", 3, 4);
        assertLoads(model, module);
        ParameterFile.save(
                model, file, NameMap.pytorch().module("lstm", "reader", "lstm2").module("out", "dense"));
        assertEquals(
                module.parameters().stream().map(Tensor::name).toList(),
                Safetensors.read(file).names());
        ParameterFile.save(model, file, NameMap.pytorch());
        assertEquals(
                List.of("reader.weight_ih_l0", "reader.weight_hh_l0", "reader.bias_ih_l0", "reader.bias_hh_l0"),
                Safetensors.read(file).names().subList(0, 4));
        assertEquals("lstm2.bias_hh_l0_reverse", Safetensors.read(file).names().get(15));
        assertEquals("dense.bias", Safetensors.read(file).names().get(17));
        double[] before = model.parameters().get(7).toArray();
        ParameterFile.load(model.zeroed(), file, NameMap.pytorch());
        assertArrayEquals(before, model.parameters().get(7).toArray());
    }

    @Test
    void namesDecideWhereShapesDoNot() throws IOException {
        ListModel model = new ListModel()
                .recurrent("encoder.", "", 3, 4, 4)
                .recurrent("decoder.", "", 3, 4, 4)
                .add("words.weight", 4, 4)
                .add("out.weight", 4, 4);
        ListModel module = new ListModel()
                .recurrent("net.encoder.", "_l0", 3, 4, 4)
                .recurrent("net.decoder.", "_l0", 3, 4, 4)
                .add("net.words.weight", 4, 4)
                .add("net.out.weight", 4, 4);
        assertLoads(model, module);
    }

    @Test
    void whatIsUnclearIsRefusedWithBothLists() throws IOException {
        ListModel model =
                new ListModel().linear("fc1.", 4, 4).linear("fc2.", 4, 4).linear("top.", 1, 4);
        ListModel module =
                new ListModel().linear("fc2.", 4, 4).linear("fc3.", 4, 4).linear("x.", 1, 4);
        assertEquals(
                List.of(
                        "these have the same shapes, and not all have the same names, so that it is not clear which is which:",
                        "the model has \"fc1\": fc1.weight [4][4], fc1.bias [4]",
                        "the model has \"fc2\": fc2.weight [4][4], fc2.bias [4]",
                        "the file has fc2.bias [4], fc2.weight [4][4]",
                        "the file has fc3.bias [4], fc3.weight [4][4]",
                        "say which is which: NameMap.pytorch().module(\"fc2\", ...), with one or more of \"fc1\", \"fc2\""),
                refusal(model, module, NameMap.pytorch()));
        assertLoads(model, module, NameMap.pytorch().module("fc2", "fc1"));
        assertLoads(model, module, NameMap.pytorch().with("fc1.*", "fc2.*"));
        // Two modules of two layers each, or one layer after the other: the names must say it.
        ListModel layers = new ListModel();
        ListModel modules = new ListModel();
        for (int i = 0; i < 4; i++) {
            layers.recurrent("gru" + (i + 1) + ".", "", 3, 4, 4);
            modules.recurrent(i < 2 ? "a." : "b.", "_l" + i % 2, 3, 4, 4);
        }
        assertTrue(refusal(layers, modules, NameMap.pytorch()).get(0).contains("not clear"));
        assertLoads(
                layers, modules, NameMap.pytorch().module("a", "gru1", "gru2").module("b", "gru3", "gru4"));
        assertLoads(layers, modules, NameMap.pytorch().module("b", "gru3", "gru4"));
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedWithBothLists() throws IOException {
        ListModel module = new ListModel().recurrent("lstm.", "_l0", 4, 6, 3).linear("fc.", 2, 5);
        assertEquals(
                List.of(
                        "these do not go together; all shapes must be the same, and all tensors there:",
                        "the model has \"lstm\": lstm.weight_ih [20][3], lstm.weight_hh [20][5], lstm.bias_ih [20],"
                                + " lstm.bias_hh [20]",
                        "the file has nothing like it",
                        "these do not go together; all shapes must be the same, and all tensors there:",
                        "the file has lstm.bias_hh_l0 [24], lstm.bias_ih_l0 [24], lstm.weight_hh_l0 [24][6],"
                                + " lstm.weight_ih_l0 [24][3]",
                        "the model has nothing like it"),
                refusal(tagger(), module, NameMap.pytorch()));
        ListModel good = new ListModel().recurrent("lstm.", "_l0", 4, 5, 3).linear("fc.", 2, 5);
        for (ListModel other : List.of(
                new ListModel().recurrent("lstm.", "_l0", 4, 5, 3),
                new ListModel().recurrent("lstm.", "_l1", 4, 5, 3).linear("fc.", 2, 5),
                new ListModel()
                        .recurrent("lstm.", "_l0", 4, 5, 3)
                        .linear("fc.", 2, 5)
                        .linear("fc2.", 2, 5),
                new ListModel()
                        .recurrent("lstm.", "_l0", 4, 5, 3)
                        .recurrent("lstm.", "_l1", 4, 5, 3)
                        .linear("fc.", 2, 5),
                new ListModel().recurrent("lstm.", "_l0", 4, 5, 3).add("fc.weight", 2, 5),
                new ListModel()
                        .recurrent("lstm.", "_l0", 4, 5, 3)
                        .linear("fc.", 2, 5)
                        .add("step", 1),
                new ListModel()
                        .recurrent("lstm.", "_l0", 4, 5, 3)
                        .recurrent("lstm.", "_l0_reverse", 4, 5, 3)
                        .linear("fc.", 2, 5),
                new ListModel()
                        .recurrent("lstm.", "_l0", 4, 5, 3)
                        .recurrent("lstm.", "", 4, 5, 3)
                        .linear("fc.", 2, 5))) {
            assertTrue(refusal(tagger(), other, NameMap.pytorch()).size() > 0);
        }
        assertEquals(
                List.of("module \"fc\": the model has no layer \"dens\", did you mean \"dense\"?"),
                refusal(tagger(), good, NameMap.pytorch().module("fc", "dens")));
        assertEquals(
                "the file has no module \"cf\"; it has [fc, lstm]",
                refusal(tagger(), good, NameMap.pytorch().module("cf", "dense")).get(0));
        assertEquals(
                List.of("module \"fc\" has 2 layers, of which \"dense\" has no weight_ih and weight_hh"),
                refusal(tagger(), good, NameMap.pytorch().module("fc", "lstm", "dense")));
        List<String> problems = refusal(tagger(), good, NameMap.same());
        assertEquals(
                "the names are PyTorch's: ParameterFile.load(model, file, NameMap.pytorch()) knows them",
                problems.get(problems.size() - 1));
    }

    @Test
    void whatLayersShareMayBeThereOnceOrTwice() throws IOException {
        ListModel model = new ListModel()
                .add("words.weight", 7, 4)
                .alsoCalled("head.weight")
                .recurrent("gru.", "", 3, 4, 4)
                .add("head.bias", 7);
        ListModel module = new ListModel()
                .add("emb.weight", 7, 4)
                .recurrent("rnn.", "_l0", 3, 4, 4)
                .add("fc.bias", 7);
        assertLoads(model, module);
        assertLoads(
                model,
                new ListModel()
                        .add("fc.weight", 7, 4)
                        .recurrent("rnn.", "_l0", 3, 4, 4)
                        .add("fc.bias", 7));
        ListModel both = new ListModel()
                .add("emb.weight", 7, 4)
                .recurrent("rnn.", "_l0", 3, 4, 4)
                .add("fc.bias", 7)
                .add("fc.weight", 7, 4);
        assertTrue(refusal(model, both, NameMap.pytorch()).get(0).startsWith("different: "));
        both.parameters().get(6).write(both.parameters().get(0).toArray());
        assertLoads(model, both);
    }

    @Test
    void otherCellsComeBack() throws IOException {
        ListModel model = new ListModel()
                .add("jordan.weight_ih", 4, 3)
                .add("jordan.weight_hh", 4, 2)
                .add("jordan.weight_ho", 2, 4)
                .add("peephole.forward.weight_ih", 8, 3)
                .add("peephole.forward.weight_hh", 8, 2)
                .add("peephole.forward.weight_ch", 6)
                .add("peephole.reverse.weight_ih", 8, 3)
                .add("peephole.reverse.weight_hh", 8, 2)
                .add("peephole.reverse.weight_ch", 6)
                .add("y.h0", 2);
        List<double[]> before = model.parameters().stream().map(Tensor::toArray).toList();
        ParameterFile.save(model, file, NameMap.pytorch());
        model.zeroed();
        ParameterFile.load(model, file, NameMap.pytorch());
        for (int i = 0; i < before.size(); i++) {
            assertArrayEquals(before.get(i), model.parameters().get(i).toArray());
        }
    }

    @Test
    void mapsThatCannotBeMeantAreRefused() {
        NameMap names = NameMap.pytorch().module("rnn", "a", "b");
        assertThrows(IllegalArgumentException.class, () -> names.module("rnn", "c"));
        assertThrows(IllegalArgumentException.class, () -> names.module("other", "b"));
        assertThrows(IllegalArgumentException.class, () -> names.module("other"));
        assertThrows(IllegalArgumentException.class, () -> NameMap.pytorch().module("other", "a", "a"));
        assertThrows(IllegalStateException.class, () -> NameMap.same().module("rnn", "a"));
        assertEquals("rnn.weight_ih_l1", names.fileName("b.weight_ih"));
        assertEquals("c.weight_ih_l0_reverse", names.fileName("c.reverse.weight_ih"));
        assertEquals("dense.weight", names.fileName("dense.weight"));
        assertEquals("cell.weight_ih", names.with("a.*", "cell.*").fileName("a.weight_ih"));
    }

    @Test
    void manyEqualLayersTakeNoTime() throws IOException {
        ListModel model = new ListModel();
        ListModel module = new ListModel();
        for (int i = 0; i < 300; i++) {
            model.add("dense" + i + ".weight", 2, 2);
            module.add("fc" + i + ".weight", 2, 2);
        }
        assertTrue(refusal(model, module, NameMap.pytorch()).get(0).contains("not clear"));
    }

    /** As load_state_dict of a model with tied weights asks for it. */
    @Test
    void whatLayersShareIsWrittenUnderAllItsNames() throws IOException {
        ListModel model = new ListModel()
                .add("words.weight", 7, 4)
                .alsoCalled("head.weight")
                .add("head.bias", 7);
        NameMap names = NameMap.pytorch().module("emb", "words").module("fc", "head");
        ParameterFile.save(model, file, names);
        Safetensors written = Safetensors.read(file);
        assertEquals(List.of("emb.weight", "fc.weight", "fc.bias"), written.names());
        assertArrayEquals(written.values("emb.weight"), written.values("fc.weight"));
        double[] before = model.parameters().get(0).toArray();
        ParameterFile.load(model.zeroed(), file, names);
        assertArrayEquals(before, model.parameters().get(0).toArray());
        ParameterFile.save(model, file);
        assertEquals(
                List.of("words.weight", "head.bias"), Safetensors.read(file).names());
    }

    /** Names alone do not tell where there is no {@code _l0}: that PyTorch's would do tells. */
    @Test
    void isHintedAtWhereItWouldDo() throws IOException {
        ListModel model = new ListModel().recurrent("gru.", "", 3, 4, 2).linear("dense.", 5, 4);
        ListModel module = new ListModel().recurrent("cell.", "", 3, 4, 2).linear("fc.", 5, 4);
        List<String> problems = refusal(model, module, NameMap.same());
        String hint = "the names are PyTorch's: ParameterFile.load(model, file, NameMap.pytorch()) knows them";
        assertEquals(hint, problems.get(problems.size() - 1));
        assertLoads(model, module);
        NameMap cells = NameMap.pytorch().with("gru.*", "cell.*").module("fc", "dense");
        ParameterFile.save(model, file, cells);
        assertEquals(
                module.parameters().stream().map(Tensor::name).toList(),
                Safetensors.read(file).names());
        ListModel other = new ListModel().recurrent("cell.", "", 4, 4, 2).linear("fc.", 5, 4);
        assertFalse(refusal(model, other, NameMap.same()).contains(hint));
    }

    @Test
    void nothingIsToBeSaidWhereNothingFits() throws IOException {
        ListModel model = new ListModel().recurrent("a.", "", 1, 4, 3).recurrent("b.", "", 1, 4, 4);
        ListModel module = new ListModel()
                .recurrent("", "_l0", 1, 4, 3)
                .recurrent("", "_l1", 1, 4, 4)
                .recurrent("", "_l2", 1, 4, 4);
        List<String> problems = refusal(model, module, NameMap.pytorch());
        assertTrue(problems.get(0).startsWith("these do not go together"), problems.toString());
        assertTrue(problems.stream().noneMatch(problem -> problem.contains("say which")), problems.toString());
    }
}
