// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

/** What gets gradients besides the parameters. */
public enum Gradient {
    /** The inputs. */
    INPUT,
    /** The states that a window starts from. */
    STATE
}
