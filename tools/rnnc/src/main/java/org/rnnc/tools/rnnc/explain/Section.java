// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.explain;

/** What can be asked of a model. */
public enum Section {
    EQUATIONS("equations"),
    DATA("what goes in and comes out"),
    PARAMETERS("parameters"),
    VALUES("values and their shapes"),
    WORK("operations and bytes"),
    SCHEDULE("the schedule, stage by stage"),
    MEMORY("the memory of each workspace"),
    BYTECODE("bytecode of the generated methods"),
    BOUND("what bounds the speed, an estimate");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
