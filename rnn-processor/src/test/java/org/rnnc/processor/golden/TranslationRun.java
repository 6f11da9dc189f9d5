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
import org.rnnc.runtime.tensor.Tensor;

/** Trains an encoder and a decoder as a golden case was trained, and compares all that the case holds. */
public final class TranslationRun {
    private final GoldenCase golden;
    private final Config config;
    private final Precision precision;
    private final TranslationSpec spec;
    private final Map<String, String> parameterNames;
    private final Model model;
    private final Trainer trainer;
    private final GoldenComparison comparison;

    private TranslationRun(GoldenCase golden, Precision precision, Model model) {
        this.golden = golden;
        this.precision = precision;
        this.model = model;
        config = golden.config();
        spec = new TranslationSpec(golden);
        parameterNames = spec.parameters();
        trainer = model.newTrainer();
        comparison = new GoldenComparison(golden, precision);
    }

    /** @param model just made from the case's {@link TranslationSpec}; it is trained */
    public static GoldenComparison run(GoldenCase golden, Precision precision, Model model) {
        TranslationRun run = new TranslationRun(golden, precision, model);
        model.parameters()
                .forEach(parameter ->
                        parameter.write(run.expected("param", parameter).values()));
        run.forward();
        run.train();
        return run.comparison;
    }

    private void forward() {
        double loss = trainer.gradients(batch());
        Map<String, double[]> values = new LinkedHashMap<>();
        model.info()
                .outputs()
                .forEach(output ->
                        values.put(output.name(), trainer.values(output.name()).toArray()));
        compareValues(values);
        compareValues(predicted());
        comparison.compare("loss", golden.tensor("out.loss"), new double[] {loss});
        trainer.gradients()
                .forEach(gradient -> comparison.compare("grad", expected("grad", gradient), gradient.toArray()));
        if (config.encoder().vocab() == 0) {
            Tensor gradient = trainer.inputGradients().get(0);
            comparison.compare("grad", golden.tensor("grad.src").swapped(), gradient.toArray());
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

    private Object source() {
        if (config.encoder().vocab() > 0) {
            return golden.tensor("in.src_tokens").swapped().ints();
        }
        GoldenTensor source = golden.tensor("in.src").swapped();
        return precision == Precision.FLOAT ? source.floats() : source.values();
    }

    private int[] target() {
        return golden.tensor("in.tgt_tokens").swapped().ints();
    }

    private Batch batch() {
        return Batch.of(model.info(), source(), target())
                .lengths("text", config.srcLengths())
                .lengths("translation", config.tgtLengths());
    }

    /** What a predictor says of the case's own translations. */
    private Map<String, double[]> predicted() {
        int[] steps = {spec.sourceSteps(), spec.targetSteps()};
        int[] before = new int[target().length];
        model.info().fedBack().get(0).before(target(), config.batch(), before);
        List<DataSpec> specs = model.info().outputs();
        Object[] outputs = specs.stream().map(this::zeros).toArray();
        model.newPredictor(steps, config.batch())
                .run(
                        steps,
                        config.batch(),
                        new int[][] {config.srcLengths(), config.tgtLengths()},
                        new Object[] {source(), before},
                        outputs);
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int i = 0; i < outputs.length; i++) {
            values.put(specs.get(i).name(), GoldenPrediction.doubles(outputs[i]));
        }
        return values;
    }

    private Object zeros(DataSpec output) {
        int steps = output.perStep() ? steps(output.axis()) : 1;
        steps *= output.over().isEmpty() ? 1 : steps(output.over());
        int size = steps * config.batch() * output.size();
        return precision == Precision.FLOAT ? new float[size] : new double[size];
    }

    private int steps(String axis) {
        return axis.equals("text") ? spec.sourceSteps() : spec.targetSteps();
    }

    // ---- what comes out --------------------------------------------------------------------------------------------

    private void compareValues(Map<String, double[]> values) {
        for (String name : List.of("enc_hidden", "dec_hidden", "y")) {
            comparison.compare(name, golden.tensor("out." + name).swapped(), values.get(name));
        }
        compareAttention(values);
        compareStarts(values);
        for (String state : TranslationSpec.states(config.encoder())) {
            List<String> halves = spec.halves();
            for (int i = 0; i < halves.size(); i++) {
                String group = "enc_" + state + "_n";
                comparison.compare(
                        group,
                        golden.tensor("out." + group).at(i),
                        values.get(TranslationSpec.end(halves.get(i), state)));
            }
        }
    }

    /** The weights of each head, and what has been found by them. */
    private void compareAttention(Map<String, double[]> values) {
        if (config.attention() == null) {
            return;
        }
        comparison.compare("context", golden.tensor("out.context").swapped(), values.get("context"));
        GoldenTensor weights = golden.tensor("out.attn");
        List<String> heads = AttentionSpec.weights(config);
        for (int i = 0; i < heads.size(); i++) {
            comparison.compare(
                    "attn",
                    (heads.size() == 1 ? weights : weights.swapped().at(i)).swapped(),
                    values.get(heads.get(i)));
        }
    }

    /** What the decoder starts from: a layer's own end has been compared as such. */
    private void compareStarts(Map<String, double[]> values) {
        List<String> starts = new ArrayList<>(List.of("dec_h0"));
        if (config.decoder().cell().equals("lstm")) {
            starts.add("dec_c0");
        }
        for (String start : starts) {
            if (values.containsKey(start)) {
                comparison.compare(start, golden.tensor("out." + start).at(0), values.get(start));
            }
        }
    }

    private void compareParameters(String group) {
        model.parameters()
                .forEach(parameter -> comparison.compare(group, expected(group, parameter), parameter.toArray()));
    }

    private GoldenTensor expected(String group, Tensor parameter) {
        String name = parameterNames.get(parameter.name());
        if (name == null) {
            throw new IllegalStateException("no such parameter in PyTorch: " + parameter);
        }
        return golden.tensor(group + "." + name);
    }
}
