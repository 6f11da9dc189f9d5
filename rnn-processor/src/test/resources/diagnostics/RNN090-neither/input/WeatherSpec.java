import org.rnnc.runtime.RnnModel;

@RnnModel
interface WeatherSpec {}
