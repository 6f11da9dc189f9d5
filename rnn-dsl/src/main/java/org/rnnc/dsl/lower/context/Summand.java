// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;

/** One summand of a sum. */
public sealed interface Summand {
    /** In the form in which the Graph's sum takes it in; not negated yet. */
    record Computed(Type type, Term term) implements Summand {}

    /** A constant, an absent parameter or poison. */
    record Known(Value value) implements Summand {}

    Summand POISON = new Known(Value.POISON);

    default @Nullable Type type() {
        return this instanceof Computed computed ? computed.type : Value.typeOf(((Known) this).value);
    }
}
