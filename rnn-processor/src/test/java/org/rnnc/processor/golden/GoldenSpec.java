// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rnnc.processor.golden.GoldenCase.Config;
import org.rnnc.processor.golden.GoldenCase.Optimizer;
import org.rnnc.runtime.annotation.Precision;

/**
 * The model of a golden case in our language, with values {@code hidden} (the top layer) and {@code y} (the read-out,
 * before softmax or sigmoid).
 */
public final class GoldenSpec {
    private final GoldenCase golden;
    private final Config config;
    private final boolean readOutBias;

    public GoldenSpec(GoldenCase golden) {
        this.golden = golden;
        this.config = golden.config();
        this.readOutBias = golden.tensors().containsKey("param.out.bias");
    }

    /** A model as it stands in a file. */
    public String file(String name, Precision precision) {
        return "model " + name + " {\n" + body(precision).indent(2) + "}\n";
    }

    /** A model as it stands in an annotation. */
    public String body(Precision precision) {
        StringBuilder out = new StringBuilder();
        String flow = "x";
        if (config.vocab() > 0) {
            line(out, "input x: token<%d>", config.vocab());
            flow += " |> embedding(" + config.inputSize() + ") as embedding";
        } else {
            line(out, "input x: vector<%d>", config.inputSize());
        }
        for (int layer = 0; layer < config.numLayers(); layer++) {
            boolean top = layer == config.numLayers() - 1;
            String value = top ? "hidden" : "h" + (layer + 1);
            line(out, "%s%s = %s |> %s as %s", top ? "output " : "", value, flow, cell(), layerName(layer));
            flow = value;
        }
        if (config.manyToOne()) {
            flow += config.bidirectional() ? " |> final" : " |> last";
        }
        if (config.head() != null) {
            line(out, "output pre = %s |> dense(%d) as fc", flow, config.head().size());
            flow = "pre |> " + config.head().activation();
        }
        String bias = readOutBias ? "" : ", bias = false";
        line(out, "output y = %s |> dense(%d%s) as out", flow, config.outputSize(), bias);
        loss(out);
        train(out);
        line(out, "precision %s", precision.name().toLowerCase(Locale.ROOT));
        return out.toString();
    }

    private String cell() {
        String bias = config.bias() ? "" : ", bias = false";
        String cell = switch (config.cell()) {
            case "rnn_tanh" -> "rnn(" + config.hiddenSize() + bias + ")";
            case "rnn_relu" -> "rnn(" + config.hiddenSize() + ", activation = relu" + bias + ")";
            case "gru", "lstm" -> config.cell() + "(" + config.hiddenSize() + bias + ")";
            default -> throw new IllegalArgumentException("cell " + config.cell());
        };
        return config.bidirectional() ? "bidirectional(" + cell + ")" : cell;
    }

    private void loss(StringBuilder out) {
        String kind = config.loss().reduction();
        String reduction = "reduction = " + (kind.equals("batchmean") ? "batch" : kind);
        switch (config.loss().kind()) {
            case "mse" -> line(out, "loss mse(y, %s)", reduction);
            case "l1" -> line(out, "loss mae(y, %s)", reduction);
            case "huber" ->
                line(out, "loss huber(y, delta = %s, %s)", number(config.loss().delta()), reduction);
            case "bce_with_logits" -> {
                String weight = config.loss().posWeight() ? ", positiveWeight = " + numbers("in.pos_weight") : "";
                line(out, "output p = y |> sigmoid");
                line(out, "loss binaryCrossEntropy(p, %s%s)", reduction, weight);
            }
            case "cross_entropy" -> {
                line(out, "output p = y |> softmax");
                line(out, "loss crossEntropy(p, %s%s)", reduction, crossEntropyOptions());
            }
            default ->
                throw new IllegalArgumentException("loss " + config.loss().kind());
        }
    }

    private String crossEntropyOptions() {
        StringBuilder options = new StringBuilder();
        if (config.loss().softTargets()) {
            options.append(", targets = soft");
        }
        if (config.loss().labelSmoothing() != 0) {
            options.append(", smoothing = ").append(number(config.loss().labelSmoothing()));
        }
        if (config.loss().ignoreIndex() != null) {
            options.append(", ignore = ").append(config.loss().ignoreIndex());
        }
        if (config.loss().classWeights()) {
            options.append(", weights = ").append(numbers("in.class_weight"));
        }
        return options.toString();
    }

    private String numbers(String tensor) {
        return Arrays.stream(golden.tensor(tensor).values())
                .mapToObj(GoldenSpec::number)
                .collect(Collectors.joining(", ", "concat(", ")"));
    }

    private void train(StringBuilder out) {
        line(out, "train {");
        line(out, "  window %d, carry state", config.seqLen());
        line(out, "  batch %d", config.batch());
        line(out, "  optimizer %s", optimizer(config.optimizer()));
        if (!config.clip().isEmpty()) {
            line(
                    out,
                    "  clip %s",
                    config.clip().stream()
                            .map(clip -> clip.kind() + " " + number(clip.max()))
                            .collect(Collectors.joining(", ")));
        }
        line(out, "  gradients %s", config.vocab() > 0 ? "state" : "input, state");
        line(out, "}");
    }

    static String optimizer(Optimizer optimizer) {
        Map<String, Double> options = new LinkedHashMap<>();
        options.put("rate", optimizer.lr());
        switch (optimizer.kind()) {
            case "sgd" -> {}
            case "momentum", "nesterov" -> options.put("momentum", optimizer.momentum());
            case "adagrad", "adagrad_eps_inside" -> options.put("epsilon", optimizer.eps());
            case "rmsprop" -> {
                options.put("alpha", optimizer.alpha());
                options.put("epsilon", optimizer.eps());
            }
            case "adadelta" -> {
                options.put("rho", optimizer.rho());
                options.put("epsilon", optimizer.eps());
            }
            case "adam", "adamw", "amsgrad", "adamax", "nadam", "radam" -> {
                options.put("beta1", optimizer.beta1());
                options.put("beta2", optimizer.beta2());
                options.put("epsilon", optimizer.eps());
            }
            case "rprop" -> {
                options.put("etaMinus", optimizer.etaMinus());
                options.put("etaPlus", optimizer.etaPlus());
                options.put("stepMin", optimizer.stepMin());
                options.put("stepMax", optimizer.stepMax());
            }
            default -> throw new IllegalArgumentException("optimizer " + optimizer.kind());
        }
        if (optimizer.kind().equals("nadam")) {
            options.put("momentumDecay", optimizer.momentumDecay());
        }
        // In PyTorch, as here, nearly every rule has one; only adamw's acts on the parameter itself.
        if (optimizer.weightDecay() != 0 || optimizer.kind().equals("adamw")) {
            options.put("weightDecay", optimizer.weightDecay());
        }
        List<String> arguments = new ArrayList<>();
        options.forEach((name, value) -> arguments.add(name + " = " + number(value)));
        if (optimizer.centered()) {
            arguments.add("centered = true");
        }
        String inside = "_eps_inside";
        if (optimizer.kind().endsWith(inside)) {
            arguments.add("epsilonInside = true");
        }
        return optimizer.kind().replace(inside, "") + "(" + String.join(", ", arguments) + ")";
    }

    private static String number(double value) {
        return Double.toString(value).replace(".0E", "e").replace('E', 'e');
    }

    private static void line(StringBuilder out, String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    // ---- names -----------------------------------------------------------------------------------------------------

    /** {@code rnn}, then {@code rnn2}. */
    private String layerName(int layer) {
        String cell = config.cell().startsWith("rnn") ? "rnn" : config.cell();
        return layer == 0 ? cell : cell + (layer + 1);
    }

    /** Our names of layers, by PyTorch's index: layer times directions plus direction. */
    public List<String> cells() {
        List<String> cells = new ArrayList<>();
        for (int layer = 0; layer < config.numLayers(); layer++) {
            if (config.bidirectional()) {
                cells.add(layerName(layer) + ".forward");
                cells.add(layerName(layer) + ".reverse");
            } else {
                cells.add(layerName(layer));
            }
        }
        return cells;
    }

    /** PyTorch's name of a parameter by ours. */
    public Map<String, String> parameters() {
        Map<String, String> names = new LinkedHashMap<>();
        if (config.vocab() > 0) {
            names.put("embedding.weight", "embedding.weight");
        }
        List<String> kinds = config.bias()
                ? List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")
                : List.of("weight_ih", "weight_hh");
        List<String> cells = cells();
        int directions = config.bidirectional() ? 2 : 1;
        for (int i = 0; i < cells.size(); i++) {
            for (String kind : kinds) {
                String suffix = "_l" + i / directions + (i % directions == 1 ? "_reverse" : "");
                names.put(cells.get(i) + "." + kind, kind + suffix);
            }
        }
        if (config.head() != null) {
            names.put("fc.weight", "fc.weight");
            names.put("fc.bias", "fc.bias");
        }
        names.put("out.weight", "out.weight");
        if (readOutBias) {
            names.put("out.bias", "out.bias");
        }
        return names;
    }
}
