import org.rnnc.runtime.annotation.Input;
import org.rnnc.runtime.annotation.Layer;
import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(input = @Input(name = "day"), layers = @Layer(cell = "rnn", units = 24))
interface WeatherSpec {}
