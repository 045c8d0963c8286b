/** Hides most digits of telephone numbers in a text. */
export type Mask = (text: string) => string;

/** Leaves numbers as they are. */
export const bare: Mask = (text) => text;

/** A run of digits as people write numbers; a date is none. */
const telephone = /(?<![\w•+-])(?!\d{4}-\d{2}-\d{2}(?!\d))\+?\(?\d[\d ().-]{5,}\d(?!\w)/g;

/**
 * Keeps the beginning and the last two digits: `+44••••••••23`. Numbers that would look the same are told apart by a
 * count, `+44••••••••23 (2)`, as long as the same mask sees them.
 */
export function masking(): Mask {
  const shown = new Map<string, string>();
  const taken = new Map<string, number>();
  return (text) =>
    text.replace(telephone, (written) => {
      const digits = written.replace(/[^\d+]/g, "");
      if (digits.replace("+", "").length < 7) return written;
      const known = shown.get(digits);
      if (known !== undefined) return known;
      const kept = digits.startsWith("+") ? 3 : 2;
      const masked = `${digits.slice(0, kept)}${"•".repeat(digits.length - kept - 2)}${digits.slice(-2)}`;
      const count = (taken.get(masked) ?? 0) + 1;
      taken.set(masked, count);
      const name = count === 1 ? masked : `${masked} (${count})`;
      shown.set(digits, name);
      return name;
    });
}

/** The same data with every text masked. */
export function maskedData(value: unknown, mask: Mask): unknown {
  if (typeof value === "string") return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskedData(item, mask));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskedData(inner, mask)]));
}
