// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rnnc.processor.golden.GoldenCase.Attention;
import org.rnnc.processor.golden.GoldenCase.Config;

/** How the decoder of a golden case looks at what the encoder has read, in our language; nothing of it in a case without. */
final class AttentionSpec {
    private final Config config;
    private final String kind;

    AttentionSpec(Config config) {
        this.config = config;
        this.kind = config.attention() == null ? "" : config.attention().kind();
    }

    private Attention attention() {
        return config.attention();
    }

    private boolean isOf(String wanted) {
        return kind.equals(wanted);
    }

    /** A head of several, as a cell of the model's own. */
    void cells(List<String> lines) {
        if (isOf("multihead")) {
            lines.add("""
                    cell head(m, d) {
                      input q: vector<n>, k: vector<n> per step of source, v: vector<n> per step of source
                      query = q[m * d..(m + 1) * d]
                      key = k[m * d..(m + 1) * d]
                      value = v[m * d..(m + 1) * d]
                      weight = softmaxOverSteps(dot(query, key) / sqrt(d))
                      output context = sumOverSteps(weight * value)
                    }""");
        }
    }

    /** The decoder's cell with attention in it, of one without. */
    String decoder(String cell) {
        return isOf("additive") ? "attentive" + Character.toUpperCase(cell.charAt(0)) + cell.substring(1) : cell;
    }

    /** More arguments of the decoder's cell. */
    String inDecoder() {
        return isOf("additive") ? ", match = " + attention().size() + ", over = enc_hidden" : "";
    }

    void readOut(List<String> lines) {
        switch (kind) {
            case "" -> {}
            case "additive" -> {
                lines.add("output context = decoder.context");
                lines.add("output attn = decoder.attention.weight");
            }
            case "multihead" -> {
                heads(lines);
                after(lines);
            }
            default -> {
                lines.add("output context = dec_hidden |> " + kind + "Attention(over = enc_hidden) as attn");
                lines.add("output attn_0 = attn.weight");
                after(lines);
            }
        }
    }

    private void heads(List<String> lines) {
        int size = config.decoder().hiddenSize();
        int heads = attention().heads();
        String dense = " |> dense(" + size + ", bias = false) as ";
        lines.add("q = dec_hidden" + dense + "attn_q");
        lines.add("k = enc_hidden" + dense + "attn_k");
        lines.add("v = enc_hidden" + dense + "attn_v");
        for (int i = 0; i < heads; i++) {
            lines.add("o" + i + " = q |> head(" + i + ", " + size / heads + ", k = k, v = v) as head" + i);
            lines.add("output attn_" + i + " = head" + i + ".weight");
        }
        String all = IntStream.range(0, heads).mapToObj(i -> "o" + i).collect(Collectors.joining(", "));
        lines.add("output context = concat(" + all + ")" + dense + "attn_o");
    }

    private void after(List<String> lines) {
        lines.add("found = concat(context, dec_hidden) |> dense(" + attention().size()
                + ", activation = tanh, bias = false) as attn_out");
    }

    /** What the read-out reads. */
    String read() {
        if (isOf("")) {
            return "dec_hidden";
        }
        if (!isOf("additive")) {
            return "found";
        }
        return attention().readOut().equals("h") ? "dec_hidden" : "concat(dec_hidden, context)";
    }

    /** The outputs with the weights, one for each head. */
    static List<String> weights(Config config) {
        if (config.attention().kind().equals("additive")) {
            return List.of("attn");
        }
        return IntStream.range(0, Math.max(1, config.attention().heads()))
                .mapToObj(i -> "attn_" + i)
                .toList();
    }

    /** PyTorch's names by ours, where they differ. */
    Map<String, String> parameters() {
        return isOf("additive")
                ? new LinkedHashMap<>(Map.of(
                        "decoder.attention.query", "attn_q.weight",
                        "decoder.attention.key", "attn_k.weight",
                        "decoder.attention.score", "attn_v.weight"))
                : Map.of();
    }
}
