// SPDX-License-Identifier: Apache-2.0

/**
 * Random numbers and what is made of them. In come a seed and names; out go streams of numbers that depend on nothing
 * else, first values of parameters, and draws from an output's distribution.
 */
@NullMarked
package org.rnnc.runtime.random;

import org.jspecify.annotations.NullMarked;
