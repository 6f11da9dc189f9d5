import org.rnnc.runtime.Input;
import org.rnnc.runtime.Layer;
import org.rnnc.runtime.Loss;
import org.rnnc.runtime.RnnModel;

@RnnModel(
        input = @Input(name = "day", size = 4),
        layers = {@Layer(cell = "gru", units = 24, bidirectional = true), @Layer(cell = "dense", units = 1)},
        outputName = "tomorrow",
        loss = Loss.NONE)
interface WeatherSpec {}
