// SPDX-License-Identifier: Apache-2.0

/**
 * Networks in Kafka Streams: a state of the network for each key, in a store of the application, which Kafka saves in a changelog
 * and moves with the partitions. {@link org.rnnc.kafka.Scoring} is where to begin.
 */
@NullMarked
package org.rnnc.kafka;

import org.jspecify.annotations.NullMarked;
