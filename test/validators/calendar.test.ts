import { describe, expect, it } from "vitest";
import {
  dayAfter,
  EARLIEST_BIRTH_YEAR,
  fullBirthYear,
  isBirthDate,
  isCalendarDate,
  isoDate,
  LATEST_BIRTH_YEAR,
  serialDay,
} from "../../src/validators/calendar.ts";

describe("calendar", () => {
  it("agrees with the calendar of the runtime on every day of two centuries", () => {
    for (let year = 1880; year <= 2080; year += 1) {
      for (let month = 0; month <= 13; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const date = new Date(Date.UTC(year, month - 1, day));
          const isDay = month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
          if (isCalendarDate(year, month, day) !== isDay) throw new Error(`${year}-${month}-${day}`);
        }
      }
    }
    expect(isCalendarDate(2000, 2, 29)).toBe(true);
    expect(isCalendarDate(1900, 2, 29)).toBe(false);
  });

  it("bounds births by the years of the living", () => {
    expect(isBirthDate(EARLIEST_BIRTH_YEAR, 1, 1)).toBe(true);
    expect(isBirthDate(EARLIEST_BIRTH_YEAR - 1, 12, 31)).toBe(false);
    expect(isBirthDate(LATEST_BIRTH_YEAR, 12, 31)).toBe(true);
    expect(isBirthDate(LATEST_BIRTH_YEAR + 1, 1, 1)).toBe(false);
    expect(isBirthDate(1980, 2, 30)).toBe(false);
  });

  it("takes two digits for the latest year that is no later than the release", () => {
    expect(fullBirthYear(LATEST_BIRTH_YEAR % 100)).toBe(LATEST_BIRTH_YEAR);
    expect(fullBirthYear((LATEST_BIRTH_YEAR % 100) + 1)).toBe(LATEST_BIRTH_YEAR - 99);
    expect(fullBirthYear(99)).toBe(1999);
    expect(fullBirthYear(0)).toBe(2000);
  });

  it("writes days, the day after one, and the days of spreadsheets", () => {
    expect(isoDate(1980, 1, 2)).toBe("1980-01-02");
    expect(dayAfter(1980, 2, 28)).toBe("1980-02-29");
    expect(dayAfter(1981, 2, 28)).toBe("1981-03-01");
    expect(dayAfter(1980, 12, 31)).toBe("1981-01-01");
    expect(serialDay(25_569)).toEqual([1970, 1, 1]);
    expect(serialDay(29_586)).toEqual([1980, 12, 31]);
    expect(serialDay(61)).toEqual([1900, 3, 1]);
  });
});
