let secrets: readonly string[] = [];

/** From now on these texts are in no log line and no error. */
export function keepSecret(texts: readonly string[]): void {
  secrets = [...new Set([...secrets, ...texts.filter((text) => text !== "")])];
}

/** The text without secrets, also in the encodings in which a request carries them. */
export function redact(text: string): string {
  const forms = secrets
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64"),
    ])
    .sort((a, b) => b.length - a.length);
  if (forms.length === 0) return text;
  // In one pass: what stands for a secret is not searched again.
  const any = new RegExp(
    forms.map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|"),
    "g",
  );
  return text.replaceAll(any, "[secret]");
}

/** `+442079460123` → `+44…23`, percent-encoded or not. */
export const maskNumbers = (text: string): string =>
  text.replaceAll(
    /(\+|%2B)(\d{2})\d{3,}(\d{2})/g,
    (_, plus: string, start: string, end: string) => `${plus}${start}…${end}`,
  );

/** One line on stderr, with TWILIO_LOG=debug only: stdout belongs to the engine. */
export function debug(message: string): void {
  if (process.env.TWILIO_LOG === "debug") process.stderr.write(`twilio: ${maskNumbers(redact(message))}\n`);
}
