// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.processor.golden.GoldenCase.Config;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.model.Trees;
import org.rnnc.runtime.tensor.Tensor;

/** Trains a network over trees as a golden case was trained, and compares all that the case holds. */
public final class TreeRun {
    private final GoldenCase golden;
    private final Config config;
    private final Precision precision;
    private final TreeSpec spec;
    private final Model model;
    private final Trainer trainer;
    private final GoldenComparison comparison;

    private TreeRun(GoldenCase golden, Precision precision, Model model) {
        this.golden = golden;
        this.precision = precision;
        this.model = model;
        config = golden.config();
        spec = new TreeSpec(golden);
        trainer = model.newTrainer();
        comparison = new GoldenComparison(golden, precision);
    }

    /** @param model just made from the case's {@link TreeSpec}; it is trained */
    public static GoldenComparison run(GoldenCase golden, Precision precision, Model model) {
        TreeRun run = new TreeRun(golden, precision, model);
        model.parameters()
                .forEach(parameter -> parameter.write(
                        golden.tensor("param." + parameter.name()).values()));
        run.forward();
        run.train();
        return run.comparison;
    }

    private void forward() {
        double loss = trainer.gradients(batch());
        Map<String, double[]> values = new LinkedHashMap<>();
        names().forEach(name -> values.put(name, trainer.values(name).toArray()));
        compareValues(values);
        compareValues(predicted());
        comparison.compare("loss", golden.tensor("out.loss"), new double[] {loss});
        trainer.gradients()
                .forEach(gradient ->
                        comparison.compare("grad", golden.tensor("grad." + gradient.name()), gradient.toArray()));
        if (config.vocab() == 0) {
            Tensor gradient = trainer.inputGradients().get(0);
            comparison.compare("grad", golden.tensor("grad.x").swapped(), gradient.toArray());
        }
        comparison.compare("grad_norm", golden.tensor("out.grad_norm"), new double[] {trainer.gradientNorm()});
    }

    private void train() {
        double[] trace = new double[config.updates() + 1];
        for (int i = 0; i < config.updates(); i++) {
            trace[i] = trainer.train(batch());
            if (i == 0) {
                compareParameters("after1");
            }
        }
        compareParameters(config.after());
        trace[config.updates()] = trainer.evaluate(batch());
        comparison.compare("loss_trace", golden.tensor("out.loss_trace"), trace);
    }

    // ---- what goes in ----------------------------------------------------------------------------------------------

    private Object input() {
        if (config.vocab() > 0) {
            return golden.tensor("in.tokens").swapped().ints();
        }
        GoldenTensor x = golden.tensor("in.x").swapped();
        return precision == Precision.FLOAT ? x.floats() : x.values();
    }

    private int[] target() {
        GoldenTensor target = golden.tensor("in.target");
        return spec.isAtRoot() ? target.ints() : target.swapped().ints();
    }

    private int[] trees() {
        int nodes = spec.nodes();
        int[] parents = golden.tensor("in.parent").ints();
        int[] trees = new int[(spec.isBinary() ? 2 : 1) * nodes * config.batch()];
        for (int tree = 0; tree < config.batch(); tree++) {
            int length = 0;
            while (length < nodes && parents[tree * nodes + length] != Trees.NO_NODE) {
                length++;
            }
            if (spec.isBinary()) {
                Trees.sides(trees, config.batch(), tree, part("left", tree, length), part("right", tree, length));
            } else {
                Trees.parents(trees, config.batch(), tree, part("parent", tree, length));
            }
        }
        return trees;
    }

    private int[] part(String name, int tree, int length) {
        int[] all = golden.tensor("in." + name).ints();
        int[] part = new int[length];
        System.arraycopy(all, tree * spec.nodes(), part, 0, length);
        return part;
    }

    private Batch batch() {
        return Batch.of(model.info(), input(), target()).trees(trees());
    }

    private Map<String, double[]> predicted() {
        List<DataSpec> specs = model.info().outputs();
        Object[] outputs = specs.stream().map(this::zeros).toArray();
        model.newPredictor(spec.nodes(), config.batch())
                .run(spec.nodes(), config.batch(), trees(), null, new Object[] {input()}, outputs);
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int i = 0; i < outputs.length; i++) {
            values.put(specs.get(i).name(), GoldenPrediction.doubles(outputs[i]));
        }
        return values;
    }

    private Object zeros(DataSpec output) {
        int size = (output.perStep() ? spec.nodes() : 1) * config.batch() * output.size();
        return precision == Precision.FLOAT ? new float[size] : new double[size];
    }

    // ---- what comes out --------------------------------------------------------------------------------------------

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of("h", "y"));
        if (spec.hasMemory()) {
            names.add("c");
        }
        return names;
    }

    private void compareValues(Map<String, double[]> values) {
        for (String name : names()) {
            GoldenTensor expected = golden.tensor("out." + name);
            boolean perNode = !name.equals("y") || !spec.isAtRoot();
            comparison.compare(name, perNode ? expected.swapped() : expected, values.get(name));
        }
    }

    private void compareParameters(String group) {
        model.parameters()
                .forEach(parameter ->
                        comparison.compare(group, golden.tensor(group + "." + parameter.name()), parameter.toArray()));
    }
}
