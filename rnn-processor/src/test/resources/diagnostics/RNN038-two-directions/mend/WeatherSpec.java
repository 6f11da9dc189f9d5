import org.rnnc.runtime.annotation.*;

@RnnModel(
        input = @Input(name = "day", size = 4),
        layers = @Layer(cell = "gru", units = 8, reverse = true),
        outputName = "tomorrow")
interface WeatherSpec {}
