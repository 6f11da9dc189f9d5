import org.rnnc.runtime.annotation.Input;
import org.rnnc.runtime.annotation.Layer;
import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(input = @Input(name = "day", size = 4), layers = @Layer(cell = "rnn", units = 24))
interface WeatherSpec {}
