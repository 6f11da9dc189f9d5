import org.rnnc.runtime.annotation.RnnModel;

@RnnModel
interface WeatherSpec {}
