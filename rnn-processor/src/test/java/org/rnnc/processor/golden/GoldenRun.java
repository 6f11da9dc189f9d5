// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.processor.golden.GoldenCase.Config;
import org.rnnc.processor.support.Batches;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.training.ReduceOnPlateau;

/** Trains a model as a golden case was trained, and compares all that the case holds. */
public final class GoldenRun {
    private final GoldenCase golden;
    private final Config config;
    private final Precision precision;
    private final Map<String, String> parameterNames;
    private final List<String> cells;
    private final Model model;
    private final Trainer trainer;
    private final GoldenComparison comparison;

    private GoldenRun(GoldenCase golden, Precision precision, Model model) {
        this.golden = golden;
        this.precision = precision;
        this.model = model;
        config = golden.config();
        GoldenSpec spec = new GoldenSpec(golden);
        parameterNames = spec.parameters();
        cells = spec.cells();
        trainer = model.newTrainer();
        comparison = new GoldenComparison(golden, precision);
    }

    /** @param model just made from the case's {@link GoldenSpec}; it is trained */
    public static GoldenComparison run(GoldenCase golden, Precision precision, Model model) {
        GoldenRun run = new GoldenRun(golden, precision, model);
        parameters(run);
        new GoldenPrediction(golden, precision, run.cells, model, run.comparison)
                .compare(run.data(0)[0], run.expected(0));
        if (golden.config().windows() > 1) {
            run.windows();
        } else {
            run.sameBatch();
        }
        return run.comparison;
    }

    private static void parameters(GoldenRun run) {
        for (Tensor parameter : run.model.parameters()) {
            String name = run.parameterNames.get(parameter.name());
            if (name == null) {
                throw new IllegalStateException("no such parameter in PyTorch: " + parameter);
            }
            parameter.write(run.golden.tensor("param." + name).values());
        }
    }

    private void sameBatch() {
        Object[] data = data(0);
        start();
        double loss = trainer.gradients(Batches.of(trainer, data, lengths()));
        trainer.advanceState();
        compareValues(0);
        if (golden.tensors().containsKey("out.h_n")) {
            compareStates(golden.tensor("out.h_n"), golden.tensors().get("out.c_n"));
        }
        if ("nan".equals(config.special())) {
            compareNothingToCount(loss);
            return;
        }
        comparison.compare("loss", golden.tensor("out.loss"), new double[] {loss});
        compareInputGradients(0);
        compareGradients("grad.");
        compareStateGradients();
        comparison.compare("grad_norm", golden.tensor("out.grad_norm"), new double[] {trainer.gradientNorm()});
        train(data);
    }

    /** PyTorch answers 0/0; here there is no loss then, and nothing to learn. */
    private void compareNothingToCount(double loss) {
        comparison.compare("loss", new GoldenTensor("no loss", new int[] {1}, new double[1]), new double[] {loss});
        List<Tensor> gradients = new ArrayList<>(trainer.gradients());
        gradients.addAll(trainer.inputGradients());
        for (Tensor gradient : gradients) {
            double[] got = gradient.toArray();
            comparison.compare(
                    "loss",
                    new GoldenTensor("no " + gradient.name(), new int[] {got.length}, new double[got.length]),
                    got);
        }
    }

    private void train(Object[] data) {
        Optional<ReduceOnPlateau> plateau = GoldenPlateau.of(config);
        double[] trace = new double[config.updates() + 1];
        double[] rates = new double[config.updates() + 1];
        rates[0] = trainer.learningRate();
        for (int i = 0; i < config.updates(); i++) {
            List<double[]> before = parameters();
            start();
            trace[i] = trainer.train(Batches.of(trainer, data, lengths()));
            if (i == 0) {
                compareParameters("after1");
                compareClipped(before);
            }
            if (plateau.isPresent()) {
                plateau.get().observe(trace[i]);
                trainer.setLearningRate(plateau.get().learningRate(trainer.updates()));
            }
            rates[i + 1] = trainer.learningRate();
        }
        compareParameters(config.after());
        start();
        trace[config.updates()] = trainer.evaluate(Batches.of(trainer, data, lengths()));
        comparison.compare("loss_trace", golden.tensor("out.loss_trace"), trace);
        if (plateau.isPresent()) {
            comparison.compare("lr", golden.tensor("out.lr"), rates);
        }
    }

    private List<double[]> parameters() {
        return model.parameters().stream().map(Tensor::toArray).toList();
    }

    /** The first step of gradient descent, with or without momentum, is the rate times the clipped gradient with its decay. */
    private void compareClipped(List<double[]> before) {
        GoldenTensor expected = golden.tensors().get("out.grad_norm_clipped");
        if (expected == null) {
            return;
        }
        if (!List.of("sgd", "momentum").contains(config.optimizer().kind())) {
            throw new IllegalStateException(
                    "the clipped gradient does not follow from a step of " + config.optimizer());
        }
        double squares = 0;
        List<double[]> after = parameters();
        for (int p = 0; p < before.size(); p++) {
            for (int i = 0; i < before.get(p).length; i++) {
                double old = before.get(p)[i];
                double step = (old - after.get(p)[i]) / config.optimizer().lr();
                double gradient = step - config.optimizer().weightDecay() * old;
                squares += gradient * gradient;
            }
        }
        comparison.compare("grad_norm_clipped", expected, new double[] {Math.sqrt(squares)});
    }

    /** Null where all sequences are of full length. */
    private int[] lengths() {
        return config.lengths();
    }

    private void windows() {
        double[] trace = new double[config.windows()];
        double[] norms = new double[config.windows()];
        start();
        for (int i = 0; i < trace.length; i++) {
            trace[i] = trainer.train(Batches.of(trainer, data(i), lengths()));
            norms[i] = trainer.gradientNorm();
            compareValues(i);
            GoldenTensor cells = golden.tensors().get("out.c_windows");
            compareStates(golden.tensor("out.h_windows").at(i), cells == null ? null : cells.at(i));
            compareInputGradients(i);
            compareGradients(i == 0 ? "grad." : "grad_w" + i + ".");
            if (i == 0) {
                comparison.compare("loss", golden.tensor("out.loss"), new double[] {trace[0]});
                compareStateGradients();
                compareParameters("after1");
            }
        }
        compareParameters(config.after());
        compareStates(golden.tensor("out.h_n"), golden.tensors().get("out.c_n"));
        comparison.compare("loss_trace", golden.tensor("out.loss_trace"), trace);
        comparison.compare("grad_norm", golden.tensor("out.grad_norm"), norms);
    }

    // ---- what goes in ----------------------------------------------------------------------------------------------

    private Object[] data(int window) {
        Object input = config.vocab() > 0
                ? window(golden.tensor("in.tokens"), window).ints()
                : numbers(window(golden.tensor("in.x"), window));
        GoldenTensor target = golden.tensor("in.target");
        GoldenTensor part = config.manyToOne() ? target : window(target, window);
        return new Object[] {input, config.tokenTargets() ? part.ints() : numbers(part)};
    }

    private Object numbers(GoldenTensor tensor) {
        return precision == Precision.FLOAT ? tensor.floats() : tensor.values();
    }

    /** The steps of a window, steps first. */
    private GoldenTensor window(GoldenTensor tensor, int window) {
        return tensor.swapped().range(window * config.seqLen(), (window + 1) * config.seqLen());
    }

    private void start() {
        if (!golden.tensors().containsKey("in.h0")) {
            trainer.resetState();
            return;
        }
        for (int i = 0; i < cells.size(); i++) {
            find(trainer.states(), cells.get(i) + ".h")
                    .write(golden.tensor("in.h0").at(i).values());
            if (golden.tensors().containsKey("in.c0")) {
                find(trainer.states(), cells.get(i) + ".c")
                        .write(golden.tensor("in.c0").at(i).values());
            }
        }
    }

    // ---- what comes out --------------------------------------------------------------------------------------------

    private void compareValues(int window) {
        expected(window)
                .forEach((name, tensor) ->
                        comparison.compare(name, tensor, trainer.values(name).toArray()));
    }

    /** What the model should say in a window, by name. */
    private Map<String, GoldenTensor> expected(int window) {
        Map<String, GoldenTensor> expected = new LinkedHashMap<>();
        expected.put("hidden", window(golden.tensor("out.hidden"), window));
        for (String name : List.of("y", "pre")) {
            GoldenTensor tensor = golden.tensors().get("out." + name);
            if (tensor != null) {
                expected.put(name, config.manyToOne() ? tensor : window(tensor, window));
            }
        }
        return expected;
    }

    private void compareInputGradients(int window) {
        if (golden.tensors().containsKey("grad.x")) {
            double[] got = find(trainer.inputGradients(), "x").toArray();
            comparison.compare("grad", window(golden.tensor("grad.x"), window), got);
        }
    }

    private void compareStates(GoldenTensor hidden, GoldenTensor memory) {
        for (int i = 0; i < cells.size(); i++) {
            comparison.compare(
                    "state",
                    hidden.at(i),
                    find(trainer.states(), cells.get(i) + ".h").toArray());
            if (memory != null) {
                comparison.compare(
                        "state",
                        memory.at(i),
                        find(trainer.states(), cells.get(i) + ".c").toArray());
            }
        }
    }

    private void compareGradients(String prefix) {
        for (Tensor gradient : trainer.gradients()) {
            GoldenTensor expected = golden.tensor(prefix + parameterNames.get(gradient.name()));
            comparison.compare("grad", expected, gradient.toArray());
        }
    }

    private void compareStateGradients() {
        for (String state : List.of("h", "c")) {
            GoldenTensor expected = golden.tensors().get("grad." + state + "0");
            for (int i = 0; expected != null && i < cells.size(); i++) {
                double[] got = find(trainer.inputGradients(), cells.get(i) + "." + state)
                        .toArray();
                comparison.compare("grad", expected.at(i), got);
            }
        }
    }

    private void compareParameters(String group) {
        for (Tensor parameter : model.parameters()) {
            GoldenTensor expected = golden.tensor(group + "." + parameterNames.get(parameter.name()));
            comparison.compare(group, expected, parameter.toArray());
        }
    }

    private static Tensor find(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " among " + tensors));
    }
}
