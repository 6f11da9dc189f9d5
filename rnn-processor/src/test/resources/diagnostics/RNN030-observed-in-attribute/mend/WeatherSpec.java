import org.rnnc.runtime.Input;
import org.rnnc.runtime.Layer;
import org.rnnc.runtime.Loss;
import org.rnnc.runtime.RnnModel;
import org.rnnc.runtime.Train;

@RnnModel(
        input = @Input(name = "day", size = 4),
        layers = @Layer(cell = "lstm", units = 24, as = "days"),
        loss = Loss.MSE,
        train = @Train(window = 14, observe = {"days.i", "days.h"}))
interface WeatherSpec {}
