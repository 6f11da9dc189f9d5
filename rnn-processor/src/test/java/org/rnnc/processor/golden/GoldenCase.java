// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small network with everything PyTorch computed of it: {@code NAME.json} and {@code NAME.safetensors}, as the
 * README.md beside them explains. There are two formats; what only the first one says, or only the second, has one
 * meaning in the other.
 *
 * @param float32Tolerance by group of tensors: {@code hidden}, {@code y}, {@code state}, {@code loss},
 *     {@code loss_trace}, {@code grad}, {@code grad_norm}, {@code after1}, {@code after5}, {@code lr}, ...
 */
public record GoldenCase(Config config, Map<String, Double> float32Tolerance, Map<String, GoldenTensor> tensors) {
    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    /**
     * The network and how it is trained.
     *
     * @param inputSize width of the embedding if there is a vocabulary
     * @param vocab number of tokens, or 0 where the input is numbers
     * @param seqLen steps of one window
     * @param lengths valid steps of each sequence, or null
     * @param updates steps of the optimizer, each with the same batch; 0 where only the forward values are given
     * @param clip what gradients are clipped by, one after the other
     * @param special {@code nan} or {@code zero} where the loss has nothing to count; else null
     * @param head a layer between the network and the read-out, or null
     * @param scheduler what lowers the rate, or null
     * @param tree of which kind a cell over trees is, or null
     * @param inputAt {@code leaves} of trees, or all nodes
     * @param readOut at the {@code root} of trees, or at all nodes
     * @param encoder of a translation, which has no network besides, or null
     * @param attention by which the decoder looks at the encoder's values, or null
     */
    public record Config(
            String name,
            String family,
            List<String> tags,
            String cell,
            int inputSize,
            int hiddenSize,
            int outputSize,
            int numLayers,
            boolean bidirectional,
            boolean bias,
            int batch,
            int seqLen,
            int windows,
            String mode,
            int vocab,
            int[] lengths,
            int updates,
            Loss loss,
            Optimizer optimizer,
            List<Clip> clip,
            String special,
            Head head,
            Scheduler scheduler,
            String tree,
            String inputAt,
            String readOut,
            Network encoder,
            Network decoder,
            Bridge bridge,
            Attention attention,
            int[] srcLengths,
            int[] tgtLengths) {
        public boolean manyToOne() {
            return mode.equals("many_to_one");
        }

        public boolean crossEntropy() {
            return loss.kind().equals("cross_entropy");
        }

        /** Whether the targets are tokens. */
        public boolean tokenTargets() {
            return crossEntropy() && !loss.softTargets();
        }

        /** Whether there is no network: only what a scheduler makes of a sequence of scores. */
        public boolean ratesOnly() {
            return tags.contains("rates_only");
        }

        /** The last update after which the parameters are known. */
        public String after() {
            return "after" + (windows > 1 ? windows : updates);
        }
    }

    /** @param ignoreIndex the target that does not count, or null */
    public record Loss(
            String kind,
            String reduction,
            double delta,
            double labelSmoothing,
            boolean classWeights,
            boolean posWeight,
            boolean softTargets,
            Integer ignoreIndex) {}

    public record Head(String activation, int size) {}

    /** One of the two of a translation. */
    public record Network(
            String cell,
            int vocab,
            int inputSize,
            int embeddingSize,
            int hiddenSize,
            int numLayers,
            boolean bidirectional,
            int startToken) {}

    /** @param cFrom what the decoder's memory starts from, or null */
    public record Bridge(String kind, String cFrom) {}

    /** @param readOut of additive attention, {@code h} or {@code h_context} */
    public record Attention(String kind, int size, int heads, String readOut) {}

    public record Scheduler(
            String kind,
            String mode,
            double factor,
            int patience,
            double threshold,
            String thresholdMode,
            int cooldown,
            double minLr,
            double eps) {}

    /** Only the options of its kind are set. */
    public record Optimizer(
            String kind,
            double lr,
            double momentum,
            double alpha,
            double rho,
            boolean centered,
            double eps,
            double beta1,
            double beta2,
            double momentumDecay,
            double etaMinus,
            double etaPlus,
            double stepMin,
            double stepMax,
            double weightDecay) {}

    public record Clip(String kind, double max) {}

    private record Description(Config config, Map<String, Double> float32Tolerance) {}

    private record Entry(String dtype, int[] shape, int[] dataOffsets) {}

    /** Names of the cases in a directory, in order. */
    public static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".safetensors"))
                    .map(file -> file.substring(0, file.lastIndexOf('.')))
                    .sorted()
                    .toList();
        }
    }

    public static GoldenCase read(Path directory, String name) throws IOException {
        JsonObject json = GSON.fromJson(Files.readString(directory.resolve(name + ".json")), JsonObject.class);
        complete(json.getAsJsonObject("config"));
        Description description = GSON.fromJson(json, Description.class);
        byte[] file = Files.readAllBytes(directory.resolve(name + ".safetensors"));
        return new GoldenCase(description.config(), description.float32Tolerance(), tensors(file));
    }

    /** Says what only the other format says: the first knows one family and one clipping, the second one window. */
    private static void complete(JsonObject config) {
        JsonElement clip = config.get("clip");
        if (clip == null || clip.isJsonNull()) {
            config.add("clip", new JsonArray());
        } else if (clip.isJsonObject()) {
            JsonArray list = new JsonArray();
            list.add(clip);
            config.add("clip", list);
        }
        if (!config.has("family")) {
            config.addProperty("family", "network");
            config.add("tags", new JsonArray());
            config.addProperty("updates", 5);
        } else {
            config.addProperty("bias", true);
            config.addProperty("windows", 1);
        }
    }

    private static Map<String, GoldenTensor> tensors(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.toIntExact(bytes.getLong(0));
        JsonObject entries =
                GSON.fromJson(new String(file, Long.BYTES, header, StandardCharsets.UTF_8), JsonObject.class);
        Map<String, GoldenTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> named : entries.entrySet()) {
            if (!named.getKey().equals("__metadata__")) {
                Entry entry = GSON.fromJson(named.getValue(), Entry.class);
                int start = Long.BYTES + header + entry.dataOffsets()[0];
                int length = entry.dataOffsets()[1] - entry.dataOffsets()[0];
                double[] values = numbers(bytes.slice(start, length).order(ByteOrder.LITTLE_ENDIAN), entry.dtype());
                tensors.put(named.getKey(), new GoldenTensor(named.getKey(), entry.shape(), values));
            }
        }
        return tensors;
    }

    private static double[] numbers(ByteBuffer data, String dtype) {
        return switch (dtype) {
            case "F64" ->
                IntStream.range(0, data.remaining() / Double.BYTES)
                        .mapToDouble(i -> data.getDouble(i * Double.BYTES))
                        .toArray();
            case "F32" ->
                IntStream.range(0, data.remaining() / Float.BYTES)
                        .mapToDouble(i -> data.getFloat(i * Float.BYTES))
                        .toArray();
            case "I64" ->
                IntStream.range(0, data.remaining() / Long.BYTES)
                        .mapToDouble(i -> data.getLong(i * Long.BYTES))
                        .toArray();
            default -> throw new IllegalArgumentException("numbers of type " + dtype);
        };
    }

    GoldenTensor tensor(String name) {
        GoldenTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(config.name() + " has no " + name);
        }
        return tensor;
    }
}
