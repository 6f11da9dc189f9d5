// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import java.io.Serializable;
import org.rnnc.runtime.model.Model;
import org.rnnc.training.WindowSource;

/**
 * What executors need for training. It is sent to them once, so that it is serializable, and small unless the data are: better
 * say where the data are than have them with it. Each thread of an executor makes its own model and source.
 */
public interface Supply extends Serializable {
    /**
     * Makes a model of the class that is trained; its parameters come from the driver.
     *
     * @return a new model
     */
    Model newModel();

    /**
     * Opens the data. Each batch is one part; the same index gives the same data on every machine and at any time.
     *
     * @return the parts
     * @throws Exception if there are no data; the task fails then, and Spark tries it again elsewhere
     */
    WindowSource newSource() throws Exception;
}
