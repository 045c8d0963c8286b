/** A text in one line without what a reader cannot see: such signs can break a format, or pretend another order. */
export const visible = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replaceAll(/[\p{Cf}\p{Cs}]/gu, "");
