// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rnnc.processor.golden.GoldenCase.Config;
import org.rnnc.processor.golden.GoldenCase.Network;
import org.rnnc.runtime.annotation.Precision;

/** The model of a golden case of an encoder and a decoder, each along an axis of its own, in our language. */
public final class TranslationSpec {
    private final GoldenCase golden;
    private final Config config;
    private final AttentionSpec attention;

    public TranslationSpec(GoldenCase golden) {
        this.golden = golden;
        this.config = golden.config();
        this.attention = new AttentionSpec(config);
    }

    int sourceSteps() {
        return golden.tensor(config.encoder().vocab() > 0 ? "in.src_tokens" : "in.src")
                .shape()[1];
    }

    int targetSteps() {
        return golden.tensor("in.tgt_tokens").shape()[1];
    }

    /** A model as it stands in an annotation. */
    public String body(Precision precision) {
        List<String> lines = new ArrayList<>();
        attention.cells(lines);
        encoder(lines);
        decoder(lines);
        attention.readOut(lines);
        Network decoder = config.decoder();
        lines.add("output y = " + attention.read() + " |> dense(" + decoder.vocab() + ") as out");
        lines.add("output target: token<" + decoder.vocab() + "> per word of translation = y |> softmax");
        lines.add("loss crossEntropy(target, reduction = " + config.loss().reduction() + ")");
        lines.add("train {");
        lines.add("  window text " + sourceSteps() + ", translation " + targetSteps());
        lines.add("  batch " + config.batch());
        lines.add("  optimizer " + GoldenSpec.optimizer(config.optimizer()));
        if (config.encoder().vocab() == 0) {
            lines.add("  gradients input");
        }
        lines.add("}");
        lines.add("precision " + precision.name().toLowerCase(Locale.ROOT));
        return String.join("\n", lines) + "\n";
    }

    private void encoder(List<String> lines) {
        Network encoder = config.encoder();
        String flow = "source";
        if (encoder.vocab() > 0) {
            lines.add("input source: token<" + encoder.vocab() + "> per word of text");
            flow += " |> embedding(" + encoder.inputSize() + ") as src_embedding";
        } else {
            lines.add("input source: vector<" + encoder.inputSize() + "> per word of text");
        }
        String cell = cell(encoder, "");
        for (int layer = 0; layer < encoder.numLayers(); layer++) {
            boolean top = layer == encoder.numLayers() - 1;
            String value = top ? "output enc_hidden" : "read" + layer;
            lines.add(value + " = " + flow + " |> " + (encoder.bidirectional() ? "bidirectional(" + cell + ")" : cell)
                    + " as " + encoderLayer(layer));
            flow = "read" + layer;
        }
        for (String half : halves()) {
            for (String state : states(encoder)) {
                lines.add("output " + end(half, state) + " = final(" + half + "." + state + ")");
            }
        }
    }

    private void decoder(List<String> lines) {
        Network decoder = config.decoder();
        boolean copied = config.bridge().kind().equals("copy");
        if (!copied) {
            lines.add("output dec_h0 = final(enc_hidden) |> dense(" + decoder.hiddenSize()
                    + ", activation = tanh) as bridge");
            if (decoder.cell().equals("lstm")) {
                lines.add("output dec_c0 = " + memory() + " |> dense(" + decoder.hiddenSize()
                        + ", activation = tanh) as bridge_c");
            }
        }
        String flow = "previous(target, start = " + decoder.startToken() + ") |> embedding(" + decoder.embeddingSize()
                + ") as tgt_embedding";
        for (int layer = 0; layer < decoder.numLayers(); layer++) {
            boolean top = layer == decoder.numLayers() - 1;
            String start = copied
                    ? ", start = " + encoderLayer(layer)
                    : ", h = dec_h0" + (decoder.cell().equals("lstm") ? ", c = dec_c0" : "");
            lines.add((top ? "output dec_hidden" : "write" + layer) + " = " + flow + " |> "
                    + attention.decoder(cell(decoder, start + attention.inDecoder())) + " as " + decoderLayer(layer));
            flow = "write" + layer;
        }
    }

    /** What the bridge to the decoder's memory begins with. */
    private String memory() {
        if (config.bridge().cFrom().equals("h")) {
            return "final(enc_hidden)";
        }
        String layer = encoderLayer(config.encoder().numLayers() - 1);
        return config.encoder().bidirectional()
                ? "concat(" + end(layer + ".forward", "c") + ", " + end(layer + ".reverse", "c") + ")"
                : end(layer, "c");
    }

    private static String cell(Network network, String more) {
        return switch (network.cell()) {
            case "rnn_tanh" -> "rnn(" + network.hiddenSize() + more + ")";
            case "rnn_relu" -> "rnn(" + network.hiddenSize() + ", activation = relu" + more + ")";
            case "gru", "lstm" -> network.cell() + "(" + network.hiddenSize() + more + ")";
            default -> throw new IllegalArgumentException("cell " + network.cell());
        };
    }

    private static String encoderLayer(int layer) {
        return "encoder" + (layer == 0 ? "" : layer + 1);
    }

    private static String decoderLayer(int layer) {
        return "decoder" + (layer == 0 ? "" : layer + 1);
    }

    static List<String> states(Network network) {
        return network.cell().equals("lstm") ? List.of("h", "c") : List.of("h");
    }

    /** The encoder's layers that have states, in PyTorch's order. */
    List<String> halves() {
        List<String> halves = new ArrayList<>();
        for (int layer = 0; layer < config.encoder().numLayers(); layer++) {
            String name = encoderLayer(layer);
            halves.addAll(
                    config.encoder().bidirectional() ? List.of(name + ".forward", name + ".reverse") : List.of(name));
        }
        return halves;
    }

    /** The output that a state ends with. */
    static String end(String half, String state) {
        return "end_" + half.replace('.', '_') + "_" + state;
    }

    /** PyTorch's name of a parameter by ours. */
    public Map<String, String> parameters() {
        Map<String, String> names = new LinkedHashMap<>();
        List<String> kinds = List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh");
        int directions = config.encoder().bidirectional() ? 2 : 1;
        List<String> halves = halves();
        for (int i = 0; i < halves.size(); i++) {
            for (String kind : kinds) {
                String suffix = "_l" + i / directions + (i % directions == 1 ? "_reverse" : "");
                names.put(halves.get(i) + "." + kind, "encoder." + kind + suffix);
            }
        }
        for (int layer = 0; layer < config.decoder().numLayers(); layer++) {
            for (String kind : kinds) {
                names.put(decoderLayer(layer) + "." + kind, "decoder." + kind + "_l" + layer);
            }
        }
        names.putAll(attention.parameters());
        for (String name : golden.tensors().keySet()) {
            String parameter = name.startsWith("param.") ? name.substring("param.".length()) : "encoder.";
            boolean other = !parameter.startsWith("encoder.") && !parameter.startsWith("decoder.");
            if (other && !names.containsValue(parameter)) {
                names.put(parameter, parameter);
            }
        }
        return names;
    }
}
