// SPDX-License-Identifier: Apache-2.0

/**
 * The Maven plugin: in come the spec files of a project, out go Java sources, where Maven's compiler finds them. The
 * compiler of specs is that of the annotation processor, in the plugin's own class loader.
 */
@NullMarked
package org.rnnc.maven;

import org.jspecify.annotations.NullMarked;
