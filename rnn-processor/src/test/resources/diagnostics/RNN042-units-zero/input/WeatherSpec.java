import org.rnnc.runtime.Input;
import org.rnnc.runtime.Layer;
import org.rnnc.runtime.RnnModel;

@RnnModel(input = @Input(name = "day", size = 4), layers = @Layer(cell = "lstm", units = -24))
interface WeatherSpec {}
