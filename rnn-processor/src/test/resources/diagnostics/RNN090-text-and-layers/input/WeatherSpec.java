import org.rnnc.runtime.annotation.Layer;
import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(
        text = "input day: vector<4>  output y = day |> rnn(24)",
        layers = @Layer(cell = "rnn", units = 24))
interface WeatherSpec {}
