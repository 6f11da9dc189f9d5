// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.rnnc.processor.standalone.MethodSizes;

class SupportTest {
    private static Object kept;

    @Test
    void methodSizesAreThoseOfTheBytecode() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_ABSTRACT, "Sized", null, "java/lang/Object", new String[] {"A"});
        writer.visitField(Opcodes.ACC_STATIC, "ratio", "D", null, 0.5).visitEnd();
        writer.visitMethod(Opcodes.ACC_ABSTRACT, "none", "()V", null, null).visitEnd();
        method(writer, "small", 10);
        method(writer, "large", 9_000);
        writer.visitEnd();
        byte[] classFile = writer.toByteArray();
        assertEquals(Map.of("small()V", 11, "large()V", 9_001), MethodSizes.of(classFile));
        assertEquals(9_001, MethodSizes.largest(classFile));
    }

    /** So many that do nothing, and a return. */
    private static void method(ClassWriter writer, String name, int instructions) {
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, name, "()V", null, null);
        method.visitCode();
        for (int i = 0; i < instructions; i++) {
            method.visitInsn(Opcodes.NOP);
        }
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    @Test
    void methodSizesOfARealClass() throws IOException {
        try (InputStream in = MethodSizes.class.getResourceAsStream("MethodSizes.class")) {
            byte[] classFile = in.readAllBytes();
            Map<String, Integer> sizes = MethodSizes.of(classFile);
            assertTrue(sizes.containsKey("largest([B)I") && sizes.containsKey("<init>([B)V"), sizes::toString);
            assertTrue(MethodSizes.constants(classFile) > sizes.size());
        }
    }

    @Test
    void allocationIsCountedToTheByte() {
        assertEquals(0, AllocationMeter.bytes(100, 1000, () -> {}));
        long bytes = AllocationMeter.bytes(100, 1000, () -> kept = new long[10]);
        assertEquals(96_000, bytes, "an array of 10 longs has a header of 16 bytes");
        assertEquals(10, ((long[]) kept).length);
    }
}
