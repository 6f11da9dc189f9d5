// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.layout.Distinct;
import org.rnnc.processor.schedule.Stage;

/** Collects the arguments of one kernel while its body is written; values in the same row share one. */
public final class Args {
    private final Locator memory;
    private final Stage.Kind stage;
    private final TypeName row;
    private final Map<Locator.Key, Arg> byKey = new LinkedHashMap<>();
    private final Map<String, Arg> shared = new LinkedHashMap<>();
    private final List<Arg> all = new ArrayList<>();
    private final Distinct names = new Distinct("", List.of("j", "k", "row", "sum"));

    public Args(Locator memory, Stage.Kind stage, ScalarType numbers) {
        this.memory = memory;
        this.stage = stage;
        this.row = numbers.row();
    }

    /** A value's array within the kernel, and where in it the value begins. */
    public record Ref(String array, int offset) {
        /** {@code h[j + 112]}. */
        public String at(String index) {
            return array + "[" + CombineEmitter.plus(index, offset) + "]";
        }
    }

    public Ref ref(Node node) {
        return ref(node, null);
    }

    /**
     * @param name what the kernel calls the row; a name for its part in the kernel lets kernels of the same work be one,
     *     null takes the value's own name
     */
    public Ref ref(Node node, String name) {
        Locator.Location location = memory.locate(node, stage);
        Arg arg = byKey.computeIfAbsent(location.key(), key -> {
            TypeName type = location.tokens() ? TypeName.INT : row;
            String called = name == null ? name(location.source()) : unique(name);
            return add(new Arg(called, type, location.source(), location.first()));
        });
        return new Ref(arg.name(), location.offset());
    }

    /** Something that is passed as it is. */
    String shared(String name, TypeName type, String source) {
        return shared.computeIfAbsent(source, key -> add(Arg.shared(name(name), type, source)))
                .name();
    }

    /** All rows of a value: its array of arrays, and the index of its first row. */
    String rowsOf(Node node, String name) {
        Locator.Location location = memory.locate(node, stage);
        String source = location.first().isEmpty()
                ? location.source().substring(0, location.source().indexOf('['))
                : location.source();
        return shared(name, ArrayTypeName.of(row), source);
    }

    /** The rows of a value that has fewer of them than the others here. */
    Locator.Location locateAlone(Node node) {
        return memory.locate(node, Stage.Kind.of(node.domain()));
    }

    Locator.Location locate(Node node) {
        return memory.locate(node, stage);
    }

    List<Arg> all() {
        return all;
    }

    /** A name that no argument has, for a local. */
    String local(String wanted) {
        return unique(Identifier.variable(wanted));
    }

    private Arg add(Arg arg) {
        all.add(arg);
        return arg;
    }

    private String name(String source) {
        String text = source.startsWith("weights.") ? source.substring("weights.".length()) : source;
        int bracket = text.indexOf('[');
        return unique(Identifier.variable(bracket < 0 ? text : text.substring(0, bracket)));
    }

    private String unique(String wanted) {
        return names.of(wanted);
    }
}
