import org.rnnc.runtime.annotation.Input;
import org.rnnc.runtime.annotation.Layer;
import org.rnnc.runtime.annotation.Loss;
import org.rnnc.runtime.annotation.RnnModel;
import org.rnnc.runtime.annotation.Train;

@RnnModel(
        input = @Input(name = "day", size = 4),
        layers = @Layer(cell = "lstm", units = 24, as = "days"),
        loss = Loss.MSE,
        train = @Train(window = 14, observe = {"days.i", "days."}))
interface WeatherSpec {}
