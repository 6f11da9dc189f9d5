// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.samples.benchmarks.workload.Timed;

/**
 * Loads the kernels anew, for one size of vectors and one network: C2 then sees these sizes as constants, and nothing of
 * what ran before.
 */
final class KernelLoader extends ClassLoader {
    private static final String KERNELS = KernelLoader.class.getPackageName() + ".kernel.";

    /** By what they are made for: what is made again is compiled already. */
    private static final Map<List<Object>, KernelLoader> LOADERS = new HashMap<>();

    private KernelLoader() {
        super(KernelLoader.class.getClassLoader());
    }

    /**
     * Makes one.
     *
     * @param name of its class
     * @param arguments of its constructor: numbers, truth values, or names of a {@code StreamForm}
     */
    static Timed load(int bits, int inputs, int hidden, String name, Object... arguments)
            throws ReflectiveOperationException {
        System.setProperty("kernel.bits", String.valueOf(bits));
        System.setProperty("kernel.inputs", String.valueOf(inputs));
        System.setProperty("kernel.hidden", String.valueOf(hidden));
        List<Object> made = new ArrayList<>(List.of(bits, inputs, hidden, name));
        made.addAll(List.of(arguments));
        KernelLoader loader = LOADERS.computeIfAbsent(made, key -> new KernelLoader());
        Class<?> loaded = Class.forName(KERNELS + name, true, loader);
        return (Timed) loaded.getConstructors()[0].newInstance(arguments);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        // The forms are an argument, and so belong to both sides.
        if (!name.startsWith(KERNELS) || name.endsWith(".StreamForm")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = file.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
