// SPDX-License-Identifier: Apache-2.0

/**
 * What all Java that is written has in common: names of variables, the type of numbers, methods short enough to be
 * compiled. In come statements and names of users; out go parts of classes.
 */
@NullMarked
package org.rnnc.processor.java;

import org.jspecify.annotations.NullMarked;
