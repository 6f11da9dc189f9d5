// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

/** Trains a network on a text, from its start to its end and again. */
final class Training {
    private final CharRnn.Trainer trainer;
    private final Windows windows;

    Training(CharRnn model, int[] text) {
        trainer = model.newTrainer();
        windows = new Windows(text, model.info().window());
    }

    /** How many characters a window has. */
    int window() {
        return windows.size();
    }

    /**
     * Trains on one window. The network goes on with the state the window before left; at the start of the text, with
     * an empty one.
     *
     * @param count of the windows trained on before
     * @return the loss, in nats for the whole window
     */
    float step(int count) {
        int index = count % windows.count();
        if (index == 0) {
            trainer.resetState();
        }
        windows.go(index);
        return trainer.step(windows.inputs(), windows.targets());
    }
}
