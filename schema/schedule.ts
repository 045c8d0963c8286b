import * as z from "zod";
import { formatted } from "./text.ts";

const clock = "([01][0-9]|2[0-3]):[0-5][0-9]";
const endClock = "(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)";
const span = `${clock}-${endClock}`;
const date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const yearly = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const day = "(mon|tue|wed|thu|fri|sat|sun)";
const weekdays = new RegExp(`^${day}(-${day})?$`);
const shifts = new RegExp(`^(closed|open|${span}(, ?${span})*)$`);

/** Opening hours of a day, e.g. `09:00-12:30, 13:30-17:30`; a shift may end after midnight. */
const hours = formatted({
  code: "hours-form",
  pattern: shifts,
  accepts: (text) => text.split(",").every((part) => part.trim().split("-")[0] !== part.trim().split("-")[1]),
  expected: "opening hours such as 09:00-12:30, 13:30-17:30, or closed, or open for the whole day",
  mend: (text) => {
    const padded = text.replace(/(?<![0-9:])([0-9]:[0-5][0-9])/g, "0$1").replace(/\s*[–—-]\s*/g, "-");
    return padded !== text && shifts.test(padded) ? padded : undefined;
  },
});

/** `schedules/<id>.yaml` */
export const schedule = z
  .strictObject({
    timeZone: formatted({
      code: "time-zone-form",
      pattern: /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/,
      expected: "the name of an IANA time zone, such as Europe/London",
    }).meta({ description: "The zone of every time in this file.", examples: ["Europe/London"] }),
    open: z
      .union([
        z.enum(["always", "never"]),
        z.record(
          formatted({
            code: "days-form",
            pattern: weekdays,
            expected: "a day or a range of days, such as mon or mon-fri",
            mend: (text) => {
              const days = text.toLowerCase().split(/\s*[–—-]\s*/);
              const short = days.map((name) => name.slice(0, 3)).join("-");
              return days.every((name) => /^[a-z]+$/.test(name)) && short !== text && weekdays.test(short)
                ? short
                : undefined;
            },
          }),
          hours,
        ),
      ])
      .meta({
        description: "The week; a day that is not listed is closed.",
        examples: [{ "mon-fri": "09:00-17:30" }],
      }),
    holidays: formatted({
      code: "holidays-form",
      pattern: /^[A-Z]{2}(-[A-Za-z0-9]{1,12}){0,2}$/,
      expected: "a country, or a country and region, such as GB-ENG",
      mend: (text) => (/^[a-z]{2}(-[a-z0-9]{1,3})?$/.test(text) ? text.toUpperCase() : undefined),
    })
      .meta({ description: "Closed on the public holidays of this country or region.", examples: ["GB-ENG"] })
      .optional(),
    except: z
      .record(
        formatted({
          code: "exception-form",
          pattern: new RegExp(
            `^(${date}|${date}\\.\\.${date}|${date} ${clock}\\.\\.${date} ${endClock}|${yearly})$`,
          ),
          expected:
            "a date, a range of dates, a range of times, or a date of every year, such as 2026-12-24, 2026-12-27..2026-12-28, 2026-11-30 14:00..2026-11-30 16:00 or 12-31",
        }),
        hours,
      )
      .meta({ description: "Dates that differ; the first match wins." })
      .optional(),
  })
  .meta({ title: "Schedule", description: "Opening hours. The file's name is its id." });

export type ScheduleShape = z.infer<typeof schedule>;
