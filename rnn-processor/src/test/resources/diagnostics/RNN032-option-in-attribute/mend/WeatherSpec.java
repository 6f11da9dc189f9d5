import org.rnnc.runtime.annotation.Input;
import org.rnnc.runtime.annotation.Layer;
import org.rnnc.runtime.annotation.Loss;
import org.rnnc.runtime.annotation.Optimizer;
import org.rnnc.runtime.annotation.OptimizerKind;
import org.rnnc.runtime.annotation.RnnModel;
import org.rnnc.runtime.annotation.Train;

@RnnModel(
        input = @Input(name = "day", size = 4),
        layers = @Layer(cell = "lstm", units = 24),
        loss = Loss.MSE,
        train = @Train(optimizer = @Optimizer(kind = OptimizerKind.ADAM, rate = 0.001, beta1 = 0.9)))
interface WeatherSpec {}
