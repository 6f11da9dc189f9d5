// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

/** Tells how well a network predicts a text, without learning from it. */
final class Evaluation {
    private final CharRnn.Trainer trainer;
    private final Windows windows;

    Evaluation(CharRnn model, int[] text) {
        // A trainer of its own: the one that trains keeps its state.
        trainer = model.newTrainer();
        windows = new Windows(text, model.info().window());
    }

    /** The mean over the whole text, in bits per character. */
    double bitsPerCharacter() {
        return bitsPerCharacter(windows.count());
    }

    /** The mean over the first windows of the text, in bits per character. */
    double bitsPerCharacter(int windowCount) {
        int count = Math.min(windowCount, windows.count());
        double nats = 0;
        trainer.resetState();
        for (int index = 0; index < count; index++) {
            windows.go(index);
            nats += trainer.loss(windows.inputs(), windows.targets());
        }
        return bitsPerCharacter(nats / count, windows.size());
    }

    /**
     * A loss as it is usually given for texts.
     *
     * @param loss of a window, in nats
     * @param window its characters
     */
    static double bitsPerCharacter(double loss, int window) {
        return loss / window / Math.log(2);
    }
}
