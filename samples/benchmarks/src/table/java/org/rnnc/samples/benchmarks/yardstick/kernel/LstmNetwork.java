// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnnc.samples.benchmarks.workload.Numbers;
import org.rnnc.samples.benchmarks.workload.Timed;

/** All kernels of a training step of W3 and W4, in their order: embedding, layers, cross-entropy, way back, Adam. */
public final class LstmNetwork implements Timed {
    private static final int TOKENS = 65;
    private static final double MOST = 5;

    private final int hidden;
    private final int rows;
    private final int batch;
    private final int columns;
    private final int[] tokens;
    private final Weights table;
    private final Weights head;
    private final Weights headBias;
    private final float[] headPanels;
    private final float[] headBack;
    private final float[] logitBias;
    private final float[][] logits;
    private final float[][] embedded;
    private final float[][] dEmbedded;
    private final List<LstmLayer> layers = new ArrayList<>();
    private final List<Weights> weights = new ArrayList<>();

    /** Its kernels are checked first. */
    public LstmNetwork(int embedding, int hidden, int layerCount, int steps, int batch) {
        KernelChecks.run();
        this.hidden = hidden;
        this.batch = batch;
        rows = steps * batch;
        columns = (TOKENS + Shape.L - 1) / Shape.L * Shape.L;
        tokens = Numbers.tokens(rows + batch, TOKENS);
        table = new Weights(TOKENS, embedding);
        head = new Weights(hidden, columns);
        headBias = new Weights(1, columns);
        headPanels = Numbers.weights(hidden * columns, 10);
        headBack = Numbers.weights(TOKENS * hidden, 11);
        logitBias = new float[columns];
        Arrays.fill(logitBias, TOKENS, columns, -1e30f);
        logits = new float[rows][columns];
        embedded = new float[rows][embedding];
        dEmbedded = new float[rows][embedding];
        weights.addAll(List.of(table, head, headBias));
        for (int i = 0; i < layerCount; i++) {
            LstmLayer layer = new LstmLayer(i == 0 ? embedding : hidden, hidden, steps, batch, true);
            layers.add(layer);
            weights.addAll(Arrays.asList(layer.weights()));
        }
    }

    @Override
    public void run(int calls) {
        for (int i = 0; i < calls; i++) {
            forward();
            backward();
            update();
        }
    }

    private void forward() {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(table.value(tokens[row]), 0, embedded[row], 0, embedded[row].length);
        }
        float[][] x = embedded;
        for (LstmLayer layer : layers) {
            layer.forward(x, true);
            x = layer.outputs();
        }
        for (float[] row : logits) {
            System.arraycopy(logitBias, 0, row, 0, columns);
        }
        Product.add(x, 0, headPanels, logits, rows, hidden, columns);
        for (int row = 0; row < rows; row++) {
            Passes.crossEntropy(logits[row], columns, tokens[row + batch], 1f / rows);
        }
    }

    private void backward() {
        LstmLayer top = layers.get(layers.size() - 1);
        clear(top.outputGradients());
        Product.add(logits, 0, headBack, top.outputGradients(), rows, TOKENS, hidden);
        Gradient.add(top.outputs(), logits, head.gradient(), rows, hidden, columns);
        for (float[] row : logits) {
            Passes.addRow(row, headBias.gradient()[0], columns);
        }
        for (int i = layers.size() - 1; i >= 0; i--) {
            float[][] x = i == 0 ? embedded : layers.get(i - 1).outputs();
            float[][] dx = i == 0 ? dEmbedded : layers.get(i - 1).outputGradients();
            clear(dx);
            layers.get(i).backward(x, dx);
        }
        for (int row = 0; row < rows; row++) {
            Passes.addRow(dEmbedded[row], table.gradient()[tokens[row]], dEmbedded[row].length);
        }
    }

    private void update() {
        double squares = 0;
        for (Weights part : weights) {
            squares += part.squares();
        }
        float scale = (float) Math.min(1, MOST / (Math.sqrt(squares) + 1e-6));
        for (Weights part : weights) {
            part.adam(scale);
        }
    }

    private static void clear(float[][] rows) {
        for (float[] row : rows) {
            Arrays.fill(row, 0f);
        }
    }
}
