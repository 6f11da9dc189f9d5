// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.expression;

/**
 * A field.
 *
 * @param owner whose it is, as one gets there: {@code weights}; empty for one's own
 */
public record FieldRef(String owner, String name) implements Expression {
    /** A field of one's own. */
    public static FieldRef own(String name) {
        return new FieldRef("", name);
    }

    public boolean isOwn() {
        return owner.isEmpty();
    }

    /** The same field for somebody who has its owner, or the owner's owner, as {@code outer}. */
    public FieldRef within(String outer) {
        return new FieldRef(isOwn() ? outer : outer + "." + owner, name);
    }

    @Override
    public String toString() {
        return isOwn() ? name : owner + "." + name;
    }
}
