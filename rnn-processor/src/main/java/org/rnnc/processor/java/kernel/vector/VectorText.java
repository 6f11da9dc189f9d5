// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.processor.layout.Distinct;

/** Statements of one loop over vectors while they are written: each gives a name to a vector. */
final class VectorText {
    private static final ClassName INTS = ClassName.get(VectorLibrary.MODULE, "IntVector");

    static final ClassName OPERATORS = ClassName.get(VectorLibrary.MODULE, "VectorOperators");

    /** What a statement, and what a cast takes of a method's bytecode, in bytes. */
    private static final int STATEMENT = 16;

    private static final int CAST = 9;

    private final VectorLibrary library;
    private final Distinct names;
    private final CodeBlock.Builder before = CodeBlock.builder();
    private final CodeBlock.Builder each = CodeBlock.builder();
    private final Map<String, String> constants = new LinkedHashMap<>();
    private final Set<String> exact = new HashSet<>();
    private int bytes;
    private int bytesToConversion;

    VectorText(VectorLibrary library, Distinct names) {
        this.library = library;
        this.names = names;
    }

    VectorLibrary library() {
        return library;
    }

    /** A vector on which nothing is called, or rarely. */
    String vector(String wanted, String format, Object... arguments) {
        return local(library.vector(), wanted, CodeBlock.of(format, arguments));
    }

    /** A vector on which something is called. */
    String exact(String wanted, String format, Object... arguments) {
        String name = local(library.vector(), wanted, cast(format, arguments));
        exact.add(name);
        return name;
    }

    /** A vector that is read. */
    String read(String wanted, Object array, Object index) {
        String name = local(library.vector(), wanted, library.read(array, index));
        bytes += CAST;
        exact.add(name);
        return name;
    }

    /** A vector without a name on which something is called. */
    CodeBlock cast(String format, Object... arguments) {
        bytes += CAST;
        return VectorLibrary.exact(CodeBlock.of(format, arguments));
    }

    /** The same of ints. */
    CodeBlock castBits(String format, Object... arguments) {
        bytes += STATEMENT + CAST;
        return VectorLibrary.exactBits(CodeBlock.of(format, arguments));
    }

    /** A vector of this name, for something to be called on it. */
    CodeBlock on(String name) {
        return isExact(name) ? CodeBlock.of(name) : cast(name);
    }

    /** The name of the same vector on which something is called more than once. */
    String exactOf(String name) {
        return isExact(name) ? name : exact("argument", "$L", name);
    }

    /** Whether something can be called on it as it is. */
    boolean isExact(String name) {
        return exact.contains(name);
    }

    /** The same with a name. */
    String bits(String wanted, String format, Object... arguments) {
        return local(INTS, wanted, castBits(format, arguments));
    }

    private String local(ClassName type, String wanted, CodeBlock value) {
        String name = names.of(wanted);
        each.addStatement("$T $L = $L", type, name, value);
        bytes += STATEMENT;
        return name;
    }

    /** @param casts how many there are in it */
    void statement(CodeBlock statement, int casts) {
        each.add(statement);
        bytes += STATEMENT + casts * CAST;
    }

    /** One number in all lanes, from before the loop. */
    String broadcast(String wanted, CodeBlock number) {
        return constants.computeIfAbsent(number.toString(), key -> {
            String name = names.of(wanted);
            before.addStatement("$T $L = $L", library.vector(), name, library.broadcast(number));
            bytes += STATEMENT + CAST;
            exact.add(name);
            return name;
        });
    }

    /** About how long the method's bytecode will be. */
    int bytes() {
        return bytes;
    }

    /** Notes that the bits of a vector have been used. */
    void converted() {
        bytesToConversion = bytes;
    }

    /** How much of it comes before the last use of a vector's bits. */
    int bytesToConversion() {
        return bytesToConversion;
    }

    CodeBlock before() {
        return before.build();
    }

    CodeBlock each() {
        return each.build();
    }
}
