// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

/** What a sensor reads in an hour. Public, so that Flink knows how to send it. */
public record Reading(int sensor, int hour, float value) {}
