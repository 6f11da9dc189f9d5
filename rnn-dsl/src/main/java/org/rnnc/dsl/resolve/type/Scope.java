// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.syntax.Name;

/** The names of one cell instance, or of a model, with their values. */
public final class Scope {
    public enum Kind {
        SIZE,
        /** Of a repetition, while it goes on. */
        INDEX,
        INPUT,
        PARAMETER,
        STATE,
        EQUATION
    }

    /**
     * @param value null while it is not known yet
     * @param type of a state, its declared one, unless that is in error
     * @param state index of a state
     */
    public record Symbol(
            Kind kind,
            Name declaration,
            @Nullable Value value,
            @Nullable Type type,
            int state) {}

    private final Map<String, Symbol> symbols = new LinkedHashMap<>();

    public void define(Kind kind, Name name, @Nullable Value value) {
        symbols.put(name.text(), new Symbol(kind, name, value, value == null ? null : Value.typeOf(value), -1));
    }

    public void defineState(Name name, @Nullable Type type, int state) {
        symbols.put(name.text(), new Symbol(Kind.STATE, name, null, type, state));
    }

    /** Gives {@code name}, a state or a new equation, its value of this step. */
    public void assign(Name name, Value value) {
        Symbol symbol = symbols.get(name.text());
        if (symbol != null && symbol.kind() == Kind.STATE) {
            symbols.put(
                    name.text(), new Symbol(Kind.STATE, symbol.declaration(), value, symbol.type(), symbol.state()));
        } else {
            define(Kind.EQUATION, name, value);
        }
    }

    /** Whether this is within a repetition. */
    public boolean isRepeating() {
        return symbols.values().stream().anyMatch(symbol -> symbol.kind() == Kind.INDEX);
    }

    /** Forgets the index of a repetition that is over. */
    public void remove(Name name) {
        symbols.remove(name.text());
    }

    /** Null where there is none of that name. */
    public @Nullable Symbol find(String name) {
        return symbols.get(name);
    }

    /** Of a name that is known. */
    public Symbol get(String name) {
        return Objects.requireNonNull(symbols.get(name), name);
    }

    public Set<String> names() {
        return symbols.keySet();
    }
}
