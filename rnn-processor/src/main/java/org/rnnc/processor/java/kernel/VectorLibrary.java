// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.layout.Distinct;

/**
 * The kernels that one engine has in the Vector API too. Each overrides a plain one of the same name and parameters; the
 * methods they are made of are their own.
 */
public final class VectorLibrary {
    public static final String MODULE = "jdk.incubator.vector";

    /** The vector shape that the class uses, and how many numbers one has. */
    public static final String SPECIES = "SPECIES";

    public static final String LANES = "LANES";

    /** As {@link #LANES}, where C2 must not know the number. */
    public static final String STRIDE = "lanes";

    /** The lanes that are stored of the last vector of a row, where vectors are longer than the eight that rows are multiples of. */
    public static final String REST = "REST";

    /** The shape of a vector's bits as ints. */
    public static final String BITS = "BITS";

    /** The class of vectors, and of their bits as ints. */
    private static final String VECTOR = "VECTOR";

    private static final String INTS = "INTS";

    /** How many numbers small vectors have, and how many bits those have. */
    public static final int SMALL = 8;

    private static final int SMALL_BITS = SMALL * Float.SIZE;

    private final ScalarType numbers;
    private final Map<String, MethodSpec> overriding = new LinkedHashMap<>();
    private final List<FieldSpec> fields = new ArrayList<>();
    private final List<MethodSpec> helpers = new ArrayList<>();
    private final Map<String, String> nameByBody = new HashMap<>();
    private final Distinct names = new Distinct("_");

    public VectorLibrary(ScalarType numbers) {
        this.numbers = numbers;
    }

    /** {@code FloatVector} or {@code DoubleVector}. */
    public ClassName vector() {
        return ClassName.get(MODULE, numbers == ScalarType.FLOAT ? "FloatVector" : "DoubleVector");
    }

    /**
     * The shape of vectors, and how many numbers one has.
     *
     * @param engines of the runtime, which knows what was asked for
     * @param isSmall whether vectors of eight numbers at most are wanted, where the processor may have longer ones
     */
    public List<FieldSpec> constants(ClassName engines, boolean isSmall) {
        TypeName species = ParameterizedTypeName.get(ClassName.get(MODULE, "VectorSpecies"), numbers.box());
        ClassName shape = ClassName.get(MODULE, "VectorShape");
        List<FieldSpec> all = new ArrayList<>();
        CodeBlock preferred = CodeBlock.of("$T.preferredShape().vectorBitSize()", shape);
        all.add(constant(
                species,
                SPECIES,
                CodeBlock.of(
                        "$T.of($T.class, $T.forBitSize($T.bits($L)))",
                        ClassName.get(MODULE, "VectorSpecies"),
                        numbers.type(),
                        shape,
                        engines,
                        isSmall ? CodeBlock.of("$T.min($L, $L)", Math.class, SMALL_BITS, preferred) : preferred)));
        if (numbers == ScalarType.FLOAT) {
            TypeName mask = ParameterizedTypeName.get(ClassName.get(MODULE, "VectorMask"), numbers.box());
            all.add(constant(mask, REST, CodeBlock.of("$L.indexInRange(0, 8)", SPECIES)));
            all.add(constant(
                    ParameterizedTypeName.get(ClassName.get(MODULE, "VectorSpecies"), TypeName.INT.box()),
                    BITS,
                    CodeBlock.of("$L.withLanes(int.class)", SPECIES)));
        }
        all.add(exactClass(vector(), VECTOR, SPECIES));
        if (numbers == ScalarType.FLOAT) {
            all.add(exactClass(ClassName.get(MODULE, "IntVector"), INTS, BITS));
        }
        all.add(constant(TypeName.INT, LANES, CodeBlock.of("$L.length()", SPECIES)));
        all.add(FieldSpec.builder(TypeName.INT, STRIDE, Modifier.PRIVATE, Modifier.STATIC)
                .addJavadoc("""
                        The same, and not final: where C2 knows how far apart rows of weights are, it does not read
                        them in the order in which they lie, and takes up to 1.4 times as long.
                        """)
                .initializer(LANES)
                .build());
        return all;
    }

    private static FieldSpec constant(TypeName type, String name, CodeBlock value) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(value)
                .build();
    }

    /** A field with the class that vectors have which are made so. */
    private static FieldSpec exactClass(ClassName vector, String name, String species) {
        return constant(
                ParameterizedTypeName.get(ClassName.get(Class.class), WildcardTypeName.subtypeOf(vector)),
                name,
                CodeBlock.of("$T.zero($L).getClass()", vector, species));
    }

    /**
     * A vector with its class said, as all have to have it on which an operation is called. C2 inlines the Vector API by the
     * class of the vector that an operation is called on. It has no class for what was read, what comes out of a loop, and
     * any result in a kernel of more than 18,000 nodes (it puts off inlining then); so it goes by the classes that this
     * place in the API has seen in the whole JVM. Where other vectors have been there, of another length or another
     * library's, it would make calls, and objects of vectors. {@link Class#cast} is no call to C2, and no instruction is
     * left of it.
     */
    public static CodeBlock exact(CodeBlock vector) {
        return CodeBlock.of("$L.cast($L)", VECTOR, vector);
    }

    /** The same of a vector's bits as ints. */
    public static CodeBlock exactBits(CodeBlock bits) {
        return CodeBlock.of("$L.cast($L)", INTS, bits);
    }

    /** A vector that is read, with its class. */
    public CodeBlock read(Object array, Object index) {
        return exact(CodeBlock.of("$T.fromArray($L, $L, $L)", vector(), SPECIES, array, index));
    }

    /** One number in all lanes, with the vector's class. */
    public CodeBlock broadcast(Object number) {
        return exact(CodeBlock.of("$T.broadcast($L, $L)", vector(), SPECIES, number));
    }

    /** How many numbers a vector has at least; rows are multiples of it. */
    public static int leastLanes(ScalarType numbers) {
        return mostLanes(numbers) / 4;
    }

    /** How many numbers a vector has at most. */
    public static int mostLanes(ScalarType numbers) {
        return numbers == ScalarType.FLOAT ? 16 : 8;
    }

    /** What kernels remember from one call to the next. */
    public List<FieldSpec> fields() {
        return List.copyOf(fields);
    }

    /** A truth value that a kernel remembers; any thread may change it. */
    public String remember(String wanted, String documentation) {
        String name = names.of(wanted);
        fields.add(FieldSpec.builder(TypeName.BOOLEAN, name, Modifier.PRIVATE)
                .addJavadoc(Comments.javadoc(documentation))
                .build());
        return name;
    }

    public boolean isEmpty() {
        return overriding.isEmpty();
    }

    public List<MethodSpec> methods() {
        List<MethodSpec> all = new ArrayList<>(overriding.values());
        all.addAll(helpers);
        return all;
    }

    /** Overrides the kernel {@code name}, once. */
    public void override(String name, List<ParameterSpec> parameters, Supplier<CodeBlock> body) {
        override(name, TypeName.VOID, parameters, body);
    }

    /** The same of a kernel that returns something. */
    public void override(String name, TypeName returns, List<ParameterSpec> parameters, Supplier<CodeBlock> body) {
        if (!overriding.containsKey(name)) {
            overriding.put(
                    name,
                    MethodSpec.methodBuilder(name)
                            .addAnnotation(Override.class)
                            .returns(returns)
                            .addParameters(parameters)
                            .addCode(body.get())
                            .build());
        }
    }

    /** A method of the class's own; an equal one that is there already is used again. */
    public String method(String wanted, String documentation, List<ParameterSpec> parameters, CodeBlock body) {
        String key = parameters.toString() + body;
        String known = nameByBody.get(key);
        if (known != null) {
            return known;
        }
        String name = names.of(wanted);
        nameByBody.put(key, name);
        helpers.add(MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addJavadoc(Comments.javadoc(documentation))
                .returns(TypeName.VOID)
                .addParameters(parameters)
                .addCode(body)
                .build());
        return name;
    }
}
