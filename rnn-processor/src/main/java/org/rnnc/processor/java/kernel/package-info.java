// SPDX-License-Identifier: Apache-2.0

/**
 * Writes kernels. In come the kernels of a stage and where their operands are; out go static methods, each written
 * once, and the calls of them.
 */
package org.rnnc.processor.java.kernel;
