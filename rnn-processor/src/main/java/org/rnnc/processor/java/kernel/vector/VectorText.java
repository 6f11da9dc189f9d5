// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.processor.layout.Distinct;

/** Statements of one loop over vectors while they are written: each gives a name to a vector. */
final class VectorText {
    static final ClassName FLOATS = ClassName.get(VectorLibrary.MODULE, "FloatVector");
    static final ClassName INTS = ClassName.get(VectorLibrary.MODULE, "IntVector");
    static final ClassName OPERATORS = ClassName.get(VectorLibrary.MODULE, "VectorOperators");

    private final Distinct names;
    private final CodeBlock.Builder before = CodeBlock.builder();
    private final CodeBlock.Builder each = CodeBlock.builder();
    private final Map<String, String> constants = new LinkedHashMap<>();
    private int operations;

    VectorText(Distinct names) {
        this.names = names;
    }

    /** A vector in the loop. */
    String floats(String wanted, String format, Object... arguments) {
        return local(FLOATS, wanted, format, arguments);
    }

    /** A vector of ints in the loop. */
    String ints(String wanted, String format, Object... arguments) {
        return local(INTS, wanted, format, arguments);
    }

    private String local(ClassName type, String wanted, String format, Object... arguments) {
        String name = names.of(wanted);
        each.addStatement("$T $L = $L", type, name, CodeBlock.of(format, arguments));
        operations++;
        return name;
    }

    void statement(CodeBlock statement) {
        each.add(statement);
        operations++;
    }

    /** One number in all lanes, from before the loop. */
    String broadcast(String wanted, CodeBlock number) {
        return constants.computeIfAbsent(number.toString(), key -> {
            String name = names.of(wanted);
            before.addStatement("$T $L = $T.broadcast($L, $L)", FLOATS, name, FLOATS, VectorLibrary.SPECIES, number);
            operations++;
            return name;
        });
    }

    /** How many there are: a measure of the method's bytecode. */
    int operations() {
        return operations;
    }

    CodeBlock before() {
        return before.build();
    }

    CodeBlock each() {
        return each.build();
    }
}
