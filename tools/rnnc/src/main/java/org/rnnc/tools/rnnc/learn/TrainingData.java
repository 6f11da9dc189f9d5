// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.util.Map;
import java.util.Optional;
import org.rnnc.training.WindowSource;

/**
 * What a model learns from, and is judged by.
 *
 * @param training to learn from
 * @param scored held out, to take the loss of; empty if nothing is
 * @param measured the same for metrics: each example is in it once
 * @param ignored the token of a target that counts nothing
 * @param plan how the data became numbers
 * @param description for people
 */
public record TrainingData(
        WindowSource training,
        Optional<WindowSource> scored,
        Optional<WindowSource> measured,
        Map<String, Integer> ignored,
        DataPlan plan,
        String description) {}
