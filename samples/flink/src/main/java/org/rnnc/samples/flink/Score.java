// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

import java.io.Serializable;

/**
 * What the network makes of a reading. Public, so that Flink knows how to send it.
 *
 * @param value the reading itself
 * @param error how far it is from what had been expected
 */
public record Score(int sensor, int hour, float value, float error) implements Serializable {}
