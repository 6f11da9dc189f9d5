// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

/** How bad a finding is: an error stops code from being generated for its model. */
public enum Severity {
    ERROR,
    WARNING
}
