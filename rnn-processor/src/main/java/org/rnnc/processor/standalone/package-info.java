// SPDX-License-Identifier: Apache-2.0

/**
 * The compiler without an annotation, for commands and for plugins of builds. In comes a spec file; out go its models and
 * what is wrong with it, then the sources of each model, and their classes in memory.
 */
@NullMarked
package org.rnnc.processor.standalone;

import org.jspecify.annotations.NullMarked;
