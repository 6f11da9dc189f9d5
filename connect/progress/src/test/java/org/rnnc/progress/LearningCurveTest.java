// SPDX-License-Identifier: Apache-2.0
package org.rnnc.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.training.TrainingListener.Progress;

class LearningCurveTest {
    @Test
    void eachPointIsAMean() {
        LearningCurve curve = new LearningCurve(2);
        double[] losses = {4, 2, 1, 0, 9};
        for (int window = 0; window < losses.length; window++) {
            curve.add(new Progress(window, losses[window], Double.NaN, Duration.ZERO));
        }
        assertEquals(List.of(3.0, 0.5), curve.errors());
        assertEquals(List.of(1, 3), curve.windows());
    }
}
