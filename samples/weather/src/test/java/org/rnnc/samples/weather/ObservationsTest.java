// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationsTest {
    private static final String HEADER = "date,precipitation,temp_max,temp_min,wind,weather";

    @TempDir
    private Path folder;

    @Test
    void readsTheSamplesOwnFile() throws IOException {
        List<Day> days = Observations.read(Path.of("data/seattle-weather.csv"));
        assertEquals(1461, days.size());
        assertEquals(new Day(LocalDate.of(2012, 1, 1), 12.8, 5.0, 0.0, 4.7), days.get(0));
        assertEquals(LocalDate.of(2015, 12, 31), days.get(1460).date());
    }

    @Test
    void goesByTheNamesOfColumns() throws IOException {
        List<Day> days = read("wind,temp_min,date,temp_max,precipitation", "1,2,2020-02-29,3,4");
        assertEquals(List.of(new Day(LocalDate.of(2020, 2, 29), 3, 2, 4, 1)), days);
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        fails("days.csv:2: there is no wind", HEADER, "2012-01-01,0.0,12.8,5.0");
        fails("days.csv:2: there is no temp_max", "date,temp_min", "2012-01-01,5.0");
        fails("days.csv:2: wind is not a number: \"calm\"", HEADER, "2012-01-01,0.0,12.8,5.0,calm,sun");
        fails("days.csv:2: wind is not a finite number: \"NaN\"", HEADER, "2012-01-01,0.0,12.8,5.0,NaN,sun");
        fails("days.csv:2: Text '1 May' could not be parsed at index 0", HEADER, "1 May,0.0,12.8,5.0,4.7,sun");
        fails(
                "days.csv:3: the day should be 2012-01-02, it is 2012-01-03",
                HEADER,
                "2012-01-01,0.0,12.8,5.0,4.7,sun",
                "2012-01-03,0.0,12.8,5.0,4.7,sun");
        fails("days.csv is empty");
    }

    private List<Day> read(String... lines) throws IOException {
        return Observations.read(Files.write(folder.resolve("days.csv"), List.of(lines)));
    }

    private void fails(String message, String... lines) {
        IOException failure = assertThrows(IOException.class, () -> read(lines));
        assertEquals(folder + "/" + message, failure.getMessage().replace('\\', '/'));
    }
}
