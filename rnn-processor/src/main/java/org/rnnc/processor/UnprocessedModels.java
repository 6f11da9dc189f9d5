// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.google.auto.service.AutoService;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.Trees;
import java.util.List;
import javax.tools.Diagnostic;

/**
 * Warns where sources use {@code @RnnModel} and no processor makes classes of it, as from JDK 23 on where rnn-processor
 * is on the class path alone: all that javac itself says then is that it cannot find them. javac starts this by itself
 * wherever it finds it, with {@code -proc:none} too; it says one warning at the end or nothing, and whatever goes wrong
 * in it is as if it were not there.
 */
@AutoService(Plugin.class)
public final class UnprocessedModels implements Plugin {
    @Override
    public String getName() {
        return "rnnc";
    }

    @Override
    public boolean autoStart() {
        return true;
    }

    @Override
    public void init(JavacTask task, String... arguments) {
        Presence.take();
        task.addTaskListener(new Listener(task));
    }

    private static final class Listener implements TaskListener {
        private final JavacTask task;
        private final ModelUses uses = new ModelUses();

        Listener(JavacTask task) {
            this.task = task;
        }

        @Override
        public void finished(TaskEvent event) {
            try {
                if (event.getKind() == TaskEvent.Kind.PARSE && event.getCompilationUnit() != null) {
                    uses.add(event.getCompilationUnit());
                } else if (event.getKind() == TaskEvent.Kind.COMPILATION && !Presence.take()) {
                    warn(uses.unprocessed());
                }
            } catch (RuntimeException | LinkageError e) {
                // What is only there to help must not break a compilation.
                return;
            }
        }

        private void warn(List<ModelUses.Use> unprocessed) {
            if (unprocessed.isEmpty()) {
                return;
            }
            ModelUses.Use first = unprocessed.get(0);
            String others = unprocessed.size() == 1 ? "" : " (and " + (unprocessed.size() - 1) + " more)";
            // Mandatory, since older compiler plugins of Maven turn all other warnings off.
            Trees.instance(task)
                    .printMessage(
                            Diagnostic.Kind.MANDATORY_WARNING,
                            text(first.type() + others),
                            first.annotation(),
                            first.unit());
        }

        private static String text(String types) {
            String artifact = "org.rnnc:rnn-processor:" + new Installation().version();
            return "no class is made of " + types + ": rnnc's annotation processor does not run here\n"
                    + "  hint: from 23 on, javac runs no processor of the class path, and with -proc:none none at all."
                    + " Maven: <path> with " + artifact + " in <annotationProcessorPaths> of maven-compiler-plugin"
                    + " 3.5 or later, and no <proc>none</proc>; Gradle: annotationProcessor '" + artifact
                    + "'; javac: -processorpath. More under \"Class not found\" in the README of rnnc";
        }
    }
}
