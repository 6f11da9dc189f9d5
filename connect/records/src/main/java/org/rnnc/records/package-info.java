// SPDX-License-Identifier: Apache-2.0

/**
 * Records of a stream as steps of a network, whatever engine the stream is of: {@link org.rnnc.records.Steps} say how a record
 * goes in and an answer comes out, a {@link org.rnnc.records.Network} does it. The modules for Flink and for Kafka Streams add
 * where the states of the keys are kept.
 */
@NullMarked
package org.rnnc.records;

import org.jspecify.annotations.NullMarked;
