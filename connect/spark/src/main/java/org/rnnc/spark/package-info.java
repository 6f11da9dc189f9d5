// SPDX-License-Identifier: Apache-2.0

/**
 * Training over machines on Apache Spark: parameters go out, gradients of fixed parts of the data come back and are added in a
 * fixed order, and the driver makes the update. {@link org.rnnc.spark.SparkTraining} is where to begin.
 */
@NullMarked
package org.rnnc.spark;

import org.jspecify.annotations.NullMarked;
