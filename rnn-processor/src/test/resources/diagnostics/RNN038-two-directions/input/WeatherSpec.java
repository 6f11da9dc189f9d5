import org.rnnc.runtime.*;

@RnnModel(
        input = @Input(name = "day", size = 4),
        layers = @Layer(cell = "gru", units = 8, bidirectional = true, reverse = true),
        outputName = "tomorrow")
interface WeatherSpec {}
