// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.List;
import java.util.Map;
import org.rnnc.processor.golden.GoldenCase.Config;
import org.rnnc.runtime.Model;
import org.rnnc.runtime.Precision;
import org.rnnc.runtime.Tensor;
import org.rnnc.runtime.Trainer;

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
        if (golden.config().windows() > 1) {
            run.windows();
        } else {
            run.fiveSteps();
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

    private void fiveSteps() {
        Object[] data = data(0);
        double[] trace = new double[6];
        start();
        double loss = trainer.gradients(data, lengths());
        trainer.advanceState();
        comparison.compare("loss", golden.tensor("out.loss"), new double[] {loss});
        compareValues(0);
        compareStates(golden.tensor("out.h_n"), golden.tensors().get("out.c_n"));
        compareGradients("grad.");
        compareStateGradients();
        comparison.compare("grad_norm", golden.tensor("out.grad_norm"), new double[] {norm()});
        for (int i = 0; i < 5; i++) {
            start();
            trace[i] = trainer.step(data, lengths());
            if (i == 0) {
                compareParameters("after1");
            }
        }
        compareParameters("after5");
        start();
        trace[5] = trainer.loss(data, lengths());
        comparison.compare("loss_trace", golden.tensor("out.loss_trace"), trace);
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
            trace[i] = trainer.step(data(i), lengths());
            norms[i] = norm();
            compareValues(i);
            GoldenTensor cells = golden.tensors().get("out.c_windows");
            compareStates(golden.tensor("out.h_windows").at(i), cells == null ? null : cells.at(i));
            compareGradients(i == 0 ? "grad." : "grad_w" + i + ".");
            if (i == 0) {
                comparison.compare("loss", golden.tensor("out.loss"), new double[] {trace[0]});
                compareStateGradients();
                compareParameters("after1");
            }
        }
        compareParameters("after" + trace.length);
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
        return new Object[] {input, config.crossEntropy() ? part.ints() : numbers(part)};
    }

    private Object numbers(GoldenTensor tensor) {
        return precision == Precision.FLOAT ? tensor.floats() : tensor.values();
    }

    /** The steps of a window, steps first. */
    private GoldenTensor window(GoldenTensor tensor, int window) {
        return tensor.swapped().range(window * config.seqLen(), (window + 1) * config.seqLen());
    }

    private void start() {
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
        GoldenTensor y = golden.tensor("out.y");
        comparison.compare(
                "hidden",
                window(golden.tensor("out.hidden"), window),
                trainer.values("hidden").toArray());
        comparison.compare(
                "y",
                config.manyToOne() ? y : window(y, window),
                trainer.values("y").toArray());
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

    private double norm() {
        double squares = 0;
        for (Tensor gradient : trainer.gradients()) {
            for (double g : gradient.toArray()) {
                squares += g * g;
            }
        }
        return Math.sqrt(squares);
    }

    private static Tensor find(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " among " + tensors));
    }
}
