// SPDX-License-Identifier: Apache-2.0

/**
 * The annotation processor: javac's side. In come annotated types; out go source files and messages. Each annotated
 * type is read, checked, planned and written; what is wrong is said where it stands.
 */
@NullMarked
package org.rnnc.processor;

import org.jspecify.annotations.NullMarked;
