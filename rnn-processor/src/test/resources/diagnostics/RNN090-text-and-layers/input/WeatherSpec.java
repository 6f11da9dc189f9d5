import org.rnnc.runtime.Layer;
import org.rnnc.runtime.RnnModel;

@RnnModel(
        text = "input day: vector<4>  output y = day |> rnn(24)",
        layers = @Layer(cell = "rnn", units = 24))
interface WeatherSpec {}
