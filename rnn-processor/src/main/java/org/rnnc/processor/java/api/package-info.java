// SPDX-License-Identifier: Apache-2.0

/**
 * Writes what users see. In comes a memory plan; out go the public class with its session, state, predictor and
 * trainer, and the stub that stands for it where the model has mistakes.
 */
@NullMarked
package org.rnnc.processor.java.api;

import org.jspecify.annotations.NullMarked;
