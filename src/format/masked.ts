/**
 * A text whose telephone numbers are no longer to be called: `+442079460123` becomes `+44…23`. Logs of CI and comments
 * on a pull request are read by more people than the repository. SIP addresses carry numbers without their plus.
 */
export const masked = (text: string): string =>
  text.replaceAll(/(\+\d{2}|(?<!\d)\d{2}(?=\d{5}))\d{3,}(\d{2})/g, "$1…$2");
