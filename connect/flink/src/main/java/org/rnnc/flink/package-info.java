// SPDX-License-Identifier: Apache-2.0

/**
 * Networks on Apache Flink: a state of the network for each key, kept, saved and moved by Flink as its own keyed state; many
 * keys in one call; other parameters while the job runs; learning on line, a network for each key group. {@link
 * org.rnnc.flink.Networks} is where to begin.
 */
@NullMarked
package org.rnnc.flink;

import org.jspecify.annotations.NullMarked;
