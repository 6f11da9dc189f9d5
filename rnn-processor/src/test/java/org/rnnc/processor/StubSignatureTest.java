// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.resolve.Signature;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.processor.java.api.JavaEmitter;
import org.rnnc.processor.java.api.StubEmitter;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PlainTarget;

/** The placeholder of a model, written from its text alone, has the signatures of its class. */
class StubSignatureTest {
    private static final Path FIXTURES = Path.of("src/test/resources/diagnostics");

    /** All right models at hand: of the mended fixtures that are texts, and of the language's page. */
    static Stream<String> specs() throws IOException {
        List<String> specs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            for (Path file : files.filter(path ->
                            path.toString().endsWith(".rnn") && path.toString().contains("mend"))
                    .sorted()
                    .toList()) {
                specs.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        for (String part : Files.readString(Path.of("../docs/language.md")).split("\n```rnn[^\n]*\n")) {
            specs.add(part.substring(0, Math.max(0, part.indexOf("\n```"))));
        }
        return specs.stream().filter(spec -> spec.contains("model ")).distinct();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void sameSignatures(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile spec = SpecReader.read(new SourceText("Net.rnn", text), diagnostics);
        if (diagnostics.hasErrors()) {
            return;
        }
        Map<String, Signature> signatures = SpecCompiler.signatures(spec).stream()
                .collect(Collectors.toMap(Signature::name, signature -> signature, (one, two) -> one));
        for (ModelSpec model : SpecCompiler.compile(spec, List.of(), diagnostics)) {
            TypeSpec real = JavaEmitter.emit(MemoryPlan.of(model, new PlainTarget()), false, "test", "", true)
                    .get(0)
                    .typeSpec();
            TypeSpec stub =
                    StubEmitter.emit(signatures.get(model.name()), "test", true).typeSpec();
            assertSame(real, stub, model.name());
        }
    }

    private static void assertSame(TypeSpec real, TypeSpec stub, String model) {
        Set<String> own = declared(real, model);
        Set<String> placed = declared(stub, model);
        assertTrue(placed.containsAll(own), () -> "the placeholder has " + placed + "\nand not all of " + own);
        // A model that cannot be stepped or trained lacks whole classes, and what makes them.
        placed.removeIf(method -> method.endsWith(": new"));
        own.removeIf(method -> method.endsWith(": new"));
        assertEquals(own, placed);
        for (TypeSpec nested : real.typeSpecs()) {
            if (nested.modifiers().contains(Modifier.PUBLIC)) {
                assertSame(
                        nested,
                        stub.typeSpecs().stream()
                                .filter(type -> type.name().equals(nested.name()))
                                .findFirst()
                                .orElseThrow(),
                        model);
            }
        }
    }

    /** The public methods that no interface of the runtime declares already with this type. */
    private static Set<String> declared(TypeSpec type, String model) {
        return type.methodSpecs().stream()
                .filter(method -> method.modifiers().contains(Modifier.PUBLIC))
                .filter(method -> !isGeneral(method))
                .map(StubSignatureTest::signature)
                // A class may be named with the one around it or without.
                .map(signature -> signature.replace(model + ".", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isGeneral(MethodSpec method) {
        boolean overrides = method.annotations().stream()
                .anyMatch(annotation -> annotation.type().equals(ClassName.get(Override.class)));
        boolean covariant = method.returnType() instanceof ClassName name
                && name.packageName().isEmpty();
        return overrides && !covariant;
    }

    private static String signature(MethodSpec method) {
        String made = method.name().startsWith("new") ? ": new" : "";
        return method.returnType() + " " + method.name()
                + method.parameters().stream()
                        .map(parameter -> parameter.type().toString())
                        .toList()
                + (method.modifiers().contains(Modifier.STATIC) ? " static" : "") + made;
    }
}
